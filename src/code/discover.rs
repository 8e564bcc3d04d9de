//! A folder to the Rust files and packages below it: git-ignored and hidden files are left out, links are followed as cargo does,
//! and cargo is not asked, so that a tree reads the same with and without it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::cargo::{self, Cargo};
use super::ignore_files::{Refused, Walks, place};
use super::links::{Links, Target};
use crate::escaped_path::{escape, unescape};
use crate::knowledge::Knowledge;
use crate::read_file;

/// What lies below a root, sorted by path.
#[derive(Debug, Default)]
pub(super) struct Tree {
    /// Relative to the root, escaped.
    pub(super) files: Vec<String>,
    /// Of files that are reached by a link: where they truly lie, in the same form; whole where that is not below the root.
    pub(super) real: BTreeMap<String, String>,
    manifests: Vec<String>,
    locks: Vec<String>,
    /// Path and reason.
    pub(super) problems: Vec<(String, String)>,
    /// A file that says what is ignored and cannot be read: without it, it is not known what to read.
    pub(super) refused: Option<Refused>,
}

/// Walks `root`. `exclude` is asked with paths relative to it; links may lead into the folders of `allow_outside`.
pub(super) fn discover(root: &Path, exclude: &(dyn Fn(&str) -> bool + Sync), allow_outside: &[PathBuf]) -> Tree {
    let real_root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
    let mut walk = Walk {
        root,
        real_root,
        exclude,
        links: Links::new(root, allow_outside),
        walks: Walks::default(),
        found: Vec::new(),
        tree: Tree::default(),
    };
    walk.folder(root, None, &mut Vec::new());
    let Walk { walks, found, mut tree, .. } = walk;
    for path in found {
        match path.rsplit('/').next() {
            Some("Cargo.toml") => tree.manifests.push(path),
            Some("Cargo.lock") => tree.locks.push(path),
            _ => tree.files.push(path),
        }
    }
    tree.refused = walks.refused();
    for paths in [&mut tree.files, &mut tree.manifests, &mut tree.locks] {
        paths.sort();
    }
    tree
}

impl Tree {
    /// Reads what cargo's files say; what cannot be read becomes a problem.
    pub(super) fn read_cargo(&mut self, root: &Path, knowledge: &Knowledge) -> Cargo {
        let [manifests, locks] = [&self.manifests, &self.locks].map(|paths| {
            let mut texts = Vec::with_capacity(paths.len());
            for path in paths {
                match read_file::read(&root.join(unescape(path))) {
                    Ok(file) => texts.push((cargo::folder_of(path).to_owned(), file.text)),
                    Err(why) => self.problems.push((path.clone(), format!("it {why}"))),
                }
            }
            texts
        });
        let (cargo, problems) = Cargo::read(&manifests, &locks, knowledge);
        self.problems.extend(problems);
        cargo
    }
}

struct Walk<'w> {
    root: &'w Path,
    /// Without links.
    real_root: PathBuf,
    exclude: &'w (dyn Fn(&str) -> bool + Sync),
    links: Links,
    walks: Walks,
    /// Files that are to be read, of every kind.
    found: Vec<String>,
    tree: Tree,
}

impl Walk<'_> {
    /// Walks a folder; `real` is where it truly lies if links led to it, and `above` holds the folders with those links.
    fn folder(&mut self, folder: &Path, real: Option<&Path>, above: &mut Vec<PathBuf>) {
        for entry in self.walks.below(folder) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    let name = Some(relative(self.root, place(&error).unwrap_or(folder))).filter(|name| !name.is_empty());
                    self.tree.problems.push((name.unwrap_or_else(|| ".".to_owned()), error.to_string()));
                    continue;
                }
            };
            let path = entry.path();
            if entry.depth() > 0 && entry.path_is_symlink() {
                self.link(path, above);
            } else if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let below = path.strip_prefix(folder).unwrap_or(path);
                self.file(path, real.map(|real| real.join(below)).as_deref());
            }
        }
    }

    fn link(&mut self, path: &Path, above: &mut Vec<PathBuf>) {
        let name = relative(self.root, path);
        if in_target(&name) || (self.exclude)(&name) {
            return;
        }
        match self.links.target(path, above) {
            Target::Nothing => {}
            Target::Unreadable(reason) => self.tree.problems.push((name, reason)),
            Target::File(real) => self.file(path, Some(&real)),
            Target::Folder(real) => {
                above.extend(path.parent().and_then(|folder| fs::canonicalize(folder).ok()));
                self.folder(path, Some(&real), above);
                above.pop();
            }
        }
    }

    fn file(&mut self, path: &Path, real: Option<&Path>) {
        let name = relative(self.root, path);
        let is_wanted = path.extension().is_some_and(|extension| extension == "rs")
            || path.file_name().is_some_and(|name| name == "Cargo.toml" || name == "Cargo.lock");
        let is_left_out = |name: &str| in_target(name) || (self.exclude)(name);
        if !is_wanted || is_left_out(&name) {
            return;
        }
        if let Some(real) = real.map(|real| relative(&self.real_root, real)) {
            if is_left_out(&real) {
                return;
            }
            self.tree.real.insert(name.clone(), real);
        }
        self.found.push(name);
    }
}

impl Tree {
    /// For each of [`Self::files`] the one to tell of it by: of files that are one, that which is no link, else the first.
    pub(super) fn told_by(&self) -> Vec<usize> {
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        let mut told_by = Vec::with_capacity(self.files.len());
        for (at, path) in self.files.iter().enumerate() {
            told_by.push(match self.real.get(path) {
                None => at,
                Some(real) => self.files.binary_search(real).unwrap_or_else(|_| *first.entry(real).or_insert(at)),
            });
        }
        told_by
    }
}

/// `path` below `root`, escaped; the whole path where it is not below.
pub(super) fn relative(root: &Path, path: &Path) -> String {
    let below: PathBuf = path.strip_prefix(root).unwrap_or(path).components().collect();
    escape(&below)
}

/// Build output that no `.gitignore` names.
fn in_target(path: &str) -> bool {
    path.starts_with("target/") || path.contains("/target/debug/") || path.contains("/target/release/")
}
