//! The few lines of a source that a finding shows. Comes in: a source and the places to mark; goes out: a text made of the lines
//! around them, which stands in for the file when miette draws it. The cost is that of the lines shown, whatever the file's size.

use std::collections::BTreeMap;
use std::ops::Range;

use miette::{LabeledSpan, MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::finding::Location;
use crate::printable::{CUT, MOST_CHARACTERS, character_start, printable_letter, window};
use crate::source::Source;

/// A place of more lines than this is marked on its first line only.
const MOST_LINES: usize = 6;
/// Lines between two marks that are shown rather than left out: a gap costs as many.
const SMALLEST_GAP: usize = 3;

/// A place and what is written under it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Mark {
    pub(super) location: Location,
    pub(super) label: &'static str,
}

/// Lines of a source with marked places. Offsets are those in `text`.
#[derive(Debug)]
pub(super) struct Excerpt {
    path: String,
    text: String,
    blocks: Vec<Block>,
    shown: Vec<Shown>,
    /// The marks after the first that would lie over another, or outside of what is shown of a long line.
    pub(super) left_out: Vec<Mark>,
}

/// Lines that follow each other.
#[derive(Debug)]
struct Block {
    text: Range<usize>,
    first_line: usize,
    line_count: usize,
}

#[derive(Debug)]
struct Shown {
    mark: Mark,
    text: Range<usize>,
    primary: bool,
}

/// A mark, brought to whole characters inside the source.
#[derive(Debug, Clone)]
struct Wanted {
    mark: Mark,
    bytes: Range<usize>,
    lines: (usize, usize),
}

/// What is shown of a line: its bytes in the source, and where they stand in the excerpt.
#[derive(Debug)]
struct ShownLine {
    source: Range<usize>,
    at: usize,
}

impl Excerpt {
    /// Shows `primary`, and those of `others` that lie beside it.
    pub(super) fn new(source: &Source, path: String, primary: Mark, others: &[Mark]) -> Self {
        let mut wanted = vec![Wanted::new(source, primary)];
        let mut left_out = Vec::new();
        for &mark in others {
            let other = Wanted::new(source, mark);
            if wanted.iter().any(|known| known.overlaps(&other)) {
                left_out.push(mark);
            } else {
                wanted.push(other);
            }
        }
        let mut excerpt = Self { path, text: String::new(), blocks: Vec::new(), shown: Vec::new(), left_out };
        let mut lines = BTreeMap::new();
        for (line, anchor) in lines_to_show(source, &wanted) {
            lines.insert(line, excerpt.push_line(source, line, anchor));
        }
        for (at, wanted) in wanted.iter().enumerate() {
            match wanted.shown_in(source, &lines) {
                Some(text) => excerpt.shown.push(Shown { mark: wanted.mark, text, primary: at == 0 }),
                None => excerpt.left_out.push(wanted.mark),
            }
        }
        excerpt.shown.sort_by_key(|shown| shown.text.start);
        excerpt
    }

    /// In the order of the text.
    pub(super) fn labels(&self) -> impl Iterator<Item = LabeledSpan> {
        self.shown.iter().map(|shown| {
            let label = (!shown.mark.label.is_empty()).then(|| shown.mark.label.to_owned());
            if shown.primary {
                LabeledSpan::new_primary_with_span(label, shown.text.clone())
            } else {
                LabeledSpan::new_with_span(label, shown.text.clone())
            }
        })
    }

    /// Whether a label, in the order of [`Self::labels`], is the finding's own.
    pub(super) fn primary(&self) -> impl Iterator<Item = bool> {
        self.shown.iter().map(|shown| shown.primary)
    }

    /// Adds a line, cut around `anchor` if it is long.
    fn push_line(&mut self, source: &Source, line: usize, anchor: usize) -> ShownLine {
        let bytes = line_bytes(source, line);
        let text = source.text.get(bytes.clone()).unwrap_or_default();
        let shown = window(text, anchor.saturating_sub(bytes.start));
        let start = self.text.len();
        if shown.start > 0 {
            self.text += CUT;
        }
        let at = self.text.len();
        self.text.extend(text.get(shown.clone()).unwrap_or_default().chars().map(printable_letter));
        if shown.end < text.len() {
            self.text += CUT;
        }
        self.text.push('\n');
        match self.blocks.last_mut() {
            Some(block) if block.first_line + block.line_count == line => {
                block.line_count += 1;
                block.text.end = self.text.len();
            }
            _ => self.blocks.push(Block { text: start..self.text.len(), first_line: line, line_count: 1 }),
        }
        ShownLine { source: bytes.start + shown.start..bytes.start + shown.end, at }
    }
}

