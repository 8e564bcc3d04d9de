//! How much of one function is followed. What is beyond is not analysed, and said: a walk costs in proportion to what it reads.
//! Ten times as much as the largest function has that is known of.

use std::cell::Cell;

/// Spans, guards and other values whose lives are followed in one function.
pub(super) const MOST_SPANS: usize = 1_024;
/// Calls of one function that run something elsewhere.
pub(super) const MOST_TASKS: usize = 1_024;
/// Writes to one span, and keys that are written to it.
pub(super) const MOST_WRITES: usize = 1_024;
/// Fields of one span that what is recorded is held against.
pub(super) const MOST_FIELDS: usize = 4_096;

/// Calls that make values of libraries, each counted once for every way and every expression that leads through it.
pub(super) const MOST_PARTS: usize = 100_000;

/// What a function had too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Limit {
    Spans,
    Tasks,
    Writes,
    Fields,
    Parts,
}

impl Limit {
    const ALL: [Self; 5] = [Self::Spans, Self::Tasks, Self::Writes, Self::Fields, Self::Parts];

    /// What is said of it.
    pub(in crate::code) fn text(self) -> String {
        match self {
            Self::Spans => format!("not analysed further: more than {MOST_SPANS} spans and guards in one function"),
            Self::Tasks => format!("not analysed further: more than {MOST_TASKS} spawned tasks and the like in one function"),
            Self::Writes => format!("not analysed further: more than {MOST_WRITES} writes to one span"),
            Self::Parts => {
                format!("not analysed further: more than {MOST_PARTS} ways in which builders are called in one function")
            }
            Self::Fields => format!("not analysed further: more than {MOST_FIELDS} fields in one span"),
        }
    }
}

/// The limits that were reached.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Limits([Cell<bool>; Limit::ALL.len()]);

impl Limits {
    pub(super) fn reach(&self, limit: Limit) {
        self.0[limit as usize].set(true);
    }

    pub(in crate::code) fn reached(&self) -> impl Iterator<Item = Limit> {
        Limit::ALL.into_iter().filter(|limit| self.0[*limit as usize].get())
    }
}
