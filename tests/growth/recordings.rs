//! Lists and chains in recordings.

use std::io::Write as _;

use super::{Kind, Text, filled};

/// A trace's spans up to the list of them, and what closes it.
macro_rules! traces {
    () => {
        r#"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#
    };
}
/// A span up to what is repeated in it.
macro_rules! span {
    () => {
        r#""name":"work","kind":1,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600009000000""#
    };
}
macro_rules! in_trace {
    () => {
        concat!(r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","#, span!())
    };
}
macro_rules! of_trace {
    () => {
        concat!(r#"{"traceId":"0000000000000000{x}","spanId":"{x}","#, span!())
    };
}
macro_rules! one {
    () => {
        concat!(traces!(), r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","#, span!())
    };
}
macro_rules! metrics {
    () => {
        r#"{"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeMetrics":[{"scope":{"name":"shop"},"metrics":["#
    };
}
macro_rules! logs {
    () => {
        r#"{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[{"scope":{"name":"shop"},"logRecords":["#
    };
}
const END: &str = "]}]}]}\n";
const END_OF_SPAN: &str = "]}]}]}]}\n";
const FLOWS: (&str, &str) = (
    "contract.yaml",
    "version: 1\nspans:\n  - name: work\n    on_error: { cause: [error.type, exception] }\nflows:\n  - name: f\n    start: { id: a, span: work, kind: server }\n    steps:\n      - { id: b, under: a, span: work, kind: client, by: [parent, link], times: \"0..\" }\n      - { id: c, under: b, span: work, kind: producer, by: [parent, link], times: \"0..\" }\n",
);

const fn of(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    let text = Text::Repeated { before, each, after };
    Kind { name, length, command: "validate --format json c.json", file: "c.json", text, beside: &[] }
}

const fn held(kind: Kind) -> Kind {
    Kind { command: "validate --contract contract.yaml --format json c.json", beside: &[FLOWS], ..kind }
}

pub(super) const KINDS: &[Kind] = &[
    of("spans", 4_000, traces!(), concat!(of_trace!(), "},"), END),
    of("spans of a trace", 4_000, traces!(), concat!(in_trace!(), "},"), END),
    of("parents in a chain", 4_000, traces!(), concat!(in_trace!(), r#","parentSpanId":"{y}"},"#), END),
    of("children of a span", 4_000, traces!(), concat!(in_trace!(), r#","parentSpanId":"0000000000000001"},"#), END),
    of(
        "parents in another process",
        4_000,
        traces!(),
        concat!(in_trace!(), r#","parentSpanId":"00000000000000ff","flags":257},"#),
        END,
    ),
    of(
        "clients without a parent",
        4_000,
        traces!(),
        r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","name":"work","kind":3,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600009000000"},"#,
        END,
    ),
    of("orphans", 4_000, traces!(), concat!(in_trace!(), r#","parentSpanId":"ff{x}"},"#), END),
    of(
        "orphans beside servers",
        3_000,
        traces!(),
        r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","parentSpanId":"f000000000000000","name":"work","kind":1,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600009000000"},"#,
        END,
    ),
    of(
        "loops of parents",
        3_000,
        traces!(),
        concat!(r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","parentSpanId":"{x}","#, span!(), "},"),
        END,
    ),
    of(
        "spans that are the same",
        4_000,
        traces!(),
        concat!(r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","#, span!(), "},"),
        END,
    ),
    of(
        "spans of one id",
        4_000,
        traces!(),
        r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"work {i}","kind":1,"startTimeUnixNano":"1767225600000000000"},"#,
        END,
    ),
    of("spans that failed", 3_000, traces!(), concat!(in_trace!(), r#","status":{"code":2}},"#), END),
    held(of(
        "spans that failed, held against a contract",
        3_000,
        traces!(),
        concat!(in_trace!(), r#","status":{"code":2}},"#),
        END,
    )),
    of("spans without ids", 5_000, traces!(), concat!("{", span!(), "},"), END),
    held(of("steps of flows", 4_000, traces!(), concat!(of_trace!(), "},"), END)),
    held(of(
        "starts of flows in a chain",
        3_000,
        traces!(),
        r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","parentSpanId":"{y}","name":"work","kind":2,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600009000000"},"#,
        END,
    )),
    Kind {
        command: "validate --contract contract.yaml --format json c.json",
        beside: &[FLOWS],
        text: Text::Both {
            before: traces!(),
            each: r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","parentSpanId":"{y}","name":"other","kind":1,"startTimeUnixNano":"1767225600000000000"},"#,
            between: "",
            other: r#"{"traceId":"00000000000000000000000000000001","spanId":"e{i}0000000000f","parentSpanId":"0000000000000001","name":"work","kind":3,"startTimeUnixNano":"1767225600000000000"},"#,
            after: r#"{"traceId":"00000000000000000000000000000001","spanId":"eeeeeeeeeeeeeeee","name":"work","kind":2,"startTimeUnixNano":"1767225600000000000"}]}]}]}"#,
        },
        ..of("steps below a chain", 1_000, "", "", "")
    },
    held(of(
        "starts and steps of one trace",
        3_000,
        traces!(),
        r#"{"traceId":"00000000000000000000000000000001","spanId":"{x}","name":"work","kind":2,"startTimeUnixNano":"1767225600000000000"},{"traceId":"00000000000000000000000000000001","spanId":"e{x}","parentSpanId":"{x}","name":"work","kind":3,"startTimeUnixNano":"1767225600000000000"},"#,
        END,
    )),
    held(of(
        "links to one span",
        2_000,
        traces!(),
        concat!(
            r#"{"traceId":"0000000000000000{x}","spanId":"{x}","#,
            r#""name":"work","kind":3,"startTimeUnixNano":"1767225600000000000","links":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001"}]},"#
        ),
        END,
    )),
    of(
        "links to one span, without a contract",
        2_000,
        traces!(),
        concat!(of_trace!(), r#","links":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001"}]},"#),
        END,
    ),
    held(of(
        "links of one span",
        6_000,
        concat!(one!(), r#","links":["#),
        r#"{"traceId":"0000000000000000{x}","spanId":"{x}"},"#,
        END_OF_SPAN,
    )),
    of(
        "attributes of a span",
        6_000,
        concat!(one!(), r#","attributes":["#),
        r#"{"key":"a.k{i}","value":{"intValue":"1"}},"#,
        END_OF_SPAN,
    ),
    of(
        "attributes of one key",
        6_000,
        concat!(one!(), r#","attributes":["#),
        r#"{"key":"a.k","value":{"intValue":"1"}},"#,
        END_OF_SPAN,
    ),
    of(
        "attributes of keys that are nearly the same",
        5_000,
        concat!(one!(), r#","attributes":["#),
        r#"{"key":"a.k{i}","value":{"intValue":"1"}},{"key":"a_k{i}","value":{"intValue":"1"}},"#,
        END_OF_SPAN,
    ),
    held(of(
        "attributes of a span, held against a contract",
        6_000,
        concat!(one!(), r#","attributes":["#),
        r#"{"key":"a.k{i}","value":{"intValue":"1"}},"#,
        END_OF_SPAN,
    )),
    of("keys", 3_000, traces!(), concat!(of_trace!(), r#","attributes":[{"key":"a.k{i}","value":{"intValue":"1"}}]},"#), END),
    of(
        "keys of letters",
        3_000,
        traces!(),
        concat!(of_trace!(), r#","attributes":[{"key":"user{i}Email","value":{"stringValue":"a{i}@example.com"}}]},"#),
        END,
    ),
    of(
        "values of a key",
        3_000,
        traces!(),
        concat!(of_trace!(), r#","attributes":[{"key":"a.k","value":{"stringValue":"v{i}"}}]},"#),
        END,
    ),
    of(
        "values of a list",
        10_000,
        concat!(one!(), r#","attributes":[{"key":"a","value":{"arrayValue":{"values":["#),
        r#"{"intValue":"1"},"#,
        "]}}}]}]}]}]}\n",
    ),
    of(
        "values of a map",
        6_000,
        concat!(one!(), r#","attributes":[{"key":"a","value":{"kvlistValue":{"values":["#),
        r#"{"key":"k{i}","value":{"intValue":"1"}},"#,
        "]}}}]}]}]}]}\n",
    ),
    Kind {
        text: Text::Nested {
            before: concat!(one!(), r#","attributes":[{"key":"a","value":"#),
            open: r#"{"kvlistValue":{"values":[{"key":"k","value":"#,
            inside: "{}",
            close: "}]}}",
            after: "}]}]}]}]}\n",
        },
        ..of("maps in maps", 3_000, "", "", "")
    },
    Kind {
        text: Text::Nested {
            before: concat!(one!(), r#","attributes":[{"key":"a","value":"#),
            open: r#"{"arrayValue":{"values":["#,
            inside: "{}",
            close: "]}}",
            after: "}]}]}]}]}\n",
        },
        ..of("lists in lists", 4_000, "", "", "")
    },
    of(
        "letters of a value",
        200_000,
        concat!(one!(), r#","attributes":[{"key":"a","value":{"stringValue":""#),
        "a",
        "\"}}]}]}]}]}\n",
    ),
    of(
        "letters of a value that looks private",
        100_000,
        concat!(one!(), r#","attributes":[{"key":"a","value":{"stringValue":""#),
        "a@",
        "\"}}]}]}]}]}\n",
    ),
    of(
        "letters of a value with digits",
        100_000,
        concat!(one!(), r#","attributes":[{"key":"a","value":{"stringValue":""#),
        "4 1-",
        "\"}}]}]}]}]}\n",
    ),
    of("letters of a key", 200_000, concat!(one!(), r#","attributes":[{"key":""#), "k", "\",\"value\":{}}]}]}]}]}\n"),
    of("words of a key", 100_000, concat!(one!(), r#","attributes":[{"key":""#), "k.", "\",\"value\":{}}]}]}]}]}\n"),
    of(
        "letters of a span's name",
        200_000,
        r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":""#,
        "k",
        "\"}]}]}]}\n",
    ),
    of(
        "words of a span's name",
        50_000,
        r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":""#,
        "k/1 ",
        "\"}]}]}]}\n",
    ),
    of(
        "names of spans",
        4_000,
        traces!(),
        r#"{"traceId":"0000000000000000{x}","spanId":"{x}","name":"work k{i}k","kind":1,"startTimeUnixNano":"1767225600000000000"},"#,
        END,
    ),
    of(
        "names of spans with numbers",
        4_000,
        traces!(),
        r#"{"traceId":"0000000000000000{x}","spanId":"{x}","name":"work {i}","kind":1,"startTimeUnixNano":"1767225600000000000"},"#,
        END,
    ),
    held(of(
        "names of spans, held against a contract",
        4_000,
        traces!(),
        r#"{"traceId":"0000000000000000{x}","spanId":"{x}","name":"work k{i}k","kind":1,"startTimeUnixNano":"1767225600000000000"},"#,
        END,
    )),
    of(
        "events of a span",
        4_000,
        concat!(one!(), r#","events":["#),
        r#"{"name":"e{i}","timeUnixNano":"1767225600000000000"},"#,
        END_OF_SPAN,
    ),
    of(
        "exceptions of a span",
        3_000,
        concat!(one!(), r#","events":["#),
        r#"{"name":"exception","timeUnixNano":"1767225600000000000","attributes":[{"key":"exception.type","value":{"stringValue":"E{i}"}}]},"#,
        END_OF_SPAN,
    ),
    of(
        "resources",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            of_trace!(),
            "}]}]},"
        ),
        "]}\n",
    ),
    of(
        "services",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop{i}"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            of_trace!(),
            "}]}]},"
        ),
        "]}\n",
    ),
    of(
        "services of one trace",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop{i}"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            in_trace!(),
            "}]}]},"
        ),
        "]}\n",
    ),
    of(
        "services of two names",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop{i}"}},{"key":"service.instance.id","value":{"stringValue":"i{i}"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            of_trace!(),
            "}]}]},"
        ),
        "]}\n",
    ),
    of(
        "instances of a service",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}},{"key":"service.instance.id","value":{"stringValue":"i{i}"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            of_trace!(),
            "}]}]},"
        ),
        "]}\n",
    ),
    held(of(
        "services, held against a contract",
        2_000,
        r#"{"resourceSpans":["#,
        concat!(
            r#"{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop{i}"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
            of_trace!(),
            "}]}]},"
        ),
        "]}\n",
    )),
    of(
        "attributes of a resource",
        6_000,
        r#"{"resourceSpans":[{"resource":{"attributes":["#,
        r#"{"key":"a{i}","value":{"intValue":"1"}},"#,
        concat!(
            r#"]},"scopeSpans":[{"spans":["#,
            r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","#,
            span!(),
            "}]}]}]}\n"
        ),
    ),
    of(
        "scopes",
        2_000,
        r#"{"resourceSpans":[{"scopeSpans":["#,
        concat!(r#"{"scope":{"name":"shop{i}"},"spans":["#, of_trace!(), "}]},"),
        "]}]}\n",
    ),
    of(
        "versions of a scope",
        2_000,
        r#"{"resourceSpans":[{"scopeSpans":["#,
        concat!(r#"{"scope":{"name":"shop","version":"{i}"},"spans":["#, of_trace!(), "}]},"),
        "]}]}\n",
    ),
    of("empty scopes", 8_000, r#"{"resourceSpans":[{"scopeSpans":["#, r#"{"spans":[]},"#, "]}]}\n"),
    // Metrics.
    of(
        "metrics",
        3_000,
        metrics!(),
        r#"{"name":"m{i}","sum":{"dataPoints":[{"asInt":"1","timeUnixNano":"1767225600000000000"}],"aggregationTemporality":2,"isMonotonic":true}},"#,
        END,
    ),
    of(
        "metrics of one name",
        3_000,
        metrics!(),
        r#"{"name":"m","unit":"{i}","sum":{"dataPoints":[{"asInt":"1","timeUnixNano":"1767225600000000000"}],"aggregationTemporality":2,"isMonotonic":true}},"#,
        END,
    ),
    of(
        "points of a metric",
        3_000,
        concat!(metrics!(), r#"{"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":["#),
        r#"{"asInt":"{i}","timeUnixNano":"17672256000{x}"},"#,
        "]}}]}]}]}\n",
    ),
    of(
        "series of a metric",
        3_000,
        concat!(metrics!(), r#"{"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":["#),
        r#"{"asInt":"1","timeUnixNano":"1767225600000000000","attributes":[{"key":"a","value":{"intValue":"{i}"}}]},"#,
        "]}}]}]}]}\n",
    ),
    of(
        "attributes of a point",
        6_000,
        concat!(
            metrics!(),
            r#"{"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"1","timeUnixNano":"1767225600000000000","attributes":["#
        ),
        r#"{"key":"a{i}","value":{"intValue":"{i}"}},"#,
        "]}]}}]}]}]}\n",
    ),
    of(
        "buckets",
        10_000,
        concat!(
            metrics!(),
            r#"{"name":"m","histogram":{"aggregationTemporality":2,"dataPoints":[{"count":"1","timeUnixNano":"1767225600000000000","explicitBounds":["#
        ),
        "{i},",
        r#"],"bucketCounts":["1"]}]}}]}]}]}"#,
    ),
    of(
        "counts of buckets",
        15_000,
        concat!(
            metrics!(),
            r#"{"name":"m","exponentialHistogram":{"aggregationTemporality":2,"dataPoints":[{"count":"1","timeUnixNano":"1767225600000000000","positive":{"offset":0,"bucketCounts":["#
        ),
        "\"1\",",
        "]}}]}}]}]}]}",
    ),
    of(
        "exemplars",
        2_500,
        concat!(
            metrics!(),
            r#"{"name":"m","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{"asInt":"1","timeUnixNano":"1767225600000000000","exemplars":["#
        ),
        r#"{"asInt":"{i}","spanId":"{x}","traceId":"0000000000000000{x}"},"#,
        "]}]}}]}]}]}\n",
    ),
    of(
        "quantiles",
        5_000,
        concat!(
            metrics!(),
            r#"{"name":"m","summary":{"dataPoints":[{"count":"1","timeUnixNano":"1767225600000000000","quantileValues":["#
        ),
        r#"{"quantile":0.5,"value":{i}},"#,
        "]}]}}]}]}]}\n",
    ),
    // Logs.
    of(
        "logs",
        4_000,
        logs!(),
        r#"{"timeUnixNano":"1767225600000000000","severityNumber":9,"body":{"stringValue":"text {i}"}},"#,
        END,
    ),
    of(
        "logs that tell apart",
        4_000,
        logs!(),
        r#"{"timeUnixNano":"1767225600000000000","severityNumber":9,"body":{"stringValue":"text t{i}t"}},"#,
        END,
    ),
    of(
        "logs of a span",
        3_000,
        logs!(),
        r#"{"timeUnixNano":"1767225600000000000","severityNumber":17,"traceId":"00000000000000000000000000000001","spanId":"{x}","attributes":[{"key":"exception.type","value":{"stringValue":"E"}}]},"#,
        END,
    ),
    Kind {
        text: Text::Both {
            before: concat!(traces!()),
            each: concat!(in_trace!(), r#","status":{"code":2}},"#),
            between: concat!(
                r#"{"traceId":"000000000000000000000000000000ff","spanId":"0000000000000001","name":"a"}]}]}]}"#,
                "\n",
                logs!()
            ),
            other: r#"{"timeUnixNano":"1767225600000000000","severityNumber":17,"traceId":"00000000000000000000000000000001","spanId":"{x}","attributes":[{"key":"exception.type","value":{"stringValue":"E"}}]},"#,
            after: "{}]}]}]}\n",
        },
        ..of("spans that failed and exceptions in logs", 1_500, "", "", "")
    },
    of("events of logs", 3_000, logs!(), r#"{"timeUnixNano":"1767225600000000000","severityNumber":9,"eventName":"e{i}"},"#, END),
    of(
        "letters of a log",
        200_000,
        concat!(logs!(), r#"{"timeUnixNano":"1767225600000000000","body":{"stringValue":""#),
        "a",
        "\"}}]}]}]}\n",
    ),
    // Framing.
    of("lines", 2_000, "", concat!(traces!(), of_trace!(), "}]}]}]}\n"), ""),
    of("empty lines of a recording", 200_000, concat!(traces!(), "]}]}]}\n"), "\n", ""),
    of("lines that are no telemetry", 20_000, "", "{\"a\":{i}}\n", ""),
    of("lines that are broken", 20_000, concat!(traces!(), "]}]}]}\n"), "{\"resourceSpans\":[\n", ""),
    of("documents without lines between", 10_000, "", "{\"resourceSpans\":[]}", ""),
    of("spaces of a document", 200_000, "{\"resourceSpans\":[", " ", "]}\n"),
    of("open brackets", 20_000, "{\"resourceSpans\":", "[", "\n"),
    of("members that are not known", 10_000, "{\"resourceSpans\":[],", "\"a{i}\":[],", "\"z\":1}\n"),
    Kind {
        file: "c{i}.json",
        command: "validate --format json .",
        ..of("files of a folder", 300, "", concat!(traces!(), of_trace!(), "}]}]}]}\n"), "")
    },
    Kind {
        file: "d{i}/c.json",
        command: "validate --format json .",
        ..of("folders of a folder", 300, "", concat!(traces!(), of_trace!(), "}]}]}]}\n"), "")
    },
    Kind {
        file: "c",
        command: "validate --format json c",
        text: Text::Bytes(messages),
        ..of("tiny messages", 20_000, "", "", "")
    },
    Kind {
        file: "c",
        command: "validate --format json c",
        text: Text::Bytes(empty_messages),
        ..of("empty messages", 50_000, "", "", "")
    },
    Kind {
        file: "c.json.gz",
        command: "validate --format json c.json.gz",
        text: Text::Bytes(members),
        ..of("members of a compressed file", 2_000, "", "", "")
    },
    Kind {
        file: "c.json.gz",
        command: "validate --format json c.json.gz",
        text: Text::Bytes(compressed),
        ..of("compressed spaces", 4_000_000, "", "", "")
    },
];

/// Framed as the Collector does it: a length and a message, each with a span of two fields.
fn messages(count: usize) -> Vec<u8> {
    (0..count)
        .flat_map(|at| framed(&protobuf(1, &protobuf(2, &protobuf(2, &protobuf(5, format!("s{at}").as_bytes()))))))
        .collect()
}

fn empty_messages(count: usize) -> Vec<u8> {
    let first = framed(&protobuf(1, &protobuf(2, &protobuf(2, &protobuf(5, b"s")))));
    first.into_iter().chain((0..count).flat_map(|_| framed(&[]))).collect()
}

fn framed(message: &[u8]) -> Vec<u8> {
    [&u32::try_from(message.len()).expect("is short").to_be_bytes(), message].concat()
}

/// A field of bytes shorter than 128.
fn protobuf(field: u8, bytes: &[u8]) -> Vec<u8> {
    [&[field << 3 | 2, u8::try_from(bytes.len()).expect("is short")], bytes].concat()
}

fn gzip(text: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(text).expect("is written");
    writer.finish().expect("is written")
}

fn members(count: usize) -> Vec<u8> {
    let line = concat!(traces!(), of_trace!(), "}]}]}]}\n");
    (0..count).flat_map(|at| gzip(filled(line, at).as_bytes())).collect()
}

fn compressed(count: usize) -> Vec<u8> {
    gzip(&[b"{\"resourceSpans\":[", " ".repeat(count).as_bytes(), b"]}\n"].concat())
}
