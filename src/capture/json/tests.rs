//! Whole documents against what the sink is handed.

use super::super::record::{MOST_ELEMENTS, Sink};
use super::recorded::Recorded;
use super::{Broken, read};

fn recorded(document: &[u8]) -> (Vec<String>, Result<(), Broken>) {
    let mut recorded = Recorded::default();
    let sink: &mut dyn Sink = &mut recorded;
    let result = read(document, sink);
    (recorded.0, result)
}

/// What comes of a document that is read to its end.
fn lines(document: impl AsRef<[u8]>) -> Vec<String> {
    let (lines, result) = recorded(document.as_ref());
    assert_eq!(result, Ok(()), "{}", String::from_utf8_lossy(document.as_ref()));
    lines
}

/// What comes of the fields of one span.
fn span(fields: &str) -> Vec<String> {
    lines(spans(&format!("{{{fields}}}"))).split_off(2)
}

fn spans(spans: &str) -> String {
    format!(r#"{{"resourceSpans":[{{"resource":{{}},"scopeSpans":[{{"scope":{{}},"spans":[{spans}]}}]}}]}}"#)
}

/// What comes of the value of an attribute `a`: its debug form, and the deviations before it.
fn value(value: &str) -> Vec<String> {
    let mut lines = span(&format!(r#""attributes":[{{"key":"a","value":{value}}}]"#));
    let span = lines.pop().unwrap();
    lines.push(span.strip_prefix("span  attributes=[a:").unwrap().strip_suffix(']').unwrap().to_owned());
    lines
}

#[test]
fn reads_every_field_of_a_span() {
    let read = span(
        r#""traceId":"5B8EFFF798038103D269B633813FC60C","spanId":"eee19b7ec3c1b174","parentSpanId":"","traceState":"a=b",
        "flags":257,"name":"GET \/","kind":2,"startTimeUnixNano":"1544712660000000000","endTimeUnixNano":1544712661000000000,
        "attributes":[{"key":"a","value":{"stringValue":"b"}},{"value":{"intValue":"5"}},{}],"droppedAttributesCount":"1",
        "events":[{"timeUnixNano":"7","name":"e","attributes":[{"key":"x","value":{"boolValue":true}}]},{}],
        "links":[{"traceId":"aa","spanId":"bb","flags":1}],"status":{"code":2,"message":"no"},"other":[{"a":1}]"#,
    );
    assert_eq!(
        read,
        [concat!(
            "span GET / trace=5b8efff798038103d269b633813fc60c span=eee19b7ec3c1b174 flags=257 kind=2 ",
            "start=1544712660000000000 end=1544712661000000000 attributes=[a:Text(\"b\"),:Int(5),:Empty] dropped=(1, 0, 0) ",
            "events=e@7[x:Flag(true)];@0 links=aa/bb status=2 message=no"
        )]
    );
}

#[test]
fn nothing_of_a_span_is_left_in_the_next() {
    let full = r#"{"name":"a","kind":1,"attributes":[{"key":"k"}],"events":[{"name":"e","attributes":[{"key":"k"}]}],
        "links":[{"spanId":"aa","attributes":[{"key":"l"}]}],"status":{"code":1,"message":"m"}}"#;
    let read = lines(spans(&format!(r#"{full},{{}},null,{{"events":[{{}}],"links":[{{}}]}}"#)));
    assert_eq!(read[3..], ["span ", "span  events=@0 links=/"]);
}

#[test]
fn hands_over_from_the_outside_to_the_inside_in_any_order_of_keys() {
    let expected = ["resource traces url=r attributes=[a:Int(1)]", "scope s url=t", "span x", "span y"];
    let resource = r#""resource":{"attributes":[{"key":"a","value":{"intValue":1}}]}"#;
    let (scope, records) = (r#""scope":{"name":"s"}"#, r#""spans":[{"name":"x"},{"name":"y"}]"#);
    for [first, second, third] in
        [["0", "1", "2"], ["0", "2", "1"], ["1", "0", "2"], ["1", "2", "0"], ["2", "0", "1"], ["2", "1", "0"]]
    {
        let pick = |at: &str, of: [&str; 3]| of[at.parse::<usize>().unwrap()].to_owned();
        let order = |of: [&str; 3]| [pick(first, of), pick(second, of), pick(third, of)].join(",");
        let scopes = format!(r#""scopeSpans":[{{{}}}]"#, order([scope, records, r#""schemaUrl":"t""#]));
        let document = format!(r#"{{"resourceSpans":[{{{}}}]}}"#, order([resource, &scopes, r#""schemaUrl":"r""#]));
        assert_eq!(lines(&document), expected, "{document}");
    }
    let late =
        r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{}],"scope":{"name":"s"}}],"resource":{"droppedAttributesCount":3}}]}"#;
    assert_eq!(lines(late), ["resource traces dropped=3", "scope s", "span "]);
}

#[test]
fn reads_every_form_of_document() {
    for (document, expected) in [
        ("{}", &[][..]),
        (r#"{"resourceSpans":null,"other":1}"#, &[]),
        (r#"{"resourceSpans":[{}]}"#, &["resource traces"]),
        (
            r#"{"resourceSpans":[{"scopeLogs":[{}]}],"resourceMetrics":[{"scopeMetrics":[{"metrics":[]}]}],"resourceLogs":[{}]}"#,
            &["resource traces", "resource metrics", "scope ", "resource logs"],
        ),
        (
            r#"{"resource":{},"scopeSpans":[{"scope":{},"spans":[{}]}],"scopeLogs":[{"logRecords":[{}]}]}"#,
            &["resource traces", "scope ", "span ", "resource logs", "scope ", "log "],
        ),
        (
            r#"{"resourceSpans":[{"instrumentationLibrarySpans":[{"instrumentationLibrary":{"name":"s"},"spans":[{}]}]}]}"#,
            &["! InstrumentationLibrary", "! InstrumentationLibrary", "resource traces", "scope s", "span "],
        ),
        (
            r#"{"batches":[{"resource":{},"scopeSpans":[{"scope":{},"spans":[{"traceId":"AQI=","kind":"SPAN_KIND_SERVER"}]}]}],
                "resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"AQI=","spanId":"0102"}]}]}]}"#,
            &[
                "resource traces",
                "scope ",
                "span  trace=0102 kind=2",
                "resource traces",
                "scope ",
                "! BrokenId",
                "span  span=0102",
            ],
        ),
        (
            r#"{"trace":{"trace":{"batches":[{}]},"resourceSpans":[{"scopeSpans":[{"spans":[{"spanId":"-_8"}]}]}]},"metrics":{}}"#,
            &["resource traces", "scope ", "span  span=fbff"],
        ),
        ("7", &["! LostRecords"]),
    ] {
        assert_eq!(lines(document), expected, "{document}");
    }
}

#[test]
fn reads_logs() {
    let document = r#"{"resourceLogs":[{"resource":{},"scopeLogs":[{"scope":{"name":"s","version":"1"},"logRecords":[
        {"timeUnixNano":"1","observedTimeUnixNano":"2","severityNumber":9,"severityText":"INFO","eventName":"e","flags":1,
         "body":{"kvlistValue":{"values":[{"key":"k","value":{"doubleValue":1}}]}},"droppedAttributesCount":4,
         "attributes":[{"key":"a","value":{"bytesValue":"AQID"}}],"traceId":"0a","spanId":"0B"},
        {"severityNumber":"SEVERITY_NUMBER_ERROR2","body":{"stringValue":"b"}}]}]}]}"#;
    assert_eq!(
        lines(document)[1..],
        [
            "scope s version=1",
            concat!(
                "log INFO event=e time=(1, 2) severity=9 body=Map([Attribute { key: \"k\", value: Double(1.0) }]) ",
                "attributes=[a:Bytes(3)] dropped=4 flags=1 trace=0a span=0b"
            ),
            "! EnumName",
            "log  severity=18 body=Text(\"b\")",
        ]
    );
}

