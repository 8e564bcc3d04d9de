//! What stands where in a file, without a parser: items with their ranges, imports, scopes, and the words by which other items may be
//! meant. Comes in: text; goes out: [`Outline`], plain data that holds no text. Total on any input, linear, never recursing.
//! Positions are bytes of the file. What a name means is no question here.

mod attributes;
mod bodies;
mod depth;
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
#[cfg(test)]
use item::Visibility;
pub(in crate::code) use item::{FoundIn, Item, ItemIndex, Kind, ScopeIndex, ScopeKind};
pub(in crate::code) use postings::{Asked, ItemId, Outlined, Postings};
pub(in crate::code) use tables::Outline;
pub(in crate::code) use tokens::name_in;
pub(in crate::code) use words::{Role, WRITES_BY_NAME};

use super::prefilter::TellingWords;
use tokens::Tokens;

/// What is asked of the outlines of a workspace.
#[derive(Clone, Copy)]
pub(in crate::code) struct Wanted<'w> {
    /// Says of the name of a macro whether its arguments hold items.
    pub(in crate::code) holds_items: &'w dyn Fn(&str) -> bool,
    /// The words by which telemetry is recognised.
    pub(in crate::code) telling: Option<&'w TellingWords<'w>>,
    /// The lists of words that are kept.
    pub(in crate::code) roles: &'w [Role],
}

impl Wanted<'_> {
    fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// The outline of a text.
pub(in crate::code) fn outline(text: &str, wanted: &Wanted<'_>) -> Outline {
    let tokens = Tokens::new(text);
    if tokens.cut_off.is_none() && tokens.unbalanced.is_none() {
        return of_tokens(tokens, wanted);
    }
    let (working, mut problems) = unbalanced::repaired(text, &tokens);
    let repaired = Tokens::new(&working);
    let refused = unbalanced::refused(&repaired);
    let mut outline = if refused.is_some() { Outline::empty(text) } else { of_tokens(repaired, wanted) };
    problems.extend(refused);
    outline.problems = problems;
    // Comments are read in what is left out too.
    outline.comments = tokens.comments;
    outline
}

fn of_tokens(tokens: Tokens<'_>, wanted: &Wanted<'_>) -> Outline {
    let mut outline = regions::regions(&tokens, wanted.holds_items);
    scopes::scopes(&mut outline);
    words::words(&tokens, wanted, &mut outline);
    outline.shrink();
    outline.comments = tokens.comments;
    depth::leave_out(&mut outline, &tokens.too_deep);
    outline.too_deep = tokens.too_deep;
    outline
}

/// With all words.
#[cfg(test)]
pub(in crate::code) fn full_outline(text: &str, holds_items: &dyn Fn(&str) -> bool) -> Outline {
    let roles = &[Role::Header, Role::Body, Role::Call, Role::Written, Role::Text];
    outline(text, &Wanted { holds_items, telling: None, roles })
}
