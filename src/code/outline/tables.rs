//! The outline of one file: lists of plain data, and how they are asked.

use super::attributes::Attribute;
use super::imports::{Import, Segment};
use super::item::{ImplHeader, Item, ItemIndex, ScopeIndex, ScopeKind, ScopeOf};
use super::words::Role;
use crate::code::nesting::TooDeep;
use crate::code::suppressions::Comment;
use crate::code::tree::Range;
use crate::code::word_hash::WordHash;

/// What a file holds. All lists are in order of their place, but [`Outline::words`], which items have parts of.
#[derive(Debug, Default)]
pub(in crate::code) struct Outline {
    pub(in crate::code) items: Vec<Item>,
    pub(in crate::code) impls: Vec<ImplHeader>,
    pub(in crate::code) scopes: Vec<ScopeOf>,
    pub(in crate::code) imports: Vec<Import>,
    pub(in crate::code) segments: Vec<Segment>,
    pub(in crate::code) attributes: Vec<Attribute>,
    pub(in crate::code) words: Vec<WordHash>,
    pub(in crate::code) comments: Vec<Comment>,
    pub(in crate::code) too_deep: Vec<TooDeep>,
    /// What nests too deep to be read, and the place where it does.
    pub(in crate::code) left_out: Vec<(Range, u32)>,
    /// Tokens where items should stand.
    pub(in crate::code) stray: Vec<Range>,
    /// Parts that were left out, and why.
    pub(in crate::code) problems: Vec<(u32, String)>,
    /// `#![cfg(test)]`
    pub(in crate::code) is_test: bool,
    /// Whether any macro or attribute of telemetry is there, even an event without fields.
    pub(in crate::code) has_macros: bool,
}

/// How long the lists are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Marks {
    items: usize,
    impls: usize,
    scopes: usize,
    imports: usize,
    segments: usize,
    attributes: usize,
}

impl Outline {
    /// A file of which nothing is known but its scope.
    pub(super) fn empty(text: &str) -> Self {
        let whole = Range { start: 0, end: crate::text::offset(text.len()) };
        let file = ScopeOf { kind: ScopeKind::File, range: whole, parent: None, is_test: false };
        Self { scopes: vec![file], ..Self::default() }
    }

    pub(super) fn marks(&self) -> Marks {
        Marks {
            items: self.items.len(),
            impls: self.impls.len(),
            scopes: self.scopes.len(),
            imports: self.imports.len(),
            segments: self.segments.len(),
            attributes: self.attributes.len(),
        }
    }

    /// Gives back what the lists have room for and do not need: outlines are kept for the whole run.
    pub(super) fn shrink(&mut self) {
        self.items.shrink_to_fit();
        self.imports.shrink_to_fit();
        self.segments.shrink_to_fit();
        self.attributes.shrink_to_fit();
        self.words.shrink_to_fit();
    }

    /// Leaves out what was found since.
    pub(super) fn forget(&mut self, marks: Marks) {
        self.items.truncate(marks.items);
        self.impls.truncate(marks.impls);
        self.scopes.truncate(marks.scopes);
        self.imports.truncate(marks.imports);
        self.segments.truncate(marks.segments);
        self.attributes.truncate(marks.attributes);
    }

    /// Whether something is in a part that is not read.
    pub(in crate::code) fn is_left_out(&self, range: Range) -> bool {
        self.left_out.iter().any(|(part, _)| part.contains(range))
    }

    pub(in crate::code) fn item(&self, index: ItemIndex) -> Option<&Item> {
        self.items.get(index as usize)
    }

    /// Hashes of the texts in it that could be names of fields.
    pub(in crate::code) fn texts(&self) -> impl Iterator<Item = WordHash> {
        self.items.iter().flat_map(|item| item.words.of(Role::Text, self)).copied()
    }

    /// The items with that one as their parent, in order.
    pub(in crate::code) fn children(&self, of: ItemIndex) -> impl Iterator<Item = (ItemIndex, &Item)> {
        let end = self.item(of).map_or(0, |item| item.whole.end);
        let after = (of + 1..).zip(self.items.iter().skip(of as usize + 1));
        after.take_while(move |(_, item)| item.whole.start < end).filter(move |(_, item)| item.parent == Some(of))
    }

    /// The scope of the block whose delimiters these are.
    pub(in crate::code) fn block_scope(&self, range: Range) -> Option<ScopeIndex> {
        let at =
            self.scopes.binary_search_by_key(&(range.start, range.end), |scope| (scope.range.start, scope.range.end)).ok()?;
        u32::try_from(at).ok()
    }

    /// The scope that the arguments of a macro are, whose call ends with them.
    pub(in crate::code) fn arguments_scope(&self, call: Range) -> Option<ScopeIndex> {
        let at = self.scopes.partition_point(|scope| scope.range.start <= call.start);
        let first = self.scopes.get(at).filter(|scope| scope.range.end == call.end)?;
        (first.kind == ScopeKind::Block).then(|| crate::text::offset(at))
    }

    /// The names in the path of an import.
    pub(in crate::code) fn path(&self, import: &Import) -> Vec<Range> {
        let mut names = Vec::new();
        let mut next = import.path;
        while let Some(segment) = next.and_then(|at| self.segments.get(at as usize)) {
            names.push(segment.name);
            next = segment.before;
        }
        names.reverse();
        names
    }
}
