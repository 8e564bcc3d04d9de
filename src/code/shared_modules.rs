//! Modules that tests, examples and benchmarks share: a folder or file beside them is a module of every target that says `mod common;`.
//! It is read as one of the first of them; for the others its name leads there.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::cargo::Package;
use super::layout::module_path;
use super::tree::Unit;

#[derive(Debug, Default)]
pub(super) struct SharedModules {
    /// The first target that has it, by the path that the folder would have as a target.
    owners: FxHashMap<String, String>,
    /// Where it is, by the path that it has in the other targets.
    elsewhere: FxHashMap<String, String>,
}

impl SharedModules {
    /// `package_of` has the package of each file.
    pub(super) fn new(units: &[&Unit], files: &[String], packages: &[Package], package_of: &[Option<usize>]) -> Self {
        let module = |at: usize| module_path(package_of[at].map(|package| &packages[package]), &files[at]);
        // Only what lies in those folders is such a target: its path has an `@`.
        let targets: BTreeMap<String, usize> =
            (0..files.len()).map(|at| (module(at), at)).filter(|(path, _)| path.contains('@')).collect();
        let is_main = |at: usize| files[at].ends_with("/main.rs");
        // The modules of `examples/shop/main.rs` lie beside it, not beside its folder.
        let is_file = |target: &str, at: usize| {
            let name = target.rsplit('/').next().unwrap_or(target);
            files[at].strip_suffix(".rs").is_some_and(|file| file.ends_with(&format!("/{name}")) || file == name)
        };
        let mut shared = Self::default();
        for (target, &at) in targets.iter().filter(|(path, at)| !path.contains("::") && is_file(path, **at)) {
            let Some((folder, _)) = target.rsplit_once('/') else { continue };
            for (name, _) in units[at].scopes.first().into_iter().flat_map(|scope| &scope.files) {
                let (beside, inside) = (format!("{folder}/{name}"), format!("{target}::{name}"));
                match targets.get(&beside) {
                    // A folder with a `main.rs` is a target of its own.
                    Some(&found) if is_main(found) => {}
                    // A file of its own name is a target as well.
                    Some(&found) if !files[found].ends_with("/mod.rs") => drop(shared.elsewhere.insert(inside, beside)),
                    Some(_) => match shared.owners.get(&beside) {
                        Some(owner) => drop(shared.elsewhere.insert(inside, owner.clone())),
                        None => drop(shared.owners.insert(beside, inside)),
                    },
                    None => {}
                }
            }
        }
        shared
    }

    /// The absolute path of a file's module.
    pub(super) fn path(&self, package: Option<&Package>, file: &str) -> String {
        let path = module_path(package, file);
        let (target, rest) = path.split_once("::").unwrap_or((&path, ""));
        match self.owners.get(target) {
            Some(owner) if rest.is_empty() => owner.clone(),
            Some(owner) => format!("{owner}::{rest}"),
            None => path,
        }
    }

    /// Where a module of that name is, if it is read as one of another target.
    pub(super) fn elsewhere(&self, module: &str, name: &str) -> Option<&str> {
        if self.elsewhere.is_empty() || !module.contains('@') {
            return None;
        }
        self.elsewhere.get(&format!("{module}::{name}")).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use rustc_hash::FxHashMap;

    use super::SharedModules;
    use crate::code::cargo::Cargo;
    use crate::code::layout::package_of;
    use crate::code::lower::lower;
    use crate::knowledge::Knowledge;

    /// Files, and what is in them.
    const FILES: &[(&str, &str)] = &[
        ("tests/a.rs", "mod common; mod helpers;"),
        ("tests/b.rs", "mod common;"),
        ("tests/common/mod.rs", "mod orders;"),
        ("tests/common/orders.rs", ""),
        ("tests/helpers.rs", ""),
        ("tests/unused/mod.rs", ""),
        ("examples/shop/main.rs", "mod beside; mod inner;"),
        ("examples/shop/inner.rs", ""),
        ("examples/beside.rs", ""),
        ("examples/other.rs", "mod shop;"),
    ];

    #[test]
    fn modules_of_several_targets_are_one() {
        let knowledge = Knowledge::default();
        let units: Vec<_> = FILES
            .iter()
            .map(|(_, text)| lower(&syn::parse_file(text).unwrap(), false, &knowledge.catalog, &FxHashMap::default()))
            .collect();
        let files: Vec<String> = FILES.iter().map(|(file, _)| (*file).to_owned()).collect();
        let manifest = "[package]\nname = \"shop\"\n".to_owned();
        let (cargo, _) = Cargo::read(&[(String::new(), manifest)], &[], &knowledge);
        let packages_of: Vec<Option<usize>> = files.iter().map(|file| package_of(&cargo.packages, file)).collect();
        let shared = SharedModules::new(&units.iter().collect::<Vec<_>>(), &files, &cargo.packages, &packages_of);
        let path = |file: &str| shared.path(cargo.packages.first(), file);
        assert_eq!(path("tests/common/mod.rs"), "shop@tests/a::common");
        assert_eq!(path("tests/common/orders.rs"), "shop@tests/a::common::orders");
        assert_eq!(shared.elsewhere("shop@tests/b", "common"), Some("shop@tests/a::common"));
        // A file beside them is a target too.
        assert_eq!(path("tests/helpers.rs"), "shop@tests/helpers");
        assert_eq!(shared.elsewhere("shop@tests/a", "helpers"), Some("shop@tests/helpers"));
        assert_eq!(path("tests/unused/mod.rs"), "shop@tests/unused");
        // What has a `main.rs` is a target, whose modules lie in its folder.
        assert_eq!(path("examples/shop/inner.rs"), "shop@examples/shop::inner");
        assert_eq!(shared.elsewhere("shop@examples/shop", "beside"), None);
        assert_eq!(shared.elsewhere("shop@examples/other", "shop"), None);
    }
}
