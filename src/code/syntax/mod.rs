//! One item at a time to the own tree. Comes in: an outline and the text that it is of; goes out: signatures, type definitions and bodies
//! with positions in the file. syn sees the text of what is asked for and nothing else, and what does not parse is a problem of that item
//! alone. Every question is a pure function of the text; whoever asks keeps the answer, so that nothing is asked twice. Deep text wants
//! the stack that [`super::STACK_BYTES`] gives.

mod given;
mod item;
mod parse;
mod relocate;
mod renumber;
mod strays;
#[cfg(test)]
mod tests;

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::lower::ImplSignature;
use super::outline::{FoundIn, ItemId, ItemIndex, Kind, Outline, Role};
use super::tree::{Function, Wrapper};
use super::word_hash::WordHash;
use crate::knowledge::{Grammar, Knowledge};
use given::Counted;
pub(in crate::code) use given::Given;
pub(in crate::code) use item::{Body, Code, Head, Signature, SourceFile, TypeDefinition};
pub(in crate::code) use parse::{Answer, Unparsed, is_whole};
pub(in crate::code) use renumber::renumber;

/// The files of a workspace, and what all questions about their items have in common.
#[derive(Debug)]
pub(in crate::code) struct Syntax {
    files: Vec<SourceFile>,
    knowledge: Arc<Knowledge>,
    /// How the arguments of the workspace's own macros are read, once that is known.
    pub(in crate::code) wrappers: FxHashMap<String, Grammar>,
    given: Counted,
    /// Signatures that do not parse, of those that were asked for.
    unread: Mutex<Vec<(usize, Unparsed)>>,
}

impl Syntax {
    pub(in crate::code) fn new(files: Vec<SourceFile>, knowledge: Arc<Knowledge>) -> Self {
        Self { files, knowledge, wrappers: FxHashMap::default(), given: Counted::default(), unread: Mutex::default() }
    }

    pub(in crate::code) fn files(&self) -> &[SourceFile] {
        &self.files
    }

    pub(in crate::code) fn outline(&self, file: usize) -> Option<&Outline> {
        self.files.get(file).map(|file| &file.outline)
    }

    /// What an item calls, by names.
    pub(in crate::code) fn calls(&self, file: usize, item: ItemIndex) -> &[WordHash] {
        let outline = self.outline(file);
        outline.and_then(|outline| Some(outline.item(item)?.words.of(Role::Call, outline))).unwrap_or_default()
    }

    /// What an `impl` is of.
    pub(in crate::code) fn implementation(&self, id: ItemId) -> Answer<ImplSignature> {
        self.ask(id, |file| file.implementation(id.item))
    }

    /// A function or constant, by its header; `around` is the `impl` that it stands in.
    pub(in crate::code) fn signature(&self, id: ItemId, around: Option<&ImplSignature>) -> Answer<Signature> {
        self.ask(id, |file| file.signature(self.context(), id.item, around))
    }

    /// A function, without its body. One that does not parse is told of by [`Syntax::unread`].
    pub(in crate::code) fn function(&self, id: ItemId, around: Option<&ImplSignature>) -> Option<Function> {
        match self.signature(id, around).value {
            Ok(Signature::Function(function)) => return Some(function),
            Ok(Signature::Constant(_)) => {}
            Err(unparsed) => {
                let file = id.file as usize;
                let found_in = self.outline(file).and_then(|outline| outline.item(id.item)).map(|item| item.found_in);
                if found_in == Some(FoundIn::Source) {
                    self.unread.lock().unwrap_or_else(PoisonError::into_inner).push((file, unparsed));
                }
            }
        }
        None
    }

    /// The files with signatures that were asked for and do not parse, and why.
    pub(in crate::code) fn unread(&self) -> Vec<(usize, Unparsed)> {
        let mut unread = self.unread.lock().unwrap_or_else(PoisonError::into_inner).clone();
        unread.sort_by(|(file, a), (other, b)| (file, a.at, &a.reason).cmp(&(other, b.at, &b.reason)));
        unread
    }

    /// The names in the header of an item, and in that of an `impl` around it.
    pub(in crate::code) fn names_in_headers(&self, file: usize, item: ItemIndex) -> impl Iterator<Item = &WordHash> {
        let names = |item: ItemIndex| {
            let outline = self.outline(file);
            outline.and_then(|outline| Some(outline.item(item)?.words.of(Role::Header, outline))).unwrap_or_default()
        };
        let outline = self.outline(file);
        let parent = outline.and_then(|outline| outline.item(item)?.parent);
        let around =
            parent.filter(|parent| outline.and_then(|outline| outline.item(*parent)).is_some_and(|item| item.kind == Kind::Impl));
        names(item).iter().chain(around.map(names).unwrap_or_default())
    }

    /// A struct, enum or alias.
    pub(in crate::code) fn definition(&self, id: ItemId) -> Answer<TypeDefinition> {
        self.ask(id, |file| file.type_definition(self.context(), id.item))
    }

    /// What stands behind a header. None where nothing does.
    pub(in crate::code) fn body(&self, id: ItemId, head: Head<'_>) -> Option<Answer<Body>> {
        let answer = self.files.get(id.file as usize)?.body(self.context(), id.item, head)?;
        self.given.add(answer.given);
        Some(answer)
    }

    /// Whether a macro of the workspace only hands on what it gets.
    pub(in crate::code) fn wrapper(&self, id: ItemId) -> Option<Wrapper> {
        self.files.get(id.file as usize)?.wrapper(self.context(), id.item)
    }

    /// What tokens in a file are, that stand where items should: why they are none.
    pub(in crate::code) fn strays(&self, file: usize) -> Vec<Unparsed> {
        self.files.get(file).map(strays::strays).unwrap_or_default()
    }

    /// What syn was given so far, and how often.
    pub(in crate::code) fn given(&self) -> Given {
        self.given.sum()
    }

    fn ask<T>(&self, id: ItemId, ask: impl FnOnce(&SourceFile) -> Answer<T>) -> Answer<T> {
        let answer = self.files.get(id.file as usize).map_or_else(item::no_answer, ask);
        self.given.add(answer.given);
        answer
    }

    fn context(&self) -> item::Context<'_> {
        (&self.knowledge.catalog, &self.wrappers)
    }
}
