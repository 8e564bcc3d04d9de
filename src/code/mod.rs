//! Rust source to facts: discover, read, scan, parse, lower, resolve, walk, observe. Comes in: a folder. Goes out: [`Analysis`],
//! plain data. What cannot be read is a problem in it; nothing here names a rule or a library.

mod allows;
mod conflicts;
mod discover;
mod lexer;
mod lower;
mod names;
mod observe;
mod parse;
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
use rustc_hash::FxHashSet;

use crate::error::Error;
use crate::fact::{Allow, FileId, Seen};
use crate::knowledge::catalog;
use crate::source::{Problem, Source};
use crate::text::offset;
use source_text::SourceText;
use walk::{Factories, Walked, Walker};
use workspace::{At, Workspace};

/// Stack of a worker: syn and the walk recurse, and the scan admits a nesting of 1,000.
const STACK_BYTES: usize = 256 << 20;

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
    let tree = discover::discover(root, exclude);
    let reader = read::Reader::new(root, working_directory, &tree.packages);
    if tree.files.is_empty() && tree.problems.is_empty() {
        return Err(Error::NoSource { path: root.to_owned() });
    }
    let none = FxHashSet::default();
    let mut files: Vec<read::File> =
        tree.files.par_iter().enumerate().map(|(at, path)| reader.read(FileId(offset(at)), path, &none)).collect();
    let mut analysis = Analysis::default();
    for (path, reason) in tree.problems {
        analysis.problems.push(Problem {
            file: reader.shown(&path),
            line: 1,
            column: 1,
            message: format!("not analysed: {reason}"),
        });
    }
    let units = files.iter_mut().map(|file| std::mem::take(&mut file.unit)).collect();
    let mut workspace = Workspace::new(units, &tree.files, tree.packages.clone());
    // Bodies that call a function which hands out a guard matter as well, and which those are is known only now.
    let factories = workspace.factories();
    let again = workspace.callers_unread(&factories);
    if !again.is_empty() {
        let read_again: Vec<read::File> =
            again.par_iter().map(|&at| reader.read(FileId(offset(at)), &tree.files[at], &factories)).collect();
        for (at, file) in again.into_iter().zip(read_again) {
            workspace.units[at] = file.unit;
        }
        workspace = workspace.again(&tree.files);
    }
    let mut mentions = Vec::with_capacity(files.len());
    for file in files {
        mentions.push(file.mentions);
        analysis.sources.push(file.source);
        analysis.allows.extend(file.allows);
        analysis.problems.extend(file.problems);
    }
    let makings = makings(&workspace, &analysis.sources);
    let walked: Vec<(Vec<Seen>, walk::Counts)> = (0..analysis.sources.len())
        .into_par_iter()
        .map(|unit| walk_file(&workspace, &analysis.sources[unit], unit, &makings))
        .collect();
    let mut total = walk::Counts::default();
    for ((seen, counts), mentions) in walked.into_iter().zip(mentions) {
        analysis.files_with_telemetry += usize::from(mentions || counts.sites > 0);
        total += counts;
        analysis.seen.extend(seen);
    }
    conflicts::link(&mut analysis.seen, total.views > 0);
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

/// Walks the functions whose bodies were read.
fn walk_file(workspace: &Workspace, source: &Source, unit: usize, factories: &Factories) -> (Vec<Seen>, walk::Counts) {
    let text = SourceText { file: FileId(offset(unit)), source };
    let mut all = Vec::new();
    let mut total = walk::Counts::default();
    for function in workspace.units[unit].functions.iter().filter(|function| function.body.is_some()) {
        let in_test = function.is_test || workspace.is_test_module(At { unit, scope: function.scope });
        let Walked { seen, counts, .. } = Walker::walk(workspace, text, function, unit, in_test, factories);
        all.extend(seen);
        total += counts;
    }
    all.sort_by_key(|seen| seen.place);
    (all, total)
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
