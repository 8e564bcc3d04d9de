//! What is not read is never silent: problems are told whatever is asked for, a run that could read nothing ends with 2, and nothing is
//! concluded from what is missing where something was lost.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod otlp;
mod replay;

use std::fs;
use std::path::Path;
use std::process::Output;

use otlp::{faulty, field, folder, line, named, resource, span, text, wire_span};
use replay::type_line;
use serde_json::Value;

const MANIFEST: &[u8] = b"[package]\nname = \"shop\"\n[dependencies]\ntracing = \"0.1\"\n";
const FAULT: &str = "fn fault() { let span = tracing::info_span!(\"x\"); let _ = span.enter(); }\n";

fn said(output: &Output) -> (i32, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn typed(words: &str, folder: &Path) -> (i32, String, String) {
    said(&type_line(format!("cargo-otel-lint {}", words.trim()).trim(), folder))
}

fn json(folder: &Path, words: &str) -> (i32, Value) {
    let (status, stdout, stderr) = typed(&format!("{words} --format json"), folder);
    let report = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{words}: {stdout}{stderr}"));
    (status, report)
}

fn rules(report: &Value) -> Vec<&str> {
    report["findings"].as_array().unwrap().iter().map(|finding| finding["rule"].as_str().unwrap()).collect()
}

fn problems(report: &Value) -> String {
    report["problems"].to_string()
}

#[test]
fn code_that_cannot_be_read_at_all_is_no_success() {
    let generated = format!("{FAULT}static X: &[u8] = &[{}];\n", "1,".repeat(5 << 20));
    let deep = format!("tracing::info!({});", "(".repeat(2_000));
    for (name, content, status) in [
        ("prose", &b"This is what the program does: it traces.\n"[..], 2),
        ("latin1", b"fn a() { \"\xe9\"; }\n", 2),
        ("generated", generated.as_bytes(), 2),
        ("deep", deep.as_bytes(), 2),
        ("one-broken-function", format!("fn broken() {{ let x = ; tracing::info!(a = 1); }}\n{FAULT}").as_bytes(), 1),
        ("no-telemetry", b"fn main() {}\n", 0),
        ("empty", b"", 0),
    ] {
        let folder = folder(&format!("unread-{name}"), &[("Cargo.toml", MANIFEST), ("src/main.rs", content)]);
        let all = ["", "-q", "--fix", "--format junit --output report.xml"];
        // One takes long to read.
        for words in if name == "generated" { &all[1..2] } else { &all[..] } {
            let (came, stdout, stderr) = typed(words, &folder);
            assert_eq!(came, status, "{name} {words}: {stdout}{stderr}");
            assert_eq!(stderr.contains("no file could be analysed"), status == 2, "{name} {words}: {stderr}");
        }
        if name == "generated" {
            continue;
        }
        let (_, stdout, _) = typed("--format sarif", &folder);
        let sarif: Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(sarif["runs"][0]["invocations"][0]["executionSuccessful"], status != 2, "{name}");
        let (_, stdout, _) = typed("", &folder);
        assert_eq!(stdout.contains("nothing was checked"), status == 2, "{name}: {stdout}");
        // Known findings would go with the file that holds them.
        let known = folder.join("otel-lint.baseline.json");
        assert_eq!(typed("baseline update", &folder).0, status / 2 * 2, "{name}");
        assert_eq!(known.exists(), status != 2, "{name}");
    }
}

#[test]
fn what_is_not_read_is_told_whatever_is_asked_for() {
    let files: [(&str, &[u8]); 3] = [("Cargo.toml", MANIFEST), ("src/main.rs", b"fn main() {}\n"), ("src/b.rs", b"// \xe9\n")];
    let folder = folder("told", &files);
    let told = "src/b.rs:1:1: problem: not analysed: the file is not UTF-8";
    for words in ["-q", "-q --diff", "--diff", "-q --fix", "-q --output a.txt", "-q baseline update", "baseline update -q"] {
        let (status, stdout, stderr) = typed(words, &folder);
        let is_usage = words == "-q baseline update";
        assert_eq!(status, if is_usage { 2 } else { 0 }, "{words}: {stdout}{stderr}");
        assert!(is_usage || stderr.starts_with(told) && stdout.is_empty(), "{words}: {stdout}{stderr}");
    }
    for (format, part) in [
        ("human", "; 1 problem\n"),
        ("short", "; 1 problem\n"),
        ("github", "; 1 problem\n"),
        ("json", "\"problems\": 1,"),
        ("junit", "errors=\"1\""),
        ("sarif", "toolExecutionNotifications"),
    ] {
        let (status, stdout, stderr) = typed(&format!("--format {format}"), &folder);
        assert_eq!((status, stderr.as_str()), (0, ""), "{format}");
        assert!(stdout.contains(part) && stdout.contains("the file is not UTF-8"), "{format}: {stdout}");
        assert!(!stdout.contains("uses neither"), "{format}: {stdout}");
    }
    for words in ["--fail-on-problems", "-q --fail-on-problems --fail-on never", "--fix --fail-on-problems"] {
        assert_eq!(typed(words, &folder).0, 1, "{words}");
    }
    fs::write(folder.join("otel-lint.toml"), "fail-on-problems = true\n").unwrap();
    assert_eq!((typed("", &folder).0, typed("src/main.rs", &folder).0, typed("--isolated", &folder).0), (1, 0, 0));
}

#[test]
fn what_a_baseline_knows_of_a_broken_file_is_kept() {
    let folder = folder("kept", &[("Cargo.toml", MANIFEST), ("src/main.rs", FAULT.as_bytes()), ("src/b.rs", FAULT.as_bytes())]);
    assert_eq!(typed("baseline update", &folder).0, 0);
    fs::write(folder.join("src/b.rs"), b"// \xe9\n").unwrap();
    assert_eq!(typed("baseline update", &folder).0, 0);
    fs::write(folder.join("src/b.rs"), FAULT).unwrap();
    assert_eq!(typed("", &folder).0, 0, "nothing is new");
}

#[test]
fn where_nothing_was_read_nothing_is_said_of_telemetry() {
    let files: [(&str, &[u8]); 5] = [
        ("README.md", b"# Captures\n"),
        ("other.json", b"{\"level\":\"info\"}\n"),
        ("snake.json", b"{\"resource_spans\":[{}]}\n"),
        ("cut.json", b"{\"resourceSpans\":[{\"scopeSpans\":[{"),
        ("nothing.json", b"{\"resourceSpans\":[]}\n"),
    ];
    let folder = folder("no-answer", &files);
    fs::create_dir(folder.join("empty")).unwrap();
    for words in ["README.md", "other.json", "snake.json", "cut.json", "README.md other.json"] {
        let (status, report) = json(&folder, &format!("validate --isolated {words}"));
        assert_eq!((status, rules(&report)), (2, vec![]), "{words}");
        assert!(report["summary"]["problems"].as_u64().unwrap() > 0, "{words}");
        let (status, stdout, stderr) = typed(&format!("validate --isolated -q {words}"), &folder);
        assert_eq!((status, stdout.as_str()), (2, ""), "{words}");
        assert!(stderr.contains(": problem: ") && stderr.contains("no telemetry could be read"), "{words}: {stderr}");
        let (status, _, stderr) = typed(&format!("validate --partial a.part {words}"), &folder);
        assert_eq!(status, 2, "{words}");
        assert!(stderr.contains(": problem: "), "{words}: {stderr}");
        assert_eq!(typed("merge --isolated a.part", &folder).0, 2, "{words}");
    }
    assert_eq!(typed("validate --isolated empty", &folder).0, 2);
    // This was read, and there is nothing in it.
    let (status, report) = json(&folder, "validate --isolated nothing.json");
    assert_eq!((status, rules(&report)), (1, vec!["no-telemetry"]));
}

#[test]
fn problems_of_recordings_fail_where_that_is_asked_for() {
    let folder = folder("fail-on-problems", &[("a.jsonl", (line("Spans", &named("shop"), "shop", "") + "stray\n").as_bytes())]);
    fs::write(folder.join("b.jsonl"), line("Spans", &named("shop"), "shop", &span(1, 1, "work", "", "")) + "stray\n").unwrap();
    for (flag, status) in [("", 0), (" --fail-on-problems", 1)] {
        let (came, stdout, stderr) = typed(&format!("validate --isolated -q b.jsonl{flag}"), &folder);
        assert_eq!((came, stdout.as_str()), (status, ""), "{stderr}");
        assert!(stderr.starts_with("b.jsonl:2:1: problem: what stands here is no JSON object"), "{stderr}");
        assert_eq!(typed(&format!("validate --partial b.part b.jsonl{flag}"), &folder).0, status);
        assert_eq!(typed(&format!("merge --isolated b.part{flag}"), &folder).0, status);
    }
}

/// Spans of a trace of their own, so many that their index does not stay in memory.
fn many_spans() -> Vec<u8> {
    let mut body = Vec::new();
    for at in 0..70_000_u32 {
        let id = [&at.to_be_bytes()[..], &[1; 4]].concat();
        let times =
            [&[0x39][..], &1_767_225_600_000_000_000_u64.to_le_bytes(), &[0x41], &1_767_225_600_040_000_000_u64.to_le_bytes()];
        let span = [field(1, &[&id[..], &id[..]].concat()), field(2, &id), field(5, b"work"), times.concat()].concat();
        body.extend(field(2, &span));
    }
    field(1, &field(2, &body))
}

#[test]
#[cfg(unix)]
fn traces_that_cannot_be_judged_are_no_success() {
    let folder = folder("no-tmpdir", &[("a.pb", &many_spans())]);
    let run = |words: &str, place: &str| {
        let mut command = std::process::Command::new(replay::PROGRAM);
        said(&command.args(words.split(' ')).current_dir(&folder).env("TMPDIR", place).output().unwrap())
    };
    let nowhere = folder.join("nowhere");
    for words in ["validate --isolated --ignore all a.pb", "validate --isolated -q a.pb", "validate --partial a.part a.pb"] {
        let (status, stdout, stderr) = run(words, nowhere.to_str().unwrap());
        assert_eq!(status, 2, "{words}: {stdout}{stderr}");
        assert!(stderr.contains("whole traces could not be judged"), "{words}: {stderr}");
        assert!(stderr.contains("TMPDIR"), "{words}: {stderr}");
    }
    // What it could not know, no other run can.
    let (status, _, stderr) = run("merge --isolated --ignore all a.part", folder.to_str().unwrap());
    assert_eq!(status, 2, "{stderr}");
    assert_eq!(run("validate --isolated --ignore all a.pb", folder.to_str().unwrap()).0, 0);
}

#[test]
fn nothing_is_concluded_from_what_may_be_among_what_was_lost() {
    let orphan = span(1, 2, "load", "", r#","parentSpanId":"00000000000000aa""#) + "," + &span(1, 3, "root", "", "");
    let failed = span(2, 4, "failed", "", r#","status":{"code":2}"#);
    let spans = line("Spans", &named("shop"), "shop", &(orphan + "," + &failed));
    let contract = "version: 1\nservices: [shop]\nspans:\n  - name: never\n    expect: { at_least: 1 }\nlogs:\n  - event: said\n    expect: { at_least: 1 }\n";
    let cut = spans.replace("0af7651916cd43dd", "0af7651916cd43aa");
    let lost_log = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[5]}]}]}"#;
    let wire_log = [field(1, &field(2, &[field(2, &[0x09, 1, 0, 0, 0, 0, 0, 0, 0]), field(2, &[0x09, 1])].concat()))].concat();
    let folder = folder("absence", &[("contract.yaml", contract.as_bytes()), ("log.pb", &wire_log)]);
    let absent = ["orphan-span", "error-without-cause", "expected-missing"];
    for (name, content, words, told) in [
        ("whole", spans.clone(), "", [1, 1, 2]),
        ("stray", format!("{spans}stray\n"), "", [0, 0, 0]),
        ("broken", format!("{spans}{{\"resourceSpans\":[{{\"resource\":]}}\n"), "", [0, 0, 0]),
        ("lost", format!("{spans}{lost_log}\n"), "", [0, 0, 0]),
        ("cut", format!("{spans}{}", cut.split_at(cut.len() - 40).0), "", [0, 0, 0]),
        // Of one signal only.
        ("log", spans.clone(), " log.pb", [1, 0, 1]),
        ("missing-file", spans.clone(), " contract.yaml", [0, 0, 0]),
    ] {
        fs::write(folder.join("a.jsonl"), content).unwrap();
        let (_, report) = json(&folder, &format!("validate --contract contract.yaml --capture complete a.jsonl{words}"));
        let rules = rules(&report);
        let counts = absent.map(|rule| rules.iter().filter(|found| **found == rule).count());
        assert_eq!(counts, told, "{name}: {rules:?} {}", problems(&report));
        assert_eq!(problems(&report).contains("records were lost"), told != [1, 1, 2], "{name}");
    }
    // A recording that ends at any time may be cut: only what came before is spoken of.
    fs::write(folder.join("a.jsonl"), format!("{spans}{}", cut.split_at(cut.len() - 40).0)).unwrap();
    let (_, report) = json(&folder, "validate --isolated --capture sampled a.jsonl");
    assert!(rules(&report).contains(&"orphan-span"), "{report}");
}

