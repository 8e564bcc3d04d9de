//! Rust source to facts: discover, read, scan, parse, lower, resolve, walk, observe. Comes in: a folder. Goes out: [`Analysis`],
//! plain data. What cannot be read is a problem in it; nothing here names a rule or a library.

mod allows;
mod cargo;
mod certainty;
mod conflicts;
mod discover;
mod holders;
mod lexer;
mod lookup;
mod lower;
mod names;
mod observe;
mod parse;
mod program;
mod read;
mod scan;
mod source_text;
mod tree;
mod types;
mod walk;
mod workspace;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::error::Error;
use crate::fact::{Allow, FileId, Seen};
use crate::knowledge::catalog;
use crate::source::{Problem, Source};
use crate::text::offset;
use source_text::SourceText;
use walk::{Counts, Factories, Walker};
use workspace::{At, Item, Workspace};

/// Stack of a worker: syn and the walk recurse, and the scan admits a nesting of 1,000.
const STACK_BYTES: usize = 256 << 20;

/// Rounds of reading on: each leads one call further away from a `main`.
const MAX_ROUNDS: usize = 5;

/// Everything that is known of a tree.
#[derive(Debug, Default)]
pub struct Analysis {
    /// By [`FileId`], sorted by path.
    pub sources: Vec<Source>,
    /// In order of file and place.
    pub seen: Vec<Seen>,
    pub allows: Vec<Allow>,
    pub problems: Vec<Problem>,
    /// Whether any package or file uses a library that is known to make telemetry.
    pub has_telemetry: bool,
    pub files_with_telemetry: usize,
    /// What `--statistics` shows.
    pub statistics: BTreeMap<&'static str, usize>,
}

/// Analyses the Rust files below `root`. Paths in the result are relative to `working_directory`; `exclude` is asked with paths
/// relative to `root`.
pub fn analyse(root: &Path, working_directory: &Path, exclude: &(dyn Fn(&str) -> bool + Sync)) -> Result<Analysis, Error> {
    let count = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|source| Error::Threads { count, source })?;
    pool.install(|| analyse_here(root, working_directory, exclude))
}

fn analyse_here(root: &Path, working_directory: &Path, exclude: &(dyn Fn(&str) -> bool + Sync)) -> Result<Analysis, Error> {
    let mut tree = discover::discover(root, exclude);
    let reader = read::Reader::new(root, working_directory, &tree.cargo.packages);
    if tree.files.is_empty() && tree.problems.is_empty() {
        return Err(Error::NoSource { path: root.to_owned() });
    }
    // Manifests with something to say are files of the report like any other.
    let twins = tree.cargo.twins();
    tree.files.extend(twins.iter().map(|twin| twin.manifest.clone()).chain(std::mem::take(&mut tree.cargo.commented)));
    tree.files.sort();
    tree.files.dedup();
    let (none, nowhere) = (FxHashSet::default(), read::Wanted::new());
    let mut files: Vec<read::File> =
        tree.files.par_iter().enumerate().map(|(at, path)| reader.read(FileId(offset(at)), path, &none, &nowhere)).collect();
    let mut analysis = Analysis::default();
    for (path, reason) in &tree.problems {
        analysis.problems.push(Problem {
            file: reader.shown(path),
            line: 1,
            column: 1,
            message: format!("not analysed: {reason}"),
        });
    }
    let units = files.iter_mut().map(|file| std::mem::take(&mut file.unit)).collect();
    let workspace = Workspace::new(units, &tree.files, tree.cargo.packages.clone());
    let sources: Vec<&Source> = files.iter().map(|file| &file.source).collect();
    let workspace = read_on(workspace, &reader, &tree.files, &sources);
    let mut workspace = workspace;
    workspace.keepers = keepers(&workspace, &sources);
    workspace.span_statics = workspace.statics_with_spans();
    let mut mentions = Vec::with_capacity(files.len());
    workspace.chooses_activation = files.iter().any(|file| file.chooses_activation);
    let versions = tree.cargo.versions();
    for (unit, mut file) in files.into_iter().enumerate() {
        mentions.push(file.mentions);
        // Files of no package come last.
        let package = workspace.package(unit).unwrap_or(versions.len() - 1);
        file.source.versions = versions.get(package).cloned().unwrap_or_default();
        analysis.sources.push(file.source);
        analysis.allows.extend(file.allows);
        analysis.problems.extend(file.problems);
    }
    let makings = makings(&workspace, &analysis.sources);
    let walked: Vec<Walked> = (0..analysis.sources.len())
        .into_par_iter()
        .map(|unit| walk_file(&workspace, &analysis.sources[unit], unit, &makings))
        .collect();
    let mut total = Counts::default();
    let line =
        |twin: &cargo::Twin| tree.files.binary_search(&twin.manifest).ok().map(|at| observe::twin(twin, FileId(offset(at))));
    analysis.seen.extend(twins.iter().filter_map(line));
    let mut footprints = FxHashMap::default();
    for (walked, mentions) in walked.into_iter().zip(mentions) {
        analysis.files_with_telemetry += usize::from(mentions || walked.counts.sites > 0);
        total += walked.counts;
        analysis.seen.extend(walked.seen);
        footprints.extend(walked.footprints);
    }
    conflicts::link(&mut analysis.seen, total.views > 0);
    analysis.seen.extend(program::kept_in_statics(&workspace, &footprints, &analysis.sources));
    analysis.seen.extend(program::observe(&workspace, &footprints, &analysis.sources));
    analysis.seen.sort_by_key(|seen| seen.place);
    analysis.has_telemetry =
        analysis.files_with_telemetry > 0 || workspace.any_dependency(|name| catalog().knows_telemetry(name));
    analysis.problems.sort();
    analysis.statistics = BTreeMap::from([
        ("places that make, carry or configure telemetry", total.sites),
        ("method calls by whose name telemetry is recognised", total.receivers),
        ("of those, receivers whose type stayed unknown", total.unknown_receivers),
    ]);
    // Dropping the workspace recurses into deep trees: here is the stack for it.
    drop(workspace);
    Ok(analysis)
}

