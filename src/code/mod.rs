//! Rust source to facts: discover, outline, read items, resolve, walk, observe. Comes in: a folder. Goes out: [`Analysis`],
//! plain data. What cannot be read is a problem in it; nothing here names a rule or a library.

mod aliases;
mod allows;
mod analyses;
mod assemble;
mod blanks;
mod calls;
mod cargo;
mod certainty;
mod choices;
mod conflicts;
mod constant_texts;
mod data_index;
mod demand;
mod discover;
mod edition;
mod event_answers;
mod events;
mod files;
mod guarded;
mod holding;
mod ignore_files;
mod item;
mod keepers;
mod layout;
mod lexer;
mod links;
mod load;
mod lookup;
mod lower;
mod memo;
mod messages;
mod names;
mod nesting;
mod observe;
mod outline;
mod own_function;
mod own_functions;
mod positions;
mod prefilter;
mod program;
mod promises;
mod schedule;
mod scope_index;
mod sending;
mod shared_modules;
mod source_text;
mod suppressions;
mod syntax;
mod tree;
mod type_inference;
mod types;
mod unread;
mod values;
mod walk;
mod word_hash;
mod workspace;
mod wrapped;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::fact::{Allow, FileId, Seen};
use crate::knowledge::Does;
use crate::panics::Step;
use crate::source::{Problem, Source};
use crate::text::offset;
pub use choices::Choices;
use guarded::Guarded;
pub use schedule::Schedule;
use source_text::SourceText;
use walk::{Counts, Summaries, Walker};
use workspace::{Item, Workspace};

/// Stack of a worker: parser, lowering and walk recurse as deep as [`nesting::MAX_NESTING`] lets them.
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
    /// Files of which nothing could be read.
    pub unread: BTreeSet<FileId>,
    /// Whether any package or file uses a library that is known to make telemetry.
    pub has_telemetry: bool,
    pub files_with_telemetry: usize,
    /// What `--statistics` shows.
    pub statistics: BTreeMap<&'static str, usize>,
}

/// Analyses the Rust files below `root`. Paths in the result are relative to `working_directory`.
pub fn analyse(root: &Path, working_directory: &Path, choices: Choices<'_>) -> Result<Analysis, Error> {
    let available = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let count = choices.schedule.threads.unwrap_or_else(available);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(count).stack_size(STACK_BYTES).build();
    let pool = pool.map_err(|source| Error::Threads { count, source })?;
    pool.install(|| analyse_here(root, working_directory, choices))
}

/// The Rust files below `root` that [`analyse`] would read.
pub fn files(root: &Path) -> Vec<PathBuf> {
    discover::discover(root, &|_| false, &[]).files.iter().map(|path| root.join(path)).collect()
}

/// Whether a text is a whole Rust file, in which nothing is left out.
pub fn is_whole(text: &str) -> bool {
    let parse = || syntax::is_whole(text);
    let thread = || std::thread::Builder::new().stack_size(STACK_BYTES);
    std::thread::scope(|scope| thread().spawn_scoped(scope, parse).ok()?.join().ok()).unwrap_or(false)
}

