//! What is no OTLP is refused by its name.

use super::*;

#[test]
fn refused_by_name() {
    let utf_16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let tar = [&[b'a'; 257][..], b"ustar"].concat();
    for (bytes, name) in [
        (b"[{\"span\": {\"name\": \"a\"}}]".to_vec(), "samples for Weaver's live check"),
        (br#"[{"resource": {"attributes": [{"name": "a"}]}}]"#.to_vec(), "samples for Weaver's live check"),
        (br#"{"data":[{"traceID":"1","spans":[],"processes":{}}]}"#.to_vec(), "JSON of the Jaeger UI"),
        (br#"{"result":{"resourceSpans":[]}}"#.to_vec(), "an answer of Jaeger's API"),
        (br#"[{"traceId":"1","id":"2","localEndpoint":{}}]"#.to_vec(), "JSON of Zipkin"),
        (b"{\n  \"name\": \"a\",\n  \"context\": {\n    \"trace_id\": \"0x1\"}}".to_vec(), "output of Python's console exporter"),
        (br#"{"resource_metrics":[{"resource":{"attributes":{"a":"b"}}}]}"#.to_vec(), "output of Python's console exporter"),
        (b"{\n  resource: {\n    attributes: {".to_vec(), "output of Node's console exporter"),
        (b"Spans\nResource\n\t ->  a=b\n".to_vec(), "output of Rust's stdout exporter"),
        (br#"{"Name":"a","SpanContext":{"TraceID":"1"}}"#.to_vec(), "output of Go's stdout exporter"),
        (b"2024 info ResourceSpans #0\n".to_vec(), "output of the collector's debug exporter"),
        (format!("2024 INFO {SPANS}\n").into_bytes(), "OTLP JSON with something before it in its lines"),
        (br#"{"resourceProfiles":[]}"#.to_vec(), "OTLP of profiles"),
        (br#"{"level":"info"}"#.to_vec(), "JSON without a key of OTLP such as `resourceSpans`"),
        (b"PAR1\x15\x04".to_vec(), "a Parquet file"),
        (b"ARROW1\0\0".to_vec(), "an Arrow file"),
        (b"\xff\xff\xff\xff\x10\0\0\0".to_vec(), "a stream of Arrow"),
        (b"\x04\x22\x4d\x18\x64\x40".to_vec(), "compressed with LZ4"),
        (b"\xff\x06\x00\x00sNaPpY".to_vec(), "compressed with snappy"),
        (b"PK\x03\x04\x14\0".to_vec(), "a ZIP archive"),
        (tar, "a tar archive"),
        (utf_16(&format!("\u{feff}{SPANS}")), "text in UTF-16"),
        (utf_16(SPANS), "text in UTF-16"),
        (b"<!DOCTYPE html>\n<html>".to_vec(), "an HTML page"),
        (b"hello\n".to_vec(), "plain text"),
        (b"[2024-01-01] hello\n".to_vec(), "plain text"),
        (vec![0; 5000], "binary data of an unknown kind"),
        (b"\x89PNG\r\n\x1a\n".to_vec(), "binary data of an unknown kind"),
        ([&[0][..], &frame(&resource("one"))].concat(), "protobuf in the framing of gRPC"),
        (
            field(0x20, &[])[..1].iter().copied().chain(resource("x").into_iter().take(32)).collect(),
            "protobuf behind lengths of varying size",
        ),
    ] {
        let (outcome, messages) = read(&bytes);
        assert_eq!(outcome.detected, name, "{}", String::from_utf8_lossy(&bytes));
        assert_eq!(messages, []);
        assert!(problem(&outcome).starts_with(&format!("1:1 this is {name}, not OTLP, and is not read; ")), "{outcome:?}");
    }
    let (outcome, _) = read(&gzip(b"hello"));
    assert_eq!(outcome.detected, "gzip, plain text");
}

#[test]
fn empty() {
    for bytes in [&b""[..], b"\n", b"\n\n\n\n", b" \r\n\t", b"\xef\xbb\xbf", &gzip(b"")] {
        let (outcome, messages) = read(bytes);
        assert_eq!(messages, []);
        assert!(problem(&outcome).starts_with("1:1 is empty: "), "{bytes:?}: {outcome:?}");
    }
}
