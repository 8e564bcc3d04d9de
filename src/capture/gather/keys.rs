//! What is seen of attributes: how often each key, with values of which types, and what is wrong with values. What depends on a key
//! alone is looked up once, when it is first seen.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::bounded::{Bounded, hash, hash_of_bytes};
use super::distinct::Distinct;
use super::merge::{Merge, merge_maps};
use super::names::{REDACTED, without_private};
use super::redaction;
use super::scratch::Scratch;
use super::skeleton::skeleton;
use super::tally::{Standing, Tally};
use crate::capture::record::{Attribute, Value};
use crate::capture::terms::{ValueFault, ValueTerms};
use crate::knowledge::{KeyHints, conventions, detectors, recorded_names, words};

/// How many keys of one scope and carrier are told apart. More are a defect of their own, and are counted.
const MOST_KEYS: usize = 2_000;

/// Types of values, in this order in [`KeyStats::kinds`].
pub(in crate::capture) const KINDS: [&str; 8] = ["string", "boolean", "int", "double", "array", "map", "bytes", "empty"];

/// All keys of one carrier.
pub(in crate::capture) type Keys = Bounded<KeyStats, MOST_KEYS>;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct KeyStats {
    pub(in crate::capture) tally: Tally,
    /// How often a value of each of [`KINDS`] was seen.
    pub(in crate::capture) kinds: [u64; 8],
    /// Different values; counted only where `Counting::Values` asks for it.
    #[serde(default)]
    pub(in crate::capture) values: Distinct,
    /// Boxed, since most keys are innocent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::capture) faults: Option<Box<Faults>>,
    /// What the key says of its values.
    #[serde(skip)]
    known: Known,
    /// The record in which the key was seen last.
    #[serde(skip)]
    last_record: u64,
}

/// What is wrong with values of a key.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct Faults {
    /// Private data by the detector that found it.
    pub(in crate::capture) private: BTreeMap<Cow<'static, str>, Tally>,
    /// Records that have the key twice.
    pub(in crate::capture) twice: Tally,
    pub(in crate::capture) long: Tally,
    pub(in crate::capture) not_utf8: Tally,
    /// Values that the conventions do not name, of keys whose values they all name.
    pub(in crate::capture) unnamed: Tally,
    /// Values with data in them, of keys whose values are to be few.
    pub(in crate::capture) raw: Tally,
    pub(in crate::capture) raw_values: Distinct,
    /// Values that look private and may be so by chance, by detector.
    #[serde(default)]
    pub(in crate::capture) maybe: BTreeMap<Cow<'static, str>, Maybe>,
    /// Values that the contract does not want.
    #[serde(default)]
    pub(in crate::capture) unpromised: BTreeMap<ValueFault, Tally>,
}

/// Values of which one alone proves nothing: a number that happens to have the checksum of a card.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct Maybe {
    pub(in crate::capture) tally: Tally,
    pub(in crate::capture) values: Distinct,
}

#[derive(Debug, Clone, Default)]
struct Known {
    hints: Option<Box<KeyHints>>,
    /// All values there are, where the conventions name them all.
    members: Option<&'static [&'static str]>,
    /// Whether the conventions want few values.
    few: bool,
    /// Whether its values may be shown.
    is_public: bool,
    /// The numbers that the contract of the service has for the key.
    numbers: Box<[u32]>,
    /// What it says of the values.
    promised: Option<Arc<ValueTerms>>,
}

/// What is counted of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum Counting {
    Types,
    /// Different values too: each costs a series.
    Values,
}

impl Known {
    fn of(key: &str, scratch: &Scratch) -> Self {
        let terms = scratch.terms.as_ref();
        let promised = terms.and_then(|terms| terms.values(key, scratch.on_resource));
        // What the contract says of values counts for more than what the conventions say.
        let is_closed = promised.is_none() && recorded_names().has_closed_values(key);
        Self {
            hints: Some(Box::new(KeyHints::of(key))),
            members: is_closed.then(|| conventions().members(key)).flatten(),
            few: words().has_few_values(key),
            is_public: recorded_names().has_public_values(key),
            numbers: terms.map(|terms| terms.numbers(key)).unwrap_or_default(),
            promised,
        }
    }
}

/// Looks at one attribute.
pub(in crate::capture) fn observe(
    keys: &mut Keys,
    attribute: &Attribute<'_>,
    standing: &Standing<'_>,
    counting: Counting,
    scratch: &mut Scratch,
) {
    let is_known = keys.has(&attribute.key);
    let known = if is_known { keys.get_mut(&attribute.key) } else { first_seen(keys, &attribute.key, standing, scratch) };
    let Some(stats) = known else { return scratch.note(&attribute.key) };
    for number in &stats.known.numbers {
        scratch.present.add(*number, scratch.position);
    }
    scratch.position += 1;
    stats.tally.add_named(standing);
    if stats.last_record == scratch.record {
        stats.faults().twice.add_named(standing);
    }
    stats.last_record = scratch.record;
    stats.kinds[kind(&attribute.value)] += 1;
    if counting == Counting::Values {
        stats.values.add(hash_of(&attribute.value));
    }
    if let Some((fault, value)) = stats.known.promised.as_ref().and_then(|promised| promised.fault(&attribute.value)) {
        stats.unpromised((&attribute.key, fault, value), standing, scratch);
    }
    stats.value(&attribute.value, standing, scratch);
}

