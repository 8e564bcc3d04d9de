//! The look of each report format, once: one report made by hand, held against the files in `tests/report/`.
//! `BLESS=1 cargo test --test report` writes them anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

#[path = "report/recording.rs"]
mod recording;

use std::path::Path;

use otel_lint::fact::{Edit, FileId, Place};
use otel_lint::finding::{Finding, Fix, Location, RelatedLocation, Report, Summary};
use otel_lint::report::{Format, Look, write};
use otel_lint::rule::{Severity, rule, rules};
use otel_lint::source::{Problem, Source};

const PLAIN: Look = Look { width: 80, color: false, unicode: true, links: false };

const ORDERS: &str = "\
use tracing::info_span;

/// Loads an order.
pub fn load(id: u64) -> Order {
    let span = info_span!(\"load\", id);
    let _ = span.enter();
    read(id)
}

pub fn save(order: &Order, client: &Client) -> Result<(), Error> {
    client.connect(\"orders\")?;
    client.begin()?;
    client.put(order.id, order)?;
    client.commit()?;

    order.span.enter();
    Ok(())
}
";

/// The place of the first `text` in a source.
fn location(report: &Report, file: u32, text: &str) -> Location {
    let source = &report.sources[file as usize];
    let start = source.text.find(text).unwrap();
    range(report, file, start, start + text.len())
}

fn range(report: &Report, file: u32, start: usize, end: usize) -> Location {
    let source = &report.sources[file as usize];
    let (start_byte, end_byte) = (u32::try_from(start).unwrap(), u32::try_from(end).unwrap());
    let (line, column) = source.lines.line_column(&source.text, start_byte);
    let (end_line, end_column) = source.lines.line_column(&source.text, end_byte);
    Location { file: FileId(file), line, column, end_line, end_column, start_byte, end_byte }
}

fn finding(location: Location) -> Finding {
    Finding {
        rule: rule("guard-dropped").unwrap(),
        severity: Severity::Error,
        message: "the guard of this span is dropped at once, so the span covers nothing".to_owned(),
        help: "keep it to the end of the block: `let _guard = span.enter();`".to_owned(),
        label: "dropped at the end of this statement",
        location: Some(location),
        captured: None,
        related: Vec::new(),
        fix: None,
        fingerprint: "0123456789abcdef0123456789abcdef".to_owned(),
    }
}

/// A report on one source, without findings.
fn on(text: &str) -> Report {
    let source = Source::new("src/main.rs".to_owned(), "src/main.rs".to_owned(), text.to_owned());
    let summary = Summary { files: 1, files_with_telemetry: 1, errors: 1, ..Summary::default() };
    Report { summary, sources: vec![source], has_telemetry: true, ..Report::default() }
}

/// Three findings, two problems: every member of every format is filled somewhere.
fn sample() -> Report {
    let mut report = on(ORDERS);
    report.sources[0].path = "shop/src/orders.rs".into();
    report.sources[0].root_path = "src/orders.rs".into();
    let order = "struct Order {\n\tspan: Span, // 100 %\n}\n";
    report.sources.push(Source::new(
        "shop/src/an order, late.rs".to_owned(),
        "src/an order, late.rs".to_owned(),
        order.to_owned(),
    ));
    let related = |location, message| RelatedLocation { location, message };

    let mut first = finding(location(&report, 0, "let _ = span.enter();"));
    first.related.push(related(location(&report, 0, "info_span!(\"load\", id)"), "the span is made here"));
    let start = first.location.unwrap().start_byte + 4;
    let edit = Edit::safe("bind_guard", Place { file: FileId(0), start, end: start + 1 }, "_guard");
    first.fix = Some(Fix { safe: true, edits: vec![edit] });

    let mut second = finding(location(&report, 0, "order.span.enter()"));
    second.severity = Severity::Warning;
    second.related.push(related(location(&report, 0, "order: &Order"), "the order comes from here"));
    second.related.push(related(location(&report, 0, "order.span"), "its span"));
    second.related.push(related(location(&report, 1, "span: Span"), "the span is kept here"));
    second.fingerprint = "fedcba9876543210fedcba9876543210".into();

    let mut third = finding(location(&report, 1, "span: Span"));
    third.severity = Severity::Note;
    third.message = "100 %: a, b\nand c".into();
    third.help.clear();

    report.findings = vec![first, second, third];
    let problem =
        |file: &str, line, message: &str| Problem { file: file.to_owned(), line, column: 3, message: message.to_owned() };
    report.problems = vec![
        problem("shop/src/an order, late.rs", 2, "not analysed: expected `;`"),
        problem("/generated/huge.rs", 1, "not analysed: nested deeper than 256 levels"),
    ];
    report.summary =
        Summary { files: 812, files_with_telemetry: 96, problems: 2, errors: 1, warnings: 1, notes: 1, suppressed: 1 };
    report.statistics = Some([("guard-dropped", 3), ("suppressed", 12)].into());
    report
}

fn written(report: &Report, format: Format, look: Look) -> String {
    let mut out = Vec::new();
    write(report, format, &look, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn human(report: &Report) -> String {
    written(report, Format::Human, PLAIN)
}

fn compare(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report").join(name);
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(path, text).unwrap();
        return;
    }
    let known = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert_eq!(text, known, "tests/report/{name} differs; BLESS=1 writes it anew");
}

/// A release changes no file here.
fn without_version(text: &str) -> String {
    let version = concat!("ersion\": \"", env!("CARGO_PKG_VERSION"), "\"");
    text.replace(version, "ersion\": \"[version]\"")
}

#[test]
fn human_look() {
    compare("human.txt", &human(&sample()));
    compare("human-ascii.txt", &written(&sample(), Format::Human, Look { unicode: false, ..PLAIN }));
}

#[test]
fn human_has_colors_and_links_only_where_they_are_understood() {
    let ascii = written(&sample(), Format::Human, Look { unicode: false, ..PLAIN });
    assert!(ascii.is_ascii() && !ascii.contains('\u{1b}'), "{ascii}");
    let colored = written(&sample(), Format::Human, Look { color: true, ..PLAIN });
    assert!(colored.contains("\u{1b}[31m") && !colored.contains("\u{1b}]8;;"), "{colored}");
    let linked = written(&sample(), Format::Human, Look { links: true, ..PLAIN });
    let page = rules().iter().find(|rule| rule.id == "guard-dropped").unwrap().page();
    assert!(linked.contains(&format!("\u{1b}]8;;{page}\u{1b}\\error[guard-dropped]")), "{linked}");
    assert!(!linked.contains("page:"), "{linked}");
}

#[test]
fn short_look() {
    compare("short.txt", &written(&sample(), Format::Short, PLAIN));
}

#[test]
fn github_look() {
    compare("github.txt", &written(&sample(), Format::Github, PLAIN));
}

#[test]
fn junit_look() {
    compare("junit.xml", &written(&sample(), Format::Junit, PLAIN));
}

#[test]
fn json_look() {
    compare("report.json", &without_version(&written(&sample(), Format::Json, PLAIN)));
}

/// The list of rules is cut to the one rule found, so that a new rule changes no file here.
#[test]
fn sarif_look() {
    compare("report.sarif", &cut_rules(&written(&sample(), Format::Sarif, PLAIN)));
}

/// The log with the first rule found alone in its list.
fn cut_rules(text: &str) -> String {
    let mut log: serde_json::Value = serde_json::from_str(&without_version(text)).unwrap();
    let run = &mut log["runs"][0];
    let all: Vec<serde_json::Value> = run["tool"]["driver"]["rules"].as_array().unwrap().clone();
    assert_eq!(all.iter().map(|rule| rule["id"].as_str().unwrap()).collect::<Vec<_>>(), ids());
    let index = |result: &serde_json::Value| usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
    run["tool"]["driver"]["rules"] = vec![all[index(&run["results"][0])].clone()].into();
    for result in run["results"].as_array_mut().unwrap() {
        assert_eq!(all[index(result)]["id"], result["ruleId"]);
        result["ruleIndex"] = 0.into();
    }
    format!("{log:#}\n")
}

fn ids() -> Vec<&'static str> {
    rules().iter().map(|rule| rule.id).collect()
}

/// The schema is that of the OASIS Standard, as crate `serde-sarif` 0.8.0 ships it.
#[test]
fn sarif_follows_its_schema() {
    for report in [sample(), on("fn main() {}"), Report::default()] {
        let faults = faults_of_sarif(&written(&report, Format::Sarif, PLAIN));
        assert!(faults.is_empty(), "{faults:#?}");
    }
}

/// What the schema and GitHub have against it.
fn faults_of_sarif(text: &str) -> Vec<String> {
    // One pattern in it, for a member that we do not write, has a bracket too many.
    let schema = include_str!("report/sarif-schema-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$");
    let schema = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let log = serde_json::from_str(text).unwrap();
    let errors = validator.iter_errors(&log).map(|error| format!("{}: {error}", error.instance_path()));
    let empty = text.lines().filter(|line| line.ends_with(": \"\"") || line.ends_with(": \"\","));
    errors.chain(empty.map(|line| format!("GitHub refuses empty strings: {line}"))).collect()
}

#[test]
fn nothing_found_is_one_line() {
    let mut report = on("fn main() {}");
    for format in [Format::Human, Format::Short, Format::Github] {
        assert_eq!(written(&report, format, PLAIN), "no findings in 1 file (1 with telemetry)\n");
    }
    report.has_telemetry = false;
    for format in [Format::Human, Format::Short, Format::Github] {
        let line = "nothing to check: this workspace uses neither tracing nor OpenTelemetry (1 file)\n";
        assert_eq!(written(&report, format, PLAIN), line);
    }
}

#[test]
fn an_empty_json_report_has_all_keys() {
    let report: serde_json::Value = serde_json::from_str(&written(&on("fn main() {}"), Format::Json, PLAIN)).unwrap();
    let keys: Vec<&String> = report.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["findings", "problems", "summary", "tool", "version"]);
    assert_eq!(report["findings"], serde_json::json!([]));
}

#[test]
fn formats_are_found_by_name() {
    for format in Format::ALL {
        assert_eq!(Format::by_name(format.name()), Some(format));
    }
    assert_eq!(Format::by_name("xml"), None);
}

/// A report with one finding at `marked`, of which the first `>` and the last `<` are taken out.
fn marked(text: &str) -> Report {
    let (start, end) = (text.find('>').unwrap(), text.rfind('<').unwrap() - 1);
    let mut report = on(&text.replacen('>', "", 1).replacen('<', "", 1));
    report.findings = vec![finding(range(&report, 0, start, end))];
    report
}

/// The lines of the excerpt, from the place to the end of the label.
fn excerpt(report: &Report) -> String {
    let text = human(report);
    let lines = text.lines().skip_while(|line| !line.contains("╭─")).take_while(|line| line.trim() != "╰────");
    lines.map(str::trim_end).collect::<Vec<_>>().join("\n") + "\n"
}

#[test]
fn excerpts_of_odd_sources() {
    let sources = [
        ("tabs", "fn main() {\n\t\tlet a = >enter()<;\n}\n"),
        ("CRLF", "fn main() {\r\n    >enter();<\r\n}\r\n"),
        ("wide characters", "let 名前 = \"日本語\"; >名前.enter()<;\n"),
        ("byte order mark", "\u{feff}>enter()<;\n"),
        ("no width", "let a = ><enter();\n"),
        ("no width, end of the line", "let a = enter();><\nnext();\n"),
        ("end of the file", "let a = >enter()<"),
        ("no width, end of the file", "let a = enter();\n><"),
        ("line feed marked", "first();>\n<second();\n"),
        ("empty file", "><"),
        ("several lines", "fn main() {\n    >span\n        .enter()<;\n}\n"),
        ("many lines", ">fn main() {\n\n\n\n\n\n\n\n}<\n"),
        ("control characters", "let a = \"\u{1b}[31m\r\u{202e}\"; >enter()<;\n"),
    ];
    let shown: Vec<String> = sources.iter().map(|(name, text)| format!("# {name}\n{}", excerpt(&marked(text)))).collect();
    compare("excerpts.txt", &shown.join("\n"));
}

#[test]
fn a_long_line_is_cut_around_the_place() {
    let half = "x".repeat(25_000_000);
    let report = marked(&format!("{half}>enter()<{half}\n"));
    let text = human(&report);
    assert!(text.contains("..xxx") && text.contains("xxx..") && text.contains("xenter()x"), "{}", text.len());
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest < 220, "{longest}");
    let report = marked(&format!(">{half}<\n"));
    assert!(human(&report).len() < 3000);
}

