//! A sink for tests: one line for each call, with all that is set.

use std::fmt::{Debug, Write as _};

use super::super::record::{Attribute, Deviation, Id, Log, Metric, Number, Point, Resource, Scope, Sink, Span};
use crate::knowledge::Signal;

#[derive(Default)]
pub(super) struct Recorded(pub(super) Vec<String>);

impl Recorded {
    fn put(&mut self, what: &str, fields: &[(&str, String)]) {
        let mut line = what.to_owned();
        for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
            write!(line, " {name}={value}").unwrap();
        }
        self.0.push(line);
    }
}

impl Sink for Recorded {
    fn resource(&mut self, signal: Signal, resource: &Resource<'_>) {
        let Resource { attributes, dropped_attributes, schema_url } = resource;
        let fields =
            [("url", schema_url.to_string()), ("attributes", all(attributes)), ("dropped", unless_default(dropped_attributes))];
        self.put(&format!("resource {}", signal.name()), &fields);
    }

    fn scope(&mut self, scope: &Scope<'_>) {
        let Scope { name, version, attributes, schema_url } = scope;
        let fields = [("version", version.to_string()), ("url", schema_url.to_string()), ("attributes", all(attributes))];
        self.put(&format!("scope {name}"), &fields);
    }

    fn span(&mut self, span: &Span<'_>) {
        let events = span.events.iter().map(|event| format!("{}@{}{}", event.name, event.time, all(&event.attributes)));
        let links = span.links.iter().map(|link| format!("{}/{}{}", id(link.trace_id), id(link.span_id), all(&link.attributes)));
        let fields = [
            ("trace", id(span.trace_id)),
            ("span", id(span.span_id)),
            ("parent", id(span.parent_id)),
            ("flags", unless_default(&span.flags)),
            ("kind", unless_default(&span.kind)),
            ("start", unless_default(&span.start)),
            ("end", unless_default(&span.end)),
            ("attributes", all(&span.attributes)),
            ("dropped", unless_default(&(span.dropped_attributes, span.dropped_events, span.dropped_links))),
            ("events", events.collect::<Vec<_>>().join(";")),
            ("links", links.collect::<Vec<_>>().join(";")),
            ("status", unless_default(&span.status)),
            ("message", span.status_message.to_string()),
        ];
        self.put(&format!("span {}", span.name), &fields);
    }

    fn log(&mut self, log: &Log<'_>) {
        let fields = [
            ("event", log.event_name.to_string()),
            ("time", unless_default(&(log.time, log.observed_time))),
            ("severity", unless_default(&log.severity)),
            ("body", unless_default(&log.body)),
            ("attributes", all(&log.attributes)),
            ("dropped", unless_default(&log.dropped_attributes)),
            ("flags", unless_default(&log.flags)),
            ("trace", id(log.trace_id)),
            ("span", id(log.span_id)),
        ];
        self.put(&format!("log {}", log.severity_text), &fields);
    }

    fn metric(&mut self, metric: &Metric<'_>) {
        let fields = [
            ("description", metric.description.to_string()),
            ("unit", metric.unit.to_string()),
            ("kind", metric.kind.map(|kind| format!("{kind:?}")).unwrap_or_default()),
            ("temporality", unless_default(&metric.temporality)),
            ("monotonic", unless_default(&metric.monotonic)),
        ];
        self.put(&format!("metric {}", metric.name), &fields);
    }

    fn point(&mut self, point: &Point<'_>) {
        let exemplars = point.exemplars.iter().map(|it| format!("{}/{}{}", id(it.trace_id), id(it.span_id), all(&it.attributes)));
        let fields = [
            ("attributes", all(&point.attributes)),
            ("start", unless_default(&point.start)),
            ("time", unless_default(&point.time)),
            ("flags", unless_default(&point.flags)),
            ("value", point.value.map(number).unwrap_or_default()),
            ("count", unless_default(&point.count)),
            ("bounds", unless_default(&point.bounds)),
            ("exemplars", exemplars.collect::<Vec<_>>().join(";")),
        ];
        self.put("point", &fields);
    }

    fn deviation(&mut self, deviation: Deviation) {
        self.0.push(format!("! {deviation:?}"));
    }
}

fn unless_default<T: Debug + PartialEq + Default>(value: &T) -> String {
    if *value == T::default() { String::new() } else { format!("{value:?}") }
}

fn number(number: Number) -> String {
    match number {
        Number::Int(number) => number.to_string(),
        Number::Double(number) => format!("{number:?}"),
    }
}

fn id(id: Id) -> String {
    let mut digits = String::new();
    for byte in id.bytes.iter().take(id.length.into()) {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

fn all(attributes: &[Attribute<'_>]) -> String {
    let all: Vec<_> = attributes.iter().map(|attribute| format!("{}:{:?}", attribute.key, attribute.value)).collect();
    if all.is_empty() { String::new() } else { format!("[{}]", all.join(",")) }
}
