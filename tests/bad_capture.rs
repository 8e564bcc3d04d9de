//! What bad recordings get: a problem that says what is wrong and where, and the findings of everything that is not broken. Never a
//! panic, a hang, silence, or memory without bound.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test says what is wrong by failing"
)]

mod otlp;

use std::path::Path;
use std::process::Command;

use otlp::{
    attribute, faulty, field, folder, frame, gzip, line, named, resource, span, text, text_attribute, typed, varint, wire_span,
    zstd,
};
use serde_json::Value;

/// How many spans the finding `attribute-wrong-type` of the span in [`faulty`] tells of, and the problems as `line:column message`.
fn outcome(name: &str, file: &str, content: &[u8], line: &str) -> (u64, Vec<String>) {
    let folder = folder(name, &[(file, content)]);
    judged(&folder, line)
}

fn judged(folder: &Path, line: &str) -> (u64, Vec<String>) {
    let said = typed(folder, &format!("validate --isolated --format json {line}"), 2);
    // Nothing is said beside the report, but where nothing could be read.
    assert_eq!(said.stderr.is_empty(), said.status != 2, "{}", said.stderr);
    told(&said.stdout)
}

fn told(report: &str) -> (u64, Vec<String>) {
    let report: Value = serde_json::from_str(report).unwrap();
    let counted = |finding: &Value| {
        (finding["rule"] == "attribute-wrong-type" && finding["capture"]["attribute"] == "http.response.status_code")
            .then(|| finding["capture"]["count"].as_u64().unwrap())
    };
    let count = report["findings"].as_array().unwrap().iter().find_map(counted).unwrap_or(0);
    let problem = |problem: &Value| format!("{}:{} {}", problem["line"], problem["column"], problem["message"].as_str().unwrap());
    (count, report["problems"].as_array().unwrap().iter().map(problem).collect())
}

fn hold(name: &str, content: impl AsRef<[u8]>, judged: u64, problems: &[&str]) {
    let (count, told) = outcome(name, "a.jsonl", content.as_ref(), "a.jsonl");
    assert_eq!(count, judged, "{name}: spans that were judged; problems: {told:#?}");
    assert_eq!(told.len(), problems.len(), "{name}: {told:#?}");
    for (told, part) in told.iter().zip(problems) {
        assert!(told.contains(part), "{name}: `{told}` does not say `{part}`");
    }
}

/// Lines with something between two good ones.
fn between(bad: &[u8]) -> Vec<u8> {
    [faulty(1).as_bytes(), bad, b"\n", faulty(2).as_bytes()].concat()
}

