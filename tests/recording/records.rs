//! Spans, logs and metrics of the notation to OTLP/JSON.
//! Source: <https://github.com/open-telemetry/opentelemetry-proto>, the messages of the same names.

use otel_lint::yaml::{Node, get, items};
use serde_json::{Value, json};

use super::notation::{Writer, is_plain};

/// When all recordings begin: the start of 2026.
pub(super) const BEGINNING: i64 = 1_767_225_600_000_000_000;

const INSTRUMENTS: [&str; 6] = ["counter", "updowncounter", "gauge", "histogram", "exponential", "summary"];

impl Writer<'_> {
    pub(super) fn span(&mut self, node: &Node) -> Value {
        self.known(
            node,
            &[
                "name",
                "kind",
                "trace",
                "id",
                "parent",
                "flags",
                "start",
                "end",
                "attributes",
                "events",
                "links",
                "status",
                "message",
                "dropped",
            ],
        );
        self.next_id += 1;
        let own = format!("{:016x}", self.next_id);
        let trace = match get(node, "trace") {
            Some(each) if is_plain(each, "each") => format!("{:032x}", self.next_id),
            trace => self.id(trace, 32).unwrap_or_else(|| format!("{:032x}", 1)),
        };
        let start = self.time(node, "start").unwrap_or(BEGINNING);
        let dropped = get(node, "dropped");
        let count = |what| dropped.and_then(|dropped| get(dropped, what)).map_or(0, |count| self.whole(count));
        json!({
            "traceId": trace,
            "spanId": self.id(get(node, "id"), 16).unwrap_or(own),
            "parentSpanId": self.id(get(node, "parent"), 16).unwrap_or_default(),
            "flags": self.one_of(node, "flags", &[("", 0), ("local", 0x100), ("remote", 0x300)]),
            "name": get(node, "name").map_or_else(String::new, |name| self.text(name)),
            "kind": self.one_of(node, "kind", &[
                ("", 1), ("unset", 0), ("internal", 1), ("server", 2), ("client", 3), ("producer", 4), ("consumer", 5),
            ]),
            "startTimeUnixNano": start.to_string(),
            "endTimeUnixNano": self.time(node, "end").unwrap_or(start + 10_000_000).to_string(),
            "attributes": self.attributes(node),
            "droppedAttributesCount": count("attributes"),
            "events": items(node, "events").iter().map(|event| self.event(event)).collect::<Vec<_>>(),
            "droppedEventsCount": count("events"),
            "links": items(node, "links").iter().map(|link| json!({
                "traceId": format!("{:032x}", 2), "spanId": self.id(Some(link), 16),
            })).collect::<Vec<_>>(),
            "droppedLinksCount": count("links"),
            "status": {
                "code": self.one_of(node, "status", &[("", 0), ("ok", 1), ("error", 2)]),
                "message": get(node, "message").map_or_else(String::new, |message| self.text(message)),
            },
        })
    }

    fn event(&self, node: &Node) -> Value {
        if node.text().is_some() {
            return json!({"name": self.text(node), "timeUnixNano": BEGINNING.to_string()});
        }
        self.known(node, &["name", "attributes"]);
        let name = get(node, "name").map_or_else(String::new, |name| self.text(name));
        json!({"name": name, "timeUnixNano": BEGINNING.to_string(), "attributes": self.attributes(node)})
    }

    pub(super) fn log(&mut self, node: &Node) -> Value {
        self.known(node, &["body", "severity", "event", "trace", "span", "attributes", "dropped"]);
        let has_trace = !get(node, "trace").is_some_and(|trace| is_plain(trace, "none"));
        let id = |key, digits| {
            let given = self.id(get(node, key).filter(|_| has_trace), digits);
            given.unwrap_or_else(|| if has_trace { format!("{:0digits$x}", 1) } else { String::new() })
        };
        json!({
            "timeUnixNano": BEGINNING.to_string(),
            "severityNumber": self.one_of(node, "severity", &[
                ("", 9), ("none", 0), ("trace", 1), ("debug", 5), ("info", 9), ("warn", 13), ("error", 17), ("fatal", 21),
            ]),
            "eventName": get(node, "event").map_or_else(String::new, |event| self.text(event)),
            "body": get(node, "body").map_or(json!({}), |body| self.value(body)),
            "traceId": id("trace", 32),
            "spanId": id("span", 16),
            "attributes": self.attributes(node),
            "droppedAttributesCount": get(node, "dropped").map_or(0, |count| self.whole(count)),
        })
    }

    pub(super) fn metric(&mut self, node: &Node) -> Value {
        self.known(node, &[&["name", "unit", "delta"][..], &INSTRUMENTS[..]].concat());
        let text = |key| get(node, key).map_or_else(String::new, |node| self.text(node));
        let Some(instrument) = INSTRUMENTS.into_iter().find(|instrument| get(node, instrument).is_some()) else {
            self.refuse(node, "a metric has its points under the name of an instrument, such as `counter: [1, 2]`");
        };
        let points = self.repeated(items(node, instrument));
        let points: Vec<Value> = (1..).zip(&points).map(|(number, point)| self.point(point, number, instrument)).collect();
        let temporality = if get(node, "delta").is_some() { 1 } else { 2 };
        let data = match instrument {
            "gauge" | "summary" => json!({"dataPoints": points}),
            "counter" | "updowncounter" => {
                json!({"aggregationTemporality": temporality, "isMonotonic": instrument == "counter", "dataPoints": points})
            }
            _ => json!({"aggregationTemporality": temporality, "dataPoints": points}),
        };
        let kind = match instrument {
            "counter" | "updowncounter" => "sum",
            "exponential" => "exponentialHistogram",
            other => other,
        };
        json!({"name": text("name"), "unit": text("unit"), kind: data})
    }

    fn point(&self, node: &Node, number: i64, instrument: &str) -> Value {
        if node.map().is_some() {
            self.known(node, &["value", "start", "time", "attributes", "count", "bounds", "empty"]);
        }
        let value = get(node, "value").unwrap_or(node);
        let start = self.time(node, "start").unwrap_or(BEGINNING);
        let time = self.time(node, "time").unwrap_or(BEGINNING + number * 10_000_000_000);
        let mut point = json!({
            "attributes": self.attributes(node), "startTimeUnixNano": start.to_string(), "timeUnixNano": time.to_string(),
            "flags": u8::from(get(node, "empty").is_some()),
            "flags": u8::from(get(node, "empty").is_some()),
        });
        let numbers: Value = match value.text() {
            Some("NaN") => json!({"asDouble": "NaN", "sum": "NaN"}),
            Some(text) if text.parse::<i64>().is_ok() => json!({"asInt": text, "sum": text.parse::<f64>().ok()}),
            Some(text) if text.parse::<f64>().is_ok() => {
                json!({"asDouble": text.parse::<f64>().ok(), "sum": text.parse::<f64>().ok()})
            }
            _ => self.refuse(value, "the value of a point is a number"),
        };
        if matches!(instrument, "counter" | "updowncounter" | "gauge") {
            for key in ["asInt", "asDouble"].into_iter().filter(|key| numbers.get(key).is_some()) {
                point[key] = numbers[key].clone();
            }
            return point;
        }
        let count = get(node, "count").map_or(1, |count| self.whole(count));
        point["sum"] = numbers["sum"].clone();
        point["count"] = json!(count.to_string());
        if instrument == "histogram" {
            let bounds: Vec<Option<f64>> = items(node, "bounds").iter().map(|bound| bound.text()?.parse().ok()).collect();
            let mut counts = vec!["0".to_owned(); bounds.len()];
            counts.insert(0, count.to_string());
            point["explicitBounds"] = json!(bounds);
            point["bucketCounts"] = json!(counts);
        }
        point
    }
}
