//! What is private in a recording that is held against a contract stays private: it is put under every clause.

use std::fs;

use super::otlp::{attribute, folder, line, named, quoted, span, text, typed};

/// A value that nobody may see, and the part of it of which not three characters in a row may be shown. None of them stands in this
/// file as it is recorded.
struct Planted {
    value: String,
    part: String,
    /// Whether detectors know it wherever it stands; if not, nothing but its place as a value tells that it is none of our business.
    is_detected: bool,
}

fn planted() -> Vec<Planted> {
    let of = |start: &str, part: &[&str], end: &str, is_detected| {
        let part = part.concat();
        Planted { value: format!("{start}{part}{end}"), part, is_detected }
    };
    vec![
        of("gh", &["p_", "q7RtZk2LmX9bVw4NcYd8", "HsJf3GaPe6Tu1Ki5"], "", true),
        of("AKIA", &["QZ7WXK4M", "VN2RTYPB"], "", true),
        of("", &["zqvxk", ".wjqzh"], "@mail-of-people.net", true),
        // The second half of such a key, a password, a name, a query and a diagnosis look like any other text.
        of("", &["wJqxZXUtnFXMK", "7QZZNGbPxRfj", "CYZXQMPLQKWYVHT"], "", false),
        of("", &["Xqz7!vkW", "9jpQzw"], "", false),
        of("", &["Wqxzy", "Vqhjkw"], "", false),
        of("SELECT * FROM users WHERE name = '", &["Qzwxk", "Jqvhz"], "'", false),
        of("patient has ", &["zqxjk", "wvqhz"], "", false),
    ]
}

const CONTRACT: &str = r#"version: 1
services: [shop]
capture: complete
resource:
  attributes:
    host.owner: { required: true, pattern: nobody }
    deployment.environment.name: { required: true, values: [staging, production] }
attributes:
  db.query.text: { type: string, pattern: "[^']{0,3}" }
  aws.key: { type: string, values: [none, unset] }
  account: { type: int, range: [0, 10] }
  balance: { type: number, range: [0, 10] }
  tags: { type: "string[]", values: [new, used] }
  sizes: { type: "int[]" }
  amount: { type: int }
  owner: { deny: personal data }
  person: { type: string, aliases: [who], pattern: nobody }
  customer: { type: string, values: [nobody], cardinality: unbounded }
  free.*: { type: string, values: [nothing] }
  needed: { type: string }
  listed: { type: string }
spans:
  - name: load
    kind: server
    attributes: { required: [needed], recommended: [listed], forbidden: [owner] }
    on_error: { cause: [error.type] }
    events: { seen: { required: [needed] } }
    max_duration: 1ms
    expect: { at_most: 1 }
  - template: "{person} asks"
    attributes: { required: [needed] }
  - glob: "load *"
    where: { listed: "yes" }
metrics:
  - name: orders
    instrument: histogram
    unit: "{order}"
    temporality: delta
    max_series: 1
    attributes: { required: [needed] }
  - name: orders.all
    max_series: 1
logs:
  - { event: order.failed, severity: { min: fatal }, trace_context: 100%, attributes: { required: [needed] } }
flows:
  - name: what is loaded is asked for
    start: { id: load, span: load }
    steps: [{ id: ask, under: load, span: asked, times: 1 }]
"#;

/// Rules that this contract and the recordings below put to the test.
const PROMISES: [&str; 25] = [
    "attribute-alias",
    "attribute-denied",
    "attribute-forbidden",
    "attribute-missing",
    "attribute-pattern",
    "attribute-range",
    "attribute-recommended",
    "attribute-type",
    "attribute-value",
    "event-attribute",
    "expected-missing",
    "flow-broken",
    "log-severity",
    "log-trace-context",
    "metric-attribute",
    "metric-instrument",
    "metric-series",
    "metric-temporality",
    "metric-unit",
    "span-duration",
    "span-kind",
    "span-status",
    "undeclared-attribute",
    "undeclared-metric",
    "undeclared-span",
];