#[test]
fn values_deep_in_one_another() {
    for levels in [5_000, 100_000] {
        let (open, close) = (r#"{"arrayValue":{"values":["#.repeat(levels), "]}}".repeat(levels));
        let value = format!("{open}{{\"intValue\":1}}{close}");
        let attributes = [text("http.response.status_code", "200"), attribute("deep", &value)].join(",");
        let bomb = line("Spans", &named("shop"), "shop", &span(3, 3, "place order", &attributes, ""));
        hold("deep-json", between(bomb.trim_end().as_bytes()), 3, &["2:1 a value is nested deeper than 100 levels"]);
        // Where no value is.
        let bomb = format!(r#"{{"resourceSpans":{}{}}}"#, "[".repeat(levels), "]".repeat(levels));
        hold(
            "deep-document",
            between(bomb.as_bytes()),
            2,
            &["2:1 where OTLP has records or lists of them, something else stands"],
        );
        let open = format!(r#"{{"resourceSpans":{}"#, "[{\"a\":".repeat(levels));
        hold("deep-open", between(open.as_bytes()), 2, &["2:1 this document is cut off, and left out: in line 3"]);

        // From the inside out, and from its end: the length of a level is known once what is in it is.
        let mut reversed = vec![1, 0x18];
        for _ in 0..levels {
            // A value in a list, and the list as a value.
            for tag in [0x0a, 0x2a] {
                reversed.extend(varint(reversed.len()).iter().rev());
                reversed.push(tag);
            }
        }
        reversed.reverse();
        let deep = field(9, &[field(1, b"deep"), field(2, &reversed)].concat());
        let body = [resource(&[wire_span(1, &[]), wire_span(2, &deep)]), resource(&[wire_span(3, &[])])].concat();
        hold("deep-protobuf", body, 3, &["1:1 a value is nested deeper than 100 levels"]);
    }
}

#[test]
fn texts_that_are_not_utf8() {
    hold("bom", ["\u{feff}", &faulty(1), &faulty(2)].concat(), 2, &[]);
    for (name, marked) in [("utf16-le", vec![0xff, 0xfe]), ("utf16-be", vec![0xfe, 0xff])] {
        let is_little = marked[0] == 0xff;
        let units =
            faulty(1).encode_utf16().flat_map(|unit| if is_little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect();
        let said = "1:1 this is text in UTF-16, not OTLP, and is not read; save it as UTF-8";
        hold(name, [marked, units].concat(), 0, &[said]);
    }
    let attributes = [text("http.response.status_code", "200"), text("order.note", "####")].join(",");
    let broken = line("Spans", &named("shop"), "shop", &span(3, 3, "place order", &attributes, ""));
    let broken: Vec<u8> = broken.trim_end().bytes().map(|byte| if byte == b'#' { 0xff } else { byte }).collect();
    let of_note = |content: &[u8]| {
        let folder = folder("utf8", &[("a.jsonl", content)]);
        let said = typed(&folder, "validate --isolated --format short a.jsonl", 1);
        assert!(
            said.stdout.contains("attribute-wrong-type]: values of `order.note` are texts that are no UTF-8"),
            "{}",
            said.stdout
        );
        assert_eq!(judged(&folder, "a.jsonl"), (3, vec![]));
    };
    of_note(&between(&broken));
    let note = field(9, &text_attribute("order.note", b"\xff\xff"));
    of_note(&resource(&[wire_span(1, &[]), wire_span(2, &note), wire_span(3, &[])]));
    // A name is no value: it is shown with what can be shown of it.
    let broken: Vec<u8> = faulty(3).replace("place order", "place #rder").trim_end().into();
    let broken: Vec<u8> = broken.into_iter().map(|byte| if byte == b'#' { 0xff } else { byte }).collect();
    hold("utf8-names", between(&broken), 3, &["2:1 a name or key is no UTF-8"]);
}

#[test]
fn values_that_json_or_otlp_does_not_have() {
    let with = |extra: &str| {
        let attributes = [text("http.response.status_code", "200"), extra.to_owned()].join(",");
        line("Spans", &named("shop"), "shop", &span(3, 3, "place order", &attributes, "")).trim_end().to_owned()
    };
    for (name, extra, count, said) in [
        ("nan-bare", attribute("ratio", r#"{"doubleValue":NaN}"#), 2, &["`NaN` and `Infinity` are no JSON unless"][..]),
        ("nan-text", attribute("ratio", r#"{"doubleValue":"NaN"}"#), 3, &[]),
        ("null", attribute("ratio", r#"{"doubleValue":null}"#), 3, &["2:1 a number is `null`"]),
        ("twice", r#"{"key":"a","key":"b","value":{}}"#.to_owned(), 3, &["2:1 a key stands twice in one JSON object"]),
        ("snake", attribute("ratio", r#"{"double_value":1.5}"#), 3, &["2:1 a key is written in snake_case"]),
        ("type", attribute("ratio", r#"{"doubleValue":[1.5]}"#), 3, &["2:1 a value has a type that its key does not have"]),
        ("no-key", r#"{"value":{"intValue":1}}"#.to_owned(), 3, &[]),
    ] {
        hold(name, between(with(&extra).as_bytes()), count, said);
    }
    let span_with = |more: &str| {
        let attributes = text("http.response.status_code", "200");
        line("Spans", &named("shop"), "shop", &span(3, 3, "place order", &attributes, more)).trim_end().to_owned()
    };
    let named_status = span_with(r#","status":{"code":"STATUS_CODE_ERROR"}"#);
    hold("enum", between(named_status.as_bytes()), 3, &["2:1 an enumeration is written by name"]);
    let bad_id = span_with(r#","parentSpanId":"0xzz""#);
    hold("id", between(bad_id.as_bytes()), 3, &["2:1 an id is not written in hexadecimal digits"]);
}

#[test]
fn files_that_are_put_together_in_other_ways() {
    let (one, two) = (faulty(1), faulty(2));
    hold("empty", "", 0, &["1:1 is empty"]);
    hold("white", " \n\n", 0, &["1:1 is empty"]);
    let record = r#"{"severityNumber":9,"body":{"stringValue":"done"}}"#;
    let metric = r#"{"name":"orders","unit":"1","gauge":{"dataPoints":[{"asInt":"1"}]}}"#;
    let logs = line("Logs", &named("shop"), "shop", record) + &line("Metrics", &named("shop"), "shop", metric);
    hold("mixed", format!("{one}{logs}{two}"), 2, &[]);
    hold("fused", format!("{}{}", one.trim_end(), two), 2, &[]);
    hold("array", format!("[\n{},{}]\n", one.trim_end(), two.trim_end()), 2, &[]);
    hold("array-cut", format!("[{},{},", one.trim_end(), two.trim_end()), 2, &["the input ends in the middle of a JSON array"]);
    hold("cut", format!("{one}{}", &two[..two.len() - 40]), 1, &["2:1 the input ends in the middle of a JSON document at byte"]);
    hold("stray", between(b"panic: nobody expected this"), 2, &["2:1 what stands here is no JSON object"]);
    hold("other", between(br#"{"level":"info","message":"started"}"#), 2, &["2:1 this JSON object has no key of OTLP"]);
    hold(
        "broken",
        between(br#"{"resourceSpans":[{"resource":]}"#),
        2,
        &["2:31 this is no JSON: expected value; the document is judged up to here"],
    );
    let batches = format!(r#"{{"batches":{}"#, one.trim_end().strip_prefix(r#"{"resourceSpans":"#).unwrap());
    hold("tempo", batches, 1, &["1:1 an id"; 0]);
    hold("tempo-trace", format!(r#"{{"trace":{}}}"#, one.trim_end()), 1, &[]);
    let sample = r#"[{"span":{"name":"GET","kind":"server"}},{"attribute":{"name":"a","value":1}}]"#;
    hold(
        "weaver",
        sample,
        0,
        &["this is samples for Weaver's live check, not OTLP, and is not read; they hold no requests of OTLP"],
    );
}

#[test]
fn frames_and_packings_that_are_cut() {
    let (one, two) = (resource(&[wire_span(1, &[])]), resource(&[wire_span(2, &[])]));
    let frames = [frame(&one), frame(&two)].concat();
    hold("frames", &frames, 2, &[]);
    hold("frame-cut", &frames[..frames.len() - 9], 1, &["the input ends in the middle of a frame at byte"]);
    hold(
        "field-cut",
        [&one[..], &two[..two.len() - 9]].concat(),
        1,
        &["the input ends in the middle of a protobuf field at byte"],
    );
    let lines = (1..60).map(faulty).collect::<String>();
    let packed = zstd(lines.as_bytes());
    let (count, told) = outcome("zstd-cut", "a.zst", &packed[..packed.len() - 9], "a.zst");
    assert!(told.iter().any(|told| told.contains("the input ends in the middle of its zstd data")), "{told:?}");
    assert!(count > 0 || told.len() == 1, "{count} {told:?}");
    let two_frames = [zstd(faulty(1).as_bytes()), packed[..packed.len() - 9].to_vec()].concat();
    let (count, told) = outcome("zstd-second", "a.zst", &two_frames, "a.zst");
    assert!(count >= 1 && !told.is_empty(), "{count} {told:?}");
    let packed = gzip(lines.as_bytes());
    let (count, told) = outcome("gzip-cut", "a.gz", &packed[..packed.len() - 20], "a.gz");
    assert!(count > 40 && told.iter().any(|told| told.contains("in the middle of its gzip data")), "{count} {told:?}");
    let garbage = [frame(&one), b"\0\0garbage that is no frame\xff\xff".to_vec(), frame(&two)].concat();
    hold("garbage", &garbage, 2, &["at byte"]);
    let garbage = [frame(&one), frame(b"neither of them"), frame(&two)].concat();
    hold("garbage-frame", &garbage, 2, &["is left out: it holds neither OTLP in protobuf nor JSON"]);
}

#[test]
fn a_line_of_70_mebibytes_between_two() {
    let long = format!(r#"{{"resourceSpans":[{{"schemaUrl":"{}"}}]}}"#, "a".repeat(70 << 20));
    hold("long", between(long.as_bytes()), 2, &["2:1 this document has more than 64 MiB, and is left out"]);
}

#[cfg(unix)]
#[test]
fn folders_that_lead_into_themselves_and_names_that_are_no_text() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder("loop", &[("captures/a.jsonl", faulty(1).as_bytes())]);
    std::os::unix::fs::symlink(folder.join("captures"), folder.join("captures/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.join("captures/dangling.jsonl")).unwrap();
    let (count, told) = judged(&folder, "captures");
    assert_eq!(count, 1);
    assert!(told.len() == 1 && told[0].contains("cannot be read: No such file"), "{told:?}");
    let name = std::ffi::OsStr::from_bytes(b"captures/\xff\xfe.jsonl");
    std::fs::remove_file(folder.join("captures/dangling.jsonl")).unwrap();
    std::fs::write(folder.join(name), faulty(2)).unwrap();
    for line in ["captures", "captures/*.jsonl"] {
        assert_eq!(judged(&folder, line), (2, vec![]), "{line}");
    }
}

/// What comes of a file, and the most memory that it took, in KiB.
#[cfg(target_os = "linux")]
fn measured(name: &str, file: &str, content: &[u8]) -> (u64, Vec<String>, u64) {
    let folder = folder(name, &[(file, content)]);
    let child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "in_a_process_of_its_own", "--test-threads=1"])
        .env("OTEL_LINT_MEASURED", folder.join(file))
        .output()
        .unwrap();
    assert!(child.status.success(), "{}", String::from_utf8_lossy(&child.stdout));
    let status = std::fs::read_to_string(folder.join("memory.txt")).unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok()).unwrap();
    let (count, told) = told(&std::fs::read_to_string(folder.join("report.json")).unwrap());
    (count, told, peak)
}

/// Does nothing by itself: the test below runs it once more, as a process whose memory is measured.
#[cfg(target_os = "linux")]
#[test]
fn in_a_process_of_its_own() {
    let Some(path) = std::env::var_os("OTEL_LINT_MEASURED") else { return };
    let path = std::path::PathBuf::from(path);
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    typed(path.parent().unwrap(), &format!("validate --isolated --format json --output report.json {file}"), 2);
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    std::fs::write(path.with_file_name("memory.txt"), status).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn bombs_take_little_memory() {
    const MOST_KIB: u64 = 50 << 10;
    let zeros = vec![0; 16 << 20];
    let (zstd_zeros, gzip_zeros) = (zstd(&zeros), gzip(&zeros));
    let wire = [field(2, &wire_span(1, &[])), b"\x12\0".repeat(2_000_000)].concat();
    let first = span(1, 1, "a", &text("http.response.status_code", "200"), "");
    let json = line("Spans", &named("shop"), "shop", &format!("{first}{}", ",{}".repeat(1_330_000)));
    let (unknown, stray) = ("1:1 this is binary data of an unknown kind", "2:1 what stands here is no JSON object");
    for (name, file, content, judged, problem) in [
        ("little", "a.jsonl", faulty(1).into_bytes(), 1, None),
        // 1 GiB each.
        ("bomb-zstd", "a.zst", zstd_zeros.repeat(64), 0, Some(unknown)),
        ("bomb-gzip", "a.gz", gzip_zeros.repeat(64), 0, Some(unknown)),
        // That reading gives up in the end is held by tests within, where the end is nearer.
        ("bomb-zstd-behind", "a.zst", [zstd(faulty(1).as_bytes()), zstd_zeros].concat(), 1, Some(stray)),
        ("bomb-gzip-behind", "a.gz", [gzip(faulty(1).as_bytes()), gzip_zeros].concat(), 1, Some(stray)),
        ("empty-spans-protobuf", "a.pb", field(1, &field(2, &wire)), 1, None),
        ("empty-spans-json", "a.jsonl", json.into_bytes(), 1, None),
    ] {
        let (count, told, peak) = measured(name, file, &content);
        assert_eq!(count, judged, "{name}: {told:?}");
        assert!(peak < MOST_KIB, "{name}: {peak} KiB");
        assert_eq!(told.len(), usize::from(problem.is_some()), "{name}: {told:?}");
        assert!(told.iter().zip(problem).all(|(told, problem)| told.starts_with(problem)), "{name}: {told:?}");
    }
}
