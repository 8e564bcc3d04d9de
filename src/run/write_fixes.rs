//! Fixed texts to disk: each file whole and only if nobody has changed it since it was read, and those that belong together all or none.

use std::fs;
use std::path::{Path, PathBuf};

use super::mend::{Fixed, Group, Texts};
use crate::error::Error;
use crate::escaped_path::unescape;
use crate::source::Problem;
use crate::write::{self, Change, Left, Staged};

/// What became of the fixes.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// How many findings are mended on disk, and in how many files.
    pub(super) findings: usize,
    pub(super) files: usize,
    /// One for each file that was left as it is.
    pub(super) problems: Vec<Problem>,
    /// Why the job could not be done, if so. A file that somebody else has changed is no failure.
    pub(super) failure: Option<Error>,
}

/// Writes what can be written. What cannot, hides neither what could nor what is still to be found.
pub(super) fn write_fixes(fixed: &Fixed, root: &Path) -> Written {
    let (mut result, mut written, mut failed) = (Written::default(), Vec::new(), Vec::new());
    for group in &fixed.groups {
        let files: Vec<(&String, &Texts)> = fixed.files.iter().filter(|(path, _)| group.paths.contains(*path)).collect();
        let Err((at, reason)) = write_group(&files, root) else {
            result.findings += group.findings;
            written.extend(files.iter().map(|(path, _)| (*path).clone()));
            continue;
        };
        result.problems.extend(problems(group, files.get(at).map_or("", |(path, _)| path), &reason));
        if let Reason::Unwritten(error) | Reason::Half(error) = reason {
            failed.extend(files.get(at).map(|(path, _)| ((*path).clone(), group.paths.len(), error)));
        }
    }
    let paths: Vec<PathBuf> =
        written.iter().filter_map(|path| fixed.files.get(path)).map(|texts| root.join(&texts.root_path)).collect();
    write::sync(paths.iter().map(PathBuf::as_path));
    written.sort();
    result.files = written.len();
    failed.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    let unfixed: usize = failed.iter().map(|(_, files, _)| files).sum();
    if let Some((path, _, source)) = failed.into_iter().next() {
        result.failure = Some(Error::Unfixed { path, more: unfixed - 1, written, source });
    }
    result
}

/// Why the files of a group are as they were.
enum Reason {
    Changed,
    Outside,
    Unwritten(std::io::Error),
    Half(std::io::Error),
}

/// Writes all of them, or none for the sake of the one at that position.
fn write_group(files: &[(&String, &Texts)], root: &Path) -> Result<(), (usize, Reason)> {
    let paths: Vec<PathBuf> = files.iter().map(|(_, texts)| root.join(unescape(&texts.root_path))).collect();
    // A link may lead anywhere by now.
    let is_outside = |path: &PathBuf| fs::canonicalize(path).is_ok_and(|real| !real.starts_with(root));
    if let Some(at) = paths.iter().position(is_outside) {
        return Err((at, Reason::Outside));
    }
    let changes: Vec<Change<'_>> = (paths.iter().zip(files))
        .map(|(path, (_, texts))| Change { path, before: texts.before.as_bytes(), after: texts.after.as_bytes() })
        .collect();
    Staged::new(&changes).and_then(Staged::write).map_err(|left| match left {
        Left::Changed(at) => (at, Reason::Changed),
        Left::Unwritten(at, error) => (at, Reason::Unwritten(error)),
        Left::Half(at, error) => (at, Reason::Half(error)),
    })
}

