//! Files that are written whole or not at all.

use std::path::Path;

use crate::error::Error;

/// Gives the file `path` the content `bytes`: written beside it, then renamed, so that nobody ever reads half of it.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    // A link keeps pointing to its file.
    let target = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let beside = target.with_file_name(format!(".{name}.{}.tmp", std::process::id()));
    // Who may read and run it stays as it was.
    let keep = || match std::fs::metadata(&target) {
        Ok(there) => std::fs::set_permissions(&beside, there.permissions()),
        Err(_) => Ok(()),
    };
    let written = std::fs::write(&beside, bytes).and_then(|()| keep()).and_then(|()| std::fs::rename(&beside, &target));
    written.map_err(|source| {
        // The half-written file may not be there at all.
        let _ = std::fs::remove_file(&beside);
        Error::Write { path: path.to_owned(), source }
    })
}
