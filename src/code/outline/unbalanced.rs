//! A file with a delimiter, a quote or a comment without its partner: what has none is left out and told, and the rest is looked
//! through. Offsets stay as they are.

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::tokens::Tokens;
use crate::code::blanks::{blank, part, prefix};
use crate::code::nesting::TOO_DEEP;
use crate::code::positions::clear_positions;
use crate::code::tree::Range;
use crate::text::offset;

/// What is left of the text, and what is to be said of the rest.
pub(super) fn repaired(text: &str, tokens: &Tokens<'_>) -> (String, Vec<(u32, String)>) {
    let mut working = text.to_owned();
    blank(&mut working, Range { start: 0, end: prefix(text) });
    let mut left_out = Vec::new();
    if let Some(start) = tokens.cut_off {
        let end = offset(working.len());
        blank(&mut working, Range { start, end });
        left_out.push((start, "this comment never ends".to_owned()));
    }
    if tokens.unbalanced.is_some() {
        leave_out_unbalanced(&mut working, tokens, &mut left_out);
    }
    (working, left_out)
}

/// Says of what is left that it is of no use.
pub(super) fn refused(tokens: &Tokens<'_>) -> Option<(u32, String)> {
    if let Some(told) = tokens.too_deep.first() {
        return Some((told.at, TOO_DEEP.to_owned()));
    }
    tokens.unbalanced.map(|_| (0, "the rest of the file does not parse either".to_owned()))
}

/// Blanks the items at the left edge whose delimiters or quotes do not match by themselves, and those that nest too deep.
fn leave_out_unbalanced(working: &mut String, tokens: &Tokens<'_>, left_out: &mut Vec<(u32, String)>) {
    for range in left_edge_parts(working, &tokens.left_edge()) {
        let mut deep = tokens.too_deep.iter().map(|told| told.at);
        if let Some(at) = deep.find(|at| range.start <= *at && *at <= range.end) {
            left_out.push((at, TOO_DEEP.to_owned()));
            blank(working, range);
        } else if TokenStream::from_str(part(working, range)).is_err() {
            left_out.push((range.start, "a delimiter or a quote in this item has no partner".to_owned()));
            blank(working, range);
        }
    }
    clear_positions();
}

/// The file cut where items begin at the left edge; attributes stay with their item.
fn left_edge_parts(text: &str, left_edge: &[u32]) -> Vec<Range> {
    let mut parts = Vec::new();
    let mut start = 0;
    for &edge in left_edge.iter().filter(|&&edge| begins_item(text.get(edge as usize..).unwrap_or_default())) {
        let before = part(text, Range { start, end: edge }).trim();
        let is_attribute = before.starts_with("#[") && before.ends_with(']');
        if edge > start && !is_attribute {
            parts.push(Range { start, end: edge });
            start = edge;
        }
    }
    parts.push(Range { start, end: offset(text.len()) });
    parts
}

fn begins_item(text: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "fn",
        "pub",
        "async",
        "impl",
        "struct",
        "enum",
        "trait",
        "mod",
        "use",
        "const",
        "static",
        "type",
        "unsafe",
        "extern",
        "union",
        "macro_rules",
    ];
    let word = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
    KEYWORDS.contains(&word) || text.starts_with("#[")
}
