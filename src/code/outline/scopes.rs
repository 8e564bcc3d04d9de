//! Scopes by place: each within which, the scope of each item, and what is test code because of what is around it.

use super::item::{Item, ScopeIndex, ScopeKind, ScopeOf};
use super::tables::Outline;
use crate::text::offset;

/// Sorts the scopes, and gives items and scopes their scope.
pub(super) fn scopes(outline: &mut Outline) {
    outline.scopes.sort_by_key(|scope| (scope.range.start, std::cmp::Reverse(scope.range.end), scope.kind != ScopeKind::File));
    tests(outline);
    let mut around: Vec<ScopeIndex> = Vec::new();
    let mut next = 0;
    for at in 0..outline.items.len() {
        let start = outline.items[at].whole.start;
        while let Some(scope) = outline.scopes.get(next).copied().filter(|scope| scope.range.start <= start) {
            leave(&mut around, &outline.scopes, scope.range.start);
            let found = test_of(&scope, &outline.items, at);
            outline.scopes[next].is_test = found || outline.is_test;
            outline.scopes[next].parent = around.last().copied();
            around.push(offset(next));
            next += 1;
        }
        leave(&mut around, &outline.scopes, start);
        outline.items[at].scope = around.last().copied().unwrap_or_default();
    }
    // Modules without items.
    for at in next..outline.scopes.len() {
        let scope = outline.scopes[at];
        leave(&mut around, &outline.scopes, scope.range.start);
        outline.scopes[at].is_test = outline.is_test || test_of(&scope, &outline.items, outline.items.len());
        outline.scopes[at].parent = around.last().copied();
        around.push(offset(at));
    }
}

/// What stands in test code is test code.
fn tests(outline: &mut Outline) {
    for at in 0..outline.items.len() {
        let parent = outline.items[at].parent.and_then(|parent| outline.items.get(parent as usize));
        let is_around = parent.map_or(outline.is_test, |parent| parent.is_test);
        outline.items[at].is_test |= is_around;
    }
}

/// Whether a scope is test code, by the item that it is in: that around the first item in it, which is at `first` or before.
fn test_of(scope: &ScopeOf, items: &[Item], first: usize) -> bool {
    match scope.kind {
        ScopeKind::File => false,
        ScopeKind::Module(item) => items.get(item as usize).is_some_and(|item| item.is_test),
        // A block is a scope because of its first item.
        ScopeKind::Block => {
            let parent = items.get(first).and_then(|item| item.parent);
            parent.and_then(|parent| items.get(parent as usize)).is_some_and(|parent| parent.is_test)
        }
    }
}

fn leave(around: &mut Vec<ScopeIndex>, scopes: &[ScopeOf], place: u32) {
    while around.last().and_then(|last| scopes.get(*last as usize)).is_some_and(|last| last.range.end <= place) {
        around.pop();
    }
}
