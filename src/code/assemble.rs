//! An outline and what syntax says of its items, to what a file declares. Comes in: a file of [`Syntax`]; goes out: [`Declared`], and what
//! of it could not be read. Scopes and imports are the outline's; syn is asked for what an `impl` is of and for types.

use super::lower::ImplSignature;
use super::nesting::TOO_DEEP;
use super::outline::{FoundIn, Item, ItemId, ItemIndex, Kind, Leaf, ScopeKind, name_in};
use super::own_function::{Of, OwnFunction};
use super::syntax::{Answer, Signature, SourceFile, Syntax, TypeDefinition, Unparsed};
use super::tree::{Path, Scope, Type, Unit};
use crate::text::offset;
use rustc_hash::FxHashMap;

/// What a file declares, before any function in it is read.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// Without functions.
    pub(super) unit: Unit,
    pub(super) functions: Vec<OwnFunction>,
    /// What each `impl` is of, that could be read.
    pub(super) impls: Vec<ImplSignature>,
}

impl Declared {
    pub(super) fn is_empty(&self) -> bool {
        self.unit.is_empty() && self.functions.is_empty()
    }
}

/// What a file declares, and what is to be told of it.
pub(super) fn assemble(syntax: &Syntax, file: usize) -> (Declared, Vec<Unparsed>) {
    let Some(source) = syntax.files().get(file) else { return (Declared::default(), Vec::new()) };
    let outline = &source.outline;
    let unit = Unit { scopes: scopes(source), ..Unit::default() };
    let told = |(at, reason): &(u32, String)| Unparsed { at: *at, reason: reason.clone() };
    let declared = Declared { unit, ..Declared::default() };
    let mut assembly = Assembly { syntax, source, file, declared, impls: FxHashMap::default(), problems: Vec::new() };
    assembly.problems.extend(outline.problems.iter().map(told));
    assembly.problems.extend(syntax.strays(file));
    for (index, item) in (0..).zip(&outline.items) {
        assembly.item(index, item);
    }
    // Of a function it is told when its body is asked for.
    let is_body = |range| outline.items.iter().any(|item| item.kind == Kind::Function && item.body == range);
    let deep = outline.left_out.iter().filter(|(range, _)| !is_body(*range));
    assembly.problems.extend(deep.map(|(_, at)| Unparsed { at: *at, reason: TOO_DEEP.to_owned() }));
    (assembly.declared, assembly.problems)
}

/// Without imports of what is left out.
fn scopes(source: &SourceFile) -> Vec<Scope> {
    let (outline, text) = (&source.outline, &*source.text);
    let mut scopes: Vec<Scope> = Vec::with_capacity(outline.scopes.len());
    for found in &outline.scopes {
        let module = match found.kind {
            ScopeKind::Module(item) if !outline.is_left_out(found.range) => outline.item(item).map(|item| item.name),
            _ => None,
        };
        let module = module.map(|name| name_in(text, name).to_owned());
        let parent = found.parent.map(|parent| parent as usize);
        scopes.push(Scope { parent, module, is_test: found.is_test || source.is_test, ..Scope::default() });
    }
    for import in &outline.imports {
        let Some(item) = outline.item(import.item).filter(|item| !outline.is_left_out(item.whole)) else { continue };
        let Some(scope) = scopes.get_mut(item.scope as usize) else { continue };
        let segments = outline.path(import).into_iter().map(|name| name_in(text, name).to_owned()).collect();
        let path = Path { global: import.is_global, segments, ..Path::default() };
        match (import.leaf, import.name) {
            (Leaf::Glob, _) => scope.globs.push(path),
            (_, Some(name)) => scope.imports.push((name_in(text, name).to_owned(), path)),
            _ => {}
        }
    }
    scopes
}

struct Assembly<'a> {
    syntax: &'a Syntax,
    source: &'a SourceFile,
    file: usize,
    declared: Declared,
    /// Positions of `impl`s by their items.
    impls: FxHashMap<ItemIndex, usize>,
    problems: Vec<Unparsed>,
}

