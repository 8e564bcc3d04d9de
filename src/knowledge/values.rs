//! The tables of `rules/values/`, as the program was built with them.

use std::collections::HashSet;

use super::detector::{Detector, Example, Expectation, FalseAlarms, Otherwise, UnitName, Validator, ValueClass, Values};
use super::model::WordList;
use crate::table::List;

#[allow(clippy::unreadable_literal, reason = "the build writes numbers as they are")]
pub(super) static VALUES: Values = include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The words of the list `name`; none where there is no such list.
pub(super) fn list(name: &str) -> impl Iterator<Item = &'static str> {
    VALUES.lists.iter().filter(move |list| list.name == name).flat_map(|list| list.words.0.iter().copied())
}

/// The same, to look words up in.
pub(super) fn set(name: &str) -> HashSet<&'static str> {
    list(name).collect()
}
