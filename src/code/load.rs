//! Outlines of all files to the workspace that analyses ask: its units, their index, and the bodies that matter. What of which file could
//! not be read comes out beside it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::assemble::{Declared, assemble};
use super::cargo::Cargo;
use super::choices::Choices;
use super::demand;
use super::files::{File, unread};
use super::guarded::Guarded;
use super::layout::{is_test_file, package_of};
use super::syntax::{SourceFile, Syntax};
use super::workspace::Workspace;
use crate::fact::{Allow, FileId};
use crate::panics::Step;
use crate::source::{Problem, Source};
use crate::text::offset;

pub(super) struct Loaded {
    pub(super) workspace: Workspace,
    pub(super) sources: Vec<Source>,
    pub(super) allows: Vec<Allow>,
    /// With the unit that each is of.
    pub(super) problems: Vec<(usize, Problem)>,
    /// Files of which nothing could be read.
    pub(super) unread: BTreeSet<FileId>,
    /// Units of which a part could not be read.
    pub(super) cut_short: BTreeSet<usize>,
}

/// `paths` are those of the files, relative to the root.
pub(super) fn load(files: Vec<File>, paths: &[String], cargo: &Cargo, choices: Choices<'_>, guarded: &Guarded) -> Loaded {
    let versions = cargo.versions();
    let (mut sources, mut outlined) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
    let (mut allows, mut problems) = (Vec::new(), Vec::new());
    let (mut lost, mut cut_short) = (BTreeSet::new(), BTreeSet::new());
    for (unit, mut file) in files.into_iter().enumerate() {
        if file.is_lost {
            lost.insert(FileId(offset(unit)));
            cut_short.insert(unit);
        }
        // Files of no package come last.
        let package = package_of(&cargo.packages, &paths[unit]).unwrap_or(versions.len() - 1);
        file.source.versions = versions.get(package).cloned().unwrap_or_default();
        let is_test = is_test_file(&cargo.packages, &paths[unit]);
        outlined.push(SourceFile::new(Arc::clone(&file.source.text), file.outline, is_test));
        sources.push(file.source);
        allows.extend(file.allows);
        problems.extend(file.problems.into_iter().map(|problem| (unit, problem)));
    }
    let syntax = Syntax::new(outlined, Arc::clone(choices.knowledge));
    let read = |unit: usize| guarded.unit(Step::Read, unit, &paths[unit], || assemble(&syntax, unit)).unwrap_or_default();
    let all: Vec<usize> = (0..paths.len()).collect();
    let assembled = choices.schedule.map(&all, |unit| read(*unit));
    let (mut units, mut told) = (Vec::with_capacity(paths.len()), Vec::new());
    for (unit, (found, why)) in assembled.into_iter().enumerate() {
        let source: &Source = &sources[unit];
        let place = |at| source.lines.line_column(&source.text, at);
        told.extend(why.into_iter().map(|why| (unit, unread(source, place(why.at), &why.reason))));
        units.push(found);
    }
    let is_empty: Vec<bool> = units.iter().map(Declared::is_empty).collect();
    let workspace = Workspace::new(units, syntax, paths, cargo.packages.clone(), Arc::clone(choices.knowledge));
    let (workspace, of_bodies) = demand::read_bodies(workspace, &sources, guarded, choices.schedule);
    told.extend(of_bodies);
    for (unit, _) in &told {
        cut_short.insert(*unit);
        if is_empty[*unit] {
            lost.insert(FileId(offset(*unit)));
        }
    }
    problems.extend(told);
    Loaded { workspace, sources, allows, problems, unread: lost, cut_short }
}

/// Headers of functions that were asked for and could not be read, with the unit that each is of.
pub(super) fn unread_headers(workspace: &Workspace, sources: &[Source]) -> Vec<(usize, Problem)> {
    let told = workspace.own.syntax.unread().into_iter().filter_map(|(unit, why)| {
        let source = sources.get(unit)?;
        Some((unit, unread(source, source.lines.line_column(&source.text, why.at), &why.reason)))
    });
    told.collect()
}
