//! What is seen of spans, by the skeleton of their name.

use serde::{Deserialize, Serialize};

use super::bounded::{Bounded, hash};
use super::distinct::Distinct;
use super::merge::Merge;
use super::skeleton::{Datum, datum};
use super::tally::{Standing, Tally};

/// Names of one scope that are told apart; the rest is one group.
const MOST_NAMES: usize = 1_000;

/// By the digit of the kind and the skeleton of the name.
pub(in crate::capture) type Names = Bounded<NameStats, MOST_NAMES>;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct NameStats {
    pub(in crate::capture) tally: Tally,
    /// Names that have this skeleton, where it is not the name itself.
    pub(in crate::capture) names: Distinct,
    /// The most telling kind of data in those names.
    pub(in crate::capture) datum: Option<Datum>,
    /// How many of them have the name from a template of the conventions, such as a route.
    pub(in crate::capture) from_template: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::capture) faults: Option<Box<SpanFaults>>,
    /// Its number in the list of groups.
    #[serde(skip)]
    pub(in crate::capture) group: u32,
}

/// What is wrong with spans, by themselves.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct SpanFaults {
    pub(in crate::capture) never_ended: Tally,
    pub(in crate::capture) ends_before_start: Tally,
    pub(in crate::capture) ok_with_error: Tally,
    pub(in crate::capture) exception_without_error: Tally,
    pub(in crate::capture) id_length: Tally,
    pub(in crate::capture) id_zero: Tally,
    pub(in crate::capture) dropped_attributes: Tally,
    pub(in crate::capture) dropped_events: Tally,
    pub(in crate::capture) dropped_links: Tally,
    /// No clause of the contract is about them.
    #[serde(default)]
    pub(in crate::capture) undeclared: Tally,
}

impl NameStats {
    pub(in crate::capture) fn faults(&mut self) -> &mut SpanFaults {
        self.faults.get_or_insert_default()
    }

    /// Counts a name of which data was left out.
    pub(in crate::capture) fn add_raw(&mut self, name: &str) {
        self.names.add(hash(name));
        self.datum = self.datum.max(datum(name));
    }

    pub(in crate::capture) fn add(&mut self, standing: &Standing<'_>) {
        self.tally.add_named(standing);
    }
}

impl Merge for NameStats {
    fn merge(&mut self, other: Self) {
        self.tally.merge(other.tally);
        self.names.merge(other.names);
        self.datum = self.datum.max(other.datum);
        self.from_template.merge(other.from_template);
        if let Some(other) = other.faults {
            self.faults().merge(*other);
        }
    }
}

impl Merge for SpanFaults {
    fn merge(&mut self, other: Self) {
        self.never_ended.merge(other.never_ended);
        self.ends_before_start.merge(other.ends_before_start);
        self.ok_with_error.merge(other.ok_with_error);
        self.exception_without_error.merge(other.exception_without_error);
        self.id_length.merge(other.id_length);
        self.id_zero.merge(other.id_zero);
        self.dropped_attributes.merge(other.dropped_attributes);
        self.dropped_events.merge(other.dropped_events);
        self.dropped_links.merge(other.dropped_links);
        self.undeclared.merge(other.undeclared);
    }
}
