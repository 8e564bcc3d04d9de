//! Takes scopes and items into the index of a workspace: those of files, and what the arguments and arms of macros declare.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{At, Item, Workspace, crate_of, split_last};
use crate::code::own_function::OwnFunction;
use crate::code::own_functions::Belonging;
use crate::code::scope_index::ScopeIndex;
use crate::code::tree::{Scope, Type, Unit};

impl Workspace {
    /// Adds scopes and items to a unit: those of its file, or what the arguments and arms of a macro in it declare.
    pub(in crate::code) fn take_in(&mut self, unit: usize, found: Unit, module: &str) {
        if found == Unit::default() {
            return;
        }
        self.state += 1;
        self.name_scopes(unit, found.scopes, module);
        let types = self.units[unit].types.len();
        let held = &mut self.units[unit];
        let (constants, implementations) = (held.constants.len(), held.implementations.len());
        let associated = held.associated.len();
        held.types.extend(found.types);
        held.constants.extend(found.constants);
        held.implementations.extend(found.implementations);
        held.associated.extend(found.associated);
        held.wrappers.extend(found.wrappers);
        self.index_data(unit, types, constants);
        self.index_implementations(unit, implementations, associated);
        self.take_in_functions(unit, found.functions.into_iter().map(OwnFunction::from).collect());
    }

    fn name_scopes(&mut self, unit: usize, scopes: Vec<Scope>, module: &str) {
        for scope in scopes {
            let index = self.units[unit].scopes.len();
            let path = match scope.parent {
                None => module.to_owned(),
                Some(parent) => {
                    let around = self.paths[unit].get(parent).map_or("", String::as_str);
                    match &scope.module {
                        Some(name) => format!("{around}::{name}"),
                        None => format!("{around}::{{{unit}.{index}}}"),
                    }
                }
            };
            self.modules.entry(path.clone()).or_default().push(At { unit, scope: index });
            self.name_scope(&scope, &path);
            self.scope_indexes[unit].push(ScopeIndex::new(&scope));
            let aliases = scope.aliases.iter().map(|(name, _)| name);
            self.items[unit].push(aliases.chain(&scope.traits).cloned().collect());
            self.paths[unit].push(path);
            self.units[unit].scopes.push(scope);
        }
    }

    /// What a scope says of a whole crate.
    fn name_scope(&mut self, scope: &Scope, path: &str) {
        for (file, is_test) in &scope.files {
            if *is_test {
                self.test_modules.insert(format!("{path}::{file}"));
            }
        }
        self.macros.learn(crate_of(path), scope);
        self.traits.extend(scope.traits.iter().map(|name| format!("{path}::{name}")));
    }

    /// More names in a scope that is there: what the arms of a macro declare where it stands.
    pub(in crate::code) fn extend_scope(&mut self, at: At, more: Scope) {
        self.state += 1;
        let path = self.path(at).to_owned();
        self.name_scope(&more, &path);
        self.items[at.unit][at.scope].extend(more.aliases.iter().map(|(name, _)| name).chain(&more.traits).cloned());
        let scope = &mut self.units[at.unit].scopes[at.scope];
        scope.imports.extend(more.imports);
        scope.globs.extend(more.globs);
        scope.traits.extend(more.traits);
        scope.aliases.extend(more.aliases);
        scope.alias_parameters.extend(more.alias_parameters);
        self.scope_indexes[at.unit][at.scope] = ScopeIndex::new(scope);
    }

    /// Adds functions whose scopes are there.
    pub(super) fn take_in_functions(&mut self, unit: usize, functions: Vec<OwnFunction>) {
        for own in functions {
            let (name, scope) = (own.name.clone(), own.scope);
            let item = self.own.add(unit, own);
            match self.own.belonging(item) {
                Belonging::Nothing => {
                    let path = self.paths[unit].get(scope).map_or("", String::as_str);
                    self.functions.entry(format!("{path}::{name}")).or_default().push(item);
                    if let Some(names) = self.items[unit].get_mut(scope) {
                        names.insert(name);
                    }
                }
                Belonging::Parameter => self.blanket.entry(name).or_default().push(item),
                Belonging::Type(of) => self.methods.entry((of, name)).or_default().push(item),
                // Of a trait: its own methods.
                Belonging::Trait(of) => {
                    self.trait_methods.insert(name.clone());
                    self.methods.entry((of, name)).or_default().push(item);
                }
                Belonging::Other => {}
            }
        }
    }

    fn index_data(&mut self, unit: usize, from: usize, constants: usize) {
        for (index, data) in self.units[unit].types.iter().enumerate().skip(from) {
            let item = Item { unit, index };
            let path = self.paths[unit].get(data.scope).map_or("", String::as_str);
            self.types.entry(format!("{path}::{}", data.name)).or_insert(item);
            self.data.add(item, data);
            if let Some(names) = self.items[unit].get_mut(data.scope) {
                names.insert(data.name.clone());
            }
        }
        for (index, constant) in self.units[unit].constants.iter().enumerate().skip(constants) {
            let path = self.paths[unit].get(constant.scope).map_or("", String::as_str);
            self.constants.entry(format!("{path}::{}", constant.name)).or_insert(Item { unit, index });
            if let Some(names) = self.items[unit].get_mut(constant.scope) {
                names.insert(constant.name.clone());
            }
        }
    }

    fn index_implementations(&mut self, unit: usize, from: usize, associated: usize) {
        let held = &self.units[unit];
        for (index, (_, _, of)) in held.implementations.iter().enumerate().skip(from) {
            if let Type::Path(of) = of {
                self.implemented.entry(of.last().to_owned()).or_default().push(Item { unit, index });
            }
        }
        for (index, (_, of, name, _)) in held.associated.iter().enumerate().skip(associated) {
            if let Type::Path(of) = of {
                self.associated.entry((of.last().to_owned(), name.clone())).or_insert(Item { unit, index });
            }
        }
    }
}

/// Which modules every scope holds.
pub(super) fn index_modules(modules: &FxHashMap<String, Vec<At>>, items: &mut [Vec<FxHashSet<String>>]) {
    for path in modules.keys() {
        let Some((above, name)) = split_last(path) else { continue };
        for at in modules.get(above).into_iter().flatten() {
            items[at.unit][at.scope].insert(name.to_owned());
        }
    }
}
