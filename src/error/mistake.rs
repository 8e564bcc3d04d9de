//! A mistake in a file of settings, shown with the lines around it.

use std::ops::Range;
use std::sync::Arc;

use miette::{NamedSource, SourceSpan};

/// What stands at a place, what is wrong with it, and what would be right.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
#[error("{problem}")]
pub struct Mistake {
    problem: String,
    #[source_code]
    source_code: NamedSource<Arc<str>>,
    #[label("{label}")]
    place: SourceSpan,
    label: String,
    #[help]
    help: String,
}

impl Mistake {
    /// `bytes` are those of the faulty part in `text`, the text of the file `path`.
    pub fn new(path: &str, text: &Arc<str>, bytes: Range<usize>, problem: String, label: String, help: String) -> Self {
        Self { problem, source_code: NamedSource::new(path, Arc::clone(text)), place: bytes.into(), label, help }
    }

    /// Byte offset of the faulty part.
    pub fn start(&self) -> usize {
        self.place.offset()
    }
}
