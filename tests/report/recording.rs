//! The look of what was seen in a recording, in each format.

use otel_lint::fact::{Amounts, InputSeen, Recording, Score, ScoreRule, ServiceSeen};
use otel_lint::fact::{Captured, CodePlace, Example, MessagePlace, RecordKind, RecordPlace};
use otel_lint::finding::{Finding, Report, Summary};
use otel_lint::report::{Format, Look};
use otel_lint::rule::{Severity, rule};
use otel_lint::source::Problem;

use super::{ORDERS, PLAIN, cut_rules, faults_of_sarif, location, on, written};

fn compare(name: &str, text: &str) {
    super::compare(&format!("recording/{name}"), text);
}

fn captured(service: &str, signal: &'static str, name: &str, count: u64) -> Captured {
    Captured { service: service.to_owned(), signal, name: name.to_owned(), count, ..Captured::default() }
}

fn finding(id: &str, severity: Severity, message: &str, captured: Captured) -> Finding {
    Finding {
        rule: rule(id).unwrap(),
        severity,
        message: message.to_owned(),
        help: String::new(),
        label: "",
        location: None,
        captured: Some(Box::new(captured)),
        related: Vec::new(),
        fix: None,
        fingerprint: "0123456789abcdef0123456789abcdef".to_owned(),
    }
}

fn example(trace_id: &str, span_id: &str, text: &str) -> Example {
    let [trace_id, span_id, text] = [trace_id, span_id, text].map(str::to_owned);
    Example { trace_id, span_id, text, ..Example::default() }
}

/// The same in a file that has lines, or in one that has messages.
fn placed(example: Example, file: &str, at: MessagePlace, kind: RecordKind, number: u64) -> Example {
    Example { place: Some(RecordPlace { file: file.to_owned(), at, kind, number }), ..example }
}

fn score_rule(id: &'static str, why: &str) -> ScoreRule {
    ScoreRule { id, why: why.to_owned() }
}

fn service(name: &str, seen: Amounts, value: Option<f64>, failed: Vec<ScoreRule>) -> ServiceSeen {
    let not_evaluated = vec![
        score_rule("LOG-001", "takes 14 days of logs"),
        score_rule("SDK-001", "the release of the SDK is not known"),
        score_rule("SPA-003", "the score has no bound yet"),
    ];
    let score = Score { value, evaluated: 16, of: 19, failed, not_evaluated };
    ServiceSeen { service: name.to_owned(), amounts: seen, score }
}

fn input(name: &str, detected: &str) -> InputSeen {
    InputSeen { name: name.to_owned(), detected: detected.to_owned() }
}

const SEEN: Amounts = Amounts { resources: 4, spans: 441, logs: 60, metrics: 19, data_points: 116, traces: 61 };

/// One service, nothing wrong.
fn good() -> Report {
    let recording = Recording {
        contracts: Vec::new(),
        amounts: SEEN,
        services: vec![service("checkout", SEEN, Some(100.0), Vec::new())],
        inputs: vec![input("telemetry/otlp.jsonl", "OTLP as JSON lines")],
    };
    Report { summary: Summary { files: 1, ..Summary::default() }, recording: Some(recording), ..Report::default() }
}