/// A recording with the value under every clause of [`CONTRACT`], and where detectors know it in every name too.
fn promised(planted: &Planted) -> String {
    let value = planted.value.as_str();
    let name = if planted.is_detected { value } else { "a" };
    let attributes = [
        [
            "db.query.text",
            "aws.key",
            "person",
            "who",
            "customer",
            "owner",
            "free.text",
            "amount",
            "note",
            "error.type",
            "http.url",
        ]
        .map(|key| text(key, value))
        .join(","),
        text(&format!("free.{name}"), value),
        text(&format!("key {name}"), value),
        attribute("account", r#"{"intValue":"4111111111111111"}"#),
        attribute("balance", r#"{"doubleValue":4111111111111111}"#),
        attribute("tags", &format!(r#"{{"arrayValue":{{"values":[{{"stringValue":{}}}]}}}}"#, quoted(value))),
        attribute("sizes", &format!(r#"{{"arrayValue":{{"values":[{{"stringValue":{}}}]}}}}"#, quoted(value))),
        attribute("listed", &format!(r#"{{"kvlistValue":{{"values":[{}]}}}}"#, text(value, value))),
    ]
    .join(",");
    let resource = [named("shop"), text("host.owner", value), text("host.note", value)].join(",");
    let quoted_value = quoted(value);
    let event = format!(r#"{{"name":"seen","attributes":[{attributes}]}}"#);
    let more = format!(
        r#","events":[{event}],"links":[{{"attributes":[{attributes}]}}],"status":{{"code":2,"message":{quoted_value}}}"#
    );
    let plain = text("person", value);
    let spans = [
        span(1, 1, "load", &attributes, &more),
        span(1, 2, "load", &text("error.kind", value), r#","status":{"code":2}"#),
        span(2, 3, &format!("{value} asks"), &plain, ""),
        span(3, 4, &format!("load {name}"), &attributes, ""),
        span(3, 5, &format!("call {name}"), "", ""),
        span(3, 6, "audit", &plain, ""),
    ];
    let log = format!(
        r#"{{"eventName":"order.failed","severityNumber":5,"severityText":{quoted_value},"body":{{"stringValue":{quoted_value}}},"attributes":[{attributes}]}}"#
    );
    let metric = |metric: &str, unit: &str| {
        let point = |attributes: &str| format!(r#"{{"attributes":[{attributes}],"timeUnixNano":"9","asDouble":1}}"#);
        let points = [point(&attributes), point(&plain), point("")].join(",");
        let (metric, unit) = (quoted(metric), quoted(unit));
        format!(
            r#"{{"name":{metric},"unit":{unit},"description":{quoted_value},"sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{points}]}}}}"#
        )
    };
    let unit = if planted.is_detected { value } else { "s" };
    let metrics = [metric("orders", unit), metric("orders.all", "1"), metric(&format!("orders.{name}"), unit)].join(",");
    let other = text("service.name", &format!("depot {name}"));
    [
        line("Spans", &resource, "shop", &spans.join(",")),
        line("Logs", &resource, &format!("shop {name}"), &log),
        line("Metrics", &resource, &format!("shop {name}"), &metrics),
        line("Spans", &other, "shop", &span(4, 7, "load", &attributes, "")),
    ]
    .concat()
}

/// Whether a text shows three characters in a row of what may not be seen.
fn shows(planted: &Planted, said: &str) -> Option<String> {
    let letters: Vec<char> = planted.part.chars().collect();
    letters.windows(3).map(|part| part.iter().collect::<String>()).find(|part| said.contains(part.as_str()))
}

fn hold_planted(what: &str, planted: &Planted, said: &str) {
    let part = shows(planted, said).or_else(|| said.contains("41111").then(|| "41111".to_owned()));
    if let Some(part) = part {
        let line = said.lines().find(|line| line.contains(&part)).unwrap_or_default();
        let at = line.find(&part).unwrap_or(0);
        let around: String = line.chars().skip(at.saturating_sub(200)).take(400).collect();
        panic!("{what} shows `{part}` of a planted value: {around}");
    }
}

#[test]
fn values_under_a_contract_stand_in_no_report() {
    for (at, planted) in planted().iter().enumerate() {
        let capture = promised(planted);
        assert!(shows(planted, &capture).is_some());
        let files: [(&str, &[u8]); 2] = [("a.jsonl", capture.as_bytes()), ("contract.yaml", CONTRACT.as_bytes())];
        let folder = folder(&format!("promised-{at}"), &files);
        let judged = "--isolated --select all --contract contract.yaml";
        let partial = typed(&folder, "validate --contract contract.yaml --partial part.json a.jsonl", 2);
        assert_eq!((partial.status, partial.stderr.as_str()), (0, ""));
        hold_planted("a partial result", planted, &fs::read_to_string(folder.join("part.json")).unwrap());
        for format in ["human", "short", "json", "sarif", "github", "junit"] {
            for line in
                [format!("validate {judged} --format {format} a.jsonl"), format!("merge {judged} --format {format} part.json")]
            {
                let said = typed(&folder, &line, 2);
                assert_eq!((said.status, said.stderr.as_str()), (1, ""), "{line}: {said:?}");
                hold_planted(&line, planted, &said.all());
                if format == "json" {
                    for rule in PROMISES {
                        assert!(said.stdout.contains(&format!("\"rule\": \"{rule}\"")), "{rule} is told of `{line}`");
                    }
                }
            }
        }
    }
}
