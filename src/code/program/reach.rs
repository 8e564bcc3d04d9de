//! Binaries, the packages that each is built from, and the functions that its `main` reaches.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Footprint;
use crate::code::own_function::OwnFunction;
use crate::code::word_hash::name_hash;
use crate::code::workspace::{At, Item, Workspace, crate_of};
use crate::knowledge::Does;

/// Calls between `main` and what sets up the pipeline that are followed into bodies without telemetry.
const MAX_DEPTH: usize = 4;

/// What installs, feeds or uses a pipeline.
const SETUPS: [Does; 6] = [
    Does::InstallsProvider,
    Does::MayInstallProvider,
    Does::InstallsPropagator,
    Does::TakesProvider,
    Does::GetsGlobal,
    Does::GetsPropagator,
];

/// A binary of the workspace.
#[derive(Debug)]
pub(in crate::code) struct Program<'w> {
    pub(in crate::code) main: Item,
    /// Its own path and those of the workspace's packages that it is built from.
    pub(in crate::code) crates: BTreeSet<&'w str>,
    /// Whether a package outside the workspace may set up a pipeline.
    pub(in crate::code) may_be_set_up_outside: bool,
}

/// All binaries, sorted by file.
#[derive(Debug, Default)]
pub(in crate::code) struct Mains(Vec<Item>);

impl Mains {
    /// The functions called `main` at the root of a crate.
    pub(in crate::code) fn new(workspace: &Workspace) -> Self {
        let is_main = |own: &OwnFunction| own.name == "main" && own.scope == 0 && !own.is_test;
        let is_free = |item: Item| workspace.own.owner(item).is_none();
        let mains =
            workspace.own.all().filter(|(item, found)| is_main(found) && is_free(*item) && workspace.is_crate_root(item.unit));
        Self(mains.map(|(item, _)| item).collect())
    }

    pub(in crate::code) fn iter(&self) -> impl Iterator<Item = Item> + '_ {
        self.0.iter().copied()
    }

    pub(super) fn programs<'w>(&self, workspace: &'w Workspace) -> Vec<Program<'w>> {
        self.iter().map(|main| Program::new(workspace, main)).collect()
    }
}

impl<'w> Program<'w> {
    fn new(workspace: &'w Workspace, main: Item) -> Self {
        let root = workspace.path(At { unit: main.unit, scope: 0 });
        let mut crates = BTreeSet::from([root]);
        let mut may_be_set_up_outside = false;
        let mut waiting: Vec<&str> = workspace.package_name(main.unit).into_iter().collect();
        while let Some(name) = waiting.pop() {
            if !crates.insert(name) && name != root {
                continue;
            }
            // An example may use what is meant for tests.
            let is_example = root != name && root.contains("@examples/") && workspace.package_name(main.unit) == Some(name);
            let needed = if is_example { workspace.needs_with_tests(name) } else { workspace.needs(name).iter().collect() };
            for dependency in needed {
                if workspace.is_package(dependency) {
                    if !crates.contains(dependency.as_str()) {
                        waiting.push(dependency);
                    }
                } else {
                    may_be_set_up_outside |= workspace.knowledge.words.may_set_up_pipeline(dependency);
                    may_be_set_up_outside |= workspace.comes_to_exporter(name, dependency);
                }
            }
        }
        Self { main, crates, may_be_set_up_outside }
    }

    /// Whether a function belongs to one of the crates that the program is built from.
    pub(super) fn holds(&self, workspace: &Workspace, item: Item) -> bool {
        self.crates.contains(crate_of(workspace.path(workspace.scope_of(item)))) && !workspace.own.head(item).is_test
    }

    /// What `main` reaches, sorted.
    pub(super) fn reached(&self, footprints: &FxHashMap<Item, Footprint>) -> BTreeSet<Item> {
        called_by(BTreeSet::from([self.main]), footprints)
    }
}

/// These functions and all that they call, sorted.
pub(super) fn called_by(mut reached: BTreeSet<Item>, footprints: &FxHashMap<Item, Footprint>) -> BTreeSet<Item> {
    let mut waiting: Vec<Item> = reached.iter().copied().collect();
    while let Some(item) = waiting.pop() {
        for &called in footprints.get(&item).into_iter().flat_map(|footprint| &footprint.calls) {
            if reached.insert(called) {
                waiting.push(called);
            }
        }
    }
    reached
}

/// Functions without telemetry of their own that stand between a `main` and what sets up the pipeline, by the names that they
/// call: their bodies have to be read. `calls` tells which functions a body calls, once it is read.
pub(in crate::code) fn towards_setup(workspace: &Workspace, calls: &dyn Fn(Item) -> BTreeSet<Item>) -> BTreeSet<Item> {
    let mut unread = BTreeSet::new();
    let mut seen = FxHashSet::default();
    let mut frontier: Vec<Item> = Mains::new(workspace).iter().collect();
    let setups = SETUPS
        .iter()
        .flat_map(|does| workspace.knowledge.catalog.names_of(*does))
        .filter(|name| !workspace.knowledge.words.is_common_call(name));
    // The further away from `main`, the nearer the setup has to be.
    for leads in names_by_steps(workspace, setups).iter().rev() {
        let mut next = Vec::new();
        for item in frontier {
            if !seen.insert(item) || !workspace.own.calls(item).iter().any(|name| leads.contains(name)) {
                continue;
            }
            if workspace.own.head(item).with_body().is_none() {
                unread.insert(item);
            } else {
                next.extend(calls(item));
            }
        }
        frontier = next;
    }
    unread
}

/// Hashes of these names of calls; then those and of functions that lead to one of them in one step, in two, and so on.
fn names_by_steps(workspace: &Workspace, calls: impl Iterator<Item = &'static str>) -> Vec<FxHashSet<u64>> {
    let mut steps: Vec<FxHashSet<u64>> = vec![calls.map(name_hash).collect()];
    while steps.len() < MAX_DEPTH {
        let Some(names) = steps.last() else { break };
        let leading = names.iter().flat_map(|name| workspace.own.callers(*name));
        let mut further: FxHashSet<u64> = leading.map(|item| name_hash(&workspace.own.head(item).name)).collect();
        further.extend(names);
        steps.push(further);
    }
    steps
}

/// Hashes of these names of calls, and of functions that lead to one.
pub(super) fn leading_names(workspace: &Workspace, calls: impl Iterator<Item = &'static str>) -> FxHashSet<u64> {
    names_by_steps(workspace, calls).pop().unwrap_or_default()
}
