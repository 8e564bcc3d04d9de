//! Imports: each leaf of a `use` tree by itself. Comes in: the tokens of a tree; goes out: [`Import`]s in source order. Never recurses.

use super::item::{ItemIndex, Visibility};
use super::keywords::Keyword;
use super::tables::Outline;
use super::tokens::{Kind, Tokens};
use crate::code::tree::Range;

/// One name, or all of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) struct Import {
    pub(in crate::code) item: ItemIndex,
    /// The last name of its path; absent for `*` alone. A `self` that a path goes before is left out.
    pub(in crate::code) path: Option<SegmentIndex>,
    /// The name in this scope; absent for `*`, and for `self` without a path.
    pub(in crate::code) name: Option<Range>,
    /// It starts with `::`.
    pub(in crate::code) is_global: bool,
    pub(in crate::code) leaf: Leaf,
    /// A re-export.
    pub(in crate::code) is_public: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Leaf {
    Name,
    /// `use a as b`
    Renamed,
    /// `use a::*`
    Glob,
}

/// The position of a segment in [`Outline::segments`].
pub(in crate::code) type SegmentIndex = u32;

/// A name in the path of imports. Those that a path shares with others are there once, however many they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) struct Segment {
    pub(in crate::code) name: Range,
    pub(in crate::code) before: Option<SegmentIndex>,
}

/// The leaves of the tree between two positions.
pub(super) fn imports(
    tokens: &Tokens<'_>,
    (first, end): (usize, usize),
    item: ItemIndex,
    visibility: Visibility,
    outline: &mut Outline,
) {
    let is_public = visibility != Visibility::Private;
    let plain = Import { item, path: None, name: None, is_global: false, leaf: Leaf::Name, is_public };
    let mut tree = Tree { tokens, plain, path: None, around: Vec::new() };
    let mut at = first;
    while at < end {
        at = tree.token(at, outline);
    }
}

/// The path to the token at hand.
struct Tree<'r, 't> {
    tokens: &'r Tokens<'t>,
    /// What all imports of the tree have in common.
    plain: Import,
    path: Option<SegmentIndex>,
    /// The path before each brace that is open.
    around: Vec<Option<SegmentIndex>>,
}

impl Tree<'_, '_> {
    /// Takes the token at a position, and says which is next.
    fn token(&mut self, at: usize, outline: &mut Outline) -> usize {
        let tokens = self.tokens;
        match tokens.kind(at) {
            Some(Kind::Word(keyword)) => return self.name(at, keyword, outline),
            Some(Kind::Sign(b':')) if self.path.is_none() && self.around.is_empty() => self.plain.is_global = true,
            Some(Kind::Sign(b'*')) => outline.imports.push(Import { path: self.path, leaf: Leaf::Glob, ..self.plain }),
            Some(Kind::Open(_)) => self.around.push(self.path),
            Some(Kind::Close(_)) => {
                self.around.pop();
                self.path = self.around.last().copied().flatten();
            }
            Some(Kind::Sign(b',')) => self.path = self.around.last().copied().flatten(),
            _ => {}
        }
        at + 1
    }

    fn name(&mut self, at: usize, keyword: Keyword, outline: &mut Outline) -> usize {
        let tokens = self.tokens;
        let is_leaf = !tokens.is_path_separator(at + 1);
        // `a::{self}` is `a`.
        let is_self = is_leaf && keyword == Keyword::SelfValue && self.path.is_some();
        if !is_self {
            let before = self.path.replace(crate::text::offset(outline.segments.len()));
            outline.segments.push(Segment { name: tokens.range(at), before });
        }
        if !is_leaf {
            return at + 1;
        }
        let renamed = (tokens.keyword(at + 1) == Some(Keyword::As)).then_some(at + 2);
        let last = self.path.and_then(|path| outline.segments.get(path as usize)).map(|last| last.name);
        let is_named = is_self || keyword != Keyword::SelfValue;
        let name = renamed.map(|at| tokens.range(at)).or(last.filter(|_| is_named));
        let leaf = if renamed.is_some() { Leaf::Renamed } else { Leaf::Name };
        outline.imports.push(Import { path: self.path, name, leaf, ..self.plain });
        renamed.unwrap_or(at) + 1
    }
}