/// Reads bodies that matter only because of others: those that call a function which hands out a guard, and those between a
/// `main` and what sets up its pipeline. Which those are is known only once all files are read.
fn read_on(mut workspace: Workspace, reader: &read::Reader<'_>, paths: &[String], sources: &[&Source]) -> Workspace {
    let factories = workspace.factories();
    let mut wanted: BTreeMap<usize, read::Wanted> = BTreeMap::new();
    for unit in workspace.callers_unread(&factories) {
        wanted.entry(unit).or_default();
    }
    let mut again: Vec<usize> = wanted.keys().copied().collect();
    for _ in 0..MAX_ROUNDS {
        if !again.is_empty() {
            let read = |&at: &usize| reader.read(FileId(offset(at)), &paths[at], &factories, &wanted[&at]);
            let read_again: Vec<read::File> = again.par_iter().map(read).collect();
            for (at, file) in again.drain(..).zip(read_again) {
                workspace.units[at] = file.unit;
            }
            workspace = workspace.again(paths);
        }
        let calls = |item: Item| {
            let text = SourceText { file: FileId(offset(item.unit)), source: sources[item.unit] };
            Walker::walk(&workspace, text, workspace.function(item), item.unit, false, &Factories::default()).footprint.calls
        };
        for item in program::towards_setup(&workspace, &calls) {
            wanted.entry(item.unit).or_default().insert(workspace.function(item).name_range.start);
            again.push(item.unit);
        }
        again.sort_unstable();
        again.dedup();
        if again.is_empty() {
            break;
        }
    }
    workspace
}

/// Types whose `Drop` shuts a pipeline down or flushes it.
fn keepers(workspace: &Workspace, sources: &[&Source]) -> FxHashSet<Item> {
    let mut keepers = FxHashSet::default();
    for (unit, held) in workspace.units.iter().enumerate() {
        for function in held.functions.iter().filter(|function| function.name == "drop" && function.body.is_some()) {
            let text = SourceText { file: FileId(offset(unit)), source: sources[unit] };
            let footprint = Walker::walk(workspace, text, function, unit, false, &Factories::default()).footprint;
            if footprint.ends_pipeline() {
                keepers.extend(workspace.own_type_of(unit, function));
            }
        }
    }
    keepers
}

/// What the walk through one file has found.
struct Walked {
    seen: Vec<Seen>,
    counts: Counts,
    footprints: Vec<(Item, program::Footprint)>,
}

/// Walks the functions whose bodies were read.
fn walk_file(workspace: &Workspace, source: &Source, unit: usize, factories: &Factories) -> Walked {
    let text = SourceText { file: FileId(offset(unit)), source };
    let mut walked = Walked { seen: Vec::new(), counts: Counts::default(), footprints: Vec::new() };
    for (index, function) in workspace.units[unit].functions.iter().enumerate() {
        if function.body.is_none() {
            continue;
        }
        let in_test = function.is_test || workspace.is_test_module(At { unit, scope: function.scope });
        let walk::Walked { seen, counts, footprint, .. } = Walker::walk(workspace, text, function, unit, in_test, factories);
        walked.seen.extend(seen);
        walked.counts += counts;
        if !footprint.is_empty() {
            walked.footprints.push((Item { unit, index }, footprint));
        }
    }
    walked.seen.sort_by_key(|seen| seen.place);
    walked
}

/// How functions make what they hand out, where that is a value of a library that is built up by calls. A function may call
/// another one of these: that is followed as often as there are rounds.
fn makings(workspace: &Workspace, sources: &[Source]) -> Factories {
    const ROUNDS: usize = 3;
    let candidates = workspace.makers();
    let mut factories = Factories::default();
    for _ in 0..ROUNDS {
        let found: Vec<_> = candidates
            .par_iter()
            .filter_map(|&item| {
                let text = SourceText { file: FileId(offset(item.unit)), source: sources.get(item.unit)? };
                let walked = Walker::walk(workspace, text, workspace.function(item), item.unit, false, &factories);
                let made = walked.returned.filter(|making| !making.ways.is_empty())?;
                Some((item, std::sync::Arc::new(made)))
            })
            .collect();
        let is_done = found.len() == factories.len();
        factories = found.into_iter().collect();
        if is_done {
            break;
        }
    }
    factories
}
