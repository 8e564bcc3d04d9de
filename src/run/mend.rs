//! `--fix` and `--diff`: fixes are made in memory, round by round, until none is left that can be made; then the files are written, or
//! the difference is shown.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use similar::TextDiff;

use super::Environment;
use super::look::{Looked, look_at};
use super::settings::Settings;
use crate::code;
use crate::error::Error;
use crate::fix::mend;
use crate::source::Source;
use crate::write::replace;

/// Rounds of fixing. A fix may make room for another, but no honest one asks for many.
const MAX_ROUNDS: usize = 16;

/// What is left once fixes are made, and what they made of the files.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) looked: Looked,
    /// How many findings were mended.
    pub(super) findings: usize,
    /// By path relative to the working directory: the text before and after.
    files: BTreeMap<String, Texts>,
}

#[derive(Debug)]
struct Texts {
    root_path: String,
    before: String,
    after: String,
}

/// Makes fixes until none is left, without writing anything.
pub(super) fn fix(settings: &Settings, environment: &Environment, looked: Looked, with_unsafe: bool) -> Result<Fixed, Error> {
    let mut fixed = Fixed { looked, findings: 0, files: BTreeMap::new() };
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let sources = &fixed.looked.analysis.sources;
        let mended = mend(&fixed.looked.findings, sources, with_unsafe, &is_read);
        if mended.texts.is_empty() {
            break;
        }
        for (file, after) in mended.texts {
            let Some(source) = sources.get(file.0 as usize) else { continue };
            texts.insert(source.root_path.clone(), after.clone());
            let known = fixed.files.entry(source.path.clone());
            let before = || Texts { root_path: source.root_path.clone(), before: source.text.clone(), after: String::new() };
            known.or_insert_with(before).after = after;
        }
        fixed.findings += mended.findings;
        fixed.looked = look_at(settings, environment, &texts)?;
    }
    Ok(fixed)
}

/// Whether a changed file is read like the one before it. A manifest changes in its comments only.
fn is_read(source: &Source, text: &str) -> bool {
    let is_rust = Path::new(&source.path).extension().is_some_and(|extension| extension == "rs");
    !is_rust || code::is_whole(&source.text) && code::is_whole(text)
}

impl Fixed {
    pub(super) fn files(&self) -> usize {
        self.files.len()
    }

    /// Writes each changed file whole, or leaves it as it is.
    pub(super) fn write(&self, settings: &Settings) -> Result<(), Error> {
        self.files.values().try_for_each(|texts| replace(&settings.workspace.root.join(&texts.root_path), texts.after.as_bytes()))
    }

    /// The changes as `patch` and `git apply` take them.
    pub(super) fn show(&self, out: &mut dyn Write) -> io::Result<()> {
        for (path, texts) in &self.files {
            let difference = TextDiff::from_lines(&texts.before, &texts.after);
            let (old, new) = (format!("a/{path}"), format!("b/{path}"));
            write!(out, "{}", difference.unified_diff().header(&old, &new))?;
        }
        Ok(())
    }
}
