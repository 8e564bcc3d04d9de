//! A walk that leaves out what git ignores. Files that say what that is are looked at before they are read: one that is a pipe would be
//! waited for, and one that is a device read without end, and a repository can carry links to such.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use ignore::{Walk, WalkBuilder};

use crate::error::Unread;
use crate::read_file::{Bounds, MOST_BYTES};

const NAMES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];

/// Walks, and the first file that none of them could read.
#[derive(Debug, Clone, Default)]
pub(super) struct Walks(Arc<Mutex<Option<Refused>>>);

/// A file, and why it is not read.
pub(super) type Refused = (PathBuf, Unread);

impl Walks {
    /// Everything below a folder that is neither hidden nor ignored, by name. Nothing, once a file could not be read.
    pub(super) fn below(&self, folder: &Path) -> Walk {
        let mut walk = WalkBuilder::new(folder);
        walk.require_git(false).follow_links(false).sort_by_file_name(Ord::cmp);
        // The files of a folder above count here, too.
        if !folder.ancestors().all(|above| self.admits(above)) {
            return walk.standard_filters(false).max_depth(Some(0)).build();
        }
        let walks = self.clone();
        let enters = move |entry: &ignore::DirEntry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder || walks.admits(entry.path())
        };
        walk.filter_entry(enters).build()
    }

    pub(super) fn refused(&self) -> Option<Refused> {
        self.0.lock().ok()?.take()
    }

    /// Whether the files in a folder that say what is ignored can be read.
    fn admits(&self, folder: &Path) -> bool {
        let refused = NAMES.iter().map(|name| folder.join(name)).find_map(|path| fault(&path).map(|why| (path, why)));
        let is_refused = refused.is_some();
        if let (Some(refused), Ok(mut first)) = (refused, self.0.lock()) {
            first.get_or_insert(refused);
        }
        !is_refused
    }
}

/// What is wrong with a file, if it is there.
fn fault(path: &Path) -> Option<Unread> {
    let metadata = fs::symlink_metadata(path).ok()?;
    if metadata.is_file() && metadata.len() <= MOST_BYTES {
        return None;
    }
    let folders = Bounds::default().around(path.parent().unwrap_or(path));
    match folders.resolve_file(path) {
        // Git follows no such link at all, so there is no need to allow one.
        Err(Unread::Outside(_)) => Some(Unread::NotRegular("a link out of its repository")),
        // As if it were not there, for git as well.
        Err(Unread::LeadsNowhere(_) | Unread::Io(_)) | Ok(_) => None,
        Err(why) => Some(why),
    }
}

/// What could not be walked, where that is known.
pub(super) fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}
