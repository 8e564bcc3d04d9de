//! What is no OTLP, by its name, and what to do to get OTLP instead. New kinds of files get a line here.

use super::keys::Object;

/// A kind of content that is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Foreign {
    /// Reads after "this is".
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
}

const USE_EXPORTER: &str = "set up an OTLP exporter in the program, and record what it sends";
const USE_COLLECTOR: &str = "record OTLP, for instance with the file exporter of the collector";
const UNPACK: &str = "unpack it, or pack it with gzip or zstd";
const AS_UTF8: &str = "save it as UTF-8; in PowerShell write `| Out-File -Encoding utf8` instead of `>`";
const FRAMES: &str = "save each message as a file of its own, or behind its length in four bytes, the highest first";

pub(super) const GRPC: Foreign = Foreign { name: "protobuf in the framing of gRPC", hint: FRAMES };
pub(super) const DELIMITED: Foreign = Foreign { name: "protobuf behind lengths of varying size", hint: FRAMES };

const UTF_16: Foreign = Foreign { name: "text in UTF-16", hint: AS_UTF8 };

/// Files by their first bytes.
const MAGIC: &[(&[u8], Foreign)] = &[
    (b"\xff\xfe", UTF_16),
    (b"\xfe\xff", UTF_16),
    (b"{\0", UTF_16),
    (b"[\0", UTF_16),
    (b"\0{\0", UTF_16),
    (b"\0[\0", UTF_16),
    (b"PAR1", Foreign { name: "a Parquet file", hint: USE_COLLECTOR }),
    (b"ARROW1", Foreign { name: "an Arrow file", hint: USE_COLLECTOR }),
    (b"\xff\xff\xff\xff", Foreign { name: "a stream of Arrow", hint: USE_COLLECTOR }),
    (b"Obj\x01", Foreign { name: "an Avro file", hint: USE_COLLECTOR }),
    (b"\x04\x22\x4d\x18", Foreign { name: "compressed with LZ4", hint: UNPACK }),
    (b"\xff\x06\x00\x00sNaPpY", Foreign { name: "compressed with snappy", hint: UNPACK }),
    (b"BZh", Foreign { name: "compressed with bzip2", hint: UNPACK }),
    (b"\xfd7zXZ\0", Foreign { name: "compressed with xz", hint: UNPACK }),
    (b"7z\xbc\xaf\x27\x1c", Foreign { name: "an archive of 7-Zip", hint: UNPACK }),
    (b"PK\x03\x04", Foreign { name: "a ZIP archive", hint: UNPACK }),
    (b"\x0a\x0d\x0d\x0a", Foreign { name: "recorded network traffic (pcapng)", hint: USE_COLLECTOR }),
    (b"\xd4\xc3\xb2\xa1", Foreign { name: "recorded network traffic (pcap)", hint: USE_COLLECTOR }),
    (b"SQLite format 3", Foreign { name: "a SQLite database", hint: USE_COLLECTOR }),
];

pub(super) fn by_magic(bytes: &[u8]) -> Option<Foreign> {
    if bytes.get(257..262) == Some(b"ustar") {
        return Some(Foreign { name: "a tar archive", hint: "unpack it" });
    }
    MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, foreign)| *foreign)
}

