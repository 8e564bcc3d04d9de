//! What paths are relative to in reports and patches that are read elsewhere: by whoever annotates a pull request, or applies a patch.
//! They know the repository, and neither the workspace nor where the program ran.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::Environment;
use super::settings::Settings;
use super::workspace::{Workspace, folder};
use crate::cli;
use crate::contract::ContractIndex;
use crate::error::Error;
use crate::escaped_path::{escape, unescape};
use crate::finding::Report;
use crate::printable::printable_line;
use crate::read_file::repository;

/// The name of what is read from no file.
const STDIN: &str = "stdin";

/// The folder, and how it was found.
#[derive(Debug)]
pub(super) struct ReportRoot {
    /// Absolute, without links.
    folder: PathBuf,
    working_directory: PathBuf,
    workspace: PathBuf,
    /// Whether nothing but the workspace was left.
    is_fallback: bool,
}

impl ReportRoot {
    /// The folder that is named, else the nearest repository, else what a service of continuous integration says that it has checked
    /// out, else the workspace.
    pub(super) fn find(named: Option<&Path>, workspace: &Workspace, environment: &Environment) -> Result<Self, Error> {
        let here = &environment.working_directory;
        let named = named.map(|path| folder("`--root`", path, here)).transpose()?;
        let checked_out = || {
            let folders = environment.checkouts.iter().filter_map(|path| fs::canonicalize(here.join(path)).ok());
            folders.into_iter().find(|folder| workspace.root.starts_with(folder))
        };
        let found = named.or_else(|| repository(&workspace.root).map(Path::to_owned)).or_else(checked_out);
        Ok(Self {
            is_fallback: found.is_none(),
            folder: found.unwrap_or_else(|| workspace.root.clone()),
            working_directory: here.clone(),
            workspace: workspace.root.clone(),
        })
    }

    /// Says what paths are relative to where that was not to be known.
    pub(super) fn tell(&self, stderr: &mut dyn Write) {
        if self.is_fallback {
            let folder = printable_line(&self.folder.display().to_string());
            // Who does not hear it has the paths all the same.
            let _ = writeln!(
                stderr,
                "note: paths are relative to the workspace `{folder}`, for no `.git` is above it; `--root DIR` names another folder"
            );
        }
    }

    /// The path from this folder of one that is seen from the working directory, with `/`; the whole path where it lies elsewhere.
    pub(super) fn path(&self, shown: &str) -> String {
        self.relative(&normal(&self.working_directory.join(unescape(shown))))
    }

    fn relative(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.folder).unwrap_or(path);
        match escape(inside) {
            inside if inside.is_empty() => ".".to_owned(),
            inside => inside,
        }
    }

    /// The same for a path that telemetry tells of its code, if there is such a file in the workspace.
    fn recorded(&self, path: &str) -> Option<String> {
        let is_inside = Path::new(path).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
        let file = self.workspace.join(path);
        (is_inside && file.is_file()).then(|| self.relative(&normal(&file)))
    }

    /// Writes the paths of a report from this folder, if it is of a format that is read elsewhere.
    pub(super) fn prepare(
        &self,
        report: &mut Report,
        wanted: &cli::Report,
        quiet: bool,
        settings: &Settings,
        stderr: &mut dyn Write,
    ) {
        if wanted.format.unwrap_or_default().is_read_elsewhere() {
            if !quiet {
                self.tell(stderr);
            }
            self.rename(report, &settings.contracts.list());
        }
    }

    fn rename(&self, report: &mut Report, contracts: &[Arc<ContractIndex>]) {
        for source in &mut report.sources {
            source.path = self.path(&source.path);
        }
        for problem in &mut report.problems {
            self.rename_input(&mut problem.file);
        }
        let files = contracts.iter().flat_map(|index| &index.contract.files);
        let files: BTreeMap<&str, String> = files.map(|file| (file.path.as_str(), self.path(&file.path))).collect();
        for finding in &mut report.findings {
            for (from, to) in &files {
                finding.message = rename_place(&finding.message, from, to);
                finding.help = rename_place(&finding.help, from, to);
            }
            let Some(captured) = &mut finding.captured else { continue };
            for place in captured.examples.iter_mut().filter_map(|example| example.place.as_mut()) {
                self.rename_input(&mut place.file);
            }
            if let Some(place) = &mut captured.contract {
                place.file = self.path(&place.file);
            }
            if let Some(code) = &mut captured.code
                && let Some(path) = self.recorded(&code.file)
            {
                code.file = path;
            }
        }
        let Some(recording) = &mut report.recording else { return };
        for input in &mut recording.inputs {
            self.rename_input(&mut input.name);
        }
        for contract in &mut recording.contracts {
            contract.file = self.path(&contract.file);
            for clause in &mut contract.clauses {
                clause.place.file = self.path(&clause.place.file);
            }
        }
    }

    fn rename_input(&self, name: &mut String) {
        if name != STDIN {
            *name = self.path(name);
        }
    }
}

/// Without `.` and `..`. What comes in has no links before a `..`: the working directory is a real path.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                normal.pop();
            }
            part => normal.push(part),
        }
    }
    normal
}

/// `text` with lines of the file `from`, such as `contract.yaml:31`, as lines of `to`.
fn rename_place(text: &str, from: &str, to: &str) -> String {
    let is_of_path = |letter: char| letter.is_alphanumeric() || "/._-".contains(letter);
    let mut renamed = String::new();
    let mut end = 0;
    for (at, _) in text.match_indices(from) {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(at + from.len()..).unwrap_or_default());
        let is_line = after.strip_prefix(':').is_some_and(|after| after.starts_with(|letter: char| letter.is_ascii_digit()));
        if at >= end && is_line && !before.ends_with(is_of_path) {
            renamed.push_str(text.get(end..at).unwrap_or_default());
            renamed.push_str(to);
            end = at + from.len();
        }
    }
    renamed + text.get(end..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_from_the_root_wherever_the_program_runs() {
        let root = |working_directory: &str| ReportRoot {
            folder: PathBuf::from("/repository"),
            working_directory: PathBuf::from(working_directory),
            workspace: PathBuf::from("/repository/shop"),
            is_fallback: false,
        };
        for (working_directory, shown, path) in [
            ("/repository", "shop/src/main.rs", "shop/src/main.rs"),
            ("/repository/shop", "src/main.rs", "shop/src/main.rs"),
            ("/repository/shop/orders", "/repository/shop/src/main.rs", "shop/src/main.rs"),
            ("/repository/shop/orders", "../../contract.yaml", "contract.yaml"),
            ("/", "repository/shop/./src/main.rs", "shop/src/main.rs"),
            ("/repository", ".", "."),
            ("/elsewhere", "main.rs", "/elsewhere/main.rs"),
        ] {
            assert_eq!(root(working_directory).path(shown), path, "{working_directory} {shown}");
        }
    }

    #[test]
    fn places_in_messages_are_renamed_whole() {
        let renamed = |text| rename_place(text, "contract.yaml", "shop/contract.yaml");
        assert_eq!(renamed("not kept (contract.yaml:9): x"), "not kept (shop/contract.yaml:9): x");
        assert_eq!(renamed("contract.yaml:9, contract.yaml:10"), "shop/contract.yaml:9, shop/contract.yaml:10");
        for text in ["(a/contract.yaml:9)", "my-contract.yaml:9", "`contract.yaml`", "contract.yaml: x"] {
            assert_eq!(renamed(text), text);
        }
    }
}
