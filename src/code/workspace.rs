//! All units of a tree under one roof: modules, items and imports by absolute path, such as `shop::orders::Order`.

mod index;

use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::assemble::Declared;
use super::cargo::Package;
use super::choices::HeldAgainst;
use super::data_index::DataIndex;
pub(super) use super::item::Item;
use super::layout::package_of;
use super::messages::Messages;
use super::own_functions::OwnFunctions;
use super::scope_index::ScopeIndex;
use super::shared_modules::SharedModules;
use super::syntax::Syntax;
use super::tree::{Constant, DataType, Function, Scope, Unit};
use crate::knowledge::Knowledge;

/// A scope of a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct At {
    pub(super) unit: usize,
    pub(super) scope: usize,
}

/// The index. Built once from all units, then only read.
#[derive(Debug)]
pub(super) struct Workspace {
    /// Without functions.
    pub(super) units: Vec<Unit>,
    /// Its functions, who calls them, and what of its files is not read yet.
    pub(super) own: OwnFunctions,
    /// Absolute path of every scope, by unit and scope.
    paths: Vec<Vec<String>>,
    /// Names of items and inner modules, by unit and scope.
    items: Vec<Vec<HashSet<String>>>,
    /// Imports and aliases, likewise.
    pub(super) scope_indexes: Vec<Vec<ScopeIndex>>,
    pub(super) data: DataIndex,
    /// How often it was added to: what is kept of answers holds for one state.
    pub(super) state: u32,
    pub(super) packages: Vec<Package>,
    /// Their positions, by name.
    package_names: HashMap<String, usize>,
    /// The package of every unit.
    package_of: Vec<Option<usize>>,
    modules: HashMap<String, Vec<At>>,
    pub(super) shared_modules: SharedModules,
    pub(super) types: HashMap<String, Item>,
    /// Free functions by path; more than one where `cfg` gives twins.
    pub(super) functions: HashMap<String, Vec<Item>>,
    /// By the last segment of their type and their own name.
    pub(super) methods: HashMap<(String, String), Vec<Item>>,
    /// Methods for values of every type that a trait is implemented for by a type parameter, by name.
    pub(super) blanket: HashMap<String, Vec<Item>>,
    pub(super) constants: HashMap<String, Item>,
    pub(super) traits: HashSet<String>,
    /// Types whose `Drop` shuts a pipeline down.
    pub(super) keepers: HashSet<Item>,
    /// Statics that may hold a span.
    pub(super) span_statics: HashSet<Item>,
    /// The names of methods that traits of this workspace have.
    pub(super) trait_methods: HashSet<String>,
    /// Traits implemented by hand, by the last segment of the type: positions in the units' lists.
    pub(super) implemented: HashMap<String, Vec<Item>>,
    /// Types given in them, by the last segment of the type and their own name.
    pub(super) associated: HashMap<(String, String), Item>,
    /// Whether a package exports telemetry, and whether one hands the spans of tracing to OpenTelemetry.
    pub(super) exports: bool,
    pub(super) held_against: HeldAgainst,
    /// What is known of libraries, words and conventions.
    pub(super) knowledge: Arc<Knowledge>,
    /// Hashes of all texts that could be names of fields.
    pub(super) texts: HashSet<u64>,
    /// Names of guard types, and of types of this workspace that hold one.
    pub(super) guard_names: HashSet<String>,
    pub(super) macros: Macros,
    /// Modules that are test code because of the attribute on `mod name;`.
    test_modules: HashSet<String>,
    /// Whether any file decides if spans are started when they are entered.
    pub(super) chooses_activation: bool,
    /// What is known of the messages that it sends.
    pub(super) messages: Messages,
}

/// Its macros.
#[derive(Debug, Default)]
pub(super) struct Macros {
    /// Crate and name of every `macro_rules!`.
    defined: HashSet<(String, String)>,
    /// Crates whose macros are in scope everywhere in a crate.
    used: HashMap<String, Vec<String>>,
    /// What they hand their arguments on to, by their names.
    pub(super) targets: HashMap<String, String>,
}

impl Macros {
    /// The crates whose macros are in scope everywhere in this one.
    pub(super) fn used_in(&self, crate_name: &str) -> &[String] {
        self.used.get(crate_name).map_or(&[], Vec::as_slice)
    }

