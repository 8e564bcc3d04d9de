//! Values of examples, read from the recording again: nothing keeps them. Places of records come in, what stands there goes out as it
//! is, for whoever asked for it at a terminal. A file that is gone, was changed or is none is passed over.

use std::collections::BTreeMap;
use std::path::Path;

use super::gather::{Position, REDACTED, half, halves, shown_ids, without_private};
use super::input::{self, Encoding, Input, InputFormat, Message, Place};
use super::record::{Attribute, Deviation, Log, Metric, Point, Resource, Scope, Sink, Span, Value};
use super::{json, protobuf};
use crate::fact::{Captured, Example, MessagePlace, RecordKind, RecordPlace};
use crate::knowledge::Signal;
use crate::text::shorten;

/// The longest value that is shown, in characters.
const LONGEST: usize = 200;
/// So many values of one example are shown.
const MOST_VALUES: usize = 8;
/// So many elements of a value.
const MOST_ELEMENTS: usize = 16;

/// An example, and of which attribute a value is asked for; of none where the record itself is meant.
struct Wanted<'w> {
    place: &'w RecordPlace,
    trace_id: &'w str,
    span_id: &'w str,
    attribute: &'w str,
    found: Vec<String>,
}

/// Where files are that examples name.
#[derive(Debug, Clone, Copy)]
pub struct Recorded<'r> {
    /// Names are relative to it.
    pub folder: &'r Path,
    /// Whether files elsewhere are read: not if all that is known of their names was read from another file.
    pub anywhere: bool,
    pub format: Option<InputFormat>,
}

/// Adds to examples what stands there.
pub fn reread<'c>(all: impl Iterator<Item = &'c mut Captured>, recorded: Recorded<'_>) {
    let mut examples: Vec<(String, &mut Example)> = Vec::new();
    for captured in all {
        let attribute = &captured.attribute;
        examples.extend(captured.examples.iter_mut().map(|example| (attribute.clone(), example)));
    }
    let mut by_file: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, (_, example)) in examples.iter().enumerate() {
        if let Some(place) = &example.place {
            by_file.entry(place.file.clone()).or_default().push(at);
        }
    }
    for (file, positions) in by_file {
        let wanted = positions.iter().filter_map(|at| {
            let (attribute, Example { trace_id, span_id, place, .. }) =
                examples.get(*at).map(|(key, example)| (key, &**example))?;
            Some(Wanted { place: place.as_ref()?, trace_id, span_id, attribute, found: Vec::new() })
        });
        let wanted = read(&file, wanted.collect(), recorded);
        let found: Vec<Vec<String>> = wanted.into_iter().map(|wanted| wanted.found).collect();
        for (at, found) in positions.into_iter().zip(found) {
            if let Some((_, example)) = examples.get_mut(at) {
                example.values = found;
            }
        }
    }
}

fn read<'w>(file: &str, wanted: Vec<Wanted<'w>>, Recorded { folder, anywhere, format }: Recorded<'_>) -> Vec<Wanted<'w>> {
    let path = folder.join(file);
    let lies_below =
        || path.canonicalize().ok().zip(folder.canonicalize().ok()).is_some_and(|(path, folder)| path.starts_with(folder));
    let is_file = (anywhere || lies_below()) && std::fs::metadata(&path).is_ok_and(|metadata| metadata.is_file());
    let mut finder = Finder { wanted, position: Position::default(), at: MessagePlace::default() };
    if is_file {
        let input = Input { name: file.to_owned(), place: Place::File(path) };
        input::read(&input, &mut std::io::empty(), format, &mut |message| finder.look(&message));
    }
    finder.wanted
}

/// Finds records by their places, as they were counted when they were read first.
struct Finder<'w> {
    wanted: Vec<Wanted<'w>>,
    position: Position,
    at: MessagePlace,
}

