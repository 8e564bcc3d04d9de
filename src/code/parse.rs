//! Text to syn's tree, on the same bytes: what cannot be parsed is blanked and reported, and the rest of the file is read.

use std::str::FromStr;

use proc_macro2::TokenStream;
use rustc_hash::FxHashMap;

use super::nesting;
use super::scan::{FunctionRange, Scan};
use super::tree::Range;
use crate::knowledge::OwnWords;
use crate::text::offset;

/// A part of a file that was left out, and why.
#[derive(Debug)]
pub(crate) struct LeftOut {
    pub(crate) at: u32,
    pub(crate) reason: String,
}

/// How often a file is parsed again without its broken part. Each costs a parse.
const MAX_ATTEMPTS: usize = 24;

/// Parses what can be parsed, without the parts in `unread`. Offsets in the tree are those of `text`.
pub(crate) fn parse(text: &str, scan: &Scan, unread: &[Range]) -> (syn::File, Vec<LeftOut>) {
    let mut working = blank_prefix(text, unread);
    let mut left_out = Vec::new();
    if let Some(at) = scan.cut_off {
        left_out.push(leave_out_comment(&mut working, at));
    }
    let rescanned;
    let mut functions = &scan.functions;
    if scan.unbalanced.is_some() {
        leave_out_unbalanced(&mut working, &scan.left_edge, &mut left_out);
        rescanned = super::scan::scan(&working, &FxHashMap::default(), &OwnWords::default());
        functions = &rescanned.functions;
    }
    let mut rest = "the rest of the file does not parse either";
    for attempt in 0..MAX_ATTEMPTS {
        // What is left out may bring together what it has kept apart.
        if (attempt > 0 || !left_out.is_empty()) && nesting::is_too_deep(&working) {
            rest = nesting::TOO_DEEP;
            break;
        }
        let error = match syn::parse_str::<syn::File>(&working) {
            Ok(file) => return (file, left_out),
            Err(error) => error,
        };
        let at = offset(error.span().byte_range().start).min(offset(working.len()));
        clear_positions();
        let Some(broken) = broken_part(&working, functions, &scan.left_edge, at) else { break };
        left_out.push(LeftOut { at, reason: error.to_string() });
        blank(&mut working, broken);
    }
    left_out.push(LeftOut { at: 0, reason: rest.to_owned() });
    (syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: Vec::new() }, left_out)
}

/// Blanks a comment that never ends.
pub(super) fn leave_out_comment(working: &mut String, at: u32) -> LeftOut {
    let end = offset(working.len());
    blank(working, Range { start: at, end });
    LeftOut { at, reason: "this comment never ends".to_owned() }
}

/// Blanks the items at the left edge whose delimiters or quotes do not match by themselves.
pub(super) fn leave_out_unbalanced(working: &mut String, left_edge: &[u32], left_out: &mut Vec<LeftOut>) {
    for part in left_edge_parts(working, left_edge) {
        let own = text_of(working, part);
        if TokenStream::from_str(own).is_err() {
            left_out.push(LeftOut { at: part.start, reason: "a delimiter or a quote in this item has no partner".to_owned() });
            blank(working, part);
        }
    }
    clear_positions();
}

/// Forgets the positions of everything that this thread has parsed. They grow without bound otherwise.
pub(crate) fn clear_positions() {
    proc_macro2::extra::invalidate_current_thread_spans();
}

/// How long the byte order mark and the `#!` line are, which are no code.
pub(super) fn prefix(text: &str) -> u32 {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let start = offset(text.len() - rest.len());
    if rest.strip_prefix("#!").is_some_and(|rest| !rest.trim_start().starts_with('[')) {
        return start + offset(rest.find('\n').unwrap_or(rest.len()));
    }
    start
}

/// What is no code and the parts that are not read as spaces, so that every offset stays as it is.
pub(super) fn blank_prefix(text: &str, unread: &[Range]) -> String {
    let mut start = prefix(text);
    let mut working = String::with_capacity(text.len());
    push_spaces(&mut working, text_of(text, Range { start: 0, end: start }));
    for part in unread {
        // Parts inside a part that was left out are gone with it.
        if part.start >= start {
            working.push_str(text_of(text, Range { start, end: part.start }));
            push_spaces(&mut working, text_of(text, *part));
            start = part.end;
        }
    }
    working.push_str(text_of(text, Range { start, end: offset(text.len()) }));
    working
}

/// Parts begin and end with tokens, so none cuts a letter in two.
fn text_of(text: &str, part: Range) -> &str {
    text.get(part.start as usize..part.end as usize).unwrap_or_default()
}

pub(super) fn push_spaces(working: &mut String, part: &str) {
    working.extend(part.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
}

fn blank(text: &mut String, part: Range) {
    let range = part.start as usize..(part.end as usize).min(text.len());
    let Some(blanked) = text.get(range.clone()) else { return };
    let mut spaces = String::with_capacity(blanked.len());
    push_spaces(&mut spaces, blanked);
    text.replace_range(range, &spaces);
}

/// The smallest part around the error that can be left out: the body of a function, the function, or the item at the left edge.
fn broken_part(text: &str, functions: &[FunctionRange], left_edge: &[u32], at: u32) -> Option<Range> {
    let is_there = |part: &Range| text.get(part.start as usize..part.end as usize).is_some_and(|part| !part.trim().is_empty());
    let innermost = |part: fn(&FunctionRange) -> Range| {
        let around = functions.iter().map(part).filter(|part| part.start <= at && at <= part.end);
        around.filter(is_there).min_by_key(|part| part.end - part.start)
    };
    let item = || left_edge_parts(text, left_edge).into_iter().rev().filter(is_there).find(|part| part.start <= at);
    innermost(|function| function.body).or_else(|| innermost(|function| function.whole)).or_else(item)
}

/// The file cut where items begin at the left edge; attributes stay with their item.
fn left_edge_parts(text: &str, left_edge: &[u32]) -> Vec<Range> {
    let mut parts = Vec::new();
    let mut start = 0;
    for &edge in left_edge.iter().filter(|&&edge| begins_item(text.get(edge as usize..).unwrap_or_default())) {
        let before = text_of(text, Range { start, end: edge }).trim();
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
