//! Private values in text: the detectors of `rules/values/`, made ready once. A text and what is known of its key come in, places
//! of private values go out. One look at the bytes decides which detectors a text may concern; nearly always none.
//! Never prints a value, and never decides what a find is worth to the reader: that is for rules.

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use regex::bytes::Regex;

use super::detector::{Detector, Otherwise, ValueClass};
use super::key_hints::{KeyHints, speaks_of};
use super::literals::{Literals, next};
use super::masks::{any_of, compile, is_believed, is_masked};
use super::model::Privacy;
use super::validators::confirm;
use super::values::VALUES;
use crate::text::split_words;

/// The detectors, compiled once; their expressions when they are first needed.
pub fn detectors() -> &'static Detectors {
    static DETECTORS: LazyLock<Detectors> = LazyLock::new(|| Detectors::new(&VALUES.detectors));
    &DETECTORS
}

/// Finds private values.
#[derive(Debug)]
pub struct Detectors {
    ready: Vec<Ready>,
    literals: Literals,
    /// For each byte the sets that it is in.
    sets: Box<[u64; 256]>,
    /// What those need that any text may concern, whatever literals and key it has. Beside each other in memory, as every text
    /// is held against all of them.
    always: Vec<Needs>,
    addresses: u128,
}

/// A private value in a text.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub detector: &'static Detector,
    /// Byte offsets in the text, on borders of characters.
    pub start: usize,
    pub end: usize,
    /// The name alone says that the value is private; nothing in the value does.
    pub by_key: bool,
    /// One such hit may be chance: to be believed where several different values were hit.
    pub needs_several: bool,
}

/// What a text must have for a detector to be tried.
#[derive(Debug, Clone, Copy)]
struct Needs {
    /// The sets of which it has a byte each.
    sets: u64,
    digits: usize,
    length: usize,
    in_row: usize,
    detector: usize,
}

#[derive(Debug)]
struct Ready {
    detector: &'static Detector,
    needs: Needs,
    expressions: OnceLock<Option<Expressions>>,
}

#[derive(Debug)]
struct Expressions {
    pattern: Regex,
    excludes: Option<Regex>,
}

/// What one pass over a text has seen.
#[derive(Debug, Default, Clone, Copy)]
struct Look {
    sets: u64,
    digits: usize,
    /// Detectors of which a literal stands there.
    literals: u128,
}

/// Detectors stand in the bits of a number, and so do sets of bytes. A test counts them.
const MOST_DETECTORS: usize = 128;
const MOST_SETS: usize = 64;
/// Hits of one detector in one text: more say nothing new.
const MOST_HITS: usize = 16;
/// How far before a value a word counts as its context. Source: the default of common scanners is 30 characters.
const CONTEXT_BYTES: usize = 40;

impl Detectors {
    fn new(detectors: &'static [Detector]) -> Self {
        let mut these =
            Self { ready: Vec::new(), literals: Literals::new(), sets: Box::new([0; 256]), always: Vec::new(), addresses: 0 };
        let mut known: Vec<&str> = Vec::new();
        for (at, detector) in detectors.iter().take(MOST_DETECTORS).enumerate() {
            let mut sets = 0;
            for set in detector.holds.iter().copied() {
                let place = known.iter().position(|other| *other == set).unwrap_or(known.len());
                if place == known.len() {
                    known.push(set);
                    these.add_set(set, place);
                }
                sets |= 1 << (place % MOST_SETS);
            }
            let Detector { digits, length, in_row, .. } = *detector;
            let needs = Needs { sets, digits, length, in_row, detector: at };
            for literal in detector.literals.iter() {
                these.literals.add(literal, detector.any_case, at);
            }
            let waits_for_key = detector.otherwise == Otherwise::Nothing;
            if detector.literals.is_empty() && !detector.by_key && !waits_for_key {
                these.always.push(needs);
            }
            if detector.class == ValueClass::Address {
                these.addresses |= 1 << at;
            }
            these.ready.push(Ready { detector, needs, expressions: OnceLock::new() });
        }
        these
    }

    fn add_set(&mut self, set: &str, place: usize) {
        for byte in 0..=u8::MAX {
            let is_in = match set.as_bytes() {
                [from, b'-', to] => (*from..=*to).contains(&byte),
                bytes => bytes.contains(&byte),
            };
            self.sets[usize::from(byte)] |= u64::from(is_in) << (place % MOST_SETS);
        }
    }

    /// All of them, in the order in which they are believed.
    pub fn all(&self) -> impl Iterator<Item = &'static Detector> + '_ {
        self.ready.iter().map(|ready| ready.detector)
    }

    /// What private things stand in `text`; `key` is what is known of its attribute's key, nothing for bodies, messages and names.
    /// Addresses of machines are left out.
    #[inline]
    pub fn find(&self, text: &str, key: Option<&KeyHints>, found: &mut Vec<Hit>) {
        let look = self.look(text.as_bytes());
        let key = key.filter(|key| !key.says_nothing());
        let may_concern = self.may_concern(text, look, key) & !self.addresses;
        if may_concern == 0 && key.is_none() {
            return;
        }
        self.search(text, key, may_concern, found);
    }

    /// Addresses of machines on the internet, which may be a person's.
    pub fn find_addresses(&self, text: &str, found: &mut Vec<Hit>) {
        let may_concern = self.may_concern(text, self.look(text.as_bytes()), None) & self.addresses;
        self.search(text, None, may_concern, found);
    }