#[test]
fn a_message_is_what_all_of_it_shows() {
    let varint = |number: u8| vec![number << 3, 1];
    let fixed = |number: u8| [&[number << 3 | 1][..], &[1; 8]].concat();
    let mut spans: Vec<(String, Vec<u8>)> = Vec::new();
    for length in [0, 1, 7, 8, 9, 15, 17, 32] {
        for number in [1, 2, 4] {
            spans.push((format!("id {number} of {length} bytes"), field(number, &vec![9; length])));
            spans.push((format!("id {number} of {length} letters"), field(number, &vec![b'a'; length])));
        }
    }
    for number in 1..=15 {
        spans.push((format!("{number} as a varint"), varint(number)));
        spans.push((format!("{number} as a number of 64 bits"), fixed(number)));
        spans.push((format!("{number} as an empty text"), field(number, b"")));
    }
    let counted = |name: &str, body: &[u8]| {
        let folder = folder(name, &[("a.pb", body)]);
        let (_, report) = json(&folder, "validate --isolated a.pb");
        let seen = &report["summary"]["seen"];
        ([&seen["spans"], &seen["metrics"], &seen["logs"]].map(|count| count.as_u64().unwrap()), problems(&report))
    };
    let odd: Vec<Vec<u8>> = spans.iter().map(|(_, odd)| [wire_span(1, &[]), odd.clone()].concat()).collect();
    let (count, told) = counted("odd-spans", &resource(&odd));
    assert_eq!(count, [odd.len() as u64, 0, 0], "{told}");
    for (name, odd) in spans.iter().zip(&odd) {
        // By itself, and before all else of the span.
        let (count, told) = counted("odd-span", &resource(&[[name.1.clone(), odd.clone()].concat()]));
        assert_eq!(count, [1, 0, 0], "{}: {told}", name.0);
    }
    // What shows nothing is what the rest is; by itself it is not guessed.
    let silent = field(5, b"named");
    let (count, told) =
        counted("beside-spans", &[resource(std::slice::from_ref(&silent)), resource(&[wire_span(2, &[])])].concat());
    assert_eq!((count, told.contains("nothing in its records tells")), ([2, 0, 0], false), "{told}");
    let (count, told) = counted("silent", &resource(&[silent]));
    assert_eq!((count, told.contains("nothing in its records tells")), ([0, 0, 0], true), "{told}");
    // A message is of one signal.
    let log = [&[0x09][..], &[1; 8]].concat();
    let (count, told) = counted("both", &resource(&[wire_span(1, &[]), wire_span(2, &[]), log]));
    assert_eq!((count[1..].to_vec(), told.contains("most of its records are spans")), (vec![0, 0], true), "{told}");
    // Lists of records that are no lists.
    let no_list = field(1, &[field(2, &[0x10, 1]), field(2, &field(2, &wire_span(1, &[])))].concat());
    let (_, told) = counted("no-list", &[resource(&[wire_span(2, &[])]), no_list].concat());
    assert!(told.contains("something else stands"), "{told}");
}

