//! `--fix` and `--diff`: fixes are made in memory, round by round, until none is left that can be made; then the files are written, or
//! the difference is shown. A fix that brings about another finding is left out.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use super::look::Looked;
use super::report_root::ReportRoot;
use super::settings::Settings;
use super::trial::{LeftOut, Sight, Trials};
use super::{Environment, patch};
use crate::code;
use crate::error::Error;
use crate::finding::Finding;
use crate::source::Source;

/// Rounds of fixing. A fix may make room for another, but no honest one asks for many.
const MAX_ROUNDS: usize = 16;

/// What is left once fixes are made, and what they made of the files.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) looked: Looked,
    /// How many have a fix that was not made, since it would bring about another finding.
    pub(super) left_out: usize,
    /// By path relative to the working directory: the text before and after.
    pub(super) files: BTreeMap<String, Texts>,
    /// Those of the files that are written together or not at all.
    pub(super) groups: Vec<Group>,
}

#[derive(Debug)]
pub(super) struct Texts {
    pub(super) root_path: String,
    pub(super) before: String,
    pub(super) after: String,
}

/// Files whose fixes go together, in whatever rounds they were made.
#[derive(Debug, Default)]
pub(super) struct Group {
    /// As in [`Fixed::files`].
    pub(super) paths: BTreeSet<String>,
    /// How many findings were mended.
    pub(super) findings: usize,
}

/// Makes fixes until none is left, without writing anything.
pub(super) fn fix(settings: &Settings, environment: &Environment, looked: Looked, with_unsafe: bool) -> Result<Fixed, Error> {
    let mut sight = Sight::of(looked, settings, environment)?;
    let mut trials = Trials::new(settings, environment, with_unsafe, &is_read);
    let (mut files, mut groups) = (BTreeMap::new(), Vec::new());
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for _ in 0..MAX_ROUNDS {
        let Some((mended, after)) = trials.round(&sight, &texts)? else { break };
        for group in mended.groups {
            let sources = &sight.looked.analysis.sources;
            let paths = group.files.iter().filter_map(|file| Some(sources.get(file.0 as usize)?.path.clone())).collect();
            join(&mut groups, Group { paths, findings: group.findings });
        }
        for (file, after) in mended.texts {
            let Some(source) = sight.looked.analysis.sources.get(file.0 as usize) else { continue };
            texts.insert(source.root_path.clone(), after.clone());
            let known: &mut Texts = files.entry(source.path.clone()).or_insert_with(|| Texts {
                root_path: source.root_path.clone(),
                before: source.text.as_ref().to_owned(),
                after: String::new(),
            });
            known.after = after;
        }
        sight = after;
    }
    let mut looked = sight.looked;
    let left_out =
        looked.findings.iter_mut().map(|finding| leave_out(finding, &trials.left_out)).filter(|is_left| *is_left).count();
    Ok(Fixed { looked, left_out, files, groups })
}

/// Says of a finding why its fix is not made, if that was left out.
fn leave_out(finding: &mut Finding, left_out: &LeftOut) -> bool {
    let Some(reason) = left_out.get(&finding.fingerprint) else { return false };
    finding.fix = None;
    let why = match reason {
        Some(rule) => format!("`--fix` leaves this to you: once that is done, `{rule}` is found where it was not before"),
        None => "`--fix` leaves this to you: it might bring about another finding".to_owned(),
    };
    finding.help = format!("{}\n{why}", finding.help);
    true
}

/// Adds a group, which becomes one with those that it shares a file with.
fn join(groups: &mut Vec<Group>, mut group: Group) {
    for known in std::mem::take(groups) {
        if known.paths.is_disjoint(&group.paths) {
            groups.push(known);
        } else {
            group.paths.extend(known.paths);
            group.findings += known.findings;
        }
    }
    groups.push(group);
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

    /// The changes as `patch` and `git apply` take them in the folder `root`.
    pub(super) fn show(&self, root: &ReportRoot, is_terminal: bool, out: &mut dyn Write) -> io::Result<()> {
        self.files
            .iter()
            .try_for_each(|(path, texts)| patch::write(&root.path(path), &texts.before, &texts.after, is_terminal, out))
    }
}
