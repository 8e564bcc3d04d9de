//! Recorded telemetry as people have it judged: `tests/replay` says how a file in `tests/validate/` is written.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod otlp;
mod replay;

use std::path::Path;

use otlp::{Chance, attribute, folder, line, named, quoted, span, text, typed};

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
