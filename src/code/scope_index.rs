//! The imports and aliases of a scope by name, so that a name is looked up in one step however many there are.

use rustc_hash::FxHashMap;

use super::memo::Memo;
use super::tree::{Path, Scope, Type};

#[derive(Debug, Default)]
pub(super) struct ScopeIndex {
    /// Positions in the lists of the scope, in order.
    imports: FxHashMap<String, Vec<usize>>,
    /// The first of each name.
    aliases: FxHashMap<String, usize>,
    parameters: FxHashMap<String, usize>,
    /// What names stand for that were looked up from here.
    pub(super) found: Memo<String, Option<String>>,
}

impl ScopeIndex {
    pub(super) fn new(scope: &Scope) -> Self {
        let mut index = Self::default();
        for (at, (name, _)) in scope.imports.iter().enumerate() {
            index.imports.entry(name.clone()).or_default().push(at);
        }
        for (at, (name, _)) in scope.aliases.iter().enumerate() {
            index.aliases.entry(name.clone()).or_insert(at);
        }
        for (at, (name, _)) in scope.alias_parameters.iter().enumerate() {
            index.parameters.entry(name.clone()).or_insert(at);
        }
        index
    }

    /// What is imported under that name, in order.
    pub(super) fn imports<'s>(&self, scope: &'s Scope, name: &str) -> impl Iterator<Item = &'s Path> {
        self.imports.get(name).into_iter().flatten().filter_map(|at| scope.imports.get(*at)).map(|(_, path)| path)
    }

    /// The type parameters of an alias.
    pub(super) fn alias_parameters<'s>(&self, scope: &'s Scope, name: &str) -> &'s [String] {
        let found = self.parameters.get(name).and_then(|at| scope.alias_parameters.get(*at));
        found.map_or(&[], |(_, parameters)| parameters.as_slice())
    }

    /// What an alias of that name stands for.
    pub(super) fn alias<'s>(&self, scope: &'s Scope, name: &str) -> Option<&'s Type> {
        scope.aliases.get(*self.aliases.get(name)?).map(|(_, target)| target)
    }
}