    /// What a scope of a crate says of macros.
    fn learn(&mut self, crate_name: &str, scope: &Scope) {
        self.defined.extend(scope.macros.iter().map(|name| (crate_name.to_owned(), name.clone())));
        if !scope.macro_crates.is_empty() {
            self.used.entry(crate_name.to_owned()).or_default().extend(scope.macro_crates.iter().cloned());
        }
    }
}

impl Workspace {
    /// `files` are the paths of the units, relative to the root.
    pub(super) fn new(
        units: Vec<Declared>,
        syntax: Syntax,
        files: &[String],
        packages: Vec<Package>,
        knowledge: Arc<Knowledge>,
    ) -> Self {
        let package_of: Vec<Option<usize>> = files.iter().map(|file| package_of(&packages, file)).collect();
        let declared: Vec<&Unit> = units.iter().map(|declared| &declared.unit).collect();
        let mut workspace = Self {
            shared_modules: SharedModules::new(&declared, files, &packages, &package_of),
            own: OwnFunctions::new(syntax, units.len()),
            paths: vec![Vec::new(); units.len()],
            items: vec![Vec::new(); units.len()],
            data: DataIndex::default(),
            state: 0,
            scope_indexes: units.iter().map(|_| Vec::new()).collect(),
            units: units.iter().map(|_| Unit::default()).collect(),
            package_names: packages.iter().enumerate().rev().map(|(at, package)| (package.name.clone(), at)).collect(),
            packages,
            package_of,
            modules: HashMap::default(),
            types: HashMap::default(),
            functions: HashMap::default(),
            methods: HashMap::default(),
            blanket: HashMap::default(),
            constants: HashMap::default(),
            traits: HashSet::default(),
            keepers: HashSet::default(),
            span_statics: HashSet::default(),
            trait_methods: HashSet::default(),
            implemented: HashMap::default(),
            associated: HashMap::default(),
            held_against: HeldAgainst::default(),
            knowledge,
            texts: HashSet::default(),
            exports: false,
            guard_names: HashSet::default(),
            macros: Macros::default(),
            test_modules: HashSet::default(),
            chooses_activation: false,
            messages: Messages::default(),
        };
        for ((unit, found), file) in units.into_iter().enumerate().zip(files) {
            let package = workspace.package_of[unit].map(|package| &workspace.packages[package]);
            let module = workspace.shared_modules.path(package, file);
            workspace.own.set_impls(unit, found.impls);
            workspace.take_in(unit, found.unit, &module);
            workspace.take_in_functions(unit, found.functions);
        }
        index::index_modules(&workspace.modules, &mut workspace.items);
        workspace.index_guards();
        workspace.texts = workspace.own.syntax.files().iter().flat_map(|file| file.outline.texts()).collect();
        workspace.exports = workspace.any_dependency(|name| workspace.knowledge.catalog.exports(name));
        workspace
    }

    /// The package of a unit.
    pub(super) fn package(&self, unit: usize) -> Option<usize> {
        self.package_of[unit]
    }

    /// By name alone, so that few types have to be resolved: names of guards, then of types with a field of such a name.
    fn index_guards(&mut self) {
        self.guard_names = self.names_of_holders(self.knowledge.catalog.guard_names().map(str::to_owned).collect());
    }

    /// Whether an item or module of that name stands in a scope.
    pub(super) fn holds(&self, at: At, name: &str) -> bool {
        self.items[at.unit][at.scope].contains(name)
    }

    pub(super) fn scope(&self, at: At) -> &Scope {
        &self.units[at.unit].scopes[at.scope]
    }

    pub(super) fn path(&self, at: At) -> &str {
        &self.paths[at.unit][at.scope]
    }

    pub(super) fn modules(&self, path: &str) -> &[At] {
        self.modules.get(path).map_or(&[], Vec::as_slice)
    }

    /// Where the names in a function's signature are looked up.
    pub(super) fn scope_of(&self, item: Item) -> At {
        At { unit: item.unit, scope: self.own.head(item).scope }
    }

    /// Whether a function is test code.
    pub(super) fn is_test(&self, item: Item) -> bool {
        self.own.head(item).is_test || self.is_test_module(self.scope_of(item))
    }