/// Findings of two services and of none, with code and without: every member of every format is filled somewhere.
fn sample() -> Report {
    let nothing = Captured { service: String::new(), ..captured("", "", "", 0) };
    let note = finding("attribute-name-style", Severity::Note, "names of attributes are in two styles: 100 %", nothing);

    let mut name = captured("checkout", "traces", "render /u/{}", 4312);
    "actix-web-opentelemetry, checkout::orders".clone_into(&mut name.scope);
    name.code = Some(CodePlace { file: "src/orders.rs".to_owned(), line: 42 });
    let trace = "356975caf9bb4537b1b176fa353c8cfa";
    let (lines, frames, unknown) = ("telemetry/otlp.jsonl", "telemetry/traces.pb", MessagePlace::default());
    let message = MessagePlace { message: 4, byte_offset: Some(1_234), ..unknown };
    name.examples = vec![
        placed(example(trace, "5b6597a9588b2e47", ""), lines, MessagePlace { line: 12, ..unknown }, RecordKind::Span, 2),
        placed(example(trace, "c2c5f6e0a4c9d1b7", "digits at the end"), frames, message, RecordKind::Span, 0),
        example("", "", "`render /u/{}` in 4100 forms"),
    ];
    let name = finding("high-cardinality-span-name", Severity::Warning, "the name of a span holds what looks like data", name);
    let name = Finding { help: "keep the name to the route, and put the value into an attribute".to_owned(), ..name };

    let mut unit = captured("checkout", "metrics", "queue.size", 1);
    "queue.name".clone_into(&mut unit.attribute);
    let point = placed(example("", "", "`my`"), frames, message, RecordKind::Point, 7);
    unit.examples =
        vec![Example { metric: "queue.size".to_owned(), keys: vec!["queue.name".to_owned(), "queue.type".to_owned()], ..point }];
    let unit = finding("metric-without-unit", Severity::Warning, "the metric `queue.size` has no unit", unit);

    let mut email = captured("web-frontend", "logs", "", 60);
    "@opentelemetry/instrumentation-pino".clone_into(&mut email.scope);
    "email".clone_into(&mut email.attribute);
    email.examples = vec![example(trace, "5b6597a9588b2e47", "an e-mail address of 25 characters, `us..`")];
    let email = finding("pii-attribute", Severity::Error, "the attribute `email` holds an e-mail address", email);
    let help = "drop it, or keep what does not tell who it is: an id of your own,\nwhich the privacy notice names";
    let email = Finding { help: help.to_owned(), ..email };

    let half = Amounts { resources: 2, spans: 220, logs: 0, metrics: 19, data_points: 116, traces: 60 };
    let other = Amounts { resources: 2, spans: 221, logs: 60, metrics: 0, data_points: 0, traces: 61 };
    let failed = vec![
        score_rule("RES-001", "no `service.instance.id`"),
        score_rule("MET-002", "`queue.size` has no unit"),
        score_rule("SPA-005", ""),
    ];
    let mut broken = service("web-frontend", other, None, Vec::new());
    broken.score.evaluated = 0;
    broken.score.not_evaluated.push(score_rule("SPA-002", "the recording is sampled"));
    let recording = Recording {
        contracts: Vec::new(),
        amounts: SEEN,
        services: vec![service("checkout", half, Some(88.2), failed), broken],
        inputs: vec![input("telemetry/otlp.jsonl", "OTLP as JSON lines"), input("-", "OTLP as protobuf")],
    };
    let message = "not read: the line ends in the middle of a text".to_owned();
    Report {
        summary: Summary { files: 2, problems: 1, errors: 1, warnings: 2, notes: 1, suppressed: 1, ..Summary::default() },
        findings: vec![note, unit, name, email],
        problems: vec![Problem { file: "telemetry/otlp.jsonl".to_owned(), line: 7, column: 1042, message }],
        recording: Some(recording),
        ..Report::default()
    }
}

/// Found in code and in a recording.
fn in_code() -> Report {
    let mut report = on(ORDERS);
    let place = location(&report, 0, "info_span!(\"load\", id)");
    let mut seen = captured("checkout", "traces", "load", 12);
    seen.examples = vec![example("356975caf9bb4537b1b176fa353c8cfa", "5b6597a9588b2e47", "")];
    let found = finding("high-cardinality-attribute", Severity::Error, "the attribute `id` has 12 values", seen);
    report.findings = vec![Finding { location: Some(place), help: "leave it out".to_owned(), ..found }];
    report.recording = good().recording;
    report
}

/// What somebody may call a service to break the report.
const HOSTILE: &str =
    "a\r\n::error::b]]>--><!-- %0A::warning::\u{1b}[31m\u{7}\u{9b}2J\u{200f}\u{202e}\u{2028}\u{0}\u{fffe}\"'<b>&amp;\u{85}|`";

