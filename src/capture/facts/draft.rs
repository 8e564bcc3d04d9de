//! Tallies to sightings: the same few steps for every fact.

use crate::capture::gather::{Sample, Series, Tally, shown_ids};
use crate::contract::{At, ContractIndex};
use crate::fact::{Captured, CodePlace, Example, Facts, Key, On, Sighting, Value};

/// A sighting in the making.
#[derive(Debug)]
pub(super) struct Draft(Sighting);

impl Draft {
    /// Something that was seen as often as the tally says.
    pub(super) fn new(on: On, kind: &'static str, service: &str, tally: &Tally) -> Self {
        let captured = Captured {
            service: service.to_owned(),
            count: tally.count,
            examples: tally.examples.iter().map(example).collect(),
            code: tally.examples.iter().find_map(code_place),
            ..Captured::default()
        };
        let draft = Self(Sighting { on, facts: Facts::default(), captured, missing_in: &[] });
        let times = tally.count.to_string();
        draft.word(Key::Kind, kind).text(Key::Service, shown_service(service)).text(Key::Count, times)
    }

    pub(super) fn word(mut self, key: Key, word: &'static str) -> Self {
        self.0.facts.word(key, word);
        self
    }

    pub(super) fn text(mut self, key: Key, text: impl Into<String>) -> Self {
        self.0.facts.text(key, text);
        self
    }

    pub(super) fn texts(mut self, key: Key, texts: Vec<String>) -> Self {
        self.0.facts.set(key, Value::Texts(texts.into()));
        self
    }

    pub(super) fn flag(mut self, key: Key, flag: bool) -> Self {
        self.0.facts.flag(key, flag);
        self
    }

    pub(super) fn signal(mut self, signal: &'static str) -> Self {
        self.0.captured.signal = signal;
        self
    }

    pub(super) fn scope(mut self, scope: &str) -> Self {
        scope.clone_into(&mut self.0.captured.scope);
        self
    }

    /// The name of a span, metric or event.
    pub(super) fn name(mut self, name: &str) -> Self {
        name.clone_into(&mut self.0.captured.name);
        self
    }

    pub(super) fn attribute(mut self, key: &str) -> Self {
        key.clone_into(&mut self.0.captured.attribute);
        self.text(Key::AttributeKey, key)
    }

    /// The promise that is not kept, and where the contract makes it.
    pub(super) fn promise(mut self, clause: &'static str, index: &ContractIndex, at: At) -> Self {
        let place = index.place(at);
        let shown = place.to_string();
        self.0.captured.contract = Some(place);
        self.word(Key::Clause, clause).text(Key::ClausePlace, shown)
    }

    /// The same in a clause, which begins at `of`.
    pub(super) fn promise_of(mut self, clause: &'static str, index: &ContractIndex, at: At, shown: &str, of: At) -> Self {
        self = self.promise(clause, index, at).text(Key::ClauseOf, shown);
        self.0.captured.contract = Some(index.place_in(of, at));
        self
    }

    /// What the contract says of an attribute beside its name.
    pub(super) fn says(self, words: Vec<&'static str>) -> Self {
        if words.is_empty() {
            return self;
        }
        self.texts(Key::ContractSays, words.into_iter().map(str::to_owned).collect())
    }

    /// Whether the contract itself speaks of it.
    pub(super) fn declared(self, is_declared: bool) -> Self {
        if is_declared { self.flag(Key::ContractDeclares, true) } else { self }
    }

    /// Any changes to the facts.
    pub(super) fn with(mut self, change: impl FnOnce(&mut Facts)) -> Self {
        change(&mut self.0.facts);
        self
    }

    /// It concludes from what is not in the records of these signals.
    pub(super) fn missing_in(mut self, signals: &'static [&'static str]) -> Self {
        self.0.missing_in = signals;
        self
    }

    pub(super) fn done(self) -> Sighting {
        self.0
    }
}

/// How messages name a service.
pub(super) fn shown_service(service: &str) -> &str {
    if service.is_empty() { "(no service.name)" } else { service }
}

fn example(sample: &Sample) -> Example {
    let [trace_id, span_id] = shown_ids(sample.trace, sample.span);
    let place = Some(sample.at.clone()).filter(|place| !place.file.is_empty());
    let Series { metric, keys } = sample.series.as_deref().cloned().unwrap_or_default();
    Example { trace_id, span_id, place, metric, keys, text: sample.text.clone(), values: Vec::new() }
}

fn code_place(sample: &Sample) -> Option<CodePlace> {
    sample.code.as_ref().map(|(file, line)| CodePlace { file: file.clone(), line: *line })
}
