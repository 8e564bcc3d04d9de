//! What is right by itself and wrong together: types against values, promises against each other, names that nobody knows.

mod attributes;
mod clauses;
mod names;
mod rank;

pub(super) use attributes::check as attributes;
pub(super) use clauses::check as clauses;
pub(super) use names::{Types, spell_out};
pub(super) use rank::check as ranks;