#[test]
fn locations_outside_of_the_source_break_nothing() {
    let mut report = on("let é = 1;\n");
    for (start, end) in [(5, 5), (4, 6), (5, 2), (400, 500), (0, u32::MAX), (12, 12)] {
        let file = FileId(0);
        let place = Location { file, line: 9, column: 9, end_line: 9, end_column: 9, start_byte: start, end_byte: end };
        report.findings = vec![finding(place), finding(Location { file: FileId(7), ..place })];
        for format in Format::ALL {
            for width in [0, 1, 80, usize::MAX] {
                written(&report, format, Look { width, ..PLAIN });
            }
        }
    }
}

/// Whatever places come together: all pairs in a text with each kind of line.
#[test]
fn any_two_places_can_be_shown() {
    let mut report = on("\u{feff}a\tb\r\n\r\n\n名\n\n\n\n\nlast");
    let end = report.sources[0].text.len();
    let places: Vec<Location> = (0..=end)
        .flat_map(|start| [0, 1, 5, end].map(|length| (start, length)))
        .map(|(start, length)| {
            let mut place = range(&report, 0, 0, 0);
            (place.start_byte, place.end_byte) = (u32::try_from(start).unwrap(), u32::try_from(start + length).unwrap());
            place
        })
        .collect();
    for &own in &places {
        report.findings = vec![finding(own)];
        report.findings[0].related =
            places.iter().map(|&location| RelatedLocation { location, message: "here" }).take(3).collect();
        for &other in &places {
            report.findings[0].related[0].location = other;
            human(&report);
        }
    }
}

/// 500 findings in 2 MB: what is written, and so what is read, does not grow with the file.
#[test]
fn many_findings_in_a_large_file_stay_small() {
    let mut report = on(&"    let _ = span.enter(); // the same\n".repeat(55_000));
    let line = report.sources[0].text.len() / 55_000;
    report.findings = (0..500).map(|at| finding(range(&report, 0, at * 110 * line + 4, at * 110 * line + 25))).collect();
    let text = human(&report);
    assert_eq!(text.matches("let _ = span.enter();").count(), 500 * 3 - 1);
}
