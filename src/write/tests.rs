//! What is left of files once they are written, or could not be.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::PathBuf;

use super::*;

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("is read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn text(path: &Path) -> String {
    fs::read_to_string(path).expect("is there")
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("is made");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("is written");
    }
    folder
}

/// Changes of the files `0`, `1`, ..: from `before` to `after`.
fn paths(folder: &Path, count: usize) -> Vec<PathBuf> {
    (0..count).map(|at| folder.join(at.to_string())).collect()
}

fn changes(paths: &[PathBuf]) -> Vec<Change<'_>> {
    paths.iter().map(|path| Change { path, before: b"before", after: b"after" }).collect()
}

#[test]
fn what_cannot_be_filled_leaves_all_as_it_was() {
    let folder = folder(&[("report", "yesterday")]);
    let path = folder.path().join("report");
    let error = write(&path, |out| {
        out.write_all(&vec![b'x'; 100_000])?;
        Err(io::Error::other("enough"))
    });
    assert!(matches!(error, Err(Error::Write { .. })));
    assert_eq!((text(&path).as_str(), names(folder.path())), ("yesterday", vec!["report".to_owned()]));
}

#[test]
fn what_is_there_is_not_made() {
    let folder = folder(&[("there", "mine")]);
    assert!(!create(&folder.path().join("there"), b"new").expect("is known"));
    assert!(create(&folder.path().join("new"), b"new").expect("is made"));
    assert_eq!(text(&folder.path().join("there")) + &text(&folder.path().join("new")), "minenew");
    assert_eq!(names(folder.path()), ["new", "there"]);
}

#[test]
fn files_are_changed_together() {
    let folder = folder(&[("0", "before"), ("1", "before")]);
    let paths = paths(folder.path(), 2);
    Staged::new(&changes(&paths)).expect("is written").write().expect("is replaced");
    assert_eq!((text(&paths[0]), text(&paths[1])), ("after".to_owned(), "after".to_owned()));
    assert_eq!(names(folder.path()), ["0", "1"]);
}

#[test]
fn what_was_changed_meanwhile_stays_and_so_does_what_goes_with_it() {
    for changed in 0..3 {
        let folder = folder(&[("0", "before"), ("1", "before"), ("2", "before")]);
        let paths = paths(folder.path(), 3);
        let changes = changes(&paths);
        let staged = Staged::new(&changes).expect("is written");
        fs::write(&paths[changed], "mine").expect("is written");
        assert!(matches!(staged.write(), Err(Left::Changed(at)) if at == changed));
        for (at, path) in paths.iter().enumerate() {
            assert_eq!(text(path), if at == changed { "mine" } else { "before" });
        }
        assert_eq!(names(folder.path()), ["0", "1", "2"]);
    }
}

#[test]
fn what_is_gone_meanwhile_stays_so() {
    let folder = folder(&[("0", "before")]);
    let paths = paths(folder.path(), 1);
    let changes = changes(&paths);
    let staged = Staged::new(&changes).expect("is written");
    fs::remove_file(&paths[0]).expect("is removed");
    assert!(matches!(staged.write(), Err(Left::Changed(0))));
    assert!(names(folder.path()).is_empty());
}

#[test]
fn nothing_is_changed_where_one_of_them_has_no_place() {
    let folder = folder(&[("0", "before"), ("1", "a file")]);
    let paths = [folder.path().join("0"), folder.path().join("1/below")];
    let changes = changes(&paths);
    assert!(matches!(Staged::new(&changes), Err(Left::Unwritten(1, _))));
    assert_eq!((text(&paths[0]).as_str(), names(folder.path())), ("before", vec!["0".to_owned(), "1".to_owned()]));
}

#[test]
fn folders_are_told_by_what_is_wrong_with_them() {
    let folder = folder(&[("file", "")]);
    for (name, said) in [("", "this is a folder"), ("file/below", "is a file"), ("missing/below", "its folder is not there")] {
        let Err(Error::Write { source, .. }) = write(&folder.path().join(name), |_| Ok(())) else { panic!("{name} is written") };
        assert!(source.to_string().contains(said), "{name}: {source}");
    }
    assert_eq!(names(folder.path()), ["file"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    #[test]
    fn what_is_replaced_keeps_its_permissions_and_links() {
        let folder = folder(&[("script.rs", "before")]);
        let (file, link) = (folder.path().join("script.rs"), folder.path().join("link.rs"));
        fs::set_permissions(&file, fs::Permissions::from_mode(0o750)).expect("is set");
        symlink("script.rs", &link).expect("is made");
        replace(&link, b"after").expect("is replaced");
        assert_eq!(text(&file), "after");
        assert_eq!(fs::metadata(&file).expect("is there").permissions().mode() & 0o777, 0o750);
        assert!(fs::symlink_metadata(&link).expect("is there").is_symlink());
        write(&link, |out| out.write_all(b"again")).expect("is replaced");
        assert_eq!(text(&file), "again");
        assert_eq!(names(folder.path()), ["link.rs", "script.rs"], "nothing is left over");
    }

    #[test]
    fn a_link_that_leads_nowhere_stays_one() {
        let folder = folder(&[]);
        let link = folder.path().join("link");
        symlink("file", &link).expect("is made");
        assert!(!create(&link, b"text").expect("is known"), "the link is there");
        write(&link, |out| out.write_all(b"text")).expect("is written");
        assert_eq!((text(&folder.path().join("file")).as_str(), link.is_symlink()), ("text", true));
        symlink("round", folder.path().join("round")).expect("is made");
        assert!(write(&folder.path().join("round"), |_| Ok(())).is_err());
        assert_eq!(names(folder.path()), ["file", "link", "round"]);
    }

    #[test]
    fn a_new_file_has_the_permissions_of_any() {
        let folder = folder(&[("any", "")]);
        write(&folder.path().join("new"), |out| out.write_all(b"text")).expect("is written");
        let mode = |name: &str| fs::metadata(folder.path().join(name)).expect("is there").mode();
        assert_eq!(mode("new"), mode("any"));
    }

    #[test]
    fn what_was_left_over_goes_and_nothing_else() {
        let left_over = |letter: &str| format!(".otel-lint-{}.tmp", letter.repeat(12));
        let folder = folder(&[(&left_over("a"), "half"), (".otel-lint-notes.tmp", "mine"), ("target", "mine")]);
        let at = |name: &str| folder.path().join(name);
        // Names as they are left over, but a link, a folder, and a file that another run holds.
        symlink("target", at(&left_over("l"))).expect("is made");
        fs::create_dir(at(&left_over("d"))).expect("is made");
        fs::write(at(&left_over("r")), "being written").expect("is written");
        let running = File::open(at(&left_over("r"))).expect("is there");
        fs4::FileExt::lock(&running).expect("is locked");
        write(&at("report"), |out| out.write_all(b"text")).expect("is written");
        let (folder_name, link, in_use) = (left_over("d"), left_over("l"), left_over("r"));
        let expected = [folder_name.as_str(), &link, ".otel-lint-notes.tmp", &in_use, "report", "target"];
        assert_eq!(names(folder.path()), expected);
        assert_eq!(text(&at("target")), "mine");
    }

    #[test]
    fn what_is_no_regular_file_is_written_to() {
        write(Path::new("/dev/null"), |out| out.write_all(b"text")).expect("is written");
        assert!(fs::metadata("/dev/null").is_ok_and(|there| !there.is_file()), "it is still there");
        assert!(replace(Path::new("/dev/null"), b"text").is_err());
    }
}
