//! What was seen of attributes, key by key: old names, types, names that look unlike others, private values. Scopes of the service
//! itself are taken together; what a library writes by itself is told apart, since its author chose it.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::private::found;
use super::told::is_refused;
use super::{Choices, service_scopes};
use crate::capture::gather::{Faults, Gathered, KINDS, KeyStats, Keys, Maybe, Merge, ScopeStats, Tally, total};
use crate::fact::{Key, On, Sighting};
use crate::knowledge::{ConventionKind, Named, Retired, conventions, recorded_names, words};

/// Whose key it is, on what, of which service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place<'g> {
    pub(super) service: &'g str,
    pub(super) signal: &'static str,
    pub(super) carrier: &'static str,
    pub(super) key: &'g str,
    pub(super) is_library: bool,
}

/// The key's statistics over scopes, and the names of these.
pub(super) type Merged<'g> = BTreeMap<Place<'g>, (KeyStats, BTreeSet<&'g str>)>;

/// Different values of a metric attribute beyond which its key alone decides that it has no bound.
const LEAST_VALUES: u64 = 3;
/// Different values with data in them beyond which a key that is to have few holds raw values.
const LEAST_RAW: u64 = 5;
/// Different values, as many as series nearly, of a metric attribute that is not known: beyond it, there is no bound in sight.
const MANY_VALUES: u64 = 500;
/// Different values by which one that may be private by chance is believed.
const LEAST_MAYBE: u64 = 3;

pub(super) fn attributes(gathered: &Gathered, merged: &Merged<'_>, choices: &Choices, out: &mut Vec<Sighting>) {
    for (place, (stats, scopes)) in merged {
        let about = About { gathered, place, stats, scopes, merged, choices };
        about.names(out);
        about.values(out);
        about.private(out);
    }
}

pub(super) fn merged(gathered: &Gathered) -> Merged<'_> {
    let mut merged = Merged::new();
    for (service_name, service) in gathered.services.sorted() {
        for (_, instance) in service.resources.sorted() {
            let from = super::services::is_measured(service).then_some(("", true, false));
            add(&mut merged, service_name, "", "resource", &instance.keys, from);
        }
    }
    for (service, name, scope) in service_scopes(gathered) {
        let is_library = gathered.contracts.is_library_scope(service, name);
        let is_bridged = is_bridged(scope);
        let from = Some((name, is_library, is_bridged));
        for (signal, carrier, keys) in carriers(scope) {
            add(&mut merged, service, signal, carrier, keys, from);
        }
        for (_, metric) in scope.metrics.sorted() {
            add(&mut merged, service, "metrics", "metric", &metric.keys, from);
        }
    }
    merged
}

/// All attributes of a scope's records but those of metrics.
pub(super) fn carriers(scope: &ScopeStats) -> [(&'static str, &'static str, &Keys); 6] {
    [
        ("traces", "span", &scope.span_keys),
        ("traces", "event", &scope.event_keys),
        ("traces", "link", &scope.link_keys),
        ("logs", "log", &scope.log_keys),
        ("", "scope", &scope.scope_keys),
        ("metrics", "exemplar", &scope.exemplar_keys),
    ]
}

/// Whether spans or logs came through a bridge, which adds keys of its own.
pub(super) fn is_bridged(scope: &ScopeStats) -> bool {
    recorded_names().bridge_marks().iter().any(|mark| scope.span_keys.get(mark).is_some())
}

/// Whether the key is one that the author of a library chose.
pub(super) fn is_library_key(key: &str, is_library: bool, is_bridged: bool) -> bool {
    let is_known = || conventions().of(key).is_some() || conventions().retired(Named::Attribute, key, None).is_some();
    is_library && is_known() || is_bridged && recorded_names().is_bridge_key(key)
}

fn add<'g>(
    merged: &mut Merged<'g>,
    service: &'g str,
    signal: &'static str,
    carrier: &'static str,
    keys: &'g Keys,
    from: Option<(&'g str, bool, bool)>,
) {
    for (key, stats) in keys.sorted() {
        // Nobody adds attributes to the metrics of a library.
        let is_chosen = |(_, is_library, is_bridged)| {
            is_library_key(key, is_library, is_bridged) || is_library && matches!(carrier, "metric" | "scope" | "exemplar")
        };
        // Handlers of logs add theirs in the scope of each logger.
        let is_handled = carrier == "log" && recorded_names().is_bridge_key(key);
        let is_library = is_handled || from.is_some_and(is_chosen);
        let (all, scopes) = merged.entry(Place { service, signal, carrier, key, is_library }).or_default();
        all.merge(stats.clone());
        scopes.extend(from.map(|(scope, ..)| scope).filter(|scope| !scope.is_empty()));
    }
}