#[test]
fn reads_metrics_of_every_kind_with_their_header_first() {
    let metrics = r#"
        {"gauge":{"dataPoints":[{"asInt":"-3","flags":1},{"asDouble":"NaN","sum":1},{"asDouble":null}]},"name":"g","unit":"By"},
        {"name":"s","sum":{"dataPoints":[{"asDouble":2,"startTimeUnixNano":"1","timeUnixNano":"2","exemplars":[
            {"filteredAttributes":[{"key":"f"}],"traceId":"aa","spanId":"bb","asInt":"1"}]}],
            "aggregationTemporality":2,"isMonotonic":true}},
        {"name":"h","histogram":{"aggregationTemporality":"AGGREGATION_TEMPORALITY_DELTA","dataPoints":[
            {"count":"3","sum":1.5,"bucketCounts":["1","2"],"explicitBounds":[1,"2.5",{}],"min":0}]}},
        {"name":"e","exponentialHistogram":{"dataPoints":[{"count":1,"sum":null,"scale":1,"positive":{"offset":1}}]}},
        {"name":"q","summary":{"dataPoints":[{"count":1,"sum":2,"quantileValues":[{}]}]},"description":"d"},
        {"name":"n","sum":null}, {"name":"w","sum":[1]}"#;
    let read = lines(format!(r#"{{"resourceMetrics":[{{"scopeMetrics":[{{"metrics":[{metrics}]}}]}}]}}"#));
    assert_eq!(
        read[2..],
        [
            "metric g unit=By kind=Gauge",
            "point flags=1 value=-3",
            "point value=NaN",
            "! NullNumber",
            "point",
            "metric s kind=Sum temporality=2 monotonic=true",
            "point start=1 time=2 value=2.0 exemplars=aa/bb[f:Empty]",
            "! EnumName",
            "metric h kind=Histogram temporality=1",
            "! WrongJsonType",
            "point value=1.5 count=3 bounds=[1.0, 2.5]",
            "metric e kind=ExponentialHistogram",
            "point count=1",
            "metric q description=d kind=Summary",
            "point value=2.0 count=1",
            "metric n",
            "! LostRecords",
            "metric w",
        ]
    );
}

#[test]
fn reads_every_form_of_value() {
    for (document, expected) in [
        ("{}", &["Empty"][..]),
        ("null", &["Empty"]),
        (r#"{"stringValue":null}"#, &["Empty"]),
        (r#"{"stringValueStrindex":4}"#, &["Empty"]),
        (r#"{"stringValue":"\ud83d\ude00\n"}"#, &["Text(\"😀\\n\")"]),
        (r#"{"intValue":5.0}"#, &["Int(5)"]),
        (r#"{"doubleValue":"-Infinity"}"#, &["Double(-inf)"]),
        (r#"{"doubleValue":null}"#, &["! NullNumber", "Empty"]),
        (r#"{"intValue":"x"}"#, &["! WrongJsonType", "Empty"]),
        (r#"{"bytesValue":"-_8"}"#, &["Bytes(2)"]),
        (r#"{"bytesValue":{"type":"Buffer","data":[1,{"a":[]}]}}"#, &["! WrongJsonType", "Empty"]),
        (r#"{"arrayValue":{}}"#, &["Array([])"]),
        (r#"{"arrayValue":null}"#, &["Empty"]),
        (r#"{"arrayValue":[1]}"#, &["! WrongJsonType", "Empty"]),
        (r#"{"kvlistValue":{}}"#, &["Map([])"]),
        (r#"{"arrayValue":{"values":[{"intValue":1},{}]}}"#, &["Array([Int(1), Empty])"]),
        (r#"{"intValue":1,"stringValue":"b"}"#, &["Text(\"b\")"]),
        (r#"{"string_value":"b"}"#, &["! SnakeCaseKey", "Empty"]),
        (r#"{"intValue":1,"intValue":2}"#, &["! DuplicateKey", "Int(2)"]),
        (r#""plain""#, &["! WrongJsonType", "Empty"]),
        (r#"["plain"]"#, &["! WrongJsonType", "Empty"]),
    ] {
        assert_eq!(value(document), expected, "{document}");
    }
}

#[test]
fn tells_of_what_must_not_be_and_reads_the_rest() {
    for (fields, expected) in [
        (r#""traceId":"xy","spanId":"abc","parentSpanId":5,"name":"n""#, &["! BrokenId", "! BrokenId", "! WrongJsonType"][..]),
        (r#""trace_id":"aa","start_time_unix_nano":1,"some_key":1,"name":"n""#, &["! SnakeCaseKey", "! SnakeCaseKey"]),
        (r#""name":"m","name":"n","x":1,"x":2"#, &["! DuplicateKey"]),
        (r#""attributes":[{"key":"k"}],"attributes":[],"name":"n""#, &["! DuplicateKey"]),
        (r#""kind":"SPAN_KIND_UNSPECIFIED","status":{"code":"STATUS_CODE_UNSET"},"name":"n""#, &["! EnumName", "! EnumName"]),
        (r#""flags":-1,"events":{},"attributes":"a","status":3,"name":"n""#, &["! WrongJsonType"; 4]),
        (r#""attributes":null,"traceId":null,"kind":null,"status":null,"events":[],"name":"n""#, &[]),
    ] {
        let mut read = span(fields);
        assert_eq!(read.pop().as_deref(), Some("span n"), "{fields}");
        assert_eq!(read, expected, "{fields}");
    }
}

#[test]
fn what_an_enumeration_does_not_have_is_unknown() {
    for (kind, read, told) in [
        ("5", "span n kind=5", None),
        ("\"5\"", "span n kind=5", None),
        ("6", "span n kind=-1", Some("! UnknownEnum")),
        ("-1", "span n kind=-1", Some("! UnknownEnum")),
        ("99999999999999999999", "span n kind=-1", Some("! UnknownEnum")),
        ("\"6\"", "span n kind=-1", Some("! UnknownEnum")),
        ("\"CLIENT\"", "span n kind=-1", Some("! UnknownEnum")),
        ("true", "span n", Some("! WrongJsonType")),
    ] {
        let mut lines = span(&format!(r#""kind":{kind},"name":"n""#));
        assert_eq!(lines.pop().as_deref(), Some(read), "{kind}");
        assert_eq!(lines.pop().as_deref(), told, "{kind}");
    }
    let log = lines(r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"severityNumber":25}]}]}]}"#);
    assert_eq!(log[2..], ["! UnknownEnum", "log  severity=-1"]);
    let status = span(r#""status":{"code":3},"name":"n""#);
    assert_eq!(status, ["! UnknownEnum", "span n status=-1"]);
    let sum = r#"{"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","sum":{"aggregationTemporality":3}}]}]}]}"#;
    assert_eq!(lines(sum)[2..], ["! UnknownEnum", "metric m kind=Sum temporality=-1"]);
}

#[test]
fn a_broken_text_does_not_lose_the_rest() {
    let document = spans(
        r#"{"name":"a?","attributes":[{"key":"k?","value":{"stringValue":"v?w"}},{"key":"l","value":{"stringValue":"v"}}]}"#,
    );
    for (broken, length, shown) in [(&b"\xC3"[..], 3, "\u{FFFD}"), (br"\ud800", 5, "\u{FFFD}\u{FFFD}\u{FFFD}")] {
        let parts: Vec<_> = document.split('?').map(str::as_bytes).collect();
        let expected = format!("span a{shown} attributes=[k{shown}:Broken({length}),l:Text(\"v\")]");
        assert_eq!(lines(parts.join(broken))[2..], ["! BrokenText", "! BrokenText", &expected]);
    }
}

/// Values in one another, so many that the stack of this thread would not hold them all.
#[test]
fn values_too_deep_are_taken_for_empty() {
    for (open, close) in [(r#"{"arrayValue":{"values":["#, "]}}"), (r#"{"kvlistValue":{"values":[{"key":"k","value":"#, "}]}}")] {
        let nested = |levels: usize| format!(r#"{}{{"intValue":1}}{}"#, open.repeat(levels), close.repeat(levels));
        let at_most = value(&nested(99));
        assert!(at_most.len() == 1 && at_most[0].contains("Int(1)"));
        for levels in [100, 100_000] {
            let deeper = value(&nested(levels));
            assert!(deeper[0] == "! TooDeep" && deeper.len() == 2 && !deeper[1].contains("Int"));
        }
    }
    let unknown = format!(r#""unknown":{}{}"#, "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(span(&unknown), ["span "]);
    let wrong =
        format!(r#""name":{}{},"kind":{}1{}"#, "[".repeat(100_000), "]".repeat(100_000), r#"{"a":"#.repeat(9), "}".repeat(9));
    assert_eq!(span(&wrong), ["! WrongJsonType", "! WrongJsonType", "span "]);
}

#[test]
fn reads_only_so_many_elements_of_a_record() {
    let many = format!("{}{{}}", "{},".repeat(MOST_ELEMENTS));
    let read = span(&format!(r#""attributes":[{many}],"events":[{{}}],"name":"n""#));
    assert_eq!(read.len(), 2);
    assert_eq!(read[0], "! TooManyElements");
    assert!(read[1].starts_with("span n") && !read[1].contains("events"));
    assert_eq!(read[1].matches(":Empty").count(), MOST_ELEMENTS);
    let next = lines(spans(&format!(r#"{{"events":[{many}]}},{{"attributes":[{{}}]}}"#)));
    assert_eq!(next.last().map(String::as_str), Some("span  attributes=[:Empty]"));
    let scopes = lines(format!(r#"{{"resourceSpans":[{{"scopeSpans":[{many},{{}}]}}]}}"#));
    assert_eq!((scopes.len(), scopes[0].as_str()), (MOST_ELEMENTS + 2, "! TooManyElements"));
}

#[test]
fn says_where_a_text_is_no_json_without_quoting_it() {
    let held = "{\"resourceSpans\":[{\"scopeSpans\":[\n{\"spans\":[{},\n  {\"flags\":1e999}]}]}]}";
    for (document, expected) in [
        (&b""[..], (1, 1, "the text ends within a value")),
        (b"{\n \"resourceSpans\": [secret]}", (2, 20, "expected value")),
        (b"{\"resourceSpans\":[{\"scopeSpans\":[", (1, 33, "the text ends within a list")),
        (b"{\"resourceSpans\":[]} {}", (1, 22, "trailing characters")),
        (b"{\"a\":\"\xC3\xC3\xC3\", b}", (1, 13, "key must be a string")),
        (held.as_bytes(), (3, 16, "number out of range")),
    ] {
        let (_, result) = recorded(document);
        let broken = result.unwrap_err();
        assert_eq!((broken.line, broken.column, broken.message.as_str()), expected);
    }
    let (read, result) = recorded(br#"{"resource":{},"scopeSpans":[{"scope":{},"spans":[{"name":"a"},{"na"#);
    assert_eq!(read, ["resource traces", "scope ", "span a"]);
    assert_eq!(result.map_err(|broken| broken.message), Err("the text ends within a string".to_owned()));
}

#[test]
fn no_cut_of_a_document_panics() {
    let document =
        spans(r#"{"name":"aé","attributes":[{"key":"k\ud83d\ude00","value":{"arrayValue":{"values":[{"intValue":"1"}]}}}]}"#);
    for end in 0..document.len() {
        assert!(recorded(&document.as_bytes()[..end]).1.is_err());
    }
    assert!(matches!(recorded(document.as_bytes()), (_, Ok(()))));
}
