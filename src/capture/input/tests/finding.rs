//! Arguments to inputs.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::capture::input::find::find;
use crate::capture::input::{Input, Place};
use crate::error::Error;

/// A folder with these files, each with a document of OTLP where it has no content of its own.
fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        let (name, content) = file.split_once('=').unwrap_or((file, SPANS));
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    folder
}

fn names(arguments: &[&str], folder: &Path) -> Vec<String> {
    let arguments: Vec<PathBuf> = arguments.iter().map(PathBuf::from).collect();
    find(&arguments, folder).unwrap().into_iter().map(|input| input.name).collect()
}

#[test]
fn order_and_duplicates_of_arguments_change_nothing() {
    let folder = folder(&["b.json", "a.json", "below/c.json"]);
    let absolute = folder.path().join("a.json");
    let expected = ["a.json", "b.json", "below/c.json"];
    for arguments in [
        &["."][..],
        &["below", "b.json", "a.json"],
        &["a.json", "./a.json", "below/../a.json", "b.json", "below/c.json", "."],
        &["*.json", "below", absolute.to_str().unwrap()],
        &["**/*.json"],
        &["[ab].json", "below/*"],
    ] {
        assert_eq!(names(arguments, folder.path()), expected, "{arguments:?}");
    }
    assert_eq!(names(&["-", "b.json", "-"], folder.path()), ["stdin", "b.json"]);
    assert_eq!(names(&["../a.json"], &folder.path().join("below")), ["../a.json"]);
}

#[test]
fn rotated_files_come_in_order() {
    let first = "traces-2022-09-14T05-02-14.173.json";
    let second = "traces-2022-09-14T06-00-00.000.json.gz";
    let folder = folder(&["traces.json", second, first, "traces-other.json", "logs.json", "logs-2022-09-14T05-02-14.173.json"]);
    let expected = ["logs-2022-09-14T05-02-14.173.json", "logs.json", "traces-other.json", first, second, "traces.json"];
    assert_eq!(names(&["*.json", "."], folder.path()), expected);
}

#[test]
fn folders_hold_other_files_too() {
    let folder =
        folder(&["README.md=# Read me", "notes.json=[1]", "trace.log", ".hidden.json", ".git/a.json", "a.otlp=hello", "bare"]);
    assert_eq!(names(&["."], folder.path()), ["a.otlp", "bare", "notes.json", "trace.log"]);
    assert_eq!(names(&["README.md", ".hidden.json"], folder.path()), [".hidden.json", "README.md"], "what is named is taken");
    assert_eq!(names(&[".git"], folder.path()), [".git/a.json"]);
    fs::write(folder.path().join("packed"), gzip(b"hello")).unwrap();
    assert!(!names(&["."], folder.path()).contains(&"packed".to_owned()));
}

#[test]
fn nothing_is_an_error() {
    let folder = folder(&["empty/README.md=# Read me", "a.json"]);
    let of = |arguments: &[&str]| find(&arguments.iter().map(PathBuf::from).collect::<Vec<_>>(), folder.path());
    assert!(matches!(of(&["empty"]), Err(Error::NoCapture { path }) if path.ends_with("empty")));
    assert!(matches!(of(&["a.json", "*.pb"]), Err(Error::NoCapture { path }) if path.ends_with("*.pb")));
    assert!(matches!(of(&[]), Err(Error::NoCapture { .. })));
    assert!(matches!(of(&["b.json"]), Err(Error::Read { path, .. }) if path.ends_with("b.json")));
    assert!(matches!(of(&["***"]), Err(Error::CapturePattern { column: 3, .. })));
}

#[test]
fn patterns_do_not_read_the_working_directory() {
    let folder = folder(&["a[1]/x.json", "a[1]/b[2].json"]);
    assert_eq!(names(&["*.json"], &folder.path().join("a[1]")), ["b[2].json", "x.json"]);
    assert_eq!(names(&["b[2].json"], &folder.path().join("a[1]")), ["b[2].json"], "a name comes before a pattern");
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;
    let folder = folder(&["real/a.json", "real/deep/b.json"]);
    let path = |name: &str| folder.path().join(name);
    symlink(path("real"), path("real/deep/loop")).unwrap();
    symlink(path("real"), path("linked")).unwrap();
    symlink(path("real/a.json"), path("real/same.json")).unwrap();
    symlink(path("nowhere"), path("dangling.json")).unwrap();
    for number in 0..12 {
        fs::create_dir(path(&format!("knot{number}"))).unwrap();
    }
    for (from, to) in (0..12).flat_map(|from| (0..12).map(move |to| (from, to))) {
        symlink(path(&format!("knot{to}")), path(&format!("knot{from}/to{to}"))).unwrap();
    }
    let found = names(&["."], folder.path());
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found.contains(&"dangling.json".to_owned()));
}

#[test]
fn files_that_cannot_be_read_are_problems() {
    let input = Input { name: "gone.json".to_owned(), place: Place::File(PathBuf::from("/nowhere/gone.json")) };
    let outcome = crate::capture::input::read(&input, &mut io::empty(), None, &mut |_| {});
    assert!(problem(&outcome).starts_with("1:1 cannot be read: "), "{outcome:?}");
    let stdin = Input { name: "stdin".to_owned(), place: Place::Stdin };
    let mut count = 0;
    let outcome = crate::capture::input::read(&stdin, &mut SPANS.as_bytes(), None, &mut |_| count += 1);
    assert_eq!((outcome.messages, count), (1, 1));
}