/// One key, and what is asked of it.
struct About<'a, 'g> {
    gathered: &'g Gathered,
    place: &'a Place<'g>,
    stats: &'a KeyStats,
    scopes: &'a BTreeSet<&'g str>,
    merged: &'a Merged<'g>,
    choices: &'a Choices,
}

impl About<'_, '_> {
    fn draft(&self, kind: &'static str, tally: &Tally) -> Draft {
        let Place { service, signal, carrier, key, is_library } = *self.place;
        let scopes: Vec<&str> = self.scopes.iter().copied().collect();
        Draft::new(On::Attribute, kind, service, tally)
            .attribute(key)
            .signal(signal)
            .scope(&scopes.join(", "))
            .word(Key::Carrier, carrier)
            .word(Key::Origin, "recorded")
            .word(Key::ScopeIs, if is_library { "library" } else { "own" })
            .says(self.gathered.contracts.says(service, carrier, key))
    }

    fn is_library_scope(&self, scope: &str) -> bool {
        self.gathered.contracts.is_library_scope(self.place.service, scope)
    }

    /// What is to be said of the key itself, whatever its values are.
    fn names(&self, out: &mut Vec<Sighting>) {
        let Place { service, carrier, key, .. } = *self.place;
        let is_declared = self.gathered.contracts.declares_attribute(service, carrier, key);
        let draft = || self.draft("attribute", &self.stats.tally).declared(is_declared);
        let release = self.gathered.contracts.release(service, self.choices.semconv);
        let retired = conventions().retired(Named::Attribute, key, release);
        let is_retired = retired.is_some();
        if let Some(retired) = retired.filter(|_| !recorded_names().is_sdk_key(key)) {
            let draft = draft().with(|facts| retired.tell(facts));
            out.push(draft.flag(Key::SuccessorSet, self.has_successor(&retired)).done());
        }
        let form = match key {
            "" => Some("empty"),
            _ if key.trim() != key => Some("padded"),
            _ if key.chars().any(char::is_control) => Some("control"),
            _ => None,
        };
        if let Some(form) = form {
            out.push(draft().word(Key::KeyForm, form).done());
        }
        let is_known = conventions().of(key).is_some();
        let first = key.split_once('.').map(|(first, _)| first);
        let is_own = self.scopes.is_empty() || self.scopes.iter().any(|scope| !self.is_library_scope(scope));
        let is_own = is_own && !recorded_names().is_sdk_key(key);
        let may_be_told = form.is_none() && !is_known && !is_retired && is_own;
        let is_theirs = |first: &&str| *first == "otel" || conventions().is_namespace(first);
        if let Some(first) = first.filter(|first| may_be_told && is_theirs(first)) {
            let namespace = if first == "otel" { "reserved" } else { "extended" };
            let draft = draft().word(Key::KeyNamespace, namespace).text(Key::KeyNamespacePart, first);
            let near = conventions().nearest(key);
            out.push(draft.with(|facts| near.into_iter().for_each(|near| facts.text(Key::KeyNearest, near))).done());
        }
        if carrier == "metric" {
            self.bounds(out);
        }
    }

    /// Whether what the key is called today stands on the same records of this service.
    fn has_successor(&self, retired: &Retired) -> bool {
        let stands = |key: &str| {
            let place = Place { key, ..self.place.clone() };
            let other = Place { is_library: !place.is_library, ..place.clone() };
            [place, other].iter().filter_map(|place| self.merged.get(place)).any(|(_, scopes)| !scopes.is_disjoint(self.scopes))
        };
        retired.successors().any(stands)
    }

    fn bounds(&self, out: &mut Vec<Sighting>) {
        // The contract says that it must not be there.
        if is_refused(self.gathered, (self.place.service, self.place.carrier, self.place.key), self.stats) {
            return;
        }
        let key = self.place.key;
        let distinct = self.stats.values.count();
        let is_listed = words().has_no_bound(key) && distinct >= LEAST_VALUES;
        let is_many = distinct >= MANY_VALUES && !self.place.is_library;
        if !is_listed && !is_many {
            return;
        }
        let draft = self.draft("attribute", &self.stats.tally).text(Key::ValueDistinct, distinct.to_string());
        let draft = if is_listed { draft.word(Key::KeyBounds, "none") } else { draft.word(Key::ValueFault, "many") };
        let twin = words().bounded_twin(key);
        out.push(draft.with(|facts| twin.into_iter().for_each(|twin| facts.text(Key::KeyBoundedTwin, twin))).done());
    }

