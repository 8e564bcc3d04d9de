//! Attributes: where each stands, and whether it makes an item test code. Comes in: tokens; documentation is none.

use super::item::Part;
use super::tokens::{Kind, Tokens};
use crate::code::tree::Range;

/// An attribute of an item, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) struct Attribute {
    /// From `#` to `]`.
    pub(in crate::code) whole: Range,
    /// The last name of its path.
    pub(in crate::code) name: Range,
    /// What stands behind the path, with its delimiters or `=`; empty where nothing does.
    pub(in crate::code) arguments: Range,
}

/// Adds the attributes between two positions.
pub(super) fn attributes(tokens: &Tokens<'_>, start: usize, end: usize, into: &mut Vec<Attribute>) -> Part {
    let first = into.len();
    for (at, close) in groups(tokens, start, end) {
        let name = path_end(tokens, at + 1);
        into.push(Attribute {
            whole: Range { start: tokens.range(at - 1).start, end: tokens.range(close).end },
            name: tokens.range(name),
            arguments: if name + 1 < close {
                tokens.span(name + 1, close)
            } else {
                let end = tokens.range(close).start;
                Range { start: end, end }
            },
        });
    }
    super::regions::part(first, into)
}

/// The brackets of each attribute.
fn groups(tokens: &Tokens<'_>, start: usize, end: usize) -> impl Iterator<Item = (usize, usize)> {
    let mut next = start;
    std::iter::from_fn(move || {
        while next < end {
            let at = next;
            next = tokens.after(at);
            if tokens.kind(at) == Some(Kind::Open(b'[')) {
                return Some((at, tokens.partner(at)));
            }
        }
        None
    })
}

/// The last name of the path that begins there.
fn path_end(tokens: &Tokens<'_>, mut at: usize) -> usize {
    if tokens.is_path_separator(at) {
        at += 2;
    }
    while tokens.is_path_separator(at + 1) && tokens.keyword(at + 3).is_some() {
        at += 3;
    }
    at
}

/// `#[test]`, `#[tokio::test]`, `#[rstest]`, `#[cfg(test)]` and their like.
pub(super) fn is_test(tokens: &Tokens<'_>, start: usize, end: usize) -> bool {
    groups(tokens, start, end).any(|(at, close)| {
        let last = path_end(tokens, at + 1);
        let is_list = matches!(tokens.kind(last + 1), Some(Kind::Open(_)));
        match tokens.word(last) {
            "cfg" if is_list => mentions_test(tokens, last + 1),
            "cfg_attr" if is_list => makes_test(tokens, last + 1),
            _ if last >= close => false,
            name => name.contains("test") || name == "bench",
        }
    })
}

/// `cfg_attr(condition, tokio::test)` makes a test; a condition on `test` alone does not.
fn makes_test(tokens: &Tokens<'_>, open: usize) -> bool {
    let close = tokens.partner(open);
    let has_two = (open..close).any(|at| tokens.is_sign(at, b','));
    has_two && tokens.keyword(close - 1).is_some() && tokens.word(close - 1).ends_with("test")
}

/// Whether a `cfg` predicate holds for tests: names `test` outside `not(..)`, or a feature whose name says that it is for tests.
fn mentions_test(tokens: &Tokens<'_>, open: usize) -> bool {
    let close = tokens.partner(open);
    let mut at = open + 1;
    while at < close {
        match tokens.kind(at) {
            Some(Kind::Word(_)) if tokens.word(at) == "test" => return true,
            Some(Kind::Literal) if is_for_tests(tokens.bytes(at)) => return true,
            Some(Kind::Open(_)) if tokens.keyword(at - 1).is_some() && tokens.word(at - 1) == "not" => at = tokens.partner(at),
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether the name of a feature says that it is for tests: `sqs-test-helpers`, `testsuite`.
fn is_for_tests(feature: &[u8]) -> bool {
    let feature = std::str::from_utf8(feature).unwrap_or_default();
    let mut words = feature.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "test" | "tests" | "testing" | "testsuite" | "testutil" | "testutils"))
}
