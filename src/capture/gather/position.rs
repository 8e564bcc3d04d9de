//! Where reading has come to: the file, the message in it, and how many records of each kind there were in the message.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::fact::{MessagePlace, RecordKind, RecordPlace};

/// Where a record stands that is seen now.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::capture) struct Place<'r> {
    pub(in crate::capture) file: &'r str,
    pub(in crate::capture) at: MessagePlace,
    pub(in crate::capture) kind: RecordKind,
    pub(in crate::capture) number: u64,
}

/// Where reading has come to.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Position {
    file: Arc<str>,
    at: MessagePlace,
    counts: [u64; 6],
}

impl Position {
    pub(in crate::capture) fn begin(&mut self, file: &Arc<str>, at: MessagePlace) {
        if !Arc::ptr_eq(&self.file, file) {
            self.file = Arc::clone(file);
        }
        (self.at, self.counts) = (at, [0; 6]);
    }

    pub(in crate::capture) fn file(&self) -> Arc<str> {
        Arc::clone(&self.file)
    }

    /// Another record begins.
    pub(in crate::capture) fn next(&mut self, kind: RecordKind) {
        self.counts[kind as usize] += 1;
    }

    /// The record that began last, in the file of [`Self::file`].
    pub(in crate::capture) fn place<'f>(&self, kind: RecordKind, file: &'f str) -> Place<'f> {
        Place { file, at: self.at, kind, number: self.counts[kind as usize] }
    }
}

impl Place<'_> {
    pub(in crate::capture) fn kept(self) -> RecordPlace {
        let Self { file, at, kind, number } = self;
        RecordPlace { file: file.to_owned(), at, kind, number }
    }

    /// Whether it comes before, at or behind one that was kept.
    pub(super) fn compared(&self, kept: &RecordPlace) -> Ordering {
        let (own, other) = ((self.file, self.at, self.kind, self.number), (kept.file.as_str(), kept.at, kept.kind, kept.number));
        own.cmp(&other)
    }
}