impl SourceCode for Excerpt {
    /// The block of the span. miette asks without context lines where it wants the place that it names in the heading.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let block = self.blocks.iter().find(|block| block.text.start <= start && end <= block.text.end);
        let block = block.ok_or(MietteError::OutOfBounds)?;
        let heading = (before + after == 0).then(|| self.shown.iter().find(|shown| shown.text.start == start)).flatten();
        let (line, column) =
            heading.map_or((block.first_line, 1), |shown| (shown.mark.location.line, shown.mark.location.column));
        Ok(Box::new(MietteSpanContents::new_named(
            self.path.clone(),
            self.text.as_bytes().get(block.text.clone()).unwrap_or_default(),
            (block.text.start, block.text.len()).into(),
            line.saturating_sub(1),
            column.saturating_sub(1),
            block.line_count,
        )))
    }
}

impl Wanted {
    fn new(source: &Source, mark: Mark) -> Self {
        let text = &source.text;
        let start = character_start(text, mark.location.start_byte as usize);
        let end = character_start(text, mark.location.end_byte as usize).max(start);
        let first = line_of(source, start);
        let last = if end > start { line_of(source, end - 1) } else { first };
        if last - first < MOST_LINES {
            return Self { mark, bytes: start..end, lines: (first, last) };
        }
        Self { mark, bytes: start..line_bytes(source, first).end.max(start), lines: (first, first) }
    }

    /// A place without width covers the character after it.
    fn overlaps(&self, other: &Self) -> bool {
        let end = |bytes: &Range<usize>| bytes.end.max(bytes.start + 1);
        self.bytes.start < end(&other.bytes) && other.bytes.start < end(&self.bytes)
    }

    /// The byte of a line around which it is cut.
    fn anchor(&self, source: &Source, line: usize) -> usize {
        if line == self.lines.0 {
            self.bytes.start
        } else if line == self.lines.1 {
            self.bytes.end
        } else {
            line_bytes(source, line).start
        }
    }

    /// Where it stands in the excerpt; `None` if its start is cut off.
    fn shown_in(&self, source: &Source, lines: &BTreeMap<usize, ShownLine>) -> Option<Range<usize>> {
        let (first, last) = (lines.get(&self.lines.0)?, lines.get(&self.lines.1)?);
        let line_end = line_bytes(source, self.lines.0).end;
        if !(first.source.start..=first.source.end).contains(&self.bytes.start.min(line_end)) {
            return None;
        }
        let start = first.position(source, self.bytes.start);
        Some(start..last.position(source, self.bytes.end).max(start))
    }
}

impl ShownLine {
    /// Where a byte of the source stands in the excerpt; the nearest end if it is not shown.
    fn position(&self, source: &Source, byte: usize) -> usize {
        let before = source.text.get(self.source.start..byte.clamp(self.source.start, self.source.end));
        self.at + before.unwrap_or_default().chars().map(|letter| printable_letter(letter).len_utf8()).sum::<usize>()
    }
}

/// Lines from 1, each with the byte around which it is cut: those of the marks, one before and after, and small gaps.
/// The lines around the first mark come first, so that the reader meets the finding before what explains it.
fn lines_to_show(source: &Source, wanted: &[Wanted]) -> Vec<(usize, usize)> {
    let mut lines = BTreeMap::new();
    for wanted in wanted {
        for line in wanted.lines.0..=wanted.lines.1 {
            lines.entry(line).or_insert_with(|| wanted.anchor(source, line));
        }
    }
    let start = |line| line_bytes(source, line).start;
    for wanted in wanted {
        for line in [wanted.lines.0.saturating_sub(1), wanted.lines.1 + 1] {
            if line > 0 && line <= source.lines.line_count() && !is_blank(source, line) {
                lines.entry(line).or_insert_with(|| start(line));
            }
        }
    }
    let numbers: Vec<usize> = lines.keys().copied().collect();
    for pair in numbers.windows(2) {
        if let [left, right] = *pair
            && right - left <= SMALLEST_GAP
        {
            lines.extend((left + 1..right).map(|line| (line, start(line))));
        }
    }
    let lines: Vec<(usize, usize)> = lines.into_iter().collect();
    let mut blocks: Vec<&[(usize, usize)]> = lines.chunk_by(|left, right| left.0 + 1 == right.0).collect();
    let first = wanted.first().map_or(0, |wanted| wanted.lines.0);
    blocks.sort_by_key(|block| block.iter().all(|&(line, _)| line != first));
    blocks.concat()
}

/// Looks no further than would be shown.
fn is_blank(source: &Source, line: usize) -> bool {
    let text = source.text.get(line_bytes(source, line)).unwrap_or_default();
    text.chars().take(MOST_CHARACTERS).all(char::is_whitespace)
}

/// The bytes of a line without its ending, and without a byte order mark before it.
fn line_bytes(source: &Source, line: usize) -> Range<usize> {
    let text = source.lines.line_text(&source.text, line);
    let start = source.lines.line_start(line) as usize;
    let mark = if start == 0 { text.len() - text.trim_start_matches('\u{feff}').len() } else { 0 };
    start + mark..start + text.len()
}

fn line_of(source: &Source, byte: usize) -> usize {
    source.lines.line(crate::text::offset(byte))
}
