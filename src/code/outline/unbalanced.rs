//! A file with a delimiter, a quote or a comment without its partner: what has none is left out and told, and the rest is looked
//! through. Offsets stay as they are.

use super::tokens::Tokens;
use crate::code::nesting::TOO_DEEP;
use crate::code::parse;

/// What is left of the text, and what is to be said of the rest. None where nothing can be done.
pub(super) fn repaired(text: &str, tokens: &Tokens<'_>) -> (String, Vec<(u32, String)>) {
    let mut working = parse::blank_prefix(text, &[]);
    let mut left_out = Vec::new();
    if let Some(at) = tokens.cut_off {
        left_out.push(parse::leave_out_comment(&mut working, at));
    }
    if tokens.unbalanced.is_some() {
        parse::leave_out_unbalanced(&mut working, &tokens.left_edge(), &mut left_out);
    }
    (working, left_out.into_iter().map(|part| (part.at, part.reason)).collect())
}

/// Says of what is left that it is of no use.
pub(super) fn refused(tokens: &Tokens<'_>) -> Option<(u32, String)> {
    if !tokens.too_deep.is_empty() {
        return Some((0, TOO_DEEP.to_owned()));
    }
    tokens.unbalanced.map(|_| (0, "the rest of the file does not parse either".to_owned()))
}