#[test]
fn what_an_enumeration_does_not_have_is_unknown_and_said_to_be() {
    let contract = "version: 1\nservices: [shop]\nspans:\n  - name: work\n    kind: consumer\n";
    let folder = folder("unknown-kind", &[("contract.yaml", contract.as_bytes())]);
    let odd = span(1, 1, "work", "", "").replace("\"kind\":1", "\"kind\":6");
    fs::write(folder.join("a.jsonl"), line("Spans", &named("shop"), "shop", &odd)).unwrap();
    fs::write(folder.join("a.pb"), resource(&[[wire_span(1, &[]), vec![0x30, 6]].concat()])).unwrap();
    for file in ["a.jsonl", "a.pb"] {
        let (_, report) = json(&folder, &format!("validate --isolated {file}"));
        assert!(problems(&report).contains("a value that OTLP does not know"), "{file}: {report}");
        assert!(!rules(&report).contains(&"consumer-root"), "{file}: {report}");
    }
    let (_, report) = json(&folder, "validate --contract contract.yaml a.jsonl");
    let found = report["findings"].to_string();
    assert!(found.contains("span-kind") && found.contains("unknown"), "{found}");
}

#[test]
fn a_part_that_was_damaged_is_refused() {
    let folder = folder("damaged", &[("a.jsonl", faulty(1).as_bytes()), ("b.jsonl", faulty(2).as_bytes())]);
    for part in ["a", "b"] {
        assert_eq!(typed(&format!("validate --partial {part}.part {part}.jsonl"), &folder).0, 0);
    }
    let (part, other) = (fs::read_to_string(folder.join("a.part")).unwrap(), fs::read_to_string(folder.join("b.part")).unwrap());
    let (above, sum) = part.split_at(part.rfind("end ").unwrap());
    for (name, content, said) in [
        ("count", part.replacen("\"spans\":1", "\"spans\":2", 1), "its checksum is another"),
        ("sum", above.to_owned() + &sum.replace(['0', '1', '2', '3'], "f"), "its checksum is another"),
        ("unsummed", above.to_owned() + "end\n", "a piece of the index is damaged"),
        ("cut", above.to_owned(), "it ends too early"),
        ("twice", format!("{part}{other}"), "more stands behind its end"),
    ] {
        assert_ne!(content, part, "{name}");
        fs::write(folder.join("c.part"), content).unwrap();
        let (status, _, stderr) = typed("merge --isolated c.part", &folder);
        assert_eq!(status, 2, "{name}");
        assert!(stderr.replace("\n        ", " ").contains(said), "{name}: {stderr}");
    }
    assert_eq!(typed("merge --isolated a.part b.part", &folder).0, 1);
}