fn analyse_here(root: &Path, working_directory: &Path, choices: Choices<'_>) -> Result<Analysis, Error> {
    let mut tree = discover::discover(root, choices.exclude, choices.allow_outside);
    if let Some((path, why)) = tree.refused.take() {
        return Err(Error::unread(&path, why));
    }
    let mut cargo = tree.read_cargo(root, choices.knowledge);
    let guarded = Guarded::new(choices.panics);
    let mut reader = files::Reader::new(root, working_directory, &cargo.packages, choices, &guarded);
    if tree.files.is_empty() && tree.problems.is_empty() {
        return Err(Error::NoSource { path: root.to_owned() });
    }
    // Manifests with something to say are files of the report like any other.
    let twins = cargo.twins(&choices.knowledge.catalog);
    tree.files.extend(twins.iter().map(|twin| twin.manifest.clone()).chain(std::mem::take(&mut cargo.commented)));
    tree.files.sort();
    tree.files.dedup();
    let told_by = tree.told_by();
    let aliases = told_by.iter().zip(&tree.files).filter(|(by, path)| tree.files[**by] != **path);
    reader.aliases = aliases.map(|(by, path)| (path.clone(), tree.files[*by].clone())).collect();
    let units: Vec<usize> = (0..tree.files.len()).collect();
    let files: Vec<files::File> = choices.schedule.map(&units, |unit| reader.read(FileId(offset(*unit)), &tree.files[*unit]));
    let mut analysis = Analysis::default();
    for (path, reason) in &tree.problems {
        analysis.problems.push(Problem {
            file: reader.shown(path),
            line: 1,
            column: 1,
            message: format!("not analysed: {reason}"),
        });
    }
    let mut loaded = load::load(files, &tree.files, &cargo, choices, &guarded);
    let mut workspace = loaded.workspace;
    // What is to be said of a file that is reached in several ways is said once.
    let is_told = |unit: &usize| told_by[*unit] == *unit;
    analysis.problems.extend(loaded.problems.into_iter().filter(|(unit, _)| is_told(unit)).map(|(_, problem)| problem));
    analysis.allows.extend(loaded.allows.into_iter().filter(|allow| is_told(&(allow.place.file.0 as usize))));
    analysis.unread = loaded.unread;
    analysis.sources = loaded.sources;
    workspace.keepers = keepers::keepers(&workspace, &analysis.sources);
    workspace.span_statics = workspace.statics_with_spans();
    workspace.macros.targets = workspace.find_wrapper_targets();
    workspace.held_against = choices::HeldAgainst::new(choices);
    let mut activating = choices.knowledge.catalog.names_of(Does::ChoosesActivation).map(word_hash::name_hash);
    workspace.chooses_activation = activating.any(|name| workspace.own.callers(name).next().is_some());
    workspace.messages = sending::messages(&workspace, choices.forwards);
    let summaries = summaries(&mut workspace, &analysis.sources, &guarded, choices.schedule);
    let walked = choices.schedule.map(&units, |&unit| {
        let source = &analysis.sources[unit];
        let walk = || walk_file(&workspace, source, unit, &summaries);
        guarded.unit(Step::Walk, unit, &source.root_path, walk).unwrap_or_default()
    });
    let mut total = Counts::default();
    let line =
        |twin: &cargo::Twin| tree.files.binary_search(&twin.manifest).ok().map(|at| observe::twin(twin, FileId(offset(at))));
    analysis.seen.extend(twins.iter().filter_map(line));
    let mut footprints: FxHashMap<Item, program::Footprint> = FxHashMap::default();
    for (unit, walked) in walked.into_iter().enumerate() {
        let mentions = workspace.own.syntax.outline(unit).is_some_and(|outline| outline.has_macros);
        analysis.files_with_telemetry += usize::from(mentions || walked.counts.sites > 0);
        total += walked.counts;
        analysis.seen.extend(walked.seen);
        analysis.problems.extend(walked.problems);
        footprints.extend(walked.footprints);
    }
    conflicts::link(&mut analysis.seen, total.views > 0);
    promises::hold(&mut analysis.seen, &workspace, &footprints);
    see_programs(&mut analysis.seen, &workspace, &footprints, &analysis.sources);
    let headers = load::unread_headers(&workspace, &analysis.sources);
    loaded.cut_short.extend(headers.iter().map(|(unit, _)| *unit));
    analysis.problems.extend(headers.into_iter().filter(|(unit, _)| is_told(unit)).map(|(_, problem)| problem));
    loaded.cut_short.retain(|unit| !layout::is_test_file(&cargo.packages, &tree.files[*unit]));
    unread::leave_out_absences(&mut analysis.seen, &workspace, &loaded.cut_short);
    aliases::tell_once(&mut analysis.seen, &told_by);
    analysis.seen.sort_by(Seen::order);
    analysis.has_telemetry =
        analysis.files_with_telemetry > 0 || workspace.any_dependency(|name| choices.knowledge.catalog.knows_telemetry(name));
    analysis.problems.extend(guarded.problems(&analysis.sources));
    analysis.problems.sort();
    let tasks = footprints.values().map(|footprint| footprint.tasks.len()).sum();
    let source_bytes = analysis.sources.iter().map(|source| source.text.len()).sum();
    analysis.statistics = statistics(&total, tasks);
    analysis.statistics.extend(parsed(source_bytes, workspace.own.syntax.given()));
    // Dropping the workspace recurses into deep trees: here is the stack for it.
    drop(workspace);
    Ok(analysis)
}

/// What is seen of whole programs, once all of their functions are walked.
fn see_programs(
    seen: &mut Vec<Seen>,
    workspace: &Workspace,
    footprints: &FxHashMap<Item, program::Footprint>,
    sources: &[Source],
) {
    seen.extend(program::kept_in_statics(workspace, footprints, sources));
    seen.extend(program::remade(workspace, footprints, sources));
    seen.extend(program::tasks(workspace, footprints));
    seen.extend(program::exits(workspace, footprints));
    seen.extend(program::received(workspace, footprints));
    seen.extend(program::relayed(workspace, footprints, sources));
    seen.extend(program::observe(workspace, footprints, sources));
}

