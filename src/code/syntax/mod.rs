//! One item at a time to the own tree. Comes in: an outline and the text that it is of; goes out: signatures, type definitions and bodies
//! with positions in the file. syn sees the text of what is asked for and nothing else, and what does not parse is a problem of that item
//! alone. Deep text wants the stack that [`super::STACK_BYTES`] gives.

mod answers;
mod item;
mod parse;
mod relocate;
#[cfg(test)]
mod tests;

use rustc_hash::FxHashMap;

use super::lower::ImplSignature;
use super::outline::{ItemId, ItemIndex, Kind};
use crate::knowledge::{Catalog, Grammar};
use answers::Answers;
pub(in crate::code) use item::{Body, Code, Signature, SourceFile, TypeDefinition};
pub(in crate::code) use parse::{Answer, Given};

/// All that was asked of the files of a workspace. Questions are asked in waves: each list is read side by side, without a lock, and
/// what was asked before is not read again.
pub(in crate::code) struct Syntax<'s> {
    files: Vec<SourceFile<'s>>,
    catalog: &'s Catalog,
    wrappers: &'s FxHashMap<String, Grammar>,
    implementations: Answers<ImplSignature>,
    signatures: Answers<Signature>,
    definitions: Answers<TypeDefinition>,
    bodies: Answers<Body>,
}

impl<'s> Syntax<'s> {
    pub(in crate::code) fn new(
        files: Vec<SourceFile<'s>>,
        catalog: &'s Catalog,
        wrappers: &'s FxHashMap<String, Grammar>,
    ) -> Self {
        let (implementations, signatures) = (Answers::default(), Answers::default());
        let (definitions, bodies) = (Answers::default(), Answers::default());
        Self { files, catalog, wrappers, implementations, signatures, definitions, bodies }
    }

    /// Reads what these `impl`s are of.
    pub(in crate::code) fn read_implementations(&mut self, wanted: &[ItemId]) {
        let (files, context) = (&self.files, (self.catalog, self.wrappers));
        self.implementations.fill(wanted, |id| Some(files.get(id.file as usize)?.implementation(context, id.item)));
    }

    /// Reads the signatures of functions and constants, and what the `impl`s around them are of.
    pub(in crate::code) fn read_signatures(&mut self, wanted: &[ItemId]) {
        let around: Vec<ItemId> = wanted.iter().filter_map(|id| implementation_around(&self.files, *id)).collect();
        self.read_implementations(&around);
        let (files, known, context) = (&self.files, &self.implementations, (self.catalog, self.wrappers));
        let around = |id: ItemId| implementation_around(files, id).and_then(|around| known.get(around));
        self.signatures.fill(wanted, |id| Some(files.get(id.file as usize)?.signature(context, id.item, around(id))));
    }

    /// Reads structs, enums, unions and aliases.
    pub(in crate::code) fn read_definitions(&mut self, wanted: &[ItemId]) {
        let (files, context) = (&self.files, (self.catalog, self.wrappers));
        self.definitions.fill(wanted, |id| Some(files.get(id.file as usize)?.type_definition(context, id.item)));
    }

    /// Reads bodies, and the signatures before them.
    pub(in crate::code) fn read_bodies(&mut self, wanted: &[ItemId]) {
        let signed = |id: &&ItemId| self.kind(**id) != Some(Kind::MacroDefinition);
        let signatures: Vec<ItemId> = wanted.iter().filter(signed).copied().collect();
        self.read_signatures(&signatures);
        let (files, context) = (&self.files, (self.catalog, self.wrappers));
        let signatures = &self.signatures;
        self.bodies.fill(wanted, |id| files.get(id.file as usize)?.body(context, id.item, signatures.get(id)));
    }

    pub(in crate::code) fn implementation(&self, id: ItemId) -> Option<&Answer<ImplSignature>> {
        self.implementations.answer(id)
    }

    pub(in crate::code) fn signature(&self, id: ItemId) -> Option<&Answer<Signature>> {
        self.signatures.answer(id)
    }

    pub(in crate::code) fn definition(&self, id: ItemId) -> Option<&Answer<TypeDefinition>> {
        self.definitions.answer(id)
    }

    pub(in crate::code) fn body(&self, id: ItemId) -> Option<&Answer<Body>> {
        self.bodies.answer(id)
    }

    /// What syn was given, and how often.
    pub(in crate::code) fn given(&self) -> Given {
        let all = [self.implementations.given(), self.signatures.given(), self.definitions.given(), self.bodies.given()];
        all.into_iter().fold(Given::default(), Given::with)
    }

    fn kind(&self, id: ItemId) -> Option<Kind> {
        Some(self.files.get(id.file as usize)?.outline.item(id.item)?.kind)
    }
}

fn implementation_around(files: &[SourceFile<'_>], id: ItemId) -> Option<ItemId> {
    let outline = files.get(id.file as usize)?.outline;
    let parent: ItemIndex = outline.item(id.item)?.parent?;
    (outline.item(parent)?.kind == Kind::Impl).then_some(ItemId { file: id.file, item: parent })
}
