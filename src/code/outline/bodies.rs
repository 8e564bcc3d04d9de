//! Items within bodies: functions, types and imports that stand where statements begin, also in closures and in the arguments of macros,
//! and the blocks whose names they are. Each token is looked at once.

use super::header::{Header, Place, header};
use super::item::{FoundIn, ItemIndex, ScopeKind, ScopeOf};
use super::regions::{Finder, Region};
use super::tokens::Kind;

/// What is left of a body.
pub(super) struct Body {
    at: usize,
    end: usize,
    parent: ItemIndex,
    found_in: FoundIn,
    /// The groups that are open, outermost first.
    groups: Vec<Group>,
    is_statement_start: bool,
    /// No item begins before this position.
    no_item_before: usize,
}

struct Group {
    open: usize,
    close: usize,
    /// Here or around here are the arguments of a macro.
    in_macro: bool,
    has_scope: bool,
}

impl Body {
    /// Between the braces, which stand at `open` and `end`.
    pub(super) fn of_function(open: usize, at: usize, end: usize, parent: ItemIndex, found_in: FoundIn) -> Self {
        let groups = vec![Group { open, close: end, in_macro: false, has_scope: false }];
        Self { at, end, parent, found_in, groups, is_statement_start: true, no_item_before: 0 }
    }

    /// The value of a constant.
    pub(super) fn of_value(at: usize, end: usize, parent: ItemIndex, found_in: FoundIn) -> Self {
        Self { at, end, parent, found_in, groups: Vec::new(), is_statement_start: false, no_item_before: 0 }
    }
}

impl Finder<'_, '_> {
    pub(super) fn body(&mut self, mut body: Body) {
        while body.at < body.end {
            let at = body.at;
            let starts = std::mem::take(&mut body.is_statement_start);
            let Some(kind) = self.tokens.kind(at) else { return };
            if starts
                && at >= body.no_item_before
                && may_begin_item(kind)
                && let Some((found, found_in)) = self.item_in(&mut body, at)
            {
                let Some(inner) = self.add(&found, Place::Statement, Some(body.parent), found_in) else { continue };
                // What is left of the body comes after what is in the item.
                self.left.push(Region::Body(body));
                self.left.push(inner);
                return;
            }
            match kind {
                Kind::Open(delimiter) => {
                    let is_macro = self.opens_macro(at);
                    let is_inside = is_macro || body.groups.last().is_some_and(|group| group.in_macro);
                    let close = self.tokens.partner(at);
                    body.groups.push(Group { open: at, close, in_macro: is_inside, has_scope: false });
                    body.is_statement_start = is_macro || delimiter == b'{';
                }
                Kind::Close(delimiter) => {
                    body.groups.pop();
                    body.is_statement_start = delimiter == b'}';
                }
                Kind::Sign(b';') => body.is_statement_start = true,
                Kind::Word(_) | Kind::Literal | Kind::Sign(_) | Kind::Doc => {}
            }
            body.at = at + 1;
        }
    }

    /// The item that begins where a statement does, behind which the body goes on; none where that is no item.
    fn item_in(&mut self, body: &mut Body, at: usize) -> Option<(Header, FoundIn)> {
        let group = body.groups.last_mut()?;
        let found = match header(self.tokens, at, group.close, Place::Statement) {
            Ok(found) => found,
            Err(next) => {
                body.no_item_before = next;
                return None;
            }
        };
        if !group.has_scope {
            group.has_scope = true;
            let range = self.tokens.span(group.open, group.close + 1);
            self.outline.scopes.push(ScopeOf { kind: ScopeKind::Block, range, parent: None, is_test: false });
        }
        let found_in = if group.in_macro { FoundIn::BodyMacro } else { body.found_in };
        body.at = found.end;
        body.is_statement_start = true;
        Some((found, found_in))
    }

    /// Whether the arguments of a macro open there: behind `name!`, or behind the name that it is given.
    fn opens_macro(&self, at: usize) -> bool {
        let is_mark = |at: usize| self.tokens.is_sign(at, b'!') && at > 0 && self.tokens.keyword(at - 1).is_some();
        at > 0 && is_mark(at - 1) || at > 1 && self.tokens.keyword(at - 1).is_some() && is_mark(at - 2)
    }
}

fn may_begin_item(kind: Kind) -> bool {
    match kind {
        Kind::Doc | Kind::Sign(b'#') => true,
        Kind::Word(keyword) => keyword.may_begin_item(),
        _ => false,
    }
}
