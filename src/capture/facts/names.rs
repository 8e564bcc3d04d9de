//! Names of keys over a whole service, and over all of them: those that are written unlike all others, those that are made from data,
//! those that differ in their spelling only.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::attributes::{Merged, Place, carriers};
use super::draft::Draft;
use super::service_scopes;
use crate::capture::gather::{Gathered, KINDS, Merge, Tally, skeleton};
use crate::fact::{Key, On, Sighting};
use crate::knowledge::{Named, conventions, recorded_names, unusual};

/// Names of keys over a whole service: those that are written unlike all others, those that are too many.
pub(super) fn names(gathered: &Gathered, merged: &Merged<'_>, out: &mut Vec<Sighting>) {
    /// Keys of one scope and carrier beyond which they are made from data.
    const MANY_KEYS: u64 = 500;
    for (service, name, scope) in service_scopes(gathered) {
        for (signal, carrier, keys) in carriers(scope) {
            if keys.count() > MANY_KEYS {
                let tally = Tally { count: keys.count(), ..Tally::default() };
                let draft = Draft::new(On::Record, "service", service, &tally).scope(name).signal(signal);
                out.push(draft.word(Key::NamesOf, "attribute").word(Key::Carrier, carrier).done());
            }
        }
    }
    forms(merged, out);
    namespaces(gathered, merged, out);
    let mut unusual_keys: BTreeMap<&str, BTreeMap<&str, Tally>> = BTreeMap::new();
    for (place, (stats, _)) in merged {
        let is_theirs = recorded_names().is_bridge_key(place.key) || recorded_names().is_sdk_key(place.key);
        let is_own = !place.is_library && conventions().of(place.key).is_none() && !is_theirs;
        if is_own
            && !place.key.is_empty()
            && unusual(place.key).is_some()
            && !gathered.contracts.lists_attributes(place.service)
            && !gathered.contracts.declares_attribute(place.service, place.carrier, place.key)
        {
            unusual_keys.entry(place.service).or_default().entry(place.key).or_default().merge(stats.tally.clone());
        }
    }
    for (service, keys) in unusual_keys {
        let mut tally = Tally::default();
        let names = super::listed(keys.keys().copied());
        for other in keys.into_values() {
            tally.merge(other);
        }
        out.push(Draft::new(On::Record, "service", service, &tally).text(Key::KeysUnusual, names).done());
    }
    spellings(gathered, merged, out);
}

/// Keys of one service and carrier that differ in what looks like data, by their form: `user.17.name` and `user.18.name`.
pub(super) type Forms<'g> = BTreeMap<(&'g str, &'static str, String), Vec<&'g Tally>>;

/// All forms that are no accident.
pub(super) fn forms_of<'g>(merged: &'g Merged<'g>) -> Forms<'g> {
    /// As many keys of one form are no accident.
    const LEAST_KEYS: usize = 5;
    let mut forms = Forms::new();
    for (place, (stats, _)) in merged.iter().filter(|(place, _)| conventions().of(place.key).is_none()) {
        if let Cow::Owned(form) = skeleton(place.key) {
            forms.entry((place.service, place.carrier, form)).or_default().push(&stats.tally);
        }
    }
    forms.retain(|_, tallies| tallies.len() >= LEAST_KEYS);
    forms
}

fn forms(merged: &Merged<'_>, out: &mut Vec<Sighting>) {
    for ((service, carrier, form), tallies) in forms_of(merged) {
        let mut tally = Tally { count: 0, examples: Vec::new() };
        for other in &tallies {
            tally.merge((*other).clone());
        }
        tally.count = tallies.len() as u64;
        let draft = Draft::new(On::Record, "service", service, &tally).attribute(&form).text(Key::NameForm, &form);
        out.push(draft.word(Key::NamesOf, "attribute").word(Key::Carrier, carrier).done());
    }
}

/// Keys that are a namespace too: `order` beside `order.id`. A map is one anyhow, and what a contract names is meant so, or called
/// otherwise there.
fn namespaces(gathered: &Gathered, merged: &Merged<'_>, out: &mut Vec<Sighting>) {
    let mut keys: BTreeMap<&str, BTreeMap<&str, &Tally>> = BTreeMap::new();
    let is_old = |key: &str| conventions().retired(Named::Attribute, key, None).is_some();
    for (place, (stats, _)) in merged.iter().filter(|(place, _)| !place.is_library && !is_old(place.key)) {
        let is_map = stats.kinds[KINDS.iter().position(|kind| *kind == "map").unwrap_or(0)] > 0;
        if !is_map {
            keys.entry(place.service).or_default().insert(place.key, &stats.tally);
        }
    }
    for (service, keys) in keys {
        let holds = |key: &str| {
            let inner = format!("{key}.");
            keys.range(inner.as_str()..).next().is_some_and(|(other, _)| other.starts_with(&inner))
        };
        let is_said = |key: &str| gathered.contracts.declares_attribute(service, "", key);
        let both: Vec<&str> = keys.keys().copied().filter(|key| !key.is_empty() && holds(key) && !is_said(key)).collect();
        if let Some(first) = both.first() {
            let draft = Draft::new(On::Record, "service", service, keys[first]);
            out.push(draft.text(Key::KeysNamespaces, super::listed(both.iter().copied())).done());
        }
    }
}

/// Keys that differ in nothing but how they are written.
fn spellings(gathered: &Gathered, merged: &Merged<'_>, out: &mut Vec<Sighting>) {
    let mut spelled: BTreeMap<String, BTreeMap<&str, (Tally, BTreeSet<&str>)>> = BTreeMap::new();
    let is_theirs = |place: &Place<'_>| {
        let is_known = conventions().of(place.key).is_some();
        place.is_library && !is_known || recorded_names().is_sdk_key(place.key)
    };
    for (place, (stats, _)) in merged.iter().filter(|(place, _)| !is_theirs(place) && place.key.len() > 2) {
        let letters = place.key.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let (tally, services) = spelled.entry(letters).or_default().entry(place.key).or_default();
        tally.merge(stats.tally.clone());
        services.insert(place.service);
    }
    let is_old = |key: &str| conventions().retired(Named::Attribute, key, None).is_some();
    for (_, spellings) in spelled {
        let spellings: BTreeMap<_, _> = spellings.into_iter().filter(|(key, _)| !is_old(key)).collect();
        let all_known = spellings.keys().all(|key| conventions().of(key).is_some());
        if spellings.len() < 2 || all_known {
            continue;
        }
        let services: BTreeSet<&str> = spellings.values().flat_map(|(_, services)| services.iter().copied()).collect();
        let service = if services.len() == 1 { services.first().copied().unwrap_or_default() } else { "" };
        let names: Vec<String> = spellings.keys().map(|key| (*key).to_owned()).collect();
        let mut tally = Tally::default();
        for (other, _) in spellings.into_values() {
            tally.merge(other);
        }
        let is_declared =
            services.iter().all(|service| names.iter().all(|key| gathered.contracts.declares_attribute(service, "", key)));
        let services = services.into_iter().map(|name| super::draft::shown_service(name).to_owned()).collect();
        let draft = Draft::new(On::Record, "service", service, &tally).attribute(&names[0]).declared(is_declared);
        out.push(draft.texts(Key::KeySpellings, names).texts(Key::Services, services).done());
    }
}
