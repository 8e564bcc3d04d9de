//! From words to the items that have them: who names, calls, writes, implements or spells it. Candidates in order of file and place.
//! Comes in: the outlines of all files; goes out: [`Postings`], which are only read. Files are looked through side by side without a
//! lock, and sorted by all that tells two entries apart: the result is the same with any number of threads.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::imports::Leaf;
use super::item::{Item, ItemIndex, Kind};
use super::tables::Outline;
use super::tokens::name_in;
use super::words::Role;
use crate::code::tree::Range;
use crate::code::word_hash::{WordHash, name_hash};
use crate::text::offset;

/// An item of a workspace: its file's position, and its own in the outline of that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::code) struct ItemId {
    pub(in crate::code) file: u32,
    pub(in crate::code) item: ItemIndex,
}

/// How an item has a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Asked {
    /// It is its name.
    Defined,
    Has(Role),
    /// It implements the trait of that name.
    Implements,
    /// It is an `impl` for the type of that name.
    ImplementedFor,
}

impl Asked {
    pub(in crate::code) const ALL: [Self; 8] = [
        Self::Defined,
        Self::Has(Role::Header),
        Self::Has(Role::Body),
        Self::Has(Role::Call),
        Self::Has(Role::Written),
        Self::Has(Role::Text),
        Self::Implements,
        Self::ImplementedFor,
    ];

    fn position(self) -> usize {
        match self {
            Self::Defined => 0,
            Self::Has(role) => 1 + role as usize,
            Self::Implements => 6,
            Self::ImplementedFor => 7,
        }
    }
}

/// A file of the workspace.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) struct Outlined<'o> {
    pub(in crate::code) text: &'o str,
    pub(in crate::code) outline: &'o Outline,
}

#[derive(Debug, Default)]
pub(in crate::code) struct Postings {
    /// How many items the files before each have.
    before: Vec<u32>,
    /// By the position of what is asked.
    lists: Vec<List>,
}

/// Sorted words, and of each the items, by their number in the whole workspace.
#[derive(Debug, Default)]
struct List {
    words: Vec<WordHash>,
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Postings {
    /// For these questions. Of the words in headers and bodies only those that are names of items of these files, or `known`.
    pub(in crate::code) fn new(files: &[Outlined<'_>], questions: &[Asked], known: &FxHashSet<WordHash>) -> Self {
        let mut before = Vec::with_capacity(files.len());
        let mut count = 0;
        for file in files {
            before.push(count);
            count += offset(file.outline.items.len());
        }
        let mut lists = Vec::new();
        let mut names = known.clone();
        let by_name = |asked: &Asked| matches!(asked, Asked::Has(Role::Header | Role::Body));
        let needs_names = questions.iter().any(by_name);
        for asked in Asked::ALL {
            let is_asked = questions.contains(&asked) || needs_names && asked == Asked::Defined;
            if !is_asked {
                lists.push(List::default());
                continue;
            }
            let is_meant = |word: WordHash| !by_name(&asked) || names.contains(&word);
            let found: Vec<Vec<(WordHash, u32)>> =
                files.par_iter().zip(&before).map(|(file, before)| entries(*file, *before, asked, &is_meant)).collect();
            let list = List::new(found.concat());
            if needs_names && asked == Asked::Defined {
                names.extend(&list.words);
                names.extend(files.par_iter().flat_map_iter(|file| local_names(*file)).collect::<Vec<_>>());
            }
            lists.push(list);
        }
        Self { before, lists }
    }

    /// The items that have a word in that way.
    pub(in crate::code) fn items(&self, asked: Asked, word: WordHash) -> impl Iterator<Item = ItemId> {
        let items = self.lists.get(asked.position()).map_or(&[][..], |list| list.of(word));
        items.iter().map(|number| {
            let file = self.before.partition_point(|before| before <= number).saturating_sub(1);
            ItemId { file: offset(file), item: number - self.before[file] }
        })
    }
}

impl List {
    fn new(mut entries: Vec<(WordHash, u32)>) -> Self {
        entries.par_sort_unstable();
        entries.dedup();
        let mut list = Self::default();
        list.items.reserve_exact(entries.len());
        for (word, item) in entries {
            if list.words.last() != Some(&word) {
                list.words.push(word);
                list.starts.push(offset(list.items.len()));
            }
            list.items.push(item);
        }
        list
    }

    fn of(&self, word: WordHash) -> &[u32] {
        let Ok(at) = self.words.binary_search(&word) else { return &[] };
        let start = self.starts[at] as usize;
        let end = self.starts.get(at + 1).map_or(self.items.len(), |end| *end as usize);
        self.items.get(start..end).unwrap_or_default()
    }
}

fn entries(file: Outlined<'_>, before: u32, asked: Asked, is_meant: &dyn Fn(WordHash) -> bool) -> Vec<(WordHash, u32)> {
    let Outlined { text, outline } = file;
    let items = || outline.items.iter().zip(before..);
    let named = |range: Range| (range.start < range.end).then(|| name_hash(name_in(text, range)));
    match asked {
        Asked::Defined => {
            let defines = |item: &Item| !matches!(item.kind, Kind::Impl | Kind::MacroCall | Kind::ExternCrate);
            items().filter(|(item, _)| defines(item)).filter_map(|(item, number)| Some((named(item.name)?, number))).collect()
        }
        Asked::Has(role) => {
            let words = items().flat_map(|(item, number)| item.words.of(role, outline).iter().map(move |word| (*word, number)));
            words.filter(|(word, _)| is_meant(*word)).collect()
        }
        Asked::Implements => {
            outline.impls.iter().filter_map(|found| Some((named(found.trait_name)?, before + found.item))).collect()
        }
        Asked::ImplementedFor => {
            let name = |item: ItemIndex| outline.item(item).and_then(|item| named(item.name));
            outline.impls.iter().filter_map(|found| Some((name(found.item)?, before + found.item))).collect()
        }
    }
}

/// Other names that its imports give to items.
fn local_names(file: Outlined<'_>) -> impl Iterator<Item = WordHash> {
    let renamed = file.outline.imports.iter().filter(|import| import.leaf == Leaf::Renamed);
    renamed.filter_map(|import| import.name).map(move |name| name_hash(name_in(file.text, name)))
}
