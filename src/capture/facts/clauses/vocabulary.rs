//! Attributes held against the vocabulary: names that it does not know, refuses, or knows by another name; types and values.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::capture::facts::attributes::{Merged, Place};
use crate::capture::facts::draft::Draft;
use crate::capture::facts::names::{Forms, forms_of};
use crate::capture::facts::told::is_refused;
use crate::capture::gather::{Gathered, KINDS, KeyStats, Merge, Tally, skeleton, total};
use crate::capture::terms::{Terms, ValueFault};
use crate::contract::{At, AttributeDefinition, Said, Scalar};
use crate::fact::{Key, On, Sighting};
use crate::knowledge::{conventions, recorded_names};

pub(super) fn vocabulary(gathered: &Gathered, merged: &Merged<'_>, out: &mut Vec<Sighting>) {
    let mut aliases = Aliases::new();
    let forms = forms_of(merged);
    for (place, (stats, scopes)) in merged {
        let Some(terms) = gathered.contracts.of(place.service) else { continue };
        let is_theirs = |scope: &&str| gathered.contracts.is_library_scope(place.service, scope);
        let is_library = place.is_library || !scopes.is_empty() && scopes.iter().all(is_theirs);
        let about = About { terms, place, stats, forms: &forms, gathered, is_library };
        about.look(&mut aliases, out);
    }
    for ((service, key), alias) in aliases {
        let Some(terms) = gathered.contracts.of(service) else { continue };
        let signal = if alias.signals.len() == 1 { alias.signals.first().copied().unwrap_or_default() } else { "" };
        let draft = Draft::new(On::Attribute, "attribute", service, &alias.tally).signal(signal).attribute(key);
        let draft = draft.word(Key::Origin, "recorded").promise("alias", &terms.index, alias.at);
        out.push(draft.text(Key::ClauseWants, alias.of).done());
    }
}

/// Other names of attributes, by service: each is said once, whatever it stands on.
type Aliases<'g> = BTreeMap<(&'g str, &'g str), Alias>;

#[derive(Default)]
struct Alias {
    of: String,
    at: At,
    signals: BTreeSet<&'static str>,
    tally: Tally,
}

/// A key on one carrier of a service.
struct About<'a, 'g> {
    terms: &'a Terms,
    place: &'a Place<'g>,
    stats: &'a KeyStats,
    forms: &'a Forms<'a>,
    gathered: &'g Gathered,
    /// Whether nothing but libraries writes it.
    is_library: bool,
}

