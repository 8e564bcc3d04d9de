//! Text with spaces in place of what is left out of it, so that every offset stays as it is.

use super::tree::Range;
use crate::text::offset;

/// The part of a text; nothing where a letter would be cut in two.
pub(in crate::code) fn part(text: &str, range: Range) -> &str {
    text.get(range.start as usize..range.end as usize).unwrap_or_default()
}

/// As many spaces as the part has bytes, and its lines.
pub(in crate::code) fn push_spaces(working: &mut String, part: &str) {
    working.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

pub(in crate::code) fn blank(text: &mut String, range: Range) {
    let range = range.start as usize..(range.end as usize).min(text.len());
    let Some(blanked) = text.get(range.clone()) else { return };
    let mut spaces = String::with_capacity(blanked.len());
    push_spaces(&mut spaces, blanked);
    text.replace_range(range, &spaces);
}

/// How long the byte order mark and the `#!` line are, which are no code.
pub(in crate::code) fn prefix(text: &str) -> u32 {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = offset(text.len() - rest.len());
    if rest.strip_prefix("#!").is_some_and(|rest| !rest.trim_start().starts_with('[')) {
        return start + offset(rest.find('\n').unwrap_or(rest.len()));
    }
    start
}
