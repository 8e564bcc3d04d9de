//! A folder to the Rust files and packages below it: git-ignored and hidden files are left out, links are not followed,
//! and cargo is not asked, so that a tree reads the same with and without it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ignore::WalkBuilder;
use toml::de::{DeTable, DeValue};

/// What lies below a root, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Relative to the root, with `/`.
    pub(super) files: Vec<String>,
    pub(super) packages: Vec<Package>,
    /// Path and reason.
    pub(super) problems: Vec<(String, String)>,
}

/// One `Cargo.toml` with a `[package]`.
#[derive(Debug, Clone, Default)]
pub(super) struct Package {
    /// Relative to the root, with `/`; empty for the root itself.
    pub(super) folder: String,
    /// With `_`.
    pub(super) name: String,
    /// Names of crates in paths, and the packages that they stand for, all with `_`.
    pub(super) dependencies: BTreeMap<String, String>,
    /// Names of those needed outside tests and build scripts.
    pub(super) at_run_time: Vec<String>,
}

impl Package {
    /// Whether it is that crate or depends on it.
    pub(super) fn uses(&self, name: &str) -> bool {
        self.name == name || self.dependencies.values().any(|dependency| dependency == name)
    }
}

/// Walks `root`. `exclude` is asked with paths relative to it.
pub(super) fn discover(root: &Path, exclude: &(dyn Fn(&str) -> bool + Sync)) -> Tree {
    let mut tree = Tree::default();
    let mut manifests = Vec::new();
    let walk = WalkBuilder::new(root).require_git(false).follow_links(false).sort_by_file_name(Ord::cmp).build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                tree.problems.push((".".to_owned(), error.to_string()));
                continue;
            }
        };
        let path = relative(root, entry.path());
        if !entry.file_type().is_some_and(|kind| kind.is_file()) || in_target(&path) || exclude(&path) {
            continue;
        }
        if entry.file_name() == "Cargo.toml" {
            manifests.push(path);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            tree.files.push(path);
        }
    }
    tree.files.sort();
    manifests.sort();
    read_packages(root, &manifests, &mut tree);
    tree
}

/// `path` below `root`, with `/`; the whole path where it is not below.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    let below: PathBuf = path.strip_prefix(root).unwrap_or(path).components().collect();
    below.to_string_lossy().replace('\\', "/")
}

/// Build output that no `.gitignore` names.
fn in_target(path: &str) -> bool {
    path.starts_with("target/") || path.contains("/target/debug/") || path.contains("/target/release/")
}

fn read_packages(root: &Path, manifests: &[String], tree: &mut Tree) {
    let mut read = Vec::new();
    for manifest in manifests {
        match std::fs::read_to_string(root.join(manifest)) {
            Ok(text) => read.push((manifest.trim_end_matches("Cargo.toml").trim_end_matches('/').to_owned(), text)),
            Err(error) => tree.problems.push((manifest.clone(), error.to_string())),
        }
    }
    // What a member inherits: the real names of the workspace's dependencies, by folder of the workspace.
    let mut inherited: Vec<(String, BTreeMap<String, String>)> = Vec::new();
    let parsed: Vec<_> = read.iter().map(|(folder, text)| (folder, DeTable::parse(text))).collect();
    for (folder, manifest) in &parsed {
        let Ok(manifest) = manifest else { continue };
        if let Some(workspace) = table(manifest.get_ref(), "workspace") {
            inherited.push(((*folder).clone(), dependencies(workspace, "dependencies", None)));
        }
    }
    for (folder, manifest) in parsed {
        match manifest {
            Ok(manifest) => {
                let around = inherited.iter().filter(|(workspace, _)| is_below(folder, workspace));
                let names = around.max_by_key(|(workspace, _)| workspace.len()).map(|(_, names)| names);
                tree.packages.extend(package(folder, manifest.get_ref(), names));
            }
            Err(error) => tree
                .problems
                .push((format!("{folder}/Cargo.toml").trim_start_matches('/').to_owned(), error.message().to_owned())),
        }
    }
}

/// Whether a folder is another or lies in it.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn package(folder: &str, manifest: &DeTable<'_>, inherited: Option<&BTreeMap<String, String>>) -> Option<Package> {
    let name = text(table(manifest, "package")?, "name")?;
    let mut package = Package { folder: folder.to_owned(), name: name.replace('-', "_"), ..Package::default() };
    let mut tables = vec![manifest];
    let targets = table(manifest, "target").into_iter().flat_map(DeTable::values);
    tables.extend(targets.filter_map(|target| target.get_ref().as_table()));
    for holder in tables {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            let found = dependencies(holder, kind, inherited);
            if kind == "dependencies" {
                package.at_run_time.extend(found.values().cloned());
            }
            package.dependencies.extend(found);
        }
    }
    Some(package)
}

fn dependencies(holder: &DeTable<'_>, kind: &str, inherited: Option<&BTreeMap<String, String>>) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for (name, value) in table(holder, kind).into_iter().flat_map(DeTable::iter) {
        let local = name.get_ref().replace('-', "_");
        let details = value.get_ref().as_table();
        let renamed = details.and_then(|details| text(details, "package")).map(|package| package.replace('-', "_"));
        let from_workspace = details.is_some_and(|details| details.contains_key("workspace"));
        let real = match renamed {
            Some(real) => real,
            None if from_workspace => inherited.and_then(|names| names.get(&local)).cloned().unwrap_or_else(|| local.clone()),
            None => local.clone(),
        };
        names.insert(local, real);
    }
    names
}

fn table<'t, 'i>(holder: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    holder.get(name)?.get_ref().as_table()
}

fn text(holder: &DeTable<'_>, name: &str) -> Option<String> {
    match holder.get(name)?.get_ref() {
        DeValue::String(text) => Some(text.to_string()),
        _ => None,
    }
}
