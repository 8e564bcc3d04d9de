//! What stands where in a file, without a parser: items with their ranges, imports, scopes, and the words by which other items may be
//! meant. Comes in: text; goes out: [`Outline`], plain data that holds no text. Total on any input, linear, never recursing.
//! Positions are bytes of the file. What a name means is no question here.

mod attributes;
mod bodies;
mod header;
mod imports;
mod item;
mod keywords;
mod postings;
#[cfg(test)]
mod print;
mod regions;
mod scopes;
mod tables;
#[cfg(test)]
pub(in crate::code) mod tests;
mod tokens;
mod unbalanced;
mod words;

pub(in crate::code) use imports::Leaf;
pub(in crate::code) use item::{FoundIn, Item, ItemIndex, Kind, ScopeIndex, ScopeKind, Visibility};
pub(in crate::code) use postings::{Asked, ItemId, Outlined, Postings};
pub(in crate::code) use tables::Outline;
pub(in crate::code) use tokens::name_in;
pub(in crate::code) use words::Role;

use tokens::Tokens;

/// The outline of a text; `holds_items` says of the name of a macro whether its arguments hold items.
pub(in crate::code) fn outline(text: &str, holds_items: &dyn Fn(&str) -> bool) -> Outline {
    let tokens = Tokens::new(text);
    if tokens.cut_off.is_none() && tokens.unbalanced.is_none() {
        return of_tokens(tokens, holds_items);
    }
    let (working, mut problems) = unbalanced::repaired(text, &tokens);
    let repaired = Tokens::new(&working);
    let refused = unbalanced::refused(&repaired);
    let mut outline = if refused.is_some() { Outline::empty(text) } else { of_tokens(repaired, holds_items) };
    problems.extend(refused);
    outline.problems = problems;
    // Comments are read in what is left out too.
    outline.comments = tokens.comments;
    outline.too_deep = tokens.too_deep;
    outline
}

fn of_tokens(tokens: Tokens<'_>, holds_items: &dyn Fn(&str) -> bool) -> Outline {
    let mut outline = regions::regions(&tokens, holds_items);
    scopes::scopes(&mut outline);
    words::words(&tokens, &mut outline);
    outline.shrink();
    outline.comments = tokens.comments;
    outline.too_deep = tokens.too_deep;
    outline
}
