//! What syn was given: sums, which are the same in whatever order questions come.

use std::sync::atomic::{AtomicUsize, Ordering};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::code) struct Given {
    pub(in crate::code) bytes: usize,
    pub(in crate::code) parses: usize,
}

/// A sum that many threads add to.
#[derive(Debug, Default)]
pub(super) struct Counted {
    bytes: AtomicUsize,
    parses: AtomicUsize,
}

impl Counted {
    pub(super) fn add(&self, given: Given) {
        self.bytes.fetch_add(given.bytes, Ordering::Relaxed);
        self.parses.fetch_add(given.parses, Ordering::Relaxed);
    }

    pub(super) fn sum(&self) -> Given {
        Given { bytes: self.bytes.load(Ordering::Relaxed), parses: self.parses.load(Ordering::Relaxed) }
    }
}