impl<'g> About<'_, 'g> {
    fn draft(&self, tally: &Tally) -> Draft {
        let is = if self.is_library { "library" } else { "own" };
        let draft = Draft::new(On::Attribute, "attribute", self.place.service, tally).signal(self.place.signal);
        let draft = draft.attribute(self.place.key).word(Key::Carrier, self.place.carrier);
        draft.word(Key::Origin, "recorded").word(Key::ScopeIs, is)
    }

    fn look(&self, aliases: &mut Aliases<'g>, out: &mut Vec<Sighting>) {
        let (index, key) = (&self.terms.index, self.place.key);
        let said = if self.place.carrier == "resource" { index.said_of_resource(key) } else { index.said(key) };
        let tally = &self.stats.tally;
        let definition = match said {
            Said::Defined(definition) => Some(definition),
            Said::OtherName { of, at } => {
                let place = at.or_else(|| index.definition(of).map(|definition| definition.at)).unwrap_or_default();
                // What must not be there need not be called otherwise.
                if !self.is_refused() {
                    let alias = aliases.entry((self.place.service, key)).or_default();
                    (alias.of, alias.at) = (of.to_owned(), place);
                    alias.signals.insert(self.place.signal);
                    alias.tally.merge(tally.clone());
                }
                index.definition(of)
            }
            Said::Convention => index.definition(&index.canonical(key)),
            Said::Nothing => {
                self.undeclared(out);
                None
            }
        };
        let Some(definition) = definition else { return };
        if let Some(deny) = definition.deny.as_ref().filter(|deny| deny.holds(self.place.service, self.place.carrier)) {
            out.push(self.draft(tally).promise("denied", index, deny.at).text(Key::ClauseWhy, &deny.reason).done());
            return;
        }
        self.types(definition, out);
        self.values(definition, out);
        if self.place.carrier == "metric"
            && let Some(unbounded) = definition.unbounded.filter(|unbounded| unbounded.value)
            && !self.is_refused()
        {
            out.push(self.draft(tally).promise("unbounded", index, unbounded.at).done());
        }
    }

    fn is_refused(&self) -> bool {
        is_refused(self.gathered, (self.place.service, self.place.carrier, self.place.key), self.stats)
    }

    fn undeclared(&self, out: &mut Vec<Sighting>) {
        let key = self.place.key;
        let is_detected = self.place.carrier == "resource" && conventions().knows(key);
        let is_theirs = recorded_names().is_sdk_key(key) || self.place.is_library || is_detected;
        // Keys that are made of data are said to be so, all together.
        let is_formed = match skeleton(key) {
            Cow::Owned(form) => self.forms.contains_key(&(self.place.service, self.place.carrier, form)),
            Cow::Borrowed(_) => false,
        };
        if is_theirs || is_formed || self.terms.index.contract.attributes.is_empty() || self.is_refused() {
            return;
        }
        let draft = self.draft(&self.stats.tally).word(Key::Clause, "undeclared").text(Key::ClausePlace, self.terms.index.file());
        let near = self.terms.index.nearest(key);
        out.push(draft.with(|facts| near.into_iter().for_each(|near| facts.text(Key::ClauseNearest, near))).done());
    }

    fn types(&self, definition: &AttributeDefinition, out: &mut Vec<Sighting>) {
        let Some(wanted) = definition.kind else { return };
        let seen = KINDS.iter().zip(self.stats.kinds).filter(|(kind, count)| *count > 0 && **kind != "empty");
        let wrong: Vec<(&'static str, u64)> =
            seen.filter(|(kind, _)| !wanted.value.takes(kind)).map(|(kind, count)| (*kind, count)).collect();
        let elements = self.stats.faults.as_ref().and_then(|faults| faults.unpromised.get(&ValueFault::Type));
        let (found, tally) = match (wrong.first(), elements) {
            (Some((first, _)), _) => {
                let count = total(wrong.iter().map(|(_, count)| *count));
                ((*first).to_owned(), Tally { count, ..self.stats.tally.clone() })
            }
            (None, Some(tally)) => ("array with other elements".to_owned(), tally.clone()),
            (None, None) => return,
        };
        let draft = self.draft(&tally).promise("type", &self.terms.index, wanted.at);
        out.push(draft.text(Key::ClauseWants, wanted.value.name()).text(Key::ClauseFound, found).done());
    }

    fn values(&self, definition: &AttributeDefinition, out: &mut Vec<Sighting>) {
        let Some(faults) = &self.stats.faults else { return };
        for (fault, tally) in &faults.unpromised {
            let (word, at, wants) = match fault {
                ValueFault::Value => match &definition.values {
                    Some(values) => ("value", values.at, listed(&values.value)),
                    None => continue,
                },
                ValueFault::Pattern => match &definition.pattern {
                    Some(pattern) => ("pattern", pattern.at, pattern.value.clone()),
                    None => continue,
                },
                ValueFault::Range => match &definition.range {
                    Some(range) => ("range", range.at, format!("{} to {}", range.value.0, range.value.1)),
                    None => continue,
                },
                ValueFault::Type => continue,
            };
            let found: BTreeSet<&str> = tally.examples.iter().map(|example| example.text.as_str()).collect();
            let found = found.into_iter().collect::<Vec<_>>().join(", ");
            let draft = self.draft(tally).promise(word, &self.terms.index, at);
            out.push(draft.text(Key::ClauseWants, wants).text(Key::ClauseFound, found).done());
        }
    }
}

/// Values as a message shows them: the first few.
fn listed(values: &[Scalar]) -> String {
    const MOST: usize = 8;
    let shown = values.iter().take(MOST).map(|value| match value {
        Scalar::Text(text) => format!("`{text}`"),
        Scalar::Int(number) => number.to_string(),
        Scalar::Double(number) => number.to_string(),
        Scalar::Flag(flag) => flag.to_string(),
    });
    let shown = shown.collect::<Vec<_>>().join(", ");
    if values.len() > MOST { format!("{shown} and {} more", values.len() - MOST) } else { shown }
}

/// Attributes that every resource must have.
pub(super) fn resources(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (name, service) in gathered.services.sorted() {
        let Some(terms) = gathered.contracts.of(name) else { continue };
        let index = &terms.index;
        // A Collector that measures machines says nothing of services.
        if super::super::services::is_measured(service) && !index.lists_services() {
            continue;
        }
        let mut missing: BTreeMap<usize, Tally> = BTreeMap::new();
        for instance in service.resources.values().filter(|instance| instance.dropped == 0) {
            let keys: Vec<_> = instance.keys.sorted().into_iter().map(|(key, _)| index.canonical_of_resource(key)).collect();
            for (at, definition) in index.contract.resource.iter().enumerate() {
                let is_required = definition.required.is_some_and(|required| required.value);
                if is_required && !keys.iter().any(|key| *key == definition.key) {
                    missing.entry(at).or_default().merge(Tally::at(std::iter::once(&instance.at)));
                }
            }
        }
        for (at, tally) in missing {
            let definition = &index.contract.resource[at];
            let place = definition.required.map_or(definition.at, |required| required.at);
            let draft = Draft::new(On::Attribute, "attribute", name, &tally).attribute(&definition.key);
            let draft = draft
                .word(Key::Origin, "recorded")
                .word(Key::Carrier, "resource")
                .promise("missing", index, place)
                .word(Key::ClauseWhen, "always");
            out.push(draft.text(Key::ClauseOf, "resource").done());
        }
    }
}
