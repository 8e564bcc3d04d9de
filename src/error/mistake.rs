//! A mistake in a file of settings or in a contract, shown with the lines around it.

use std::ops::Range;
use std::sync::Arc;

/// What stands at a place, what is wrong with it, and what would be right.
#[derive(Debug, Clone, thiserror::Error)]
#[error("{problem}")]
pub struct Mistake {
    pub(super) problem: String,
    /// The file, as people see it.
    pub(super) path: String,
    /// All of the file: there may be many mistakes in it.
    pub(super) text: Arc<str>,
    pub(super) bytes: Range<usize>,
    pub(super) label: String,
    pub(super) help: String,
}

impl Mistake {
    /// `bytes` are those of the faulty part in `text`, the text of the file `path`.
    pub fn new(path: &str, text: &Arc<str>, bytes: Range<usize>, problem: String, label: String, help: String) -> Self {
        Self { problem, path: path.to_owned(), text: Arc::clone(text), bytes, label, help }
    }

    /// Byte offset of the faulty part.
    pub fn start(&self) -> usize {
        self.bytes.start
    }

    /// Line and column from 1, the column in characters.
    pub(super) fn line_column(&self) -> (usize, usize) {
        let before = self.text.get(..self.bytes.start).unwrap_or(&self.text);
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.trim_start_matches('\u{feff}').chars().count() + 1)
    }
}
