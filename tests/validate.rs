//! Recorded telemetry as people have it judged: `tests/replay` says how a file in `tests/validate/` is written.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod otlp;
mod replay;

use std::path::Path;

use otlp::{
    Chance, attribute, field, folder, frame, gzip, line, named, quoted, resource, span, text, text_attribute, typed,
    typed_at_terminal, wire_span, zstd,
};

// The answers name errors in the words of Unix.
#[test]
#[cfg(unix)]
fn lines_typed_answer_as_written() {
    replay::hold("validate");
}

#[test]
fn sarif_names_the_rule_and_the_place_in_the_recording() {
    let folder = folder("sarif", &[("a.jsonl", otlp::faulty(1).as_bytes())]);
    let said = typed(&folder, "validate --isolated --format sarif --output a.sarif a.jsonl", 1);
    assert_eq!((said.status, said.all().as_str()), (1, ""));
    let text = std::fs::read_to_string(folder.join("a.sarif")).expect("is written");
    let sarif: serde_json::Value = serde_json::from_str(&text).expect("is JSON");
    let result = &sarif["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "attribute-wrong-type");
    assert_eq!(result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "shop/traces");
    assert_eq!(result["properties"]["capture"]["attribute"], "http.response.status_code");
}

#[test]
fn the_example_has_the_faults_that_were_put_there() {
    let said = typed(Path::new("."), "validate --isolated --format json examples/captures/orders.jsonl", 2);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("is JSON");
    let mut rules: Vec<&str> =
        report["findings"].as_array().expect("is a list").iter().filter_map(|finding| finding["rule"].as_str()).collect();
    rules.sort_unstable();
    let expected = [
        "attribute-wrong-type",
        "error-without-cause",
        "high-cardinality-metric-attribute",
        "high-cardinality-span-name",
        "log-without-severity",
        "metric-unit",
        "migration-in-progress",
        "orphan-span",
        "pii-attribute",
        "pii-in-message",
        "span-never-ended",
    ];
    assert_eq!((said.status, rules), (1, expected.to_vec()));
    // What the README shows of it is what comes.
    let readme = std::fs::read_to_string("README.md").expect("is there");
    let shown =
        readme.split("```text\n").find_map(|part| part.starts_with("warning[pii-attribute]").then(|| part.split("```").next()));
    let human = typed(Path::new("."), "validate --isolated examples/captures/orders.jsonl", 1).stdout;
    assert!(human.contains(shown.flatten().expect("the README shows a finding")), "{human}");
}

#[test]
fn the_example_breaks_its_contract_in_these_ways() {
    let line = "validate --isolated --select clause --contract examples/contract.yaml examples/captures/orders.jsonl";
    let said = typed(Path::new("."), &format!("{line} --format json"), 2);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("is JSON");
    let findings = report["findings"].as_array().expect("is a list").iter();
    let mut broken: Vec<(&str, u64)> = findings
        .filter_map(|finding| Some((finding["rule"].as_str()?, finding["capture"]["contract"]["line"].as_u64().unwrap_or(0))))
        .collect();
    broken.sort_unstable();
    let expected = [
        ("attribute-denied", 9),
        ("attribute-missing", 28),
        ("attribute-type", 7),
        ("flow-broken", 36),
        ("metric-attribute", 28),
        ("metric-attribute", 28),
        ("metric-unit", 0),
        ("metric-unit", 27),
        ("span-status", 18),
    ];
    assert_eq!((said.status, broken), (1, expected.to_vec()));
    let readme = std::fs::read_to_string("README.md").expect("is there");
    let parts = readme.split("```text\n").find(|part| part.starts_with("error[attribute-denied]"));
    let shown = parts.and_then(|part| part.split("```").next()).expect("the README shows a finding");
    let human = typed(Path::new("."), line, 1).stdout;
    assert!(human.contains(shown), "{human}");
}

/// Files that between them have more of everything than is told apart, and spans that are in two of them.
fn beyond_all_bounds() -> Vec<(String, String)> {
    let mut chance = Chance(7);
    let mut files: Vec<String> = vec![String::new(); 5];
    let mut put = |chance: &mut Chance, line: String| files[chance.below(5)].push_str(&line);
    for at in 0..2_400_u64 {
        let (own, resource) = (at % 1_500, named("shop"));
        // Names, keys and values overlap from file to file; so do ids, with other names at the same time.
        let keys: Vec<String> = (0..3).map(|key| text(&format!("key.k{}x", (at * 3 + key) % 2_700), "a")).collect();
        let parent = if at % 7 == 0 { format!(r#","parentSpanId":"{:016x}""#, 900_000 + at) } else { String::new() };
        let word: String = (0..4).map(|_| char::from(b'a' + u8::try_from(chance.below(26)).expect("is small"))).collect();
        let name = match at % 3 {
            0 => format!("step {word}"),
            1 => format!("work {}", words(own)),
            _ => format!("load {own}"),
        };
        let records = span(at / 3, at % 2_000, &name, &keys.join(","), &parent);
        let again = span(at / 3, at % 2_000, &format!("other {word}"), &keys.join(","), &parent);
        put(&mut chance, line("Spans", &resource, "shop", &records));
        if at % 50 == 0 {
            put(&mut chance, line("Spans", &resource, "shop", &records));
            put(&mut chance, line("Spans", &resource, "shop", &again));
        }
    }
    for at in 0..1_200_u64 {
        let instance = format!("{},{}", named("shop"), text("service.instance.id", &format!("i{at}")));
        let lost = format!(r#","parentSpanId":"{:016x}""#, 900_000 + at);
        let records = span(5_000 + at, 5_000 + at, "call", "", &lost) + "," + &span(5_000 + at, 9_000 + at, "answer", "", "");
        put(&mut chance, line("Spans", &instance, &format!("scope {}", words(at)), &records));
        put(&mut chance, line("Spans", &named(&format!("service {}", words(at))), "main", &records));
    }
    for at in 0..900_u64 {
        let points: Vec<String> = (0..4).map(|point| point_of(at * 4 + point)).collect();
        let unit = quoted(&format!("u{}", at % 40));
        let sum = format!(r#""sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{}]}}"#, points.join(","));
        let metric =
            format!(r#"{{"name":"orders.{}","unit":{unit},{sum}}}"#, if at < 600 { words(at) } else { "placed".to_owned() });
        put(&mut chance, line("Metrics", &named("shop"), "shop", &metric));
        let bounds = format!(r#"{{"timeUnixNano":"5","count":"1","bucketCounts":[],"explicitBounds":[{}]}}"#, at % 30);
        let histogram =
            format!(r#"{{"name":"size","unit":"By","histogram":{{"aggregationTemporality":2,"dataPoints":[{bounds}]}}}}"#);
        put(&mut chance, line("Metrics", &named("shop"), "shop", &histogram));
        let log = format!(r#"{{"eventName":"event.{}","severityNumber":{},"body":{{"stringValue":"done"}}}}"#, words(at), at % 9);
        put(&mut chance, line("Logs", &named("shop"), "shop", &log));
    }
    let names = (0..).map(|at| format!("{at}.jsonl"));
    names.zip(files).collect()
}

/// Letters for a number.
fn words(number: u64) -> String {
    number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
}

fn point_of(at: u64) -> String {
    let attributes = [text("user.id", &format!("u{at}")), attribute("shard", &format!(r#"{{"intValue":"{}"}}"#, at % 400))];
    let (time, value) = (1_000 + at % 90, f64::from(u32::try_from(at % 90).expect("is small")) * 0.1);
    let attributes = attributes.join(",");
    format!(r#"{{"attributes":[{attributes}],"startTimeUnixNano":"{}","timeUnixNano":"{time}","asDouble":{value}}}"#, 10 + at % 3)
}

/// The whole report, in a format for programs and in one for people.
fn reported(folder: &Path, line: &str, threads: usize) -> String {
    let report = |format: &str| {
        let said = typed(folder, &format!("{line} --isolated --format {format}"), threads);
        assert_eq!((said.status, said.stderr.as_str()), (1, ""), "{line}");
        said.stdout
    };
    report("json") + &report("human")
}

#[test]
fn order_parts_and_threads_change_nothing() {
    let files = beyond_all_bounds();
    let contents: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let folder = folder("order", &contents);
    std::fs::write(folder.join("shop.yaml"), PROMISES).expect("is written");
    let once = the_same_for_all_orders(&folder, "");
    assert!(once.contains("(other names)"), "names were left out");
    let held = the_same_for_all_orders(&folder, "--contract shop.yaml ");
    for rule in ["attribute-missing", "attribute-pattern", "attribute-alias", "metric-series", "metric-attribute", "flow-broken"]
    {
        assert!(held.contains(&format!("\"rule\": \"{rule}\"")), "{rule}");
    }
}

/// Promises that some of what is beyond all bounds breaks.
const PROMISES: &str = "version: 1
capture: complete
attributes:
  key.kax: { type: string }
  key.*: { type: string, pattern: '[b-z]' }
  shop.key: { type: string, aliases: [key.k7x, key.k8x] }
  shard: { type: int, range: [0, 390] }
spans:
  - { glob: \"step *\", kind: server, attributes: { required: [shop.key] } }
  - { glob: \"work *\", attributes: { recommended: [key.kax], forbidden: [shop.key] } }
  - { pattern: \"load [0-9]+\" }
  - { name: call, expect: { at_most: 3 } }
metrics:
  - { glob: \"orders.*\", unit: u1, max_series: 100, attributes: { required: [shard] } }
logs:
  - { severity: { max: info }, attributes: { required: [shop.key] } }
flows:
  - name: a call is answered
    start: { id: answer, span: answer }
    steps: [{ id: call, span: call }]
";

/// The report, which the order of files, threads and parts leaves as it is.
fn the_same_for_all_orders(folder: &Path, flags: &str) -> String {
    let once = reported(folder, &format!("validate {flags}0.jsonl 1.jsonl 2.jsonl 3.jsonl 4.jsonl"), 1);
    let same = |other: String, what: &str| {
        if let Some((one, other)) = once.lines().zip(other.lines()).find(|(one, other)| one != other) {
            panic!("{what}: `{other}` and not `{one}`");
        }
        assert_eq!(once.len(), other.len(), "{what}");
    };
    for threads in [2, 5] {
        same(reported(folder, &format!("validate {flags}4.jsonl 2.jsonl 0.jsonl 1.jsonl 3.jsonl"), threads), "threads");
    }
    same(reported(folder, &format!("validate {flags}*.jsonl 0.jsonl"), 3), "a pattern");
    for at in 0..5 {
        let said = typed(folder, &format!("validate {flags}--quiet --partial {at}.json {at}.jsonl"), 1 + at % 3);
        assert_eq!((said.status, said.all().as_str()), (0, ""));
    }
    for order in
        ["0.json 1.json 2.json 3.json 4.json", "4.json 3.json 2.json 1.json 0.json", "2.json 0.json 4.json 1.json 3.json"]
    {
        same(reported(folder, &format!("merge {flags}{order}"), 1), order);
    }
    once
}

/// A capture, and a contract that its values break.
const VALUES: &str = "version: 1\nattributes: { db.query.text: { type: string, pattern: '[^x]*' } }\n";

fn with_values() -> [(&'static str, Vec<u8>); 2] {
    let query = "SELECT \u{1b}[31m'bob\u{202e}' OR x";
    let attributes = text("db.query.text", query);
    let spans = [span(1, 1, "fine", "", ""), span(1, 2, "load", &attributes, "")].join(",");
    let capture =
        line("Spans", &named("shop"), "shop", &span(2, 9, "fine", "", "")) + &line("Spans", &named("shop"), "shop", &spans);
    [("a.jsonl", capture.into_bytes()), ("contract.yaml", VALUES.into())]
}

#[test]
fn values_are_shown_at_a_terminal_to_whoever_asks() {
    let files = with_values();
    let folder = folder("values", &files.each_ref().map(|(name, content)| (*name, content.as_slice())));
    let judged = "--isolated --select attribute-pattern --contract contract.yaml";
    assert_eq!(typed(&folder, "validate --contract contract.yaml --partial part.json a.jsonl", 1).status, 0);
    for line in [format!("validate {judged} a.jsonl"), format!("merge {judged} part.json")] {
        let shown = typed_at_terminal(&folder, &format!("{line} --show-values"));
        assert_eq!((shown.status, shown.stderr.as_str()), (1, ""), "{shown:?}");
        assert!(shown.stdout.contains("value: SELECT \\u{1b}[31m'bob\u{fffd}' OR x"), "{}", shown.stdout);
        assert!(shown.stdout.contains("(a.jsonl:2, span 2)"), "{}", shown.stdout);
        let hidden = typed_at_terminal(&folder, &line);
        assert!(!hidden.stdout.contains("bob") && hidden.stdout.contains("text `SE..` of 23 characters"), "{}", hidden.stdout);
        // Nothing else is changed by it.
        let without: String = shown.stdout.split_inclusive('\n').filter(|line| !line.contains("value: ")).collect();
        assert_eq!(without, hidden.stdout);
    }
    // A partial result leads to no file outside of the folder; whoever names one on the command line may have it.
    let inner = folder.join("inner");
    std::fs::create_dir(&inner).expect("is made");
    let judged_inside = judged.replace("contract.yaml", "../contract.yaml");
    assert_eq!(typed(&inner, "validate --partial part.json --contract ../contract.yaml ../a.jsonl", 1).status, 0);
    for (line, shows) in [("merge part.json", false), ("validate ../a.jsonl", true)] {
        let said = typed_at_terminal(&inner, &format!("{line} {judged_inside} --show-values"));
        assert_eq!((said.status, said.stdout.contains("value: ")), (1, shows), "{said:?}");
    }
    // What is gone cannot be shown, and is no mistake.
    std::fs::remove_file(folder.join("a.jsonl")).expect("is there");
    let gone = typed_at_terminal(&folder, &format!("merge {judged} part.json --show-values"));
    assert!(gone.status == 1 && !gone.stdout.contains("value: "), "{gone:?}");
}

#[test]
fn values_go_to_a_terminal_only() {
    let files = with_values();
    let folder = folder("values-refused", &files.each_ref().map(|(name, content)| (*name, content.as_slice())));
    let refused = |said: otlp::Said, why: &str| {
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{said:?}");
        let told: Vec<&str> = said.stderr.split_whitespace().filter(|word| *word != "\u{2502}").collect();
        let told = told.join(" ");
        assert!(told.contains(why) && told.contains("never to a file or another program"), "{told}");
        assert!(!said.stderr.contains("bob"));
    };
    assert_eq!(typed(&folder, "validate --partial part.json a.jsonl", 1).status, 0);
    for line in ["validate --isolated --show-values a.jsonl", "merge --isolated --show-values part.json"] {
        refused(typed(&folder, line, 1), "is no terminal");
        refused(typed_at_terminal(&folder, &format!("{line} --output out.txt")), "`--output` writes a file");
        for format in ["short", "json", "sarif", "github", "junit"] {
            refused(typed_at_terminal(&folder, &format!("{line} --format {format}")), "this format is for other programs");
        }
    }
    assert!(!folder.join("out.txt").exists());
    let partial = typed_at_terminal(&folder, "validate --show-values --partial other.json a.jsonl");
    assert_eq!(partial.status, 2, "{partial:?}");
    assert!(!folder.join("other.json").exists());
}

/// Where a finding's first example stands, of a capture with one faulty span.
fn place_in(name: &str, content: &[u8]) -> serde_json::Value {
    let folder = folder("places", &[(name, content)]);
    let said = typed(&folder, &format!("validate --isolated --select attribute-wrong-type --format json {name}"), 2);
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("is JSON");
    let place = report["findings"][0]["capture"]["examples"][0]["place"].clone();
    assert_eq!(place["file"], name, "{report}");
    place
}

#[test]
fn places_in_binary_files_are_messages_and_bytes() {
    let fine = |number| [field(1, &[number; 16]), field(2, &[number; 8]), field(5, b"place order"), text_span()].concat();
    let (first, second) = (resource(&[fine(1)]), resource(&[fine(2), wire_span(7, &[])]));
    let id = [7; 8];
    let stands = |bytes: &[u8]| bytes.windows(id.len()).any(|window| window == id);
    for (name, content, unpacked) in [
        ("bodies.pb", [first.clone(), second.clone()].concat(), [first.clone(), second.clone()].concat()),
        ("frames.pb", [frame(&first), frame(&second)].concat(), [frame(&first), frame(&second)].concat()),
        ("bodies.pb.gz", gzip(&[first.clone(), second.clone()].concat()), [first.clone(), second.clone()].concat()),
        ("frames.zst", zstd(&[frame(&first), frame(&second)].concat()), [frame(&first), frame(&second)].concat()),
    ] {
        let place = place_in(name, &content);
        assert_eq!(
            (&place["message"], &place["record"], &place["number"]),
            (&2.into(), &"span".into(), &2.into()),
            "{name}: {place}"
        );
        assert!(place["line"].is_null());
        let at = usize::try_from(place["byte_offset"].as_u64().expect("is a number")).expect("fits");
        assert!(!stands(&unpacked[..at]) && stands(&unpacked[at..]), "{name}: {place}");
        assert_eq!(&unpacked[at..], &unpacked[unpacked.len() - second.len()..], "{name}: {place}");
    }
    // A frame that is compressed by itself starts where its length does.
    let frames = [frame(&zstd(&first)), frame(&zstd(&second))].concat();
    let place = place_in("packed.pb", &frames);
    assert_eq!((&place["message"], &place["byte_offset"]), (&2.into(), &frame(&zstd(&first)).len().into()), "{place}");
}

/// Times, and an attribute in which nothing is wrong.
fn text_span() -> Vec<u8> {
    let times =
        [&[0x39][..], &1_767_225_600_000_000_000_u64.to_le_bytes(), &[0x41], &1_767_225_600_040_000_000_u64.to_le_bytes()];
    [field(9, &text_attribute("shop.note", b"a")), times.concat()].concat()
}

#[test]
fn places_do_not_depend_on_threads_order_or_parts() {
    let lines: Vec<String> = (1..=40).map(otlp::faulty).collect();
    let logs: Vec<String> = (1..=40)
        .map(|at| line("Logs", &named("shop"), "shop", &format!(r#"{{"body":{{"stringValue":"line {at}"}}}}"#)))
        .collect();
    let files: Vec<(String, String)> = (0..4)
        .map(|at| (format!("{at}.jsonl"), [&lines[at * 10..at * 10 + 10], &logs[at * 10..at * 10 + 10]].concat().concat()))
        .collect();
    let listed: Vec<(&str, &[u8])> = files.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    let folder = folder("places-order", &listed);
    let judged = "--isolated --select all --format json";
    let first = typed(&folder, &format!("validate {judged} 0.jsonl 1.jsonl 2.jsonl 3.jsonl"), 1);
    assert!(first.stdout.contains(r#""line": 11"#), "the first log record: {}", first.stdout);
    for threads in [1, 2, 4] {
        assert_eq!(first, typed(&folder, &format!("validate {judged} 3.jsonl 1.jsonl 0.jsonl 2.jsonl"), threads));
    }
    assert_eq!(typed(&folder, "validate --partial a.json 2.jsonl 0.jsonl", 2).status, 0);
    assert_eq!(typed(&folder, "validate --partial b.json 3.jsonl 1.jsonl", 3).status, 0);
    for parts in ["a.json b.json", "b.json a.json"] {
        assert_eq!(first, typed(&folder, &format!("merge {judged} {parts}"), 1));
    }
}
