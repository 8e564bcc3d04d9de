//! The few lines of a file that a mistake shows: cut as those of a report are, made printable, and with stars in place of what is
//! private. Comes in: a mistake; goes out: a text that stands in for the file when miette draws it.

use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use super::Mistake;
use super::words::{private, shown};
use crate::printable::{CUT, character_start, printable_letter, window};

/// A place of more lines than this is marked on its first line only.
const MOST_LINES: usize = 6;
/// Bytes around the place in which private values are looked for: longer ones reach into the lines that are shown.
const LOOKED_AT: usize = 4 << 10;
/// Stands for a character of a private value.
const STAR: char = '*';

#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    text: String,
    first_line: usize,
    line_count: usize,
    line: usize,
    column: usize,
    mark: Range<usize>,
    label: String,
}

impl Excerpt {
    pub(super) fn new(mistake: &Mistake) -> Self {
        let text: &str = &mistake.text;
        let start = character_start(text, mistake.bytes.start);
        let end = character_start(text, mistake.bytes.end).max(start);
        let whole = text.get(start..end).unwrap_or_default();
        let end = match whole.find('\n') {
            Some(first) if whole.matches('\n').count() >= MOST_LINES => start + first,
            _ => end,
        };
        let (line, column) = mistake.line_column();
        let mut excerpt = Self {
            path: shown(&mistake.path),
            text: String::new(),
            first_line: line,
            line_count: 0,
            line,
            column,
            mark: 0..0,
            label: shown(&mistake.label),
        };
        let around = character_start(text, start.saturating_sub(LOOKED_AT))..character_start(text, end.saturating_add(LOOKED_AT));
        let private: Vec<Range<usize>> = private(text.get(around.clone()).unwrap_or_default())
            .map(|found| found.start + around.start..found.end + around.start)
            .collect();
        for bytes in lines(text, start, end) {
            let anchor = if bytes.contains(&start) || bytes.end == start { start } else { bytes.start };
            if bytes.end < start {
                excerpt.first_line -= 1;
            }
            let at = excerpt.push(text, bytes.clone(), anchor, &private);
            // A place may begin at the line's ending.
            if bytes.start <= start && start <= bytes.end + 1 {
                excerpt.mark = at(start)..at(end.min(bytes.end));
            } else if bytes.start <= end && end <= bytes.end && bytes.start > start {
                excerpt.mark.end = at(end);
            }
        }
        excerpt
    }

    /// Adds the line of those bytes, and returns where a byte of it stands in the excerpt.
    fn push(
        &mut self,
        text: &str,
        bytes: Range<usize>,
        anchor: usize,
        private: &[Range<usize>],
    ) -> impl Fn(usize) -> usize + use<> {
        let line = text.get(bytes.clone()).unwrap_or_default();
        let window = window(line, anchor.saturating_sub(bytes.start));
        if window.start > 0 {
            self.text += CUT;
        }
        let mut places: Vec<(usize, usize)> = Vec::new();
        for (at, letter) in line.get(window.clone()).unwrap_or_default().char_indices() {
            let byte = bytes.start + window.start + at;
            places.push((byte, self.text.len()));
            let is_private = private.iter().any(|range| range.contains(&byte));
            // A byte order mark is nothing that was written.
            if byte > 0 || letter != '\u{feff}' {
                self.text.push(if is_private { STAR } else { printable_letter(letter) });
            }
        }
        let end = self.text.len();
        if window.end < line.len() {
            self.text += CUT;
        }
        self.text.push('\n');
        self.line_count += 1;
        move |byte| places.iter().find(|(from, _)| *from >= byte).map_or(end, |(_, at)| *at)
    }

    pub(super) fn label(&self) -> LabeledSpan {
        LabeledSpan::new_primary_with_span(Some(self.label.clone()), self.mark.clone())
    }
}

/// The bytes of the lines of a place, with one line before and one after.
fn lines(text: &str, start: usize, end: usize) -> Vec<Range<usize>> {
    let line_start = |byte: usize| text.get(..byte).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
    let line_end = |byte: usize| text.get(byte..).and_then(|after| after.find('\n')).map_or(text.len(), |at| byte + at);
    let first = line_start(start);
    let mut from = if first > 0 { line_start(first - 1) } else { first };
    let mut lines = Vec::new();
    loop {
        let to = line_end(from);
        let line = text.get(from..to).unwrap_or_default();
        lines.push(from..to - usize::from(line.ends_with('\r')));
        if from > end || to + 1 >= text.len() {
            return lines;
        }
        from = to + 1;
    }
}

impl SourceCode for Excerpt {
    /// All of it. miette asks without context lines where it wants the place that it names in the heading.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if before + after == 0 { (self.line, self.column) } else { (self.first_line, 1) };
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes(),
            (0, self.text.len()).into(),
            line.saturating_sub(1),
            column.saturating_sub(1),
            self.line_count,
        )))
    }
}
