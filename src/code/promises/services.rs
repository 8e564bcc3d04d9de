//! Which service code becomes: what its package calls it, else the package's own name where a contract lists a service of that name,
//! else what the one service of the workspace is called.

use rustc_hash::FxHashMap;

use crate::code::program::Footprint;
use crate::code::workspace::{Item, Workspace};

/// The services that the code of a workspace names, by package.
pub(super) struct Services {
    /// Absent where a package names several, or one that is not in sight.
    by_package: FxHashMap<usize, Option<String>>,
    /// The only one.
    everywhere: Option<String>,
}

impl Services {
    pub(super) fn new(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> Self {
        let mut by_package: FxHashMap<usize, Option<String>> = FxHashMap::default();
        let mut everywhere: Option<Option<String>> = None;
        for (item, footprint) in footprints.iter().filter(|(item, _)| !workspace.is_test(**item)) {
            for name in &footprint.services {
                everywhere = Some(everywhere.map_or_else(|| name.clone(), |known| agreed(known, name.as_ref())));
                let Some(package) = workspace.package(item.unit) else { continue };
                let known = by_package.entry(package).or_insert_with(|| name.clone());
                *known = agreed(known.take(), name.as_ref());
            }
        }
        Self { by_package, everywhere: everywhere.flatten() }
    }

    /// The service of a file, if it is known.
    pub(super) fn of<'s>(&'s self, workspace: &'s Workspace, unit: usize) -> Option<&'s str> {
        match workspace.package(unit).and_then(|package| self.by_package.get(&package)) {
            Some(own) => own.as_deref(),
            None => workspace.held_against.service(workspace.package_name(unit)).or(self.everywhere.as_deref()),
        }
    }
}

/// Two names, if they are one.
fn agreed(known: Option<String>, name: Option<&String>) -> Option<String> {
    known.filter(|known| Some(known) == name)
}