impl Assembly<'_> {
    fn item(&mut self, index: ItemIndex, item: &Item) {
        let source = self.source;
        let outline = &source.outline;
        let parent = item.parent.and_then(|parent| outline.item(parent)).map(|parent| parent.kind);
        if parent == Some(Kind::ForeignModule) || !outline.left_out.is_empty() && outline.is_left_out(item.whole) {
            return;
        }
        let name = || name_in(&source.text, item.name).to_owned();
        match item.kind {
            Kind::Trait => self.scope(item).traits.push(name()),
            Kind::MacroDefinition => self.scope(item).macros.push(name()),
            Kind::ExternCrate => self.extern_crate(item),
            Kind::Module if !item.has_body() => {
                let is_test = item.is_test;
                self.scope(item).files.push((name(), is_test));
            }
            // What they declare is part of the body around them.
            _ if item.found_in == FoundIn::BodyMacro => {}
            Kind::Impl => self.implementation(index, item),
            Kind::Function => self.function(index, item),
            Kind::Const | Kind::Static if parent != Some(Kind::Trait) => self.constant(index, item, parent),
            Kind::Struct | Kind::Enum => self.definition(index, item, None),
            Kind::TypeAlias if parent != Some(Kind::Trait) => {
                let around = if parent == Some(Kind::Impl) { item.parent } else { None };
                self.definition(index, item, around);
            }
            _ => {}
        }
    }

    fn id(&self, item: ItemIndex) -> ItemId {
        ItemId { file: offset(self.file), item }
    }

    fn scope(&mut self, item: &Item) -> &mut Scope {
        let last = self.declared.unit.scopes.len().saturating_sub(1);
        &mut self.declared.unit.scopes[last.min(item.scope as usize)]
    }

    /// Keeps an answer; what is only tried as an item may be none.
    fn keep<T>(&mut self, item: &Item, answer: Answer<T>) -> Option<T> {
        match answer.value {
            Ok(value) => Some(value),
            Err(unparsed) => {
                if item.found_in == FoundIn::Source {
                    self.problems.push(unparsed);
                }
                None
            }
        }
    }

    fn extern_crate(&mut self, item: &Item) {
        let source = self.source;
        let from = name_in(&source.text, item.name).to_owned();
        let behind = source.text.get(item.name.end as usize..item.header.end as usize).unwrap_or_default();
        let renamed = behind.trim().strip_prefix("as ").map(|name| name.trim_end_matches(';').trim().to_owned());
        let attributes = item.attributes.of(&source.outline.attributes);
        let is_used = attributes.iter().any(|attribute| name_in(&source.text, attribute.name) == "macro_use");
        let scope = self.scope(item);
        if is_used {
            scope.macro_crates.push(from.clone());
        }
        let local = renamed.unwrap_or_else(|| from.clone());
        scope.imports.push((local, Path { global: true, segments: vec![from], ..Path::default() }));
    }

    fn implementation(&mut self, index: ItemIndex, item: &Item) {
        let answer = self.syntax.implementation(self.id(index));
        let Some(found) = self.keep(item, answer) else { return };
        if let Some(of_trait) = &found.of_trait {
            self.declared.unit.implementations.push((item.scope as usize, of_trait.clone(), found.of.clone()));
        }
        self.impls.insert(index, self.declared.impls.len());
        self.declared.impls.push(found);
    }

    /// What the `impl` around is of; nothing where that could not be read.
    fn around(&self, around: ItemIndex) -> Option<&ImplSignature> {
        self.declared.impls.get(*self.impls.get(&around)?)
    }

    /// Its signature is read when somebody asks for it.
    fn function(&mut self, index: ItemIndex, item: &Item) {
        let source = self.source;
        let around = item.parent.and_then(|parent| Some((parent, source.outline.item(parent)?)));
        let of = match around {
            Some((parent, found)) if found.kind == Kind::Impl => match self.impls.get(&parent) {
                Some(at) => Of::Impl(*at),
                // What an `impl` is of that is not read is not known.
                None => return,
            },
            Some((_, found)) if found.kind == Kind::Trait => Of::Trait(name_in(&source.text, found.name).into()),
            _ => Of::Nothing,
        };
        let name = name_in(&source.text, item.name).to_owned();
        let is_test = item.is_test || source.is_test;
        self.declared.functions.push(OwnFunction::new(name, item.scope as usize, is_test, index, of));
    }

    fn constant(&mut self, index: ItemIndex, item: &Item, parent: Option<Kind>) {
        let around = item.parent.filter(|_| parent == Some(Kind::Impl));
        let of = around.and_then(|around| self.around(around));
        if around.is_some() && !of.is_some_and(|of| matches!(of.of, Type::Path(_))) {
            return;
        }
        let answer = self.syntax.signature(self.id(index), of);
        if let Some(Signature::Constant(constant)) = self.keep(item, answer) {
            self.declared.unit.constants.push(constant);
        }
    }

    fn definition(&mut self, index: ItemIndex, item: &Item, around: Option<ItemIndex>) {
        let of = around.and_then(|around| self.around(around).cloned());
        let answer = self.syntax.definition(self.id(index));
        match (self.keep(item, answer), of) {
            (Some(TypeDefinition::Data(data)), _) => self.declared.unit.types.push(data),
            (Some(TypeDefinition::Alias { name, target, .. }), Some(of)) => {
                self.declared.unit.associated.push((item.scope as usize, of.of, name, target));
            }
            (Some(TypeDefinition::Alias { name, parameters, target }), None) if around.is_none() => {
                let scope = self.scope(item);
                if !parameters.is_empty() {
                    scope.alias_parameters.push((name.clone(), parameters));
                }
                scope.aliases.push((name, target));
            }
            _ => {}
        }
    }
}
