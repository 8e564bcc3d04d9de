//! The rules that the program carries: the table that `build.rs` made from `rules/`, sorted by id.

#![allow(
    unused_imports,
    clippy::enum_glob_use,
    reason = "the generated table names variants without their type, whichever it needs"
)]

use super::model::{Case, CaseEdit, Condition, Confidence::*, Gate, Label, Rule, Severity::*, SourceText};
use crate::fact::{Interval, Key::*, On::*, Version};
use crate::table::List;

static RULES: &[Rule] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// All rules, sorted by id.
pub fn rules() -> &'static [Rule] {
    RULES
}

pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.binary_search_by(|rule| rule.id.cmp(id)).ok().and_then(|at| RULES.get(at))
}
