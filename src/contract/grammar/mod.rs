//! The language as tables: which keys stand where, which form their values have, how they look. A file is held against these tables,
//! and the JSON Schema is written from them, so that the two agree. What values mean together is not said here.

mod attributes;
mod clauses;
mod flows;
mod formats;
mod root;
mod shape;

pub(super) use clauses::{CARRIERS, CAUSE_EXCEPTION, SEVERITIES};
pub(super) use root::CONTRACT;
pub(super) use shape::{Field, Format, Record, Shape};
