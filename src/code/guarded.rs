//! Work on one file after the other: a file at which the program fails becomes a problem, and the others are analysed.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::positions::clear_positions;
use crate::panics::{Panics, Step, message};
use crate::source::{Problem, Source};

/// The files at which something has failed so far.
#[derive(Debug, Default)]
pub(super) struct Guarded {
    panics: Panics,
    units: Mutex<BTreeSet<usize>>,
}

impl Guarded {
    pub(super) fn new(panics: Panics) -> Self {
        Self { panics, units: Mutex::default() }
    }

    /// Does `work` for a file, by its number and its path relative to the root; nothing comes of it where it fails.
    pub(super) fn unit<T>(&self, step: Step, unit: usize, path: &str, work: impl FnOnce() -> T) -> Option<T> {
        let done = self.panics.guard(step, path, work).ok();
        if done.is_none() {
            self.units.lock().unwrap_or_else(PoisonError::into_inner).insert(unit);
            clear_positions();
        }
        done
    }

    /// One problem for each of them.
    pub(super) fn problems(self, sources: &[Source]) -> impl Iterator<Item = Problem> {
        let units = self.units.into_inner().unwrap_or_else(PoisonError::into_inner);
        units.into_iter().filter_map(|unit| sources.get(unit)).map(|source| Problem {
            file: source.path.clone(),
            line: 1,
            column: 1,
            message: message(),
        })
    }
}
