//! Temporary files of runs that were killed. They go once another run writes in their folder.

use std::collections::BTreeSet;
use std::fs::{self, File, Metadata};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use fs4::FileExt;

use super::interrupt;

/// What names of temporary files begin and end with, and how many letters and digits are between.
pub(super) const PREFIX: &str = ".otel-lint-";
pub(super) const SUFFIX: &str = ".tmp";
pub(super) const RANDOM: usize = 12;

/// Folders in which this run has looked.
static SEEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes those that belong to the owner of `own`, a file of this run there. One of a run that is alive is locked by it, until the
/// process ends in whatever way: that holds across containers, where a number of a process does not.
pub(super) fn remove(folder: &Path, own: &File) {
    if !SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    let (Ok(entries), Ok(own)) = (fs::read_dir(folder), own.metadata()) else { return };
    for entry in entries.flatten().filter(|entry| entry.file_name().to_str().is_some_and(is_name)) {
        let path = entry.path();
        if !interrupt::is_known(&path) && is_left_over(&path, &own) {
            // Another run may have been faster.
            let _ = fs::remove_file(&path);
        }
    }
}

/// The whole form of the name, so that nothing is taken for one that a person has named.
fn is_name(name: &str) -> bool {
    let random = name.strip_prefix(PREFIX).and_then(|rest| rest.strip_suffix(SUFFIX));
    random.is_some_and(|random| random.len() == RANDOM && random.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

fn is_left_over(path: &Path, own: &Metadata) -> bool {
    let is_ours = |there: &Metadata| there.is_file() && has_same_owner(there, own);
    // A link is none, wherever it leads, and a pipe is not opened.
    if !fs::symlink_metadata(path).is_ok_and(|there| is_ours(&there)) {
        return false;
    }
    let Ok(file) = File::open(path) else { return false };
    file.metadata().is_ok_and(|there| is_ours(&there)) && FileExt::try_lock(&file).is_ok()
}

#[cfg(unix)]
fn has_same_owner(one: &Metadata, other: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(one) == std::os::unix::fs::MetadataExt::uid(other)
}

#[cfg(not(unix))]
fn has_same_owner(_one: &Metadata, _other: &Metadata) -> bool {
    true
}