/// How much of the source was parsed.
fn parsed(source_bytes: usize, given: syntax::Given) -> [(&'static str, usize); 3] {
    [
        ("bytes of source", source_bytes),
        ("bytes of source that the parser was given", given.bytes),
        ("parts of items that the parser was given", given.parses),
    ]
}

/// What was counted on the way; `tasks` are calls that run one.
fn statistics(total: &Counts, tasks: usize) -> BTreeMap<&'static str, usize> {
    BTreeMap::from([
        ("places that make, carry or configure telemetry", total.sites),
        ("method calls by whose name telemetry is recognised", total.receivers),
        ("of those, receivers whose type stayed unknown", total.unknown_receivers),
        ("calls that run a task or thread", tasks),
        ("messages and requests sent with trace context", total.sent[0]),
        ("messages and requests sent without trace context", total.sent[1]),
        ("messages and requests whose trace context is up to callers", total.sent[2]),
        ("messages and requests of whose trace context nothing is known", total.sent[3]),
    ])
}

/// What the walk through one file has found.
#[derive(Default)]
struct Walked {
    seen: Vec<Seen>,
    counts: Counts,
    footprints: Vec<(Item, program::Footprint)>,
    problems: Vec<Problem>,
}

/// Walks the functions whose bodies were read.
fn walk_file(workspace: &Workspace, source: &Source, unit: usize, summaries: &Summaries) -> Walked {
    let text = SourceText::new(unit, source);
    let mut walked = Walked::default();
    for (index, own) in workspace.own.of_unit(unit).iter().enumerate() {
        let Some(function) = own.with_body() else { continue };
        let item = Item { unit, index };
        let in_test = workspace.is_test(item);
        let walk::Walked { seen, counts, footprint, limits, types, .. } =
            Walker::walk(workspace, text, function, unit, in_test, summaries);
        let context = analyses::Context::new(workspace, text, &types, function, in_test);
        walked.seen.extend(analyses::analyse(&context, function, workspace.edition(unit)));
        walked.seen.extend(seen);
        walked.counts += counts;
        let (line, column) = source.lines.line_column(&source.text, function.name_range.start);
        walked.problems.extend(limits.reached().map(|limit| Problem {
            file: source.path.clone(),
            line,
            column,
            message: limit.text(),
        }));
        if !footprint.is_empty() {
            walked.footprints.push((item, footprint));
        }
    }
    walked.seen.sort_by(Seen::order);
    walked
}

/// What functions do that others are concerned with: how they make what they hand out, where that is a value of a library that is
/// built up by calls, and what they do to the spans that they are lent. Nothing is known of them at first, and each round learns from
/// what the one before knows of the functions that they call; whatever is known is so, also where the rounds end too early.
fn summaries(workspace: &mut Workspace, sources: &[Source], guarded: &Guarded, schedule: Schedule) -> Summaries {
    const ROUNDS: usize = 4;
    let mut candidates = workspace.makers();
    candidates.extend(workspace.span_takers().into_iter().filter(|item| workspace.own.head(*item).with_body().is_some()));
    candidates.extend(sending::candidates(workspace));
    candidates.sort();
    candidates.dedup();
    let mut known = Summaries::default();
    for _ in 0..ROUNDS {
        let shared = &*workspace;
        let found = schedule.map(&candidates, |&item| {
            let source = sources.get(item.unit)?;
            let text = SourceText::new(item.unit, source);
            let walk = || Walker::walk(shared, text, shared.function(item), item.unit, false, &known);
            let walked = guarded.unit(Step::Walk, item.unit, &source.root_path, walk)?;
            let returned = walked.returned.filter(|making| !making.ways.is_empty());
            Some((item, returned, walked.effects, walked.headers, walked.footprint.context_fields))
        });
        let mut next = Summaries::default();
        for (item, returned, effects, headers, fields) in found.into_iter().flatten() {
            workspace.messages.learn(fields);
            if headers != walk::Headers::default() {
                next.header_names.insert(workspace.function(item).name.clone());
                next.headers.insert(item, headers);
            }
            next.makings.extend(returned.map(|making| (item, std::sync::Arc::new(making))));
            if !effects.is_empty() {
                next.effects.insert(item, effects);
            }
        }
        let is_done = next.makings.len() == known.makings.len() && next.effects == known.effects && next.headers == known.headers;
        known = next;
        if is_done {
            break;
        }
    }
    known
}