fn hostile() -> Report {
    let mut report = sample();
    for finding in &mut report.findings {
        let mut captured = finding.captured.take().unwrap();
        for text in [&mut captured.service, &mut captured.scope, &mut captured.name, &mut captured.attribute] {
            HOSTILE.clone_into(text);
        }
        captured.code = Some(CodePlace { file: HOSTILE.to_owned(), line: 0 });
        captured.examples = vec![example(HOSTILE, HOSTILE, HOSTILE)];
        finding.captured = Some(captured);
        HOSTILE.clone_into(&mut finding.message);
        HOSTILE.clone_into(&mut finding.help);
    }
    for problem in &mut report.problems {
        HOSTILE.clone_into(&mut problem.file);
        HOSTILE.clone_into(&mut problem.message);
    }
    let recording = report.recording.as_mut().unwrap();
    recording.inputs = vec![input(HOSTILE, HOSTILE)];
    for service in &mut recording.services {
        HOSTILE.clone_into(&mut service.service);
        service.score.failed = vec![score_rule("RES-001", HOSTILE)];
    }
    report
}

#[test]
fn human_look() {
    compare("human.txt", &written(&sample(), Format::Human, PLAIN));
    compare("human-narrow.txt", &written(&sample(), Format::Human, Look { width: 50, ..PLAIN }));
    compare("human-good.txt", &written(&good(), Format::Human, PLAIN));
    compare("human-in-code.txt", &written(&in_code(), Format::Human, PLAIN));
    let ascii = written(&sample(), Format::Human, Look { unicode: false, ..PLAIN });
    assert!(ascii.is_ascii(), "{ascii}");
    compare("human-ascii.txt", &ascii);
    let colored = written(&sample(), Format::Human, Look { color: true, ..PLAIN });
    for part in ["\u{1b}[36me.g.\u{1b}[39m", "\u{1b}[36mhelp:\u{1b}[39m", "\u{1b}[36mfell short:\u{1b}[39m"] {
        assert!(colored.contains(part), "{colored}");
    }
}

#[test]
fn many_inputs_and_services_stay_few_lines() {
    let mut report = good();
    let recording = report.recording.as_mut().unwrap();
    let one = recording.services[0].clone();
    recording.services = (0..15).map(|at| ServiceSeen { service: format!("service-{at}"), ..one.clone() }).collect();
    recording.inputs = (0..40).map(|at| input(&format!("{at}"), ["OTLP as JSON", "OTLP as protobuf"][at % 2])).collect();
    let text = written(&report, Format::Human, PLAIN);
    assert!(text.starts_with("read 40 files: OTLP as JSON (20), OTLP as protobuf (20)\n"), "{text}");
    assert!(text.lines().count() < 24, "{text}");
}

#[test]
fn looks_for_other_readers() {
    for (name, format) in [("short.txt", Format::Short), ("github.txt", Format::Github), ("junit.xml", Format::Junit)] {
        compare(name, &written(&sample(), format, PLAIN));
    }
    compare("junit-good.xml", &written(&good(), Format::Junit, PLAIN));
    compare("report.json", &super::without_version(&written(&sample(), Format::Json, PLAIN)));
    compare("report.sarif", &cut_rules(&written(&sample(), Format::Sarif, PLAIN)));
}

#[test]
fn nothing_found_is_one_line() {
    let mut report = good();
    for format in [Format::Short, Format::Github] {
        assert_eq!(written(&report, format, PLAIN), "no findings in 441 spans, 60 logs, 19 metrics of 1 service\n");
    }
    report.recording = Some(Recording::default());
    for format in [Format::Human, Format::Short, Format::Github] {
        let text = written(&report, format, PLAIN);
        assert_eq!(text, "nothing to validate: no spans, logs or metrics were recorded\n");
    }
}

/// GitHub takes a file whole or not at all: every result has a place in a file, and no text is empty.
#[test]
fn sarif_follows_its_schema_and_has_places() {
    let mut nowhere = sample();
    nowhere.recording.as_mut().unwrap().inputs.clear();
    for report in [sample(), good(), in_code(), hostile(), nowhere] {
        let text = written(&report, Format::Sarif, PLAIN);
        let faults = faults_of_sarif(&text);
        assert!(faults.is_empty(), "{faults:#?}");
        let log: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(log["runs"][0]["automationDetails"]["id"], "otel-lint/validate/");
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let place = &result["locations"][0]["physicalLocation"];
            assert!(place["artifactLocation"]["uri"].is_string() && place["region"]["startLine"].is_u64(), "{result:#}");
        }
    }
}

