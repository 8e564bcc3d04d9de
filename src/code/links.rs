//! Links in a tree, as cargo and rustc follow them: to files, and to folders that are no packages by themselves. None is followed out
//! of the repository, none twice around a loop, and none to what is no regular file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::read_file::repository;

/// So many links are followed to the same folder: a few folders that link to each other would else be many.
const MOST_WAYS: usize = 16;

/// What a link leads to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A regular file, where it truly lies.
    File(PathBuf),
    Folder(PathBuf),
    /// Nothing to be read.
    Nothing,
    /// Something that cannot be read, and why.
    Unreadable(String),
}

/// How links of one tree are followed.
#[derive(Debug)]
pub(super) struct Links {
    /// None is followed out of these; without links.
    bounds: Vec<PathBuf>,
    /// How often a link to a folder was followed.
    followed: BTreeMap<PathBuf, usize>,
}

impl Links {
    /// Those below `root`, which may lead into the repository that holds it and into the folders of `allowed`.
    pub(super) fn new(root: &Path, allowed: &[PathBuf]) -> Self {
        let root = fs::canonicalize(root).unwrap_or_else(|_| root.to_owned());
        let own = repository(&root).unwrap_or(&root).to_owned();
        Self { bounds: std::iter::once(own).chain(allowed.iter().cloned()).collect(), followed: BTreeMap::new() }
    }

    /// Where the link `path` leads. `above` are the folders that the links are in by which it was come to. Problems are told of links
    /// that may be meant as source.
    pub(super) fn target(&mut self, path: &Path, above: &[PathBuf]) -> Target {
        let is_file = path.extension().is_some_and(|extension| extension == "rs") || is_of_cargo(path);
        let real = match fs::canonicalize(path) {
            Ok(real) => real,
            Err(error) if is_file => return Target::Unreadable(format!("this link leads nowhere: {error}")),
            Err(_) => return Target::Nothing,
        };
        let Ok(metadata) = fs::metadata(&real) else { return Target::Nothing };
        let is_source = is_file || metadata.is_dir() && path.components().any(|part| part.as_os_str() == "src");
        if !self.bounds.iter().any(|folder| real.starts_with(folder)) {
            let what = "this link leads out of the repository, and is not followed: `--allow-outside DIR` lets it";
            return if is_source { Target::Unreadable(what.to_owned()) } else { Target::Nothing };
        }
        match (metadata.is_dir(), is_file) {
            (true, _) => self.folder(path, real, above),
            (false, true) if metadata.is_file() => Target::File(real),
            (false, true) => Target::Unreadable("this link leads to what is no regular file".to_owned()),
            (false, false) => Target::Nothing,
        }
    }

    fn folder(&mut self, path: &Path, real: PathBuf, above: &[PathBuf]) -> Target {
        let own = path.parent().and_then(|folder| fs::canonicalize(folder).ok());
        let is_loop = own.iter().chain(above).any(|folder| folder.starts_with(&real));
        // A package is read where it lies.
        if is_loop || real.join("Cargo.toml").exists() {
            return Target::Nothing;
        }
        let ways = self.followed.entry(real.clone()).or_default();
        *ways += 1;
        if *ways > MOST_WAYS {
            return Target::Unreadable(format!(
                "more than {MOST_WAYS} links lead to the same folder, and this one is not followed"
            ));
        }
        Target::Folder(real)
    }
}

/// A manifest or lock file.
fn is_of_cargo(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name == "Cargo.toml" || name == "Cargo.lock")
}