fn problems(group: &Group, cause: &str, reason: &Reason) -> Vec<Problem> {
    let told = |path: &String| {
        let message = match reason {
            Reason::Half(error) => format!(
                "fixes of several files go together, and only some of them are written: take back with your version control what \
                 was changed in `{cause}`, which could not be changed back: {error}"
            ),
            _ if path != cause => format!("not fixed, since its fixes go together with those of `{cause}`, which is not fixed"),
            Reason::Changed => "changed while it was being linted, and left as it is: run again to fix it".to_owned(),
            Reason::Outside => "leads outside of the workspace, and is left as it is: fix it where it lies".to_owned(),
            Reason::Unwritten(error) => format!("left as it is, since its fixes cannot be written: {error}"),
        };
        Problem { file: path.clone(), line: 1, column: 1, message }
    };
    group.paths.iter().map(told).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

    use std::collections::BTreeMap;

    use super::super::look::{look_at, settings};
    use super::super::mend::fix;
    use super::*;
    use crate::cli::{self, Command};
    use crate::run::Environment;

    const FAULT: &str = "fn load() {\n    let _ = tracing::info_span!(\"load\").entered();\n    work();\n}\n";

    /// A workspace of files with a fault each, which are mended in memory, then changed by `meanwhile`, then written.
    fn fixed(files: &[&str], meanwhile: impl FnOnce(&Path)) -> (tempfile::TempDir, Written) {
        let folder = tempfile::tempdir().expect("is made");
        let root = fs::canonicalize(folder.path()).expect("is there");
        fs::write(root.join("Cargo.toml"), "[package]\nname = \"a\"\n[dependencies]\ntracing = \"0.1\"\n").expect("is written");
        for file in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
            fs::write(path, FAULT).expect("is written");
        }
        let environment = Environment { working_directory: root.clone(), ..Environment::read().expect("is read") };
        let words = ["cargo-otel-lint", "check", "--isolated"].iter().map(Into::into);
        let Some(Command::Check(check)) = cli::parse(words, 100).expect("is right").command else { unreachable!() };
        let settings = settings(&check.scope, &environment).expect("is right");
        let looked = look_at(&settings, &environment, &BTreeMap::new()).expect("is read");
        let fixed = fix(&settings, &environment, looked, false).expect("is mended");
        assert_eq!(fixed.files.len(), files.len());
        meanwhile(&root);
        let written = write_fixes(&fixed, &root);
        (folder, written)
    }

    fn is_fixed(folder: &tempfile::TempDir, file: &str) -> bool {
        fs::read_to_string(folder.path().join(file)).expect("is there").contains("let _guard")
    }

    fn told(written: &Written) -> Vec<(&str, &str)> {
        written.problems.iter().map(|problem| (problem.file.as_str(), problem.message.as_str())).collect()
    }

    #[test]
    fn what_somebody_writes_meanwhile_stays() {
        let edited = FAULT.replace("load", "edited");
        let (folder, written) = fixed(&["src/a.rs", "src/b.rs", "src/c.rs"], |root| {
            fs::write(root.join("src/a.rs"), &edited).expect("is written");
            fs::remove_file(root.join("src/b.rs")).expect("is removed");
        });
        assert_eq!(fs::read_to_string(folder.path().join("src/a.rs")).expect("is there"), edited);
        assert!(!folder.path().join("src/b.rs").exists() && is_fixed(&folder, "src/c.rs"));
        let message = "changed while it was being linted, and left as it is: run again to fix it";
        assert_eq!(told(&written), [("src/a.rs", message), ("src/b.rs", message)]);
        assert_eq!((written.files, written.findings, written.failure.is_none()), (1, 1, true));
    }

    #[test]
    fn what_cannot_be_written_hides_nothing() {
        // The folder of a file is a file now: nobody can write there, whoever it is.
        let (folder, written) = fixed(&["src/a.rs", "src/b/mod.rs"], |root| {
            fs::remove_dir_all(root.join("src/b")).expect("is removed");
            fs::write(root.join("src/b"), "").expect("is written");
        });
        assert!(is_fixed(&folder, "src/a.rs"));
        assert_eq!((written.files, written.findings), (1, 1));
        let [(file, message)] = told(&written)[..] else { panic!("one is left") };
        assert!(file == "src/b/mod.rs" && message.starts_with("left as it is, since its fixes cannot be written"), "{message}");
        let Some(Error::Unfixed { path, more: 0, written, .. }) = written.failure else { panic!("it is a failure") };
        assert_eq!((path.as_str(), written), ("src/b/mod.rs", vec!["src/a.rs".to_owned()]));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_outside_is_not_followed() {
        let outside = tempfile::tempdir().expect("is made");
        let there = outside.path().join("a.rs");
        fs::write(&there, FAULT).expect("is written");
        let (folder, written) = fixed(&["src/a.rs", "src/b.rs"], |root| {
            fs::remove_file(root.join("src/a.rs")).expect("is removed");
            std::os::unix::fs::symlink(&there, root.join("src/a.rs")).expect("is made");
        });
        assert_eq!(fs::read_to_string(&there).expect("is there"), FAULT);
        assert!(is_fixed(&folder, "src/b.rs") && written.failure.is_none());
        assert_eq!(told(&written).len(), 1);
    }
}