#[test]
fn what_is_not_known_has_no_key() {
    let json: serde_json::Value = serde_json::from_str(&written(&good(), Format::Json, PLAIN)).unwrap();
    assert!(json["summary"].get("files_with_telemetry").is_none(), "{json:#}");
    let both: serde_json::Value = serde_json::from_str(&written(&in_code(), Format::Json, PLAIN)).unwrap();
    assert_eq!(both["findings"][0]["line"], 5);
    assert_eq!(both["findings"][0]["capture"]["count"], 12);
    assert_eq!(both["summary"]["files_with_telemetry"], 1);
}

#[test]
fn a_service_that_is_called_like_a_command_starts_no_line() {
    let mut report = sample();
    "::error::x".clone_into(&mut report.findings[1].captured.as_mut().unwrap().service);
    "::error::x".clone_into(&mut report.recording.as_mut().unwrap().services[0].service);
    for format in [Format::Human, Format::Short] {
        let text = written(&report, format, PLAIN);
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    }
}

#[test]
fn names_break_out_of_no_format() {
    let report = hostile();
    for format in [Format::Human, Format::Short, Format::Github, Format::Junit] {
        let text = written(&report, format, PLAIN);
        let moves = |letter: &char| letter.is_control() && *letter != '\n' || "\u{200f}\u{202e}\u{2028}".contains(*letter);
        assert_eq!(text.chars().find(moves), None, "{format:?}");
        let lines = text.lines().filter(|line| line.trim_start().starts_with("::"));
        let commands = if format == Format::Github { report.findings.len() + report.problems.len() } else { 0 };
        assert_eq!(lines.count(), commands, "{text}");
        assert!(format != Format::Github || text.contains("%250A::"), "{text}");
    }
    let short = written(&report, Format::Short, PLAIN);
    assert_eq!(short.lines().count(), report.findings.len() + report.problems.len() + 1, "{short}");
    let plain = xml_text(&written(&report, Format::Junit, PLAIN));
    assert!(plain.contains("]]>--><!--") && plain.contains("<b>&amp;"), "{plain}");
}

#[test]
fn junit_is_xml() {
    for report in [sample(), good(), in_code(), hostile(), super::sample(), on("fn main() {}"), Report::default()] {
        xml_text(&written(&report, Format::Junit, PLAIN));
    }
}

/// The text and the values of attributes of XML as `JUnit` has it: elements, attributes and the five entities; panics on anything else.
fn xml_text(xml: &str) -> String {
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    let (mut open, mut plain): (Vec<&str>, String) = (Vec::new(), String::new());
    while let Some((before, after)) = rest.split_once('<') {
        plain += &resolved(before);
        let (tag, behind) = after.split_once('>').unwrap();
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name));
            continue;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(name.chars().all(|letter| letter.is_ascii_lowercase() || letter == '-'), "{tag}");
        while let Some((name, value)) = attributes.split_once("=\"") {
            assert!(name.trim_start().chars().all(|letter| letter.is_ascii_lowercase()), "{tag}");
            let (value, behind) = value.split_once('"').unwrap();
            plain += &resolved(value);
            attributes = behind;
        }
        assert_eq!(attributes, "");
        if !is_empty {
            open.push(name);
        }
    }
    assert_eq!((rest, open.len()), ("\n", 0));
    plain
}

fn resolved(text: &str) -> String {
    let mut parts = text.split('&');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, behind) = part.split_once(';').unwrap();
        let names = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'"), ("#58", ":")];
        plain += names.iter().find(|(known, _)| *known == name).unwrap().1;
        plain += behind;
    }
    assert!(!plain.contains(['\u{fffe}', '\u{ffff}']));
    plain
}