impl Finder<'_> {
    fn look(&mut self, message: &Message<'_>) {
        self.at = message.place();
        if !self.wanted.iter().any(|wanted| is_in(wanted.place, self.at)) {
            return;
        }
        self.position.begin(&"".into(), self.at);
        match message.encoding {
            // What cannot be read was said to be so.
            Encoding::Json => drop(json::read(message.bytes, self)),
            Encoding::Protobuf => drop(protobuf::read(message.bytes, None, self, &mut |_| {})),
        }
    }

    /// The next record of a kind, with its ids, all its attributes, and what it says beside them.
    fn see(&mut self, kind: RecordKind, ids: [&str; 2], attributes: &[&[Attribute<'_>]], texts: &[(&str, &str)]) {
        self.position.next(kind);
        let number = self.position.place(kind, "").number;
        for wanted in &mut self.wanted {
            let is_it = wanted.place.kind == kind
                && is_in(wanted.place, self.at)
                && match wanted.place.number {
                    0 => [wanted.trace_id, wanted.span_id] == ids,
                    own => own == number,
                };
            if !is_it {
                continue;
            }
            if wanted.attribute.is_empty() {
                let texts = texts.iter().filter(|(_, text)| !text.is_empty());
                wanted.found.extend(texts.map(|(what, text)| format!("{what} {}", escaped(text))));
                continue;
            }
            let values = attributes.iter().copied().flatten().filter(|attribute| is_called(attribute, wanted.attribute));
            wanted.found.extend(values.map(|attribute| escaped(&told(&attribute.value))).take(MOST_VALUES));
        }
    }
}

fn is_in(place: &RecordPlace, at: MessagePlace) -> bool {
    (place.at.line, place.at.message) == (at.line, at.message)
}

/// Whether it is shown under that key.
fn is_called(attribute: &Attribute<'_>, key: &str) -> bool {
    attribute.key == key || key.contains(REDACTED) && without_private(&attribute.key, None, REDACTED, &mut Vec::new()) == key
}

fn told(value: &Value<'_>) -> String {
    match value {
        Value::Text(text) => text.clone().into_owned(),
        Value::Flag(flag) => flag.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Double(number) => number.to_string(),
        Value::Array(values) => format!("[{}]", values.iter().take(MOST_ELEMENTS).map(told).collect::<Vec<_>>().join(", ")),
        Value::Map(entries) => {
            let entry = |entry: &Attribute<'_>| format!("{}: {}", entry.key, told(&entry.value));
            format!("{{{}}}", entries.iter().take(MOST_ELEMENTS).map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::Bytes(length) | Value::Broken(length) => format!("({length} bytes)"),
        Value::Empty => "(nothing)".to_owned(),
    }
}

/// On one line, with what a terminal would obey written out.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for letter in shorten(text, LONGEST).chars() {
        if letter.is_control() { out.extend(letter.escape_default()) } else { out.push(letter) }
    }
    out
}

impl Sink for Finder<'_> {
    fn resource(&mut self, _: Signal, resource: &Resource<'_>) {
        self.see(RecordKind::Resource, ["", ""], &[&resource.attributes], &[]);
    }

    fn scope(&mut self, scope: &Scope<'_>) {
        self.see(RecordKind::Scope, ["", ""], &[&scope.attributes], &[("scope", &scope.name), ("version", &scope.version)]);
    }

    fn span(&mut self, span: &Span<'_>) {
        let [trace, own] = shown_ids(halves(span.trace_id), half(span.span_id));
        let events = span.events.iter().map(|event| event.attributes.as_slice());
        let links = span.links.iter().map(|link| link.attributes.as_slice());
        let attributes: Vec<&[Attribute<'_>]> = std::iter::once(span.attributes.as_slice()).chain(events).chain(links).collect();
        let texts = [("span", &*span.name), ("status", &*span.status_message)];
        self.see(RecordKind::Span, [&trace, &own], &attributes, &texts);
    }

    fn log(&mut self, log: &Log<'_>) {
        let body = told(&log.body);
        let texts = [("event", &*log.event_name), ("body", body.as_str())];
        self.see(RecordKind::Log, ["", ""], &[&log.attributes], &texts);
    }

    fn metric(&mut self, metric: &Metric<'_>) {
        self.see(RecordKind::Metric, ["", ""], &[], &[("metric", &metric.name), ("unit", &metric.unit)]);
    }

    fn point(&mut self, point: &Point<'_>) {
        let exemplars = point.exemplars.iter().map(|exemplar| exemplar.attributes.as_slice());
        let attributes: Vec<&[Attribute<'_>]> = std::iter::once(point.attributes.as_slice()).chain(exemplars).collect();
        self.see(RecordKind::Point, ["", ""], &attributes, &[]);
    }

    fn deviation(&mut self, _: Deviation) {}
}
