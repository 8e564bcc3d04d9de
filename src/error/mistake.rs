//! A mistake in a file of settings or in a contract, shown with the lines around it.

use std::ops::Range;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

/// What stands at a place, what is wrong with it, and what would be right.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
#[error("{problem}")]
pub struct Mistake {
    problem: String,
    #[source_code]
    source_code: Source,
    #[label("{label}")]
    place: SourceSpan,
    label: String,
    #[help]
    help: String,
}

impl Mistake {
    /// `bytes` are those of the faulty part in `text`, the text of the file `path`.
    pub fn new(path: &str, text: &Arc<str>, bytes: Range<usize>, problem: String, label: String, help: String) -> Self {
        Self { problem, source_code: Source { path: path.to_owned(), text: Arc::clone(text) }, place: bytes.into(), label, help }
    }

    /// Byte offset of the faulty part.
    pub fn start(&self) -> usize {
        self.place.offset()
    }
}

/// A file, of which only the lines around a place are read: there may be many mistakes, and the file may be large.
#[derive(Debug, Clone)]
struct Source {
    /// As people see it.
    path: String,
    text: Arc<str>,
}

impl SourceCode for Source {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let place = span.offset().min(self.text.len());
        let (before, after) = self.text.split_at_checked(place).ok_or(MietteError::OutOfBounds)?;
        let start = before.rmatch_indices('\n').nth(lines_before + 1).map_or(0, |(at, _)| at + 1);
        let length = after.get(span.len()..).unwrap_or_default().match_indices('\n').nth(lines_after + 1).map(|(at, _)| at);
        let end = length.map_or(self.text.len(), |length| place + span.len() + length);
        let window = self.text.get(start..end).unwrap_or_default();
        let inner = window.read_span(&(place - start, span.len()).into(), lines_before, lines_after)?;
        let shown = SourceSpan::from((inner.span().offset() + start, inner.span().len()));
        let line = before.get(..start).unwrap_or_default().bytes().filter(|byte| *byte == b'\n').count() + inner.line();
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            inner.data(),
            shown,
            line,
            inner.column(),
            inner.line_count(),
        )))
    }
}
