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

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn what_is_replaced_keeps_its_permissions_and_links() {
        let folder = std::env::temp_dir().join(format!("otel-lint-replace-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("is made");
        let (file, link) = (folder.join("script.rs"), folder.join("link.rs"));
        std::fs::write(&file, "before").expect("is written");
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o750)).expect("is set");
        std::os::unix::fs::symlink(&file, &link).expect("is made");
        replace(&link, b"after").expect("is replaced");
        assert_eq!(std::fs::read_to_string(&file).expect("is there"), "after");
        assert_eq!(std::fs::metadata(&file).expect("is there").permissions().mode() & 0o777, 0o750);
        assert!(std::fs::symlink_metadata(&link).expect("is there").is_symlink());
        assert_eq!(std::fs::read_dir(&folder).expect("is there").count(), 2, "nothing is left over");
        std::fs::remove_dir_all(&folder).expect("goes away");
    }
}
