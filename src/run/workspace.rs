//! Which workspace is linted, and which of its files are reported.

use std::fs;
use std::path::{Path, PathBuf};

use toml::de::DeTable;

use crate::cli::command_names;
use crate::error::{Error, Unread};
use crate::escaped_path::{escape, unescape};
use crate::read_file::{Bounds, read_if_there, repository};
use crate::text::nearest;

/// A folder to read, and paths in it to report on.
#[derive(Debug)]
pub(crate) struct Workspace {
    /// Absolute, without links.
    pub(crate) root: PathBuf,
    /// From the root, with `/`; the root itself is the empty text. None: everything.
    paths: Vec<String>,
}

impl Workspace {
    /// The workspace of the manifest, else of the first path, else of the working directory.
    /// Manifests may lead into the folders `allowed`, too.
    pub(crate) fn find(
        paths: &[PathBuf],
        manifest: Option<&Path>,
        working_directory: &Path,
        allowed: &[PathBuf],
    ) -> Result<Self, Error> {
        let real = |path: &Path| {
            let found = fs::canonicalize(working_directory.join(path));
            found.map_err(|source| Error::Read { path: path.to_owned(), source })
        };
        let manifest = manifest.map(real).transpose()?;
        let found: Vec<PathBuf> = paths
            .iter()
            .map(|path| real(path).map_err(|error| command_meant(path).unwrap_or(error)))
            .collect::<Result<_, _>>()?;
        let start = manifest.as_deref().or(found.first().map(PathBuf::as_path)).unwrap_or(working_directory);
        let folder = if start.is_dir() { start } else { start.parent().unwrap_or(start) };
        let root = root_of(folder, &Bounds::new(folder, allowed.to_vec(), working_directory))?;
        let mut inside = Vec::new();
        for (path, found) in paths.iter().zip(&found) {
            match found.strip_prefix(&root) {
                Ok(path) => inside.push(escape(path)),
                Err(_) => return Err(Error::OutsideWorkspace { path: path.clone(), root }),
            }
        }
        Ok(Self { root, paths: inside })
    }

    pub(crate) fn reports(&self, root_path: &str) -> bool {
        self.paths.is_empty() || self.paths.iter().any(|path| holds(path, root_path))
    }

    /// The paths that were asked for.
    pub(crate) fn paths(&self) -> &[String] {
        &self.paths
    }

    /// The path from the root of what is there under a path named as seen from `working_directory`; empty where it is the root.
    pub(crate) fn path_below(&self, path: &Path, working_directory: &Path) -> String {
        let path = working_directory.join(path);
        let real = fs::canonicalize(&path).unwrap_or(path);
        escape(real.strip_prefix(&self.root).unwrap_or(&real))
    }

    /// The path from the root of a file named as seen from `working_directory`.
    pub(crate) fn root_path(&self, path: &str, working_directory: &Path) -> String {
        let path = working_directory.join(unescape(path));
        escape(path.strip_prefix(&self.root).unwrap_or(&path))
    }
}

/// Whether `file` is `path` or lies below it.
pub(super) fn holds(path: &str, file: &str) -> bool {
    path.is_empty() || file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The topmost workspace that holds `folder`, else the nearest package, else `folder`.
fn root_of(folder: &Path, bounds: &Bounds) -> Result<PathBuf, Error> {
    let (mut package, mut workspace) = (None, None);
    let repository = repository(folder);
    for above in folder.ancestors() {
        let path = above.join("Cargo.toml");
        let text = match read_if_there(&path, Some(&bounds.around(above))) {
            Ok(Some(file)) => file.text,
            Ok(None) | Err(Unread::Io(_) | Unread::NotText { .. }) => continue,
            // What stands above the repository is not this one's.
            Err(_) if repository.is_some_and(|repository| !above.starts_with(repository)) => continue,
            Err(why) => return Err(Error::unread(&path, why)),
        };
        package = package.or(Some(above));
        if is_workspace_of(&text, folder.strip_prefix(above).unwrap_or(folder)) {
            workspace = Some(above);
        }
    }
    Ok(workspace.or(package).unwrap_or(folder).to_owned())
}

/// Whether the manifest makes a workspace that does not exclude the folder `inside`.
/// Source: The Cargo Book, "Workspaces", section "The members and exclude fields".
fn is_workspace_of(manifest: &str, inside: &Path) -> bool {
    let Ok(manifest) = DeTable::parse(manifest) else { return false };
    let Some(workspace) = manifest.get_ref().get("workspace") else { return false };
    let excluded = workspace.get_ref().get("exclude").and_then(|list| list.get_ref().as_array());
    let holds = |path: &str| inside.starts_with(path.trim_start_matches("./"));
    !excluded.is_some_and(|list| list.iter().filter_map(|path| path.get_ref().as_str()).any(holds))
}

/// The real path of a folder that the command line names.
pub(super) fn folder(flag: &'static str, path: &Path, working_directory: &Path) -> Result<PathBuf, Error> {
    let real = fs::canonicalize(working_directory.join(path));
    let real = real.map_err(|source| Error::Read { path: path.to_owned(), source })?;
    if real.is_dir() { Ok(real) } else { Err(Error::NoFolder { flag, path: path.to_owned() }) }
}

/// The folders that `--allow-outside` names.
pub(super) fn allowed(named: &[PathBuf], working_directory: &Path) -> Result<Vec<PathBuf>, Error> {
    named.iter().map(|path| folder("`--allow-outside`", path, working_directory)).collect()
}

/// A lone word that is nearly a command was meant as one.
fn command_meant(path: &Path) -> Option<Error> {
    let word = path.to_str()?;
    let near = nearest(word, command_names())?;
    let near = command_names().into_iter().find(|name| *name == near)?;
    if word == near {
        return Some(Error::LateCommand { word: near });
    }
    Some(Error::NoCommand { word: word.to_owned(), near })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_hold_themselves_and_what_is_below() {
        for (path, file, held) in [
            ("src", "src/a.rs", true),
            ("src/a.rs", "src/a.rs", true),
            ("src/a", "src/a.rs", false),
            ("src", "other/src/a.rs", false),
            ("", "src/a.rs", true),
        ] {
            assert_eq!(holds(path, file), held, "{path} {file}");
        }
    }

    #[test]
    fn workspaces_leave_out_what_they_exclude() {
        let manifest = "[workspace]\nmembers = [\"a\"]\nexclude = [\"./fuzz\"]\n";
        assert!(is_workspace_of(manifest, Path::new("a/src")));
        assert!(!is_workspace_of(manifest, Path::new("fuzz/src")));
        assert!(!is_workspace_of("[package]\nname = \"a\"\n", Path::new("src")));
        assert!(!is_workspace_of("{{ no toml", Path::new("src")));
    }
}
