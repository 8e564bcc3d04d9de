//! A folder to the Rust files and packages below it: git-ignored and hidden files are left out, links are not followed,
//! and cargo is not asked, so that a tree reads the same with and without it.

use std::path::{Path, PathBuf};

use ignore::WalkBuilder;

use super::cargo::{self, Cargo};

/// What lies below a root, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Relative to the root, with `/`.
    pub(super) files: Vec<String>,
    pub(super) cargo: Cargo,
    /// Path and reason.
    pub(super) problems: Vec<(String, String)>,
}

/// Walks `root`. `exclude` is asked with paths relative to it.
pub(super) fn discover(root: &Path, exclude: &(dyn Fn(&str) -> bool + Sync)) -> Tree {
    let mut tree = Tree::default();
    let (mut manifests, mut locks) = (Vec::new(), Vec::new());
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
        } else if entry.file_name() == "Cargo.lock" {
            locks.push(path);
        } else if entry.path().extension().is_some_and(|extension| extension == "rs") {
            tree.files.push(path);
        }
    }
    tree.files.sort();
    manifests.sort();
    locks.sort();
    let mut text = |path: String| match std::fs::read_to_string(root.join(&path)) {
        Ok(text) => Some((cargo::folder_of(&path).to_owned(), text)),
        Err(error) => {
            tree.problems.push((path, error.to_string()));
            None
        }
    };
    let manifests: Vec<_> = manifests.into_iter().filter_map(&mut text).collect();
    let locks: Vec<_> = locks.into_iter().filter_map(&mut text).collect();
    let (cargo, problems) = Cargo::read(&manifests, &locks);
    tree.cargo = cargo;
    tree.problems.extend(problems);
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
