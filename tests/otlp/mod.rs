//! Recorded telemetry for tests: documents of OTLP in JSON, folders of them, and runs of the program in this process.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use otel_lint::panics::Panics;
use otel_lint::run::{Environment, WIDTH, run};

/// What a run said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Said {
    pub(crate) status: u8,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Said {
    pub(crate) fn all(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// Runs the program in a folder with these words, separated by spaces. A panic is one of the test.
pub(crate) fn typed(folder: &Path, line: &str, threads: usize) -> Said {
    typed_with(folder, line, threads, Panics::Throw)
}

pub(crate) fn typed_with(folder: &Path, line: &str, threads: usize, panics: Panics) -> Said {
    seen(folder, line, threads, panics, false)
}

/// The same, at a terminal.
pub(crate) fn typed_at_terminal(folder: &Path, line: &str) -> Said {
    seen(folder, line, 1, Panics::Throw, true)
}

fn seen(folder: &Path, line: &str, threads: usize, panics: Panics, stdout_is_terminal: bool) -> Said {
    let environment = Environment {
        working_directory: folder.to_owned(),
        stdout_is_terminal,
        stderr_is_terminal: false,
        width: WIDTH,
        color: Some(false),
        unicode: true,
        links: false,
        threads,
        today: Some("2026-01-01".to_owned()),
        panics,
        checkouts: Vec::new(),
    };
    let words = std::iter::once("cargo-otel-lint").chain(line.split(' ')).map(OsString::from);
    let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
    let status = run(words, &environment, &mut stdout, &mut stderr);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("what is said is text");
    Said { status, stdout: text(stdout), stderr: text(stderr) }
}

/// A folder of its own with these files.
pub(crate) fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("otlp").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder goes away");
    }
    fs::create_dir_all(&folder).expect("a folder is made");
    for (path, content) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("is in a folder")).expect("a folder is made");
        fs::write(path, content).expect("a file is written");
    }
    fs::canonicalize(folder).expect("is there")
}

/// A text of JSON with its quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// An attribute whose value is a text.
pub(crate) fn text(key: &str, value: &str) -> String {
    attribute(key, &format!(r#"{{"stringValue":{}}}"#, quoted(value)))
}

/// An attribute with a value as JSON has it.
pub(crate) fn attribute(key: &str, value: &str) -> String {
    format!(r#"{{"key":{},"value":{value}}}"#, quoted(key))
}

/// Attributes with which a service has no finding.
pub(crate) fn named(service: &str) -> String {
    [text("service.name", service), text("service.version", "1"), text("deployment.environment.name", "test")].join(",")
}

/// A span that has no finding: of the trace and with the number that are given, and with more of its keys.
pub(crate) fn span(trace: u64, number: u64, name: &str, attributes: &str, more: &str) -> String {
    let (start, end) = (1_767_225_600_000_000_000 + number, 1_767_225_600_040_000_000 + number);
    let mut out = format!(r#"{{"traceId":"0af7651916cd43dd{trace:016x}","spanId":"{number:016x}","name":{}"#, quoted(name));
    let _ =
        write!(out, r#","kind":1,"startTimeUnixNano":"{start}","endTimeUnixNano":"{end}","attributes":[{attributes}]{more}}}"#);
    out
}

/// One line of a capture, with records of one resource and scope.
pub(crate) fn line(signal: &str, resource: &str, scope: &str, records: &str) -> String {
    let (scopes, list) = match signal {
        "Spans" => ("scopeSpans", "spans"),
        "Logs" => ("scopeLogs", "logRecords"),
        _ => ("scopeMetrics", "metrics"),
    };
    let scope = quoted(scope);
    let inner = format!(r#""{scopes}":[{{"scope":{{"name":{scope}}},"{list}":[{records}]}}]"#);
    format!(r#"{{"resource{signal}":[{{"resource":{{"attributes":[{resource}]}},{inner}}}]}}"#) + "\n"
}

/// A line with one span in it, which has one finding: `attribute-wrong-type` of `http.response.status_code`.
pub(crate) fn faulty(number: u64) -> String {
    let attributes = text("http.response.status_code", "200");
    line("Spans", &named("shop"), "shop", &span(number, number, "place order", &attributes, ""))
}

/// Numbers that look as if by chance, the same every time.
#[derive(Debug)]
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    pub(crate) fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).expect("is small") % most
    }
}

/// A field of protobuf that holds bytes.
pub(crate) fn field(number: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![number << 3 | 2];
    bytes.extend(varint(payload.len()));
    bytes.extend_from_slice(payload);
    bytes
}

pub(crate) fn varint(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number > 0x7f {
        bytes.push(u8::try_from(number & 0x7f).expect("fits") | 0x80);
        number >>= 7;
    }
    bytes.push(u8::try_from(number).expect("fits"));
    bytes
}

pub(crate) fn text_attribute(key: &str, value: &[u8]) -> Vec<u8> {
    [field(1, key.as_bytes()), field(2, &field(1, value))].concat()
}

/// One resource in protobuf with these spans.
pub(crate) fn resource(spans: &[Vec<u8>]) -> Vec<u8> {
    let attributes: Vec<u8> = field(1, &text_attribute("service.name", b"shop"));
    let spans: Vec<u8> = spans.iter().flat_map(|span| field(2, span)).collect();
    field(1, &[field(1, &attributes), field(2, &[field(1, &field(1, b"shop")), spans].concat())].concat())
}

/// The span of [`faulty`] in protobuf, with another attribute.
pub(crate) fn wire_span(number: u8, attribute: &[u8]) -> Vec<u8> {
    let times =
        [&[0x39][..], &1_767_225_600_000_000_000_u64.to_le_bytes(), &[0x41], &1_767_225_600_040_000_000_u64.to_le_bytes()];
    let attributes = [field(9, &text_attribute("http.response.status_code", b"200")), attribute.to_vec()].concat();
    [field(1, &[number; 16]), field(2, &[number; 8]), field(5, b"place order"), times.concat(), attributes].concat()
}

pub(crate) fn frame(message: &[u8]) -> Vec<u8> {
    [&u32::try_from(message.len()).expect("fits").to_be_bytes(), message].concat()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("fits");
    encoder.finish().expect("fits")
}

pub(crate) fn zstd(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).expect("fits")
}