/// JSON by the keys of its first object.
pub(super) fn by_keys(object: &Object<'_>, is_array: bool) -> Foreign {
    let all = |keys: &[&str]| keys.iter().all(|key| object.has(key));
    let within = |key: &str, inner: &[&str]| object.object(key).is_some_and(|value| value.has_any(inner));
    let first_of = |key: &str, inner: &[&str]| object.first_of(key).is_some_and(|value| value.has_any(inner));
    let (name, hint) = if object.has("resourceProfiles") {
        ("OTLP of profiles", "only spans, logs and metrics are looked at")
    } else if object.has("partialSuccess") {
        ("the answer to OTLP", "record the requests")
    } else if first_of("data", &["traceID", "spans", "processes"]) || all(&["traceID", "spans"]) {
        ("JSON of the Jaeger UI", USE_COLLECTOR)
    } else if within("result", &["resourceSpans"]) {
        ("an answer of Jaeger's API", "take what stands under `result`: `jq .result`")
    } else if all(&["traceId", "id"]) && is_array {
        ("JSON of Zipkin", USE_COLLECTOR)
    } else if within("context", &["trace_id"]) || all(&["body", "severity_number", "trace_id"]) || is_python_metrics(object) {
        ("output of Python's console exporter", USE_EXPORTER)
    } else if object.has("SpanContext") || all(&["Resource", "ScopeMetrics"]) || all(&["Body", "SeverityText", "Scope"]) {
        ("output of Go's stdout exporter", USE_EXPORTER)
    } else if is_array && is_of_weaver(object) {
        ("samples for Weaver's live check", "they hold no requests of OTLP; give the capture they were made from")
    } else if object.has("resultType") || within("data", &["resultType"]) {
        ("an answer of Prometheus", USE_COLLECTOR)
    } else {
        ("JSON without a key of OTLP such as `resourceSpans`", USE_COLLECTOR)
    };
    Foreign { name, hint }
}

/// Its metrics have the keys of OTLP in `snake_case`, but attributes that are objects.
pub(super) fn is_python_metrics(object: &Object<'_>) -> bool {
    let resource = object.first_of("resource_metrics").and_then(|metrics| metrics.object("resource"));
    resource.is_some_and(|resource| resource.object("attributes").is_some())
}

fn is_of_weaver(object: &Object<'_>) -> bool {
    const SAMPLES: &[&str] = &["attribute", "span", "span_event", "span_link", "metric", "resource", "log", "profile"];
    object.keys.first().is_some_and(|(key, _)| SAMPLES.iter().any(|sample| sample.as_bytes() == *key))
}

/// Everything else.
pub(super) fn by_text(text: &[u8]) -> Foreign {
    let has = |part: &[u8]| memchr::memmem::find(text, part).is_some();
    let opens = |part: &[u8]| text.get(..part.len()).is_some_and(|start| start.eq_ignore_ascii_case(part));
    let inside = text.strip_prefix(b"{").map(<[u8]>::trim_ascii_start);
    let (name, hint) = if is_binary(text) {
        ("binary data of an unknown kind", "say what it is with `--input-format` if it is OTLP")
    } else if opens(b"<!doctype html") || opens(b"<html") {
        ("an HTML page", "it may be a page of errors or of a login instead of the file; fetch that again")
    } else if opens(b"<") {
        ("XML", USE_COLLECTOR)
    } else if inside.is_some_and(|inside| inside.first().is_some_and(u8::is_ascii_alphabetic)) {
        ("output of Node's console exporter", USE_EXPORTER)
    } else if [&b"Spans\n"[..], b"Spans\r", b"Logs\n", b"Logs\r", b"Metrics\n", b"Metrics\r"].iter().any(|title| opens(title)) {
        ("output of Rust's stdout exporter", USE_EXPORTER)
    } else if has(b"Activity.TraceId:") || has(b"LogRecord.Timestamp:") {
        ("output of .NET's console exporter", USE_EXPORTER)
    } else if has(b"ResourceSpans #0") || has(b"ResourceMetrics #0") || has(b"ResourceLog #0") {
        ("output of the collector's debug exporter", "use its file exporter beside it")
    } else if has(b"\"resourceSpans\"") || has(b"\"resourceMetrics\"") || has(b"\"resourceLogs\"") {
        ("OTLP JSON with something before it in its lines", "cut off what stands before the first `{` of each line")
    } else {
        ("plain text", USE_COLLECTOR)
    };
    Foreign { name, hint }
}

/// Whether there are bytes that no text has: zeros, control characters, what is not UTF-8.
fn is_binary(bytes: &[u8]) -> bool {
    let is_broken = std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_some());
    is_broken || bytes.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() && *byte != 0x1b)
}