    fn values(&self, out: &mut Vec<Sighting>) {
        self.types(out);
        let Some(faults) = &self.stats.faults else { return };
        for (tally, fault) in
            [(&faults.long, "too_long"), (&faults.not_utf8, "not_utf8"), (&faults.unnamed, "unnamed"), (&faults.raw, "raw")]
        {
            let is_proven = fault != "raw" || faults.raw_values.count() >= LEAST_RAW && !self.place.is_library;
            if tally.count > 0 && is_proven {
                let distinct = faults.raw_values.count().to_string();
                out.push(self.draft("attribute", tally).word(Key::ValueFault, fault).text(Key::ValueDistinct, distinct).done());
            }
        }
        if faults.twice.count > 0 {
            out.push(self.draft("attribute", &faults.twice).flag(Key::KeyTwice, true).done());
        }
    }

    /// Types that the conventions do not give the key, or that do not go together.
    fn types(&self, out: &mut Vec<Sighting>) {
        let counted = || KINDS.iter().zip(self.stats.kinds).filter(|(kind, count)| *count > 0 && **kind != "empty");
        let seen: Vec<&'static str> = counted().map(|(kind, _)| *kind).collect();
        if recorded_names().is_sdk_key(self.place.key) {
            return;
        }
        let wanted = conventions().of(self.place.key);
        let wanted = wanted.or_else(|| self.successor_convention()).map(|convention| convention.kind);
        if let Some(wanted) = wanted.filter(|kind| *kind != ConventionKind::Any) {
            let is_wrong = |kind: &&'static str| {
                let fits = match wanted {
                    // A whole number is sent as an integer by clients that have one type of number.
                    ConventionKind::Double => matches!(*kind, "double" | "int"),
                    _ => *kind == wanted.name(),
                };
                !fits
            };
            let wrong: Vec<&'static str> = seen.iter().copied().filter(is_wrong).collect();
            if let Some(first) = wrong.first() {
                let tally = Tally { count: self.count_of(&wrong), ..self.stats.tally.clone() };
                let draft = self.draft("attribute", &tally).word(Key::KeyType, wanted.name());
                out.push(draft.word(Key::ValueExported, first).done());
            }
            return;
        }
        if seen.len() > 1 {
            let numbers = seen.iter().all(|kind| matches!(*kind, "int" | "double"));
            if numbers && self.has_one_number() {
                return;
            }
            let mixed = if numbers { "numbers" } else { "types" };
            let types = seen.iter().map(|kind| (*kind).to_owned()).collect();
            let draft = self.draft("attribute", &self.stats.tally);
            out.push(draft.word(Key::ValueMixed, mixed).texts(Key::ValueTypes, types).done());
        }
    }

    /// Whether the language of the service sends 1.0 as an integer.
    fn has_one_number(&self) -> bool {
        let service = self.gathered.services.get(self.place.service);
        service
            .is_some_and(|service| service.resources.values().any(|instance| recorded_names().has_one_number(&instance.language)))
    }

    /// An old name has the type of the new one.
    fn successor_convention(&self) -> Option<&'static crate::knowledge::Convention> {
        let retired = conventions().retired(Named::Attribute, self.place.key, None)?;
        conventions().of(retired.to.as_deref()?)
    }

    fn count_of(&self, kinds: &[&str]) -> u64 {
        total(KINDS.iter().zip(self.stats.kinds).filter(|(kind, _)| kinds.contains(kind)).map(|(_, count)| count))
    }

    fn private(&self, out: &mut Vec<Sighting>) {
        let Some(faults) = &self.stats.faults else { return };
        let texts = self.stats.kinds[0];
        let is_believed = |maybe: &Maybe| maybe.values.count() >= LEAST_MAYBE && maybe.tally.count.saturating_mul(2) >= texts;
        let believed = faults.maybe.iter().filter(|(_, maybe)| is_believed(maybe)).map(|(id, maybe)| (id, &maybe.tally));
        // What a stack trace holds stands in the message before it, and is told of there.
        let message = self.place.key.strip_suffix("stacktrace").and_then(|start| self.faults_of(&format!("{start}message")));
        let told = message.map(|faults| found(faults.private.iter())).unwrap_or_default();
        for (found, tally) in found(faults.private.iter().chain(believed)) {
            if told.contains_key(&found) {
                continue;
            }
            let draft = self.draft("attribute", &tally).text(Key::ValueIs, found.name).word(Key::ValuePrivacy, found.class);
            let draft = draft.flag(Key::ValueByKey, found.by_key);
            let is_baggage = self.place.key.rsplit('.').next() == Some("baggage");
            out.push(if is_baggage { draft.word(Key::Carrier, "baggage") } else { draft }.done());
        }
    }

    /// What is wrong with values of another key beside this one.
    fn faults_of(&self, key: &str) -> Option<&Faults> {
        let place = self.place;
        let is_beside = |other: &Place<'_>| {
            (other.service, other.signal, other.carrier, other.key) == (place.service, place.signal, place.carrier, key)
        };
        self.merged.iter().find(|(other, _)| is_beside(other)).and_then(|(_, (stats, _))| stats.faults.as_deref())
    }
}
