//! What is used again from one record to the next, and which contract the records are held against.

use std::sync::Arc;

use crate::capture::terms::{Present, Terms};
use crate::knowledge::Hit;

/// A text of more bytes than this is too long: the limit that backends and SDKs commonly have.
const LONGEST_TEXT: usize = 4_096;

/// What is used again from one value to the next.
#[derive(Debug, Default)]
pub(in crate::capture) struct Scratch {
    pub(in crate::capture) hits: Vec<Hit>,
    /// Number of the record that is read.
    pub(in crate::capture) record: u64,
    /// The attribute of it that is looked at.
    pub(in crate::capture) position: u32,
    /// The keys of the contract that it has.
    pub(in crate::capture) present: Present,
    /// The contract of the service whose records are read.
    pub(in crate::capture) terms: Option<Arc<Terms>>,
    /// Whether attributes are those of a resource.
    pub(in crate::capture) on_resource: bool,
}

impl Scratch {
    /// Another record begins.
    pub(in crate::capture) fn begin(&mut self) {
        self.record += 1;
        self.position = 0;
        if let Some(terms) = &self.terms {
            self.present.clear(terms.key_count());
        }
    }

    /// A text of more bytes than this is too long.
    pub(in crate::capture) fn longest_text(&self) -> usize {
        self.terms.as_ref().and_then(|terms| terms.longest_text).unwrap_or(LONGEST_TEXT)
    }

    /// The numbers of a key that is too many to be counted.
    #[cold]
    pub(in crate::capture) fn note(&mut self, key: &str) {
        if let Some(terms) = &self.terms {
            let numbers = terms.numbers(key);
            numbers.iter().for_each(|number| self.present.add(*number, self.position));
        }
        self.position += 1;
    }
}
