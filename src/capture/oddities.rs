//! What was odd about messages, counted: one problem for each kind and input, at the first place.

use std::collections::BTreeMap;

use super::record::{Deviation, MOST_ELEMENTS};
use crate::source::Problem;

/// Problems of one kind, input by input.
#[derive(Debug, Default)]
pub(super) struct Oddities(BTreeMap<(usize, Oddity), Found>);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Oddity {
    Deviation(Deviation),
    /// A part that could not be read, and why.
    Unread(String),
}

#[derive(Debug, Clone, Copy)]
struct Found {
    count: u64,
    line: usize,
    column: usize,
}

impl Oddities {
    /// Adds a deviation in the message that starts in that line.
    pub(super) fn deviation(&mut self, input: usize, deviation: Deviation, line: usize) {
        self.add((input, Oddity::Deviation(deviation)), line, 1);
    }

    pub(super) fn unread(&mut self, input: usize, what: String, line: usize, column: usize) {
        self.add((input, Oddity::Unread(what)), line, column);
    }

    fn add(&mut self, key: (usize, Oddity), line: usize, column: usize) {
        let found = self.0.entry(key).or_insert(Found { count: 0, line, column });
        found.count += 1;
        (found.line, found.column) = (found.line, found.column).min((line, column));
    }

    pub(super) fn merge(&mut self, other: Self) {
        for (key, of) in other.0 {
            match self.0.get_mut(&key) {
                Some(found) => {
                    found.count += of.count;
                    (found.line, found.column) = (found.line, found.column).min((of.line, of.column));
                }
                None => {
                    self.0.insert(key, of);
                }
            }
        }
    }

    /// As problems of the inputs with these names.
    pub(super) fn problems(self, names: &[&str]) -> Vec<Problem> {
        let all = self.0.into_iter().map(|((input, oddity), found)| {
            let times = match found.count {
                1 => String::new(),
                count => format!(" ({count} times)"),
            };
            let message = match oddity {
                Oddity::Deviation(deviation) => text(deviation),
                Oddity::Unread(what) => what,
            };
            let file = (*names.get(input).unwrap_or(&"?")).to_owned();
            Problem { file, line: found.line, column: found.column, message: message + &times }
        });
        all.collect()
    }
}

/// What is wrong, what became of it, and how to mend it.
fn text(deviation: Deviation) -> String {
    match deviation {
        Deviation::BrokenText => "a name or key is no UTF-8; it is read with replacement characters, and many receivers drop the whole request for it".to_owned(),
        Deviation::TooManyElements => format!("a record has more than {MOST_ELEMENTS} attributes, events and values; the rest of it is not judged"),
        Deviation::TooDeep => "a value is nested deeper than 100 levels, and is taken for empty".to_owned(),
        Deviation::NullNumber => "a number is `null`, which JavaScript writes for NaN; it is taken as not set, as other receivers do".to_owned(),
        Deviation::EnumName => "an enumeration is written by name; OTLP in JSON wants its number, and other receivers refuse this".to_owned(),
        Deviation::SnakeCaseKey => "a key is written in snake_case; OTLP in JSON has lowerCamelCase only, so this is ignored as receivers have to".to_owned(),
        Deviation::DuplicateKey => "a key stands twice in one JSON object; the last one counts".to_owned(),
        Deviation::WrongJsonType => "a value has a type that its key does not have in OTLP; it is taken as not set".to_owned(),
        Deviation::BrokenId => "an id is not written in hexadecimal digits".to_owned(),
        Deviation::InstrumentationLibrary => "telemetry stands under `instrumentationLibrary..`, a name that receivers have ignored since 2022; update the exporter".to_owned(),
        Deviation::NoTelemetry => "this JSON object has no key of OTLP such as `resourceSpans`, and is left out".to_owned(),
        Deviation::WrongWireType => "a field has another wire type than OTLP gives it, and is skipped".to_owned(),
        Deviation::LostRecords => "where OTLP has records or lists of them, something else stands; it is left out".to_owned(),
        Deviation::UnknownEnum => "an enumeration such as the kind of a span has a value that OTLP does not know; it is taken for unknown".to_owned(),
    }
}