    #[inline]
    fn look(&self, text: &[u8]) -> Look {
        let mut look = Look::default();
        let mut gram = 0;
        for (at, &byte) in text.iter().enumerate() {
            gram = next(gram, byte);
            look.sets |= self.sets[usize::from(byte)];
            look.digits += usize::from(byte.is_ascii_digit());
            if self.literals.may_begin(gram) {
                for owner in self.literals.owners_at(gram, text, at) {
                    look.literals |= 1 << owner;
                }
            }
        }
        look
    }

    /// The detectors that a text may concern, as bits.
    #[inline]
    fn may_concern(&self, text: &str, look: Look, key: Option<&KeyHints>) -> u128 {
        let mut bits = 0;
        for needs in &self.always {
            if needs.are_met(text, look) {
                bits |= 1 << needs.detector;
            }
        }
        if look.literals == 0 && key.is_none() {
            return bits;
        }
        let by_key = key.map_or(0, |key| key.context.iter().fold(0u128, |bits, at| bits | 1 << (at % MOST_DETECTORS)));
        let mut rest = look.literals | by_key;
        while let Some((at, ready)) = self.first_of(&mut rest) {
            bits |= u128::from(ready.needs.are_met(text, look)) << at;
        }
        bits
    }

    /// The first of the detectors in `bits`, and takes it out of them.
    fn first_of(&self, bits: &mut u128) -> Option<(usize, &Ready)> {
        let at = bits.trailing_zeros() as usize;
        let ready = self.ready.get(at)?;
        *bits &= *bits - 1;
        Some((at, ready))
    }

    #[cold]
    fn search(&self, text: &str, key: Option<&KeyHints>, may_concern: u128, found: &mut Vec<Hit>) {
        let first = found.len();
        let mut rest = may_concern;
        while let Some((at, ready)) = self.first_of(&mut rest) {
            ready.search(text, key.is_some_and(|key| key.is_context_of(at)), first, found);
        }
        if let Some(hit) = key.and_then(|key| self.by_key(text, key))
            && !found[first..].iter().any(|other| other.detector.class <= hit.detector.class)
        {
            found.push(hit);
        }
    }

    /// The value as a whole, where its name says that it is private.
    fn by_key(&self, text: &str, key: &KeyHints) -> Option<Hit> {
        let class = match key.privacy? {
            Privacy::Secret | Privacy::SecretIfText => ValueClass::Secret,
            Privacy::Special => ValueClass::Special,
            Privacy::Personal => ValueClass::Personal,
            // `token` alone is judged by how random its values are.
            Privacy::Ambiguous => return None,
        };
        let detector = self.all().find(|detector| detector.by_key && detector.class == class)?;
        let hit = Hit { detector, start: 0, end: text.len(), by_key: true, needs_several: false };
        is_believed(text, class, key.expects).then_some(hit)
    }
}

impl Needs {
    #[inline]
    fn are_met(&self, text: &str, look: Look) -> bool {
        look.sets & self.sets == self.sets
            && look.digits >= self.digits
            && text.len() >= self.length
            && (self.in_row == 0 || has_digits_in_row(text.as_bytes(), self.in_row))
    }
}

impl Ready {
    fn expressions(&self) -> Option<&Expressions> {
        let compile = || {
            let pattern = compile(self.detector.pattern)?;
            Some(Expressions { pattern, excludes: any_of(self.detector.excludes.iter().copied(), false) })
        };
        self.expressions.get_or_init(compile).as_ref()
    }

    /// Adds to `found` what those before in the table, whose hits begin at `first`, have left.
    fn search(&self, text: &str, is_in_context: bool, first: usize, found: &mut Vec<Hit>) {
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

impl Hit {
    /// What it is and how long, with at most two characters of it: ``an e-mail address of 24 characters, `us..` ``.
    pub fn redacted(&self, text: &str) -> String {
        let value = text.get(self.start..self.end).unwrap_or_default();
        let length = value.chars().count();
        let shown: String =
            value.chars().take(shown(length)).take_while(|letter| !letter.is_control() && *letter != '`').collect();
        let what = format!("{} of {length} character{}", self.detector.name, if length == 1 { "" } else { "s" });
        if shown.is_empty() { what } else { format!("{what}, `{shown}..`") }
    }
}

/// How many characters may be shown: two of six would be too many.
fn shown(length: usize) -> usize {
    match length {
        0..6 => 0,
        6..12 => 1,
        _ => 2,
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
    use super::*;

    #[test]
    fn every_expression_compiles_and_every_detector_has_a_bit() {
        assert!(VALUES.detectors.len() <= MOST_DETECTORS);
        let sets: std::collections::HashSet<&str> =
            VALUES.detectors.iter().flat_map(|detector| detector.holds.iter().copied()).collect();
        assert!(sets.len() <= MOST_SETS);
        for ready in detectors().ready.iter().filter(|ready| !ready.detector.by_key) {
            assert!(ready.expressions().is_some(), "`{}` does not compile", ready.detector.id);
            let excludes = &ready.detector.excludes;
            assert_eq!(
                excludes.is_empty(),
                ready.expressions().is_none_or(|both| both.excludes.is_none()),
                "{}",
                ready.detector.id
            );
        }
    }
}
