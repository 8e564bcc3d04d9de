//! What is secret in a recording stays secret: it is put into every place that a recording has, and looked for in all that comes out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test says what is wrong by failing"
)]

mod otlp;
#[path = "secrets/promised.rs"]
mod promised;

use std::fs;
use std::path::Path;

use otlp::{attribute, folder, line, named, quoted, span, text, typed};

/// A GitHub token, an address and an AWS key, none of which stands in this file.
fn secrets() -> [String; 3] {
    let token = ["gh", "p_", "q7RtZk2LmX9bVw4NcYd8", "HsJf3GaPe6Tu1Ki5"].concat();
    let address = ["henrietta", ".walkowiak", "@", "mail-of-people", ".net"].concat();
    let key = ["AK", "IA", "QZ7WXK4M", "VN2RTYPB"].concat();
    [token, address, key]
}

/// Whether a text shows more of a secret than the two characters that it may.
fn shown<'s>(secret: &'s str, said: &str) -> Option<&'s str> {
    const TELLING: usize = 7;
    (0..=secret.len() - TELLING).map(|at| &secret[at..at + TELLING]).find(|part| said.contains(part))
}

fn hold(what: &str, said: &str) {
    for secret in secrets() {
        if let Some(part) = shown(&secret, said) {
            let line = said.lines().find(|line| line.contains(part)).unwrap();
            panic!("{what} shows `{part}`: {}", line.chars().take(2_000).collect::<String>());
        }
    }
}