/// Statistics of a key that is not known yet, if there is room for it. What is private in a key never becomes one.
#[cold]
fn first_seen<'k>(keys: &'k mut Keys, key: &str, standing: &Standing<'_>, scratch: &Scratch) -> Option<&'k mut KeyStats> {
    let mut hits = Vec::new();
    let shown = without_private(key, None, REDACTED, &mut hits);
    let stats = keys.entry(&shown, || KeyStats { known: Known::of(&shown, scratch), ..KeyStats::default() })?;
    for hit in hits.iter().filter(|hit| !hit.needs_several) {
        let private = stats.faults().private.entry(Cow::Borrowed(hit.detector.id)).or_default();
        private.add(standing, || format!("in the key: {}", hit.redacted(key)));
    }
    if !hits.is_empty() {
        // Two keys that differ in what is private are not one key twice.
        stats.last_record = 0;
    }
    Some(stats)
}

/// Position in [`KINDS`].
fn kind(value: &Value<'_>) -> usize {
    match value {
        Value::Text(_) | Value::Broken(_) => 0,
        Value::Flag(_) => 1,
        Value::Int(_) => 2,
        Value::Double(_) => 3,
        Value::Array(_) => 4,
        Value::Map(_) => 5,
        Value::Bytes(_) => 6,
        Value::Empty => 7,
    }
}

/// The same for the same value.
pub(in crate::capture) fn hash_of(value: &Value<'_>) -> u64 {
    match value {
        Value::Text(text) => hash(text),
        Value::Flag(flag) => 1 + u64::from(*flag),
        // Not by a product alone, from which the number could be had back.
        Value::Int(number) => hash_of_bytes(&number.to_le_bytes()) ^ 0x9e37,
        Value::Double(number) => hash_of_bytes(&number.to_le_bytes()) ^ 0xc2b2,
        Value::Broken(length) | Value::Bytes(length) => *length as u64 ^ 0x5555,
        Value::Empty => 0,
        Value::Array(values) => values.iter().fold(3, |all, value| all.rotate_left(7) ^ hash_of(value)),
        Value::Map(entries) => hash_of_all(entries),
    }
}

/// Of a key and its value.
fn hash_of_one(attribute: &Attribute<'_>) -> u64 {
    hash(&attribute.key) ^ hash_of(&attribute.value).rotate_left(17)
}

/// Spreads the bits of a hash.
const SPREAD: u64 = 0x2545_f491_4f6c_dd1d;

/// The same for the same attributes in any order.
pub(in crate::capture) fn hash_of_all<'a>(attributes: impl IntoIterator<Item = &'a Attribute<'a>>) -> u64 {
    attributes.into_iter().fold(0, |all, attribute| all.wrapping_add(hash_of_one(attribute).wrapping_mul(SPREAD)))
}

