//! Macros of the workspace that hand their arguments on to one of a library: which those are and what they lead to.

use rustc_hash::FxHashMap;

use super::tree::{Path, Wrapper};
use super::workspace::{At, Workspace, crate_of};
use crate::knowledge::Grammar;

impl Workspace {
    /// The macro of a library that a macro is, or that it hands its arguments on to.
    pub(super) fn telemetry_macro(&self, at: At, path: &Path) -> Option<String> {
        let found = self.resolve_macro(at, path);
        if found.as_ref().is_some_and(|path| !self.is_own_crate(crate_of(path))) {
            return found;
        }
        self.macros.targets.get(path.last()).cloned().or(found)
    }

    /// What macros of the workspace hand their arguments on to, by their names; those of one name that do not agree are left out.
    pub(super) fn find_wrapper_targets(&self) -> FxHashMap<String, String> {
        let mut targets: FxHashMap<String, Option<String>> = FxHashMap::default();
        for (unit, wrapper) in self.wrappers() {
            let target = self.resolve_macro(At { unit, scope: wrapper.scope }, &wrapper.target);
            let known = targets.entry(wrapper.name.clone()).or_insert_with(|| target.clone());
            if *known != target {
                *known = None;
            }
        }
        targets.into_iter().filter_map(|(name, target)| Some((name, target?))).collect()
    }

    /// How the arguments of such macros are read, by their names.
    pub(super) fn wrapper_grammars(&self) -> FxHashMap<String, Grammar> {
        self.wrappers().map(|(_, wrapper)| (wrapper.name.clone(), wrapper.grammar)).collect()
    }

    fn wrappers(&self) -> impl Iterator<Item = (usize, &Wrapper)> {
        self.units.iter().enumerate().flat_map(|(unit, file)| file.wrappers.iter().map(move |wrapper| (unit, wrapper)))
    }
}
