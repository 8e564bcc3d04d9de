//! What detectors found, by what a reader calls it: several may find the same kind of thing in different ways.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::capture::gather::{Merge, Tally};
use crate::knowledge::{ValueClass, detector};

/// A kind of private value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Found {
    /// With its article: `an e-mail address`.
    pub(super) name: &'static str,
    /// As facts have it.
    pub(super) class: &'static str,
    /// Only the key says so.
    pub(super) by_key: bool,
}

/// Tallies by kind.
pub(super) fn found<'t>(by_detector: impl Iterator<Item = (&'t Cow<'static, str>, &'t Tally)>) -> BTreeMap<Found, Tally> {
    let mut all: BTreeMap<Found, Tally> = BTreeMap::new();
    for (id, tally) in by_detector {
        let Some(detector) = detector(id) else { continue };
        let class = match detector.class {
            ValueClass::Secret => "secret",
            ValueClass::Personal => "personal",
            ValueClass::Special => "special",
            ValueClass::Address => "address",
        };
        let found = Found { name: detector.name, class, by_key: detector.by_key };
        all.entry(found).or_default().merge(tally.clone());
    }
    all
}
