//! Who calls what, by name: candidates, which types confirm. Comes in: the outlines of all files; goes out: functions.

use rustc_hash::{FxHashMap, FxHashSet};

use super::item::Item;
use super::outline::{Asked, ItemId, ItemIndex, Outlined, Postings, Role};
use super::syntax::Syntax;
use super::word_hash::WordHash;
use crate::text::offset;

#[derive(Debug)]
pub(super) struct Callers {
    postings: Postings,
    /// The functions that items of outlines are.
    functions: FxHashMap<ItemId, Item>,
}

impl Callers {
    pub(super) fn new(syntax: &Syntax) -> Self {
        let files: Vec<Outlined<'_>> =
            syntax.files().iter().map(|file| Outlined { text: &file.text, outline: &file.outline }).collect();
        let postings = Postings::new(&files, &[Asked::Has(Role::Call)], &FxHashSet::default());
        Self { postings, functions: FxHashMap::default() }
    }

    /// A function, and its item in the outline of its file.
    pub(super) fn add(&mut self, function: Item, outlined: ItemIndex) {
        self.functions.insert(ItemId { file: offset(function.unit), item: outlined }, function);
    }

    /// The functions that call something of that name, in order of file and place. Its own name before its parameters is no call.
    pub(super) fn of(&self, name: WordHash) -> impl Iterator<Item = Item> {
        self.postings.items(Asked::Has(Role::Call), name).filter_map(|id| self.functions.get(&id).copied())
    }
}
