//! Words of an error that were taken from a file or from the command line, as a person may be shown them: on one line, printable,
//! without private values and not endless.

use std::ops::Range;

use crate::knowledge::detectors;
use crate::printable::{CUT, printable, printable_line};

/// A part in backticks that is longer was not meant to be read.
const LONGEST_QUOTED: usize = 500;
/// Bytes that are looked at; nothing so long is shown.
const LOOKED_AT: usize = 64 << 10;

/// One line.
pub(super) fn shown(text: &str) -> String {
    printable_line(&without_private(&with_short_quotes(text)))
}

/// The same of several lines.
pub(super) fn shown_lines(text: &str) -> String {
    printable(&without_private(&with_short_quotes(text)))
}

/// Where private values stand, in order.
pub(super) fn private(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut found = Vec::new();
    detectors().find(text, None, &mut found);
    found.sort_by_key(|hit| (hit.start, hit.end));
    found.into_iter().filter(|hit| !hit.needs_several).map(|hit| hit.start..hit.end)
}

fn without_private(text: &str) -> String {
    let mut kept = String::new();
    let mut end = 0;
    for hit in private(text) {
        if hit.start >= end {
            kept.push_str(text.get(end..hit.start).unwrap_or_default());
            kept.push_str("{redacted}");
        }
        end = end.max(hit.end);
    }
    kept + text.get(end..).unwrap_or_default()
}

fn with_short_quotes(text: &str) -> String {
    let text: String = if text.len() > LOOKED_AT { text.chars().take(LOOKED_AT).collect() } else { text.to_owned() };
    let cut = |part: &str| match part.char_indices().nth(LONGEST_QUOTED) {
        Some((end, _)) => part.get(..end).unwrap_or_default().to_owned() + CUT,
        None => part.to_owned(),
    };
    text.split('`').map(cut).collect::<Vec<_>>().join("`")
}