/// A part may say anything of itself, with the right checksum.
#[test]
fn counts_beyond_all_bounds_are_added() {
    let attributes = text("http.response.status_code", "200");
    let log = r#"{"severityNumber":0,"body":{"stringValue":"done"}}"#;
    let metric = r#"{"name":"orders","unit":"1","gauge":{"dataPoints":[{"asInt":"1"}]}}"#;
    let recording = line("Spans", &named("shop"), "shop", &span(1, 1, "a", &attributes, ""))
        + &line("Logs", &named("shop"), "shop", log)
        + &line("Metrics", &named("shop"), "shop", metric);
    let folder = folder("beyond-bounds", &[("a.jsonl", recording.as_bytes())]);
    assert_eq!(typed("validate --partial a.part a.jsonl", &folder).0, 0);
    let part = fs::read_to_string(folder.join("a.part")).unwrap();
    let (above, _) = part.split_at(part.rfind("end ").unwrap());
    let mut forged = above.to_owned();
    for key in ["count", "spans", "logs", "metrics", "points", "resources"] {
        forged = forged.replace(&format!("\"{key}\":1,"), &format!("\"{key}\":{},", u64::MAX));
    }
    assert_ne!(forged, above);
    let sum = <sha2::Sha256 as sha2::Digest>::digest(forged.as_bytes());
    let sum = sum.iter().fold(String::new(), |sum, byte| sum + &format!("{byte:02x}"));
    for name in ["b.part", "c.part"] {
        fs::write(folder.join(name), format!("{forged}end {sum}\n")).unwrap();
    }
    let (_, report) = json(&folder, "merge --isolated b.part c.part a.part");
    assert_eq!(report["summary"]["seen"]["spans"], u64::MAX);
}

#[test]
fn what_a_file_that_is_not_read_may_do_is_not_missed() {
    let manifest = "[package]\nname = \"shop\"\n[dependencies]\nopentelemetry = \"0.33\"\nopentelemetry_sdk = \"0.33\"\nopentelemetry-otlp = \"0.33\"\n";
    let main = "mod setup;\nfn main() {\n    let exporter = opentelemetry_otlp::SpanExporter::builder().with_tonic().build().unwrap();\n    let provider = opentelemetry_sdk::trace::SdkTracerProvider::builder().with_batch_exporter(exporter).build();\n    opentelemetry::global::set_tracer_provider(provider);\n    setup::run();\n}\n";
    let all = |other: &[u8]| {
        let folder =
            folder("missed", &[("Cargo.toml", manifest.as_bytes()), ("src/main.rs", main.as_bytes()), ("src/setup.rs", other)]);
        let (_, report) = json(&folder, "");
        rules(&report).contains(&"provider-not-shut-down")
    };
    assert!(all(b"pub fn run() {}\n"));
    assert!(!all(b"pub fn run() {} // \xe9\n"));
    assert!(!all(b"pub fn run() {}\npub fn other() { let x = ; provider.shutdown() }\n"));
}
