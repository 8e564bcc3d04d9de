//! Which instruments attributes are measured with, wherever those are kept; and what the contract has among the attributes of a metric.

use rustc_hash::FxHashMap;

use super::{Instruments, Standpoint, broken};
use crate::code::program::{Footprint, Home};
use crate::code::workspace::Item;
use crate::contract::{At, Attributes, MetricClause, Spanned};
use crate::fact::{Key, Seen};

/// Attributes of measurements whose instrument is known.
pub(super) fn instruments(footprints: &FxHashMap<Item, Footprint>) -> Instruments {
    let mut kept: FxHashMap<Home, Option<Vec<String>>> = FxHashMap::default();
    for found in footprints.values().flat_map(|footprint| &footprint.kept) {
        let names = kept.entry(Home::Field(found.owner, found.field.clone())).or_insert_with(|| Some(Vec::new()));
        *names = names.take().zip(found.names.clone()).map(|(mut known, more)| {
            known.extend(more);
            known
        });
    }
    let mut by_place = Instruments::default();
    for measured in footprints.values().flat_map(|footprint| &footprint.measured) {
        let names = match &measured.home {
            Home::Named(names) => Some(names),
            home @ Home::Field(..) => kept.get(home).and_then(Option::as_ref),
        };
        let Some(names) = names else { continue };
        for place in &measured.attributes {
            by_place.entry(*place).or_default().push(names.clone());
        }
    }
    // In whatever order functions come.
    for all in by_place.values_mut() {
        all.sort();
    }
    by_place
}

/// What the clauses of metrics say of a key on an instrument.
pub(super) enum Listed<'c> {
    /// Each that may speak of the metric has it among its attributes.
    Yes,
    /// None of them has it; this one speaks of the metric.
    No(&'c MetricClause, &'c str),
    /// There is no clause, or it says nothing of attributes, or it depends on the service.
    Unknown,
}

impl<'s> Standpoint<'s> {
    /// Whether a key is among those that the metric of each measurement has; the first that refuses it.
    pub(super) fn listed(&self, key: &str) -> Listed<'s> {
        let key = self.contract.canonical(key);
        let mut all = !self.instruments.is_empty();
        for names in self.instruments {
            let mut refusing = None;
            let mut refused = true;
            for name in names {
                let clauses = self.contract.metrics_named(name);
                all &= !clauses.is_empty();
                refused &= !clauses.is_empty();
                for clause in clauses {
                    let is_listed = clause.attributes.as_ref().map(|attributes| self.holds(&attributes.value, &key));
                    all &= is_listed == Some(true);
                    refused &= is_listed == Some(false);
                    refusing = refusing.or(Some((clause, name.as_str())));
                }
            }
            if let Some((clause, name)) = refusing.filter(|_| refused) {
                return Listed::No(clause, name);
            }
        }
        if all { Listed::Yes } else { Listed::Unknown }
    }

    fn holds(&self, attributes: &Attributes, key: &str) -> bool {
        let allowed = [&attributes.required, &attributes.recommended, &attributes.optional];
        let mut allowed = allowed.into_iter().flatten();
        allowed.any(|known| match known.value.strip_suffix(".*") {
            Some(start) => key.strip_prefix(start).is_some_and(|rest| rest.starts_with('.')),
            None => self.contract.canonical(&known.value) == key,
        })
    }

    /// A key that the metric does not have.
    pub(super) fn refused(&self, seen: &Seen, clause: &MetricClause, name: &str) -> Seen {
        let mut seen = broken(seen, "refused");
        seen.facts.text(Key::InstrumentName, name);
        seen.facts.text(Key::ClauseOf, format!("metric `{name}`"));
        let attributes = clause.attributes.as_ref();
        let allowed = attributes.map(|attributes| keys(&attributes.value).join("`, `")).unwrap_or_default();
        let wanted = if allowed.is_empty() { "no attributes".to_owned() } else { format!("`{allowed}`") };
        seen.facts.text(Key::ClauseWants, wanted);
        self.tell_place(&mut seen, Some(attributes.map_or(clause.at, |attributes: &Spanned<Attributes>| attributes.at)));
        seen
    }

    /// A key without a bound on a metric.
    pub(super) fn unbounded(&self, seen: &Seen, at: At) -> Seen {
        let mut seen = broken(seen, "unbounded");
        if let Some(name) = self.instruments.iter().flatten().next() {
            seen.facts.text(Key::InstrumentName, name);
        }
        self.tell_place(&mut seen, Some(at));
        seen
    }
}

fn keys(attributes: &Attributes) -> Vec<&str> {
    let all = [&attributes.required, &attributes.recommended, &attributes.optional];
    all.into_iter().flatten().map(|key| key.value.as_str()).collect()
}
