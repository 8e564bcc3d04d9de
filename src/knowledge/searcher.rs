//! One detector and a text: what the text must have for the detector to be tried, and where it then finds something. A text comes
//! in that has been looked at once, hits go out. Expressions are compiled when they are first needed.

use std::ops::Range;
use std::sync::OnceLock;

use regex::bytes::Regex;

use super::detector::{Detector, Otherwise};
use super::hit::Hit;
use super::key_hints::speaks_of;
use super::masks::{any_of, compile, is_masked};
use super::validators::confirm;
use crate::text::split_words;

#[derive(Debug)]
pub(super) struct Searcher {
    pub(super) detector: &'static Detector,
    pub(super) needs: Needs,
    expressions: OnceLock<Option<Expressions>>,
}

#[derive(Debug)]
struct Expressions {
    pattern: Regex,
    excludes: Option<Regex>,
}

/// What a text must have for a detector to be tried.
#[derive(Debug, Clone, Copy)]
pub(super) struct Needs {
    /// The sets of which it has a byte each.
    sets: u64,
    digits: usize,
    length: usize,
    in_row: usize,
    pub(super) detector: usize,
}

/// What one pass over a text has seen.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Look {
    pub(super) sets: u64,
    pub(super) digits: usize,
    /// Detectors of which a literal stands there.
    pub(super) literals: u128,
}

/// Hits of one detector in one text: more say nothing new.
const MOST_HITS: usize = 16;
/// How far before a value a word counts as its context. Source: the default of common scanners is 30 characters.
const CONTEXT_BYTES: usize = 40;

impl Needs {
    /// `sets` as bits; the detector stands at `at` in the table.
    pub(super) fn new(detector: &Detector, sets: u64, at: usize) -> Self {
        Self { sets, digits: detector.digits, length: detector.length, in_row: detector.in_row, detector: at }
    }

    #[inline]
    pub(super) fn are_met(&self, text: &str, look: Look) -> bool {
        look.sets & self.sets == self.sets
            && look.digits >= self.digits
            && text.len() >= self.length
            && (self.in_row == 0 || has_digits_in_row(text.as_bytes(), self.in_row))
    }
}

impl Searcher {
    pub(super) fn new(detector: &'static Detector, needs: Needs) -> Self {
        Self { detector, needs, expressions: OnceLock::new() }
    }

    /// Nothing where one does not compile, which a test rules out.
    fn expressions(&self) -> Option<&Expressions> {
        let compile = || {
            let pattern = compile(self.detector.pattern)?;
            Some(Expressions { pattern, excludes: any_of(self.detector.excludes.iter().copied(), false) })
        };
        self.expressions.get_or_init(compile).as_ref()
    }

    /// Adds to `found` what those before in the table, whose hits begin at `first`, have left.
    pub(super) fn search(&self, text: &str, is_in_context: bool, first: usize, found: &mut Vec<Hit>) {
        let Some(expressions) = self.expressions() else { return };
        let (bytes, own) = (text.as_bytes(), found.len());
        let mut from = 0;
        while let Some((range, after)) = expressions.next_after(bytes, from) {
            from = after;
            let Some(range) = self.confirm(expressions, bytes, range) else { continue };
            let is_taken = found[first..].iter().any(|other| range.start < other.end && other.start < range.end);
            let Some(needs_several) = self.worth(text, range.start, is_in_context).filter(|_| !is_taken) else { continue };
            let (start, end) = (border_before(text, range.start), border_after(text, range.end));
            found.push(Hit { detector: self.detector, start, end, by_key: false, needs_several });
            if found.len() - own == MOST_HITS {
                break;
            }
        }
    }

    fn confirm(&self, expressions: &Expressions, text: &[u8], range: Range<usize>) -> Option<Range<usize>> {
        let range = match self.detector.validator {
            Some(validator) => confirm(validator, text, range)?,
            None => range,
        };
        let value = &text[range.clone()];
        let is_innocent = expressions.excludes.as_ref().is_some_and(|excludes| excludes.is_match(value));
        (!is_innocent && !is_masked(value)).then_some(range)
    }

    /// Whether a hit at `start` counts, and then whether it needs others beside it.
    fn worth(&self, text: &str, start: usize, is_in_context: bool) -> Option<bool> {
        if self.detector.context.is_empty() || is_in_context {
            return Some(false);
        }
        match self.detector.otherwise {
            Otherwise::Found => Some(false),
            _ if self.is_told_before(text, start) => Some(false),
            Otherwise::Several => Some(true),
            Otherwise::Nothing => None,
        }
    }

    /// Whether a word shortly before `start` gives the context.
    fn is_told_before(&self, text: &str, start: usize) -> bool {
        let near = border_before(text, start.saturating_sub(CONTEXT_BYTES));
        let before = text.get(near..border_before(text, start)).unwrap_or_default();
        speaks_of(self.detector, &split_words(before))
    }
}

impl Expressions {
    /// The private part of the next match from `from` on, and where to go on after it.
    fn next_after(&self, text: &[u8], from: usize) -> Option<(Range<usize>, usize)> {
        if from > text.len() {
            return None;
        }
        let whole = self.pattern.find_at(text, from)?;
        let after = whole.end().max(from + 1);
        if self.pattern.captures_len() == 1 {
            return Some((whole.range(), after));
        }
        let captures = self.pattern.captures_at(text, whole.start())?;
        let part = captures.iter().skip(1).flatten().next().unwrap_or(whole);
        Some((part.range(), after))
    }
}

/// Whether `count` digits stand beside each other. Only every `count`-th byte is looked at until one of them is a digit.
fn has_digits_in_row(text: &[u8], count: usize) -> bool {
    let mut end = count;
    while let Some(row) = end.checked_sub(count).and_then(|start| text.get(start..end)) {
        match row.iter().rposition(|byte| !byte.is_ascii_digit()) {
            Some(other) => end += other + 1,
            None => return true,
        }
    }
    false
}

fn border_before(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn border_after(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::super::values::VALUES;
    use super::*;

    #[test]
    fn every_expression_compiles() {
        for (at, detector) in VALUES.detectors.iter().enumerate().filter(|(_, detector)| !detector.by_key) {
            let searcher = Searcher::new(detector, Needs::new(detector, 0, at));
            let expressions = searcher.expressions().unwrap_or_else(|| panic!("`{}` does not compile", detector.id));
            assert_eq!(detector.excludes.is_empty(), expressions.excludes.is_none(), "{}", detector.id);
        }
    }

    #[test]
    fn digits_in_a_row_are_seen() {
        for (text, count, expected) in [
            ("", 1, false),
            ("123", 4, false),
            ("1234", 4, true),
            ("ab12c1234", 4, true),
            ("123a123a123", 4, false),
            ("x12345x", 4, true),
        ] {
            assert_eq!(has_digits_in_row(text.as_bytes(), count), expected, "{text}");
        }
    }
}
