//! A mistake in a file of settings or in a contract, shown with the lines around it.

use std::ops::Range;
use std::sync::Arc;

use crate::text::beginning;
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
        let marked = beginning(text.get(bytes.clone()).unwrap_or_default(), MOST_MARKED).len();
        let place = SourceSpan::from((bytes.start, if bytes.len() > MOST_MARKED { marked } else { bytes.len() }));
        Self { problem, source_code: Source { path: path.to_owned(), text: Arc::clone(text) }, place, label, help }
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

/// A mark is as wide as this at most.
const MOST_MARKED: usize = 1_000;
/// Lines that are longer together are not shown whole: miette cannot mark a column beyond 65,535.
const MOST_SHOWN: usize = 16_000;
/// Of those, so much is shown before and after the place.
const AROUND: usize = 60;

impl Source {
    /// The piece of a long line in which a place is.
    fn cut(&self, place: usize, length: usize) -> Result<Box<dyn SpanContents<'_> + '_>, MietteError> {
        let (before, after) = self.text.split_at_checked(place).ok_or(MietteError::OutOfBounds)?;
        let line = before.rsplit('\n').next().unwrap_or_default();
        let skipped = line.len() - line.chars().rev().take(AROUND).map(char::len_utf8).sum::<usize>();
        let start = place - line.len() + skipped;
        let rest = after.get(length..).unwrap_or_default();
        let shown: usize = rest.chars().take_while(|letter| *letter != '\n').take(AROUND).map(char::len_utf8).sum();
        let data = self.text.get(start..place + length + shown).ok_or(MietteError::OutOfBounds)?;
        let number = before.bytes().filter(|byte| *byte == b'\n').count();
        let column = line.get(..skipped).unwrap_or_default().chars().count();
        let span = SourceSpan::from((start, data.len()));
        Ok(Box::new(MietteSpanContents::new_named(self.path.clone(), data.as_bytes(), span, number, column, 1)))
    }
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
        if window.len() > MOST_SHOWN {
            return self.cut(place, span.len());
        }
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