/// The same for the same attributes in any order, but for that of those with one key: the last of them counts.
pub(in crate::capture) fn identity(attributes: &[Attribute<'_>]) -> u64 {
    let mut sorted: Vec<&Attribute<'_>> = attributes.iter().collect();
    sorted.sort_by(|one, other| one.key.cmp(&other.key));
    sorted.into_iter().fold(0, |all: u64, attribute| (all.rotate_left(7) ^ hash_of_one(attribute)).wrapping_mul(SPREAD))
}

impl KeyStats {
    pub(in crate::capture) fn faults(&mut self) -> &mut Faults {
        self.faults.get_or_insert_default()
    }

    /// Counts a value of that key which is not as the contract says.
    #[cold]
    fn unpromised(
        &mut self,
        (key, fault, value): (&str, ValueFault, &Value<'_>),
        standing: &Standing<'_>,
        scratch: &mut Scratch,
    ) {
        let Known { hints, promised, .. } = &self.known;
        let known = redaction::Known { key, hints: hints.as_deref(), promised: promised.as_deref() };
        let tally = self.faults.get_or_insert_default().unpromised.entry(fault).or_default();
        tally.add(standing, || known.redacted(value, fault, &mut scratch.hits));
    }

    fn value(&mut self, value: &Value<'_>, standing: &Standing<'_>, scratch: &mut Scratch) {
        match value {
            Value::Text(text) => self.text(text, standing, scratch),
            Value::Broken(length) => {
                let length = *length;
                self.faults().not_utf8.add(standing, || format!("{length} bytes"));
            }
            Value::Array(values) => values.iter().for_each(|value| self.value(value, standing, scratch)),
            // What is inside has keys of its own, which say more than the outer one.
            Value::Map(entries) => entries.iter().for_each(|entry| self.inner(entry, standing, scratch)),
            Value::Flag(_) | Value::Int(_) | Value::Double(_) | Value::Bytes(_) | Value::Empty => {}
        }
    }

    fn inner(&mut self, entry: &Attribute<'_>, standing: &Standing<'_>, scratch: &mut Scratch) {
        match &entry.value {
            Value::Text(text) => self.private(text, Some(&KeyHints::of(&entry.key)), standing, scratch),
            Value::Map(entries) => entries.iter().for_each(|entry| self.inner(entry, standing, scratch)),
            other => self.value(other, standing, scratch),
        }
    }

    fn text(&mut self, text: &str, standing: &Standing<'_>, scratch: &mut Scratch) {
        if text.len() > scratch.longest_text() {
            self.faults().long.add(standing, || format!("{} bytes", text.len()));
        }
        if let Some(members) = self.known.members
            && !members.contains(&text)
        {
            self.faults().unnamed.add_named(standing);
        }
        let hints = self.known.hints.take();
        if self.known.few && !is_code(text) && matches!(skeleton(text), Cow::Owned(_)) {
            let is_public = self.known.is_public;
            let faults = self.faults();
            faults.raw.add(standing, || redaction::raw(text, is_public, hints.as_deref(), &mut scratch.hits));
            faults.raw_values.add(hash(text));
        }
        self.private(text, hints.as_deref(), standing, scratch);
        self.known.hints = hints;
    }

    fn private(&mut self, text: &str, hints: Option<&KeyHints>, standing: &Standing<'_>, scratch: &mut Scratch) {
        detectors().find_all(text, hints, &mut scratch.hits);
        for hit in scratch.hits.drain(..) {
            let id = Cow::Borrowed(hit.detector.id);
            if hit.needs_several {
                let maybe = self.faults().maybe.entry(id).or_default();
                maybe.tally.add(standing, || hit.redacted(text));
                maybe.values.add(hash(text));
            } else {
                self.faults().private.entry(id).or_default().add(standing, || hit.redacted(text));
            }
        }
    }
}

/// A number that stands for a kind of error, such as a status: there are not many of them.
fn is_code(text: &str) -> bool {
    text.len() <= 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands in a text that is no attribute.
pub(in crate::capture) fn private_in(
    text: &str,
    into: &mut BTreeMap<Cow<'static, str>, Tally>,
    standing: &Standing<'_>,
    scratch: &mut Scratch,
) {
    detectors().find(text, None, &mut scratch.hits);
    tell_hits(text, "", into, standing, scratch);
}

/// Counts what was found last, in `text`; `of` says what that is.
pub(in crate::capture) fn tell_hits(
    text: &str,
    of: &str,
    into: &mut BTreeMap<Cow<'static, str>, Tally>,
    standing: &Standing<'_>,
    scratch: &mut Scratch,
) {
    for hit in scratch.hits.drain(..).filter(|hit| !hit.needs_several) {
        let tally = into.entry(Cow::Borrowed(hit.detector.id)).or_default();
        tally.add(standing, || format!("{of}{}", hit.redacted(text)));
    }
}

/// A name as it is kept, after what is private in it was told; `is_known` says that it is kept as it is.
pub(in crate::capture) fn shown<'n>(
    name: &'n str,
    of: &str,
    is_known: bool,
    into: &mut BTreeMap<Cow<'static, str>, Tally>,
    standing: &Standing<'_>,
    scratch: &mut Scratch,
) -> Cow<'n, str> {
    if is_known {
        return Cow::Borrowed(name);
    }
    let shown = without_private(name, None, REDACTED, &mut scratch.hits);
    if !scratch.hits.is_empty() {
        tell_hits(name, of, into, &Standing { name: &shown, ..*standing }, scratch);
    }
    shown
}

impl Merge for KeyStats {
    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        for (kind, more) in self.kinds.iter_mut().zip(other.kinds) {
            kind.merge(more);
        }
        self.values.merge(other.values);
        if let Some(other) = other.faults {
            self.faults().merge(*other);
        }
    }
}

impl Merge for Faults {
    fn merge(&mut self, other: Self) {
        merge_maps(&mut self.private, other.private);
        self.twice.merge(other.twice);
        self.long.merge(other.long);
        self.not_utf8.merge(other.not_utf8);
        self.unnamed.merge(other.unnamed);
        self.raw.merge(other.raw);
        self.raw_values.merge(other.raw_values);
        merge_maps(&mut self.maybe, other.maybe);
        merge_maps(&mut self.unpromised, other.unpromised);
    }
}

impl Merge for Maybe {
    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        self.values.merge(other.values);
    }
}