    /// The one function or method of that path; none where there are twins.
    pub(super) fn own_function(&self, absolute: &str) -> Option<Item> {
        match self.functions.get(absolute).map(Vec::as_slice) {
            Some([item]) => Some(*item),
            Some(_) => None,
            None => {
                let (owner, name) = split_last(absolute)?;
                match self.methods_of(*self.types.get(owner)?, name)[..] {
                    [item] => Some(item),
                    _ => None,
                }
            }
        }
    }

    pub(super) fn data_type(&self, item: Item) -> &DataType {
        &self.units[item.unit].types[item.index]
    }

    /// A function with its signature.
    pub(super) fn function(&self, item: Item) -> &Function {
        self.own.function(item)
    }

    pub(super) fn constant(&self, item: Item) -> &Constant {
        &self.units[item.unit].constants[item.index]
    }

    pub(super) fn has_macro(&self, at: At, name: &str) -> bool {
        self.macros.defined.contains(&(crate_of(self.path(at)).to_owned(), name.to_owned()))
    }

    /// The crate that a name stands for in the package of a unit: the real name of a dependency, or a package of this workspace.
    pub(super) fn external(&self, unit: usize, name: &str) -> Option<&str> {
        let package = self.package_of[unit].map(|package| &self.packages[package]);
        if let Some(real) = package.and_then(|package| package.dependencies.get(name)) {
            return Some(real);
        }
        self.package_named(name).map(|package| package.name.as_str())
    }

    /// Whether a crate is one of this workspace.
    pub(super) fn is_own_crate(&self, name: &str) -> bool {
        let name = name.split('@').next().unwrap_or(name);
        self.packages.is_empty() && name == "crate" || self.is_package(name)
    }

    /// Whether any package needs a crate for which `exports` holds, outside its tests.
    pub(super) fn any_dependency(&self, wanted: impl Fn(&str) -> bool) -> bool {
        self.packages.iter().any(|package| package.at_run_time.iter().any(|name| wanted(name)))
    }

    /// Whether spans of tracing that are made in a unit may come to OpenTelemetry.
    pub(super) fn bridges(&self, unit: usize) -> bool {
        match self.package(unit) {
            Some(package) => self.packages[package].bridges,
            None => self.packages.iter().any(|package| package.bridges),
        }
    }

    /// Whether a file is the root of a library or binary.
    pub(super) fn is_crate_root(&self, unit: usize) -> bool {
        !self.path(At { unit, scope: 0 }).contains("::")
    }

    /// The name of the package that a file belongs to.
    pub(super) fn package_name(&self, unit: usize) -> Option<&str> {
        self.package_of[unit].map(|package| self.packages[package].name.as_str())
    }

    pub(super) fn is_package(&self, name: &str) -> bool {
        self.package_names.contains_key(name)
    }

    fn package_named(&self, name: &str) -> Option<&Package> {
        self.package_names.get(name).map(|&at| &self.packages[at])
    }

    /// The crates that a package of this workspace needs outside its tests.
    pub(super) fn needs(&self, name: &str) -> &[String] {
        self.package_named(name).map_or(&[], |package| package.at_run_time.as_slice())
    }

    /// Whether a dependency of a package comes to a library that exports telemetry, by what its lock says.
    pub(super) fn comes_to_exporter(&self, name: &str, dependency: &str) -> bool {
        self.package_named(name).is_some_and(|package| package.exporting.iter().any(|known| known == dependency))
    }

    /// The same as `needs` for its tests and examples too.
    pub(super) fn needs_with_tests(&self, name: &str) -> Vec<&String> {
        self.package_named(name).into_iter().flat_map(|package| package.dependencies.values()).collect()
    }

    /// Whether a module is test code because of an attribute in another file.
    pub(super) fn is_test_module(&self, at: At) -> bool {
        let path = self.path(at);
        let mut outer = path.match_indices("::").filter_map(|(at, _)| path.get(..at));
        !self.test_modules.is_empty()
            && (self.test_modules.contains(path) || outer.any(|module| self.test_modules.contains(module)))
    }
}

/// The first segment of an absolute path.
pub(super) fn crate_of(path: &str) -> &str {
    path.find(':').and_then(|at| path.get(..at)).unwrap_or(path)
}

/// What stands before the last `::` of a path, and the name after it.
pub(super) fn split_last(path: &str) -> Option<(&str, &str)> {
    let at = path.rfind(':')?;
    Some((path.get(..at.checked_sub(1)?)?, path.get(at + 1..)?))
}