/// Every place of a recording with the secret in it, line by line.
fn everywhere(secret: &str) -> String {
    let inside = format!("of {secret} it");
    let value = [
        text(&format!("key.{secret}"), "a"),
        text(&inside, "a"),
        text("note", &inside),
        text("http.route", &format!("/orders/{secret}/4711")),
        text("http.request.method", &inside),
        text("code.file.path", &format!("src/{secret}/main.rs")),
        attribute("code.line.number", r#"{"intValue":"7"}"#),
        attribute(
            "list",
            &format!(r#"{{"arrayValue":{{"values":[{{"stringValue":{0}}},{{"intValue":{0}}}]}}}}"#, quoted(secret)),
        ),
        attribute("map", &format!(r#"{{"kvlistValue":{{"values":[{},{}]}}}}"#, text(secret, "a"), text("b", secret))),
        attribute("bytes", &format!(r#"{{"bytesValue":{}}}"#, quoted(secret))),
        attribute("number", &format!(r#"{{"doubleValue":{}}}"#, quoted(secret))),
        attribute("flag", &format!(r#"{{"boolValue":{0},{0}:{0}}}"#, quoted(secret))),
    ]
    .join(",");
    let resource = [
        text("service.name", &inside),
        text("service.instance.id", secret),
        text("telemetry.sdk.language", secret),
        text("service.version", &inside),
        value.clone(),
    ]
    .join(",");
    let event = format!(r#"{{"name":{},"timeUnixNano":"1767225600000000001","attributes":[{value}]}}"#, quoted(&inside));
    let link = format!(
        r#"{{"traceId":"0af7651916cd43dd8448eb211c803199","spanId":"b7ad6b7169203399","attributes":[{value}],"traceState":{}}}"#,
        quoted(secret)
    );
    let secret_text = quoted(secret);
    let more = format!(
        r#","traceState":{secret_text},"events":[{event}],"links":[{link}],"status":{{"code":2,"message":{}}}"#,
        quoted(&inside)
    );
    let orphan = r#","parentSpanId":"b7ad6b7169203377","droppedAttributesCount":3"#;
    let spans = [
        span(1, 1, &inside, &value, &more),
        span(1, 2, &format!("load {secret}/4711"), "", orphan),
        span(1, 2, secret, "", orphan),
        format!(
            r#"{{"traceId":{secret_text},"spanId":{secret_text},"kind":{secret_text},"name":{secret_text},"flags":{secret_text}}}"#
        ),
    ];
    let log = format!(
        r#"{{"eventName":{0},"severityText":{0},"severityNumber":{0},"body":{{"stringValue":{0}}},"attributes":[{value}]}},{{"body":{{"kvlistValue":{{"values":[{1}]}}}}}}"#,
        quoted(&inside),
        text(secret, secret)
    );
    let exemplar = format!(r#"{{"filteredAttributes":[{value}],"asInt":{secret_text}}}"#);
    let point = format!(
        r#"{{"attributes":[{value}],"startTimeUnixNano":"5","timeUnixNano":"9","asDouble":"NaN","exemplars":[{exemplar}]}}"#
    );
    let metric = |name: &str, unit: &str| {
        let (name, unit) = (quoted(name), quoted(unit));
        format!(
            r#"{{"name":{name},"unit":{unit},"description":{secret_text},"sum":{{"aggregationTemporality":{secret_text},"isMonotonic":true,"dataPoints":[{point}]}}}}"#
        )
    };
    let scope = |list: &str, records: &str| {
        let scope = format!(r#"{{"name":{0},"version":{0},"attributes":[{value}]}}"#, quoted(&inside));
        format!(r#"{{"{list}":[{{"scope":{scope},"schemaUrl":{secret_text},{records}}}]}}"#)
    };
    let in_scope = |signal: &str, list: &str, scopes: &str, records: &str| {
        let scopes = scope(scopes, &format!(r#""{list}":[{records}]"#));
        let scopes = scopes.trim_start_matches('{');
        format!(
            r#"{{"{signal}":[{{"schemaUrl":{secret_text},{secret_text}:1,"resource":{{"attributes":[{resource}]}},{scopes}]}}"#
        ) + "\n"
    };
    [
        in_scope("resourceSpans", "spans", "scopeSpans", &spans.join(",")),
        in_scope("resourceLogs", "logRecords", "scopeLogs", &log),
        in_scope(
            "resourceMetrics",
            "metrics",
            "scopeMetrics",
            &[metric(&inside, "1"), metric("orders", secret), metric("orders", "1")].join(","),
        ),
        line("Spans", &named("shop"), secret, &span(9, 9, "fine", &value, "")),
        format!("{{{secret_text}:{secret_text}}}\n"),
        format!("started with {secret}\n"),
        format!(r#"{{"resourceSpans":[{{"resource":{{"attributes":[{{"key":{secret_text} {secret_text}}}]}}}}]}}"#) + "\n",
        format!(r#"{{"resourceSpans":{secret_text},"resourceLogs":[{secret_text}],"resource_metrics":{secret_text}}}"#) + "\n",
        format!(r#"{{"resourceSpans":[{{"resource":{{"attributes":[{{"key":{secret_text},"value":{{"stringValue":"{secret}"#),
    ]
    .concat()
}

fn formats(folder: &Path, line: &str) {
    for format in ["human", "short", "json", "sarif", "github", "junit"] {
        let said = typed(folder, &format!("{line} --isolated --select all --format {format}"), 2);
        assert_eq!((said.status, said.stderr.as_str()), (1, ""), "{line}");
        hold(&format!("{line} as {format}"), &said.all());
    }
}

#[test]
fn secrets_stand_in_no_report() {
    for (at, secret) in secrets().iter().enumerate() {
        let content = everywhere(secret);
        assert!(shown(secret, &content).is_some());
        let folder = folder(&format!("secrets-{at}"), &[("a.jsonl", content.as_bytes())]);
        formats(&folder, "validate a.jsonl");
        assert_eq!(typed(&folder, "validate --partial part.json a.jsonl", 2).status, 0);
        hold("a partial result", &fs::read_to_string(folder.join("part.json")).unwrap());
        formats(&folder, "merge part.json");
        let whole = typed(&folder, "validate --isolated --format json a.jsonl", 1);
        assert_eq!(whole, typed(&folder, "merge --isolated --format json part.json", 1));
        for rule in ["pii-attribute", "pii-in-message"] {
            assert!(whole.stdout.contains(&format!("\"rule\": \"{rule}\"")), "{rule} is told");
        }
        assert!(whole.stdout.contains("{redacted}"), "what was left out of names is marked");
    }
}

#[test]
fn errors_quote_nothing_of_what_they_could_not_read() {
    for secret in secrets() {
        let head = r#"{"otel_lint_partial":2,"tool":"0.1.0"}"#;
        for (name, content) in [
            ("secret.json", secret.clone()),
            ("version.json", format!(r#"{{"otel_lint_partial":"{secret}","tool":"{secret}"}}"#)),
            ("counts.json", format!("{head}\n{{\"latest\":\"{secret}\"}}\n")),
            ("key.json", format!("{head}\n{{\"{secret}\":1}}\n")),
            ("list.json", format!("[{{\"span\":{{\"name\":\"{secret}\"}}}}]")),
            ("plain.txt", secret.clone()),
            ("other.jsonl", format!("{{\"{secret}\":\"{secret}\"}}")),
        ] {
            let folder = folder("secrets-errors", &[(name, content.as_bytes())]);
            for line in [
                "merge",
                "validate",
                "validate --input-format json",
                "validate --input-format protobuf",
                "validate --input-format framed",
            ] {
                let said = typed(&folder, &format!("{line} {name}"), 1);
                assert!(said.status == 2 || said.status == 1, "{line} {name}: {said:?}");
                assert!(!said.all().is_empty());
                hold(&format!("{line} {name}"), &said.all());
            }
        }
    }
}

#[test]
fn two_private_names_are_one_entry_whatever_comes_first() {
    let secrets = secrets();
    let key = |at: usize| text(&format!("key.{}", secrets[at % 3]), "a");
    let spans = (0..12).zip(0..12_u64);
    let lines: Vec<String> =
        spans.map(|(at, id)| line("Spans", &named("shop"), "shop", &span(id, id + 1, "load", &key(at), ""))).collect();
    let backwards: Vec<String> = lines.iter().rev().cloned().collect();
    let (forth, back) = (lines.concat(), backwards.concat());
    let folder = folder("secrets-order", &[("a.jsonl", forth.as_bytes()), ("back/a.jsonl", back.as_bytes())]);
    let judged = "validate --isolated --select all --format json";
    let first = typed(&folder, &format!("{judged} a.jsonl"), 1);
    assert_eq!(first, typed(&folder, &format!("{judged} a.jsonl"), 4));
    let report: serde_json::Value = serde_json::from_str(&first.stdout).unwrap();
    let counts: Vec<_> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["capture"]["attribute"] == "key.{redacted}")
        .map(|finding| (&finding["rule"], &finding["message"], &finding["capture"]["count"]))
        .collect();
    assert!(!counts.is_empty());
    let report: serde_json::Value = serde_json::from_str(&typed(&folder, &format!("{judged} back/a.jsonl"), 3).stdout).unwrap();
    for (rule, message, count) in counts {
        let same = |finding: &&serde_json::Value| finding["rule"] == *rule && finding["message"] == *message;
        let other = report["findings"].as_array().unwrap().iter().find(same).unwrap();
        assert_eq!(other["capture"]["count"], *count, "{message}");
    }
}
