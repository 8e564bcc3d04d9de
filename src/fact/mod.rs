//! The waist: what either half has seen, as plain owned data. Comes from `code` and `capture`, goes to `judge`.
//! Nothing here names a rule, a library or a parser.

mod allow;
mod captured;
mod key;
mod keys;
mod mode;
mod place;
mod record_place;
mod recording;
mod texts;
mod version;

use std::cmp::Ordering;

pub use allow::Allow;
pub use captured::{Captured, CodePlace, ContractPlace, Example, Sighting};
pub use key::Shape;
pub use keys::Key;
pub use mode::Mode;
pub use place::{Edit, FileId, Place, Related};
pub use record_place::{MessagePlace, RecordKind, RecordPlace};
pub use recording::{Amounts, ClauseSeen, ContractSeen, InputSeen, Recording, Score, ScoreRule, ServiceSeen};
pub use texts::Texts;
pub use version::{Interval, Version, Versions};

/// What a fact says. Rules compare every value as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// One of the words that the key allows.
    Word(&'static str),
    /// Text of the source, as a person wrote it.
    Text(String),
    /// Several texts in source order; a condition holds when it holds for one of them.
    Texts(Texts),
    Flag(bool),
}

impl Value {
    /// Every text that a condition may meet.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Word(word) => vec![word],
            Self::Text(text) => vec![text],
            Self::Texts(texts) => texts.iter().map(String::as_str).collect(),
            Self::Flag(true) => vec!["true"],
            Self::Flag(false) => vec!["false"],
        }
    }
}

/// Facts of one thing, each key at most once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Facts(Vec<(Key, Value)>);

impl Facts {
    pub fn get(&self, key: Key) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    /// States a fact; a key that was stated before is overwritten.
    pub fn set(&mut self, key: Key, value: Value) {
        match self.0.iter_mut().find(|(known, _)| *known == key) {
            Some((_, old)) => *old = value,
            None => self.0.push((key, value)),
        }
    }

    pub fn word(&mut self, key: Key, word: &'static str) {
        debug_assert!(key.allows(word), "`{word}` is no value of `{}`", key.name());
        self.set(key, Value::Word(word));
    }

    pub fn text(&mut self, key: Key, text: impl Into<String>) {
        self.set(key, Value::Text(text.into()));
    }

    pub fn flag(&mut self, key: Key, flag: bool) {
        self.set(key, Value::Flag(flag));
    }

    pub fn iter(&self) -> impl Iterator<Item = (Key, &Value)> {
        self.0.iter().map(|(key, value)| (*key, value))
    }
}

/// What a rule may be about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum On {
    /// A place that makes, carries or configures telemetry.
    Site,
    /// A key and its value on a span, event, log, metric, resource or in baggage.
    Attribute,
    /// Recorded telemetry: a service, scope, span, metric or log.
    Record,
}

/// One thing that was seen: where, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub on: On,
    pub place: Place,
    /// Other places that explain this one, such as where its span is made.
    pub related: Vec<Related>,
    /// Changes to the source that a rule may offer, by name.
    pub edits: Vec<Edit>,
    pub facts: Facts,
}

impl Seen {
    pub fn new(on: On, kind: &'static str, place: Place) -> Self {
        let mut facts = Facts::default();
        facts.word(Key::Kind, kind);
        Self { on, place, related: Vec::new(), edits: Vec::new(), facts }
    }

    /// By place, and what is different at one place by all that is known of it: what is seen stands in one order, whoever saw it first.
    pub fn order(&self, other: &Self) -> Ordering {
        let by_place = self.place.cmp(&other.place).then(self.on.cmp(&other.on));
        let by_facts = || self.facts.cmp(&other.facts);
        by_place.then_with(by_facts).then_with(|| self.related.cmp(&other.related)).then_with(|| self.edits.cmp(&other.edits))
    }

    /// What it is, as [`Key::Kind`] has it.
    pub fn kind(&self) -> &'static str {
        match self.facts.get(Key::Kind) {
            Some(Value::Word(kind)) => kind,
            _ => "",
        }
    }

    pub fn relate(&mut self, role: &'static str, place: Place) {
        self.related.push(Related { role, place });
    }
}
