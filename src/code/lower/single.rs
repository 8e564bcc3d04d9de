//! Parts of a file one at a time: a signature, a body, a value, an item. Comes in: syn's tree of that part alone; goes out: our own, with
//! positions in that part.

use std::collections::HashMap;
use std::str::FromStr;

use proc_macro2::TokenStream;
use rustc_hash::FxHashMap;

use super::items::{Source, is_simple, type_parameters};
use super::paths::{self, path};
use super::wrappers::wrapper;
use super::{Aliases, Lowerer};
use crate::code::tree::{Block, Expr, Function, Path, Scope, Type, Unit, Wrapper};
use crate::knowledge::{Catalog, Grammar};

/// What is known where a part stands.
pub(in crate::code) struct Single<'l> {
    pub(in crate::code) catalog: &'l Catalog,
    /// Macros of the workspace that hand their arguments on.
    pub(in crate::code) wrappers: &'l FxHashMap<String, Grammar>,
    /// Other names that the file gives to what it imports, and what they are of.
    pub(in crate::code) aliases: &'l HashMap<String, String>,
    pub(in crate::code) is_test: bool,
}

impl Single<'_> {
    fn lowerer(&self) -> Lowerer<'_> {
        let aliases = Aliases { around: self.aliases, own: HashMap::new() };
        let (catalog, wrappers) = (self.catalog, self.wrappers);
        let mut lowerer = Lowerer { unit: Unit::default(), aliases, in_macro: false, catalog, wrappers };
        lowerer.unit.scopes.push(Scope { is_test: self.is_test, ..Scope::default() });
        lowerer
    }

    /// A function without its body; `of` is the type of the `impl` or `trait` that it stands in.
    pub(in crate::code) fn signature(
        &self,
        attributes: &[syn::Attribute],
        signature: &syn::Signature,
        of: Option<&Type>,
    ) -> Option<Function> {
        let mut lowerer = self.lowerer();
        lowerer.function(&Source { attributes, signature, block: None }, 0, of);
        lowerer.unit.functions.pop()
    }

    /// A body, and what the arguments of macros in it declare.
    pub(in crate::code) fn body(&self, block: &syn::Block) -> (Block, Unit) {
        let mut lowerer = self.lowerer();
        let body = lowerer.block(block, 0);
        (body, lowerer.unit)
    }

    /// A value. What makes the value of a `static` is code like any other: then the unit has a function around it.
    pub(in crate::code) fn value(&self, value: &syn::Expr, is_associated: bool) -> (Expr, Unit) {
        let mut lowerer = self.lowerer();
        let found = lowerer.expr(value, 0);
        if !is_associated && !is_simple(&found) {
            lowerer.initializer(&found, 0);
        }
        (found, lowerer.unit)
    }

    /// What hands its arguments on: the arms of a macro, without the braces around them.
    pub(in crate::code) fn wrapper(&self, name: &str, scope: usize, arms: &str) -> Option<Wrapper> {
        wrapper(self.catalog, name, scope, TokenStream::from_str(arms).ok()?)
    }

    pub(in crate::code) fn item(&self, item: &syn::Item) -> Unit {
        let mut lowerer = self.lowerer();
        lowerer.item(item, 0, None);
        lowerer.unit
    }
}

/// What an `impl` is of: its trait, its type, its parameters with their bounds.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::code) struct ImplSignature {
    pub(in crate::code) of_trait: Option<Path>,
    pub(in crate::code) of: Type,
    pub(in crate::code) generics: Vec<(String, Vec<Path>)>,
}

impl ImplSignature {
    /// Whether it is for values of every type: `impl<T: Future> Extension for T`.
    pub(in crate::code) fn is_of_parameter(&self) -> bool {
        let Type::Path(of) = &self.of else { return false };
        of.name().is_some_and(|name| self.generics.iter().any(|(known, _)| known == name))
    }

    pub(in crate::code) fn new(block: &syn::ItemImpl) -> Self {
        Self {
            of_trait: block.trait_.as_ref().map(|(of_trait, _)| path(of_trait)),
            of: paths::of(&block.self_ty),
            generics: type_parameters(&block.generics),
        }
    }
}

pub(in crate::code) fn type_of(ty: &syn::Type) -> Type {
    paths::of(ty)
}
