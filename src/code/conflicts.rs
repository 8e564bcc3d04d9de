//! The step over the whole workspace after the walk: which instruments of one meter contradict each other, and whether views may
//! change how instruments are collected.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Facts, Key, Place, Seen, Value};

/// An instrument that came first.
struct First {
    facts: Facts,
    place: Place,
}

/// States what only the whole tells. `seen` is in order of file and place.
pub(super) fn link(seen: &mut [Seen], has_views: bool) {
    mark_repeated(seen);
    // By meter, name without case, and whether it is test code.
    let mut first: BTreeMap<(String, String, bool), First> = BTreeMap::new();
    for seen in seen.iter_mut().filter(|seen| text(&seen.facts, Key::Kind) == Some("instrument")) {
        seen.facts.flag(Key::WorkspaceViews, has_views);
        let known = (text(&seen.facts, Key::InstrumentMeter), text(&seen.facts, Key::InstrumentName));
        // One of two branches does not run where the other does.
        let is_certain = seen.facts.get(Key::Conditional) == Some(&Value::Flag(false));
        let (Some(meter), Some(name), true) = (known.0, known.1, is_certain) else { continue };
        let in_test = seen.facts.get(Key::InTest) == Some(&Value::Flag(true));
        let key = (meter.to_owned(), name.to_lowercase(), in_test);
        match first.get(&key) {
            None => drop(first.insert(key, First { facts: seen.facts.clone(), place: seen.place })),
            Some(first) => contradict(seen, first),
        }
    }
}

/// Marks names that stand earlier already, where something is to be said of how they are written.
fn mark_repeated(seen: &mut [Seen]) {
    let mut known: BTreeSet<(Key, String)> = BTreeSet::new();
    let spoken_of = |seen: &&mut Seen| {
        let is_told = [Key::NameStyle, Key::KeyNamespace].iter().any(|key| seen.facts.get(*key).is_some());
        is_told && seen.facts.get(Key::InTest) != Some(&Value::Flag(true))
    };
    for seen in seen.iter_mut().filter(spoken_of) {
        let name =
            [Key::AttributeKey, Key::InstrumentName].into_iter().find_map(|key| Some((key, text(&seen.facts, key)?.to_owned())));
        let is_repeated = name.is_some_and(|name| !known.insert(name));
        seen.facts.flag(Key::SeenBefore, is_repeated);
    }
}

fn contradict(seen: &mut Seen, first: &First) {
    let differs = |key| text(&seen.facts, key) != text(&first.facts, key);
    // A unit that is given but not known may be the same.
    let is_known = |facts: &Facts| {
        facts.get(Key::InstrumentHasUnit) == Some(&Value::Flag(false)) || facts.get(Key::InstrumentUnit).is_some()
    };
    let units_known = is_known(&seen.facts) && is_known(&first.facts);
    let (conflict, key) = if differs(Key::InstrumentKind) {
        ("kind", Key::InstrumentKind)
    } else if units_known && differs(Key::InstrumentUnit) {
        ("unit", Key::InstrumentUnit)
    } else if differs(Key::InstrumentName) {
        ("case", Key::InstrumentName)
    } else {
        return;
    };
    let other = text(&first.facts, key).unwrap_or_default().to_owned();
    seen.facts.word(Key::InstrumentConflict, conflict);
    seen.facts.text(Key::InstrumentOther, other);
    seen.relate("first", first.place);
}

fn text(facts: &Facts, key: Key) -> Option<&str> {
    match facts.get(key)? {
        Value::Text(text) => Some(text),
        Value::Word(word) => Some(word),
        Value::Texts(_) | Value::Flag(_) => None,
    }
}
