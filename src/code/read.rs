//! One file from disk to its unit: read, scanned, parsed, lowered. A pure function of its bytes.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cargo::{self, Package};
use super::choices::Choices;
use super::discover::relative;
use super::guarded::Guarded;
use super::layout::is_test_file;
use super::nesting::TooDeep;
use super::tree::{Range, Unit};
use super::{allows, lower, nesting, parse, scan};
use crate::escaped_path::unescape;
use crate::fact::{Allow, FileId};
use crate::knowledge::{Does, Grammar};
use crate::panics::Step;
use crate::read_file;
use crate::source::{Problem, Source};

/// Files above this that mention telemetry are refused: they are generated, and parsing them takes memory without bound.
const MAX_BYTES: usize = 8 << 20;

/// Places in a file are numbers of 32 bits; what is larger is not even looked through for telemetry.
const MOST_READ: u64 = u32::MAX as u64;

/// Where the names of functions stand whose bodies are needed, whatever is in them.
pub(super) type Wanted = BTreeSet<u32>;

/// How much of a file was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Nothing,
    Part,
    Whole,
}

/// What is known of a file by itself.
pub(super) struct File {
    pub(super) source: Source,
    pub(super) unit: Unit,
    pub(super) allows: Vec<Allow>,
    pub(super) problems: Vec<Problem>,
    pub(super) extent: Extent,
    /// Whether it makes telemetry, by its words.
    pub(super) mentions: bool,
    /// Whether it decides if spans are started when they are entered.
    pub(super) chooses_activation: bool,
}

pub(super) struct Reader<'r> {
    root: &'r Path,
    working_directory: &'r Path,
    packages: &'r [Package],
    words: scan::Words,
    /// The same with those of a client, where its name stands in a file.
    clients: Vec<(&'static str, scan::Words)>,
    choices: Choices<'r>,
    pub(super) guarded: &'r Guarded,
    /// Files that are another one by another path: that which is told of and changed.
    pub(super) aliases: FxHashMap<String, String>,
    /// Macros of the workspace that hand their arguments on to one that makes telemetry, once they are known.
    pub(super) wrappers: FxHashMap<String, Grammar>,
    /// The calls that decide if spans are started when they are entered, hashed.
    activating: FxHashSet<u64>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(
        root: &'r Path,
        working_directory: &'r Path,
        packages: &'r [Package],
        choices: Choices<'r>,
        guarded: &'r Guarded,
    ) -> Self {
        // Without packages anything may be used.
        let uses = |name: &str| packages.is_empty() || packages.iter().any(|package| package.uses(name));
        let catalog = &choices.knowledge.catalog;
        let words = catalog.telling_words(uses);
        let activating = catalog.names_of(Does::ChoosesActivation).map(scan::name_hash).collect();
        let clients = catalog.telling_clients(uses);
        let (aliases, wrappers) = (FxHashMap::default(), FxHashMap::default());
        Self { root, working_directory, packages, words, clients, choices, guarded, aliases, wrappers, activating }
    }

    /// A path relative to the root as a report shows it.
    pub(super) fn shown(&self, path: &str) -> String {
        relative(self.working_directory, &self.root.join(unescape(path)))
    }

    /// Reads a file. Bodies that have nothing to do with telemetry, call none of `factories` and are not `wanted` are left unread.
    pub(super) fn read(&self, id: FileId, path: &str, factories: &FxHashSet<u64>, wanted: &Wanted) -> File {
        let read = || self.read_bytes(id, path, factories, wanted);
        self.guarded.unit(Step::Read, id.0 as usize, path, read).unwrap_or_else(|| self.unread(path, String::new(), None))
    }

    fn read_bytes(&self, id: FileId, path: &str, factories: &FxHashSet<u64>, wanted: &Wanted) -> File {
        let shown = self.shown(path);
        let problem = |line, column, message: String| Problem {
            file: shown.clone(),
            line,
            column,
            message: format!("not analysed: {message}"),
        };
        let read = || match self.choices.texts.get(self.aliases.get(path).map_or(path, String::as_str)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => read_file::regular(&self.root.join(unescape(path)), MOST_READ),
        };
        let bytes = match read() {
            Ok(bytes) => bytes,
            Err(why) => return self.unread(path, String::new(), Some(problem(1, 1, format!("it {why}")))),
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
                return self.unread(
                    path,
                    String::new(),
                    Some(problem(line, 1, "the file is not UTF-8; Rust source must be".to_owned())),
                );
            }
        };
        if path.ends_with("Cargo.toml") {
            return self.manifest(id, path, text);
        }
        let scan = scan::scan(&text, &self.words_for(&text), &self.choices.knowledge.own_words);
        let source = Source::new(shown.clone(), path.to_owned(), text);
        let (allows, misread) = allows::allows(id, &source, &scan.comments);
        let position = |at: u32| source.lines.line_column(&source.text, at);
        let mut problems = misread_comments(&source, misread);
        let mut unit = Unit::default();
        let reach = Reach::new(&scan, factories, wanted);
        let unread = reach.unread();
        let too_long = source.text.len() > MAX_BYTES;
        let mut extent = Extent::Whole;
        match unread {
            _ if too_long && scan.mentions.is_empty() => {}
            _ if too_long => {
                let message = format!("{} bytes; files above {MAX_BYTES} are taken for generated", source.text.len());
                problems.push(problem(1, 1, message));
                extent = Extent::Nothing;
            }
            Err((at, reason)) => {
                let (line, column) = position(at);
                problems.push(problem(line, column, reason.to_owned()));
                extent = Extent::Nothing;
            }
            Ok(unread) => {
                let (file, left_out) = parse::parse(&source.text, &scan, &unread.bodies);
                extent = if left_out.is_empty() && unread.too_deep.is_empty() {
                    Extent::Whole
                } else if left_out.is_empty() || !file.items.is_empty() {
                    Extent::Part
                } else {
                    Extent::Nothing
                };
                unit = lower::lower(&file, is_test_file(self.packages, path), &self.choices.knowledge.catalog, &self.wrappers);
                drop(file);
                parse::clear_positions();
                reach.note(&mut unit);
                for (at, reason) in unread.too_deep.into_iter().chain(left_out.into_iter().map(|part| (part.at, part.reason))) {
                    let (line, column) = position(at);
                    problems.push(problem(line, column, reason));
                }
            }
        }
        ensure_scope(&mut unit);
        unit.texts = scan.texts;
        let chooses_activation = scan.calls.iter().any(|(_, name)| self.activating.contains(name));
        File { source, unit, allows, problems, extent, mentions: scan.macros, chooses_activation }
    }

    /// The words by which telemetry is recognised in a file, with those of the clients that it names.
    fn words_for(&self, text: &str) -> Cow<'_, scan::Words> {
        let mut words = Cow::Borrowed(&self.words);
        for (_, client) in self.clients.iter().filter(|(name, _)| text.contains(name)) {
            words.to_mut().extend(client);
        }
        words
    }

    /// A manifest has no code, but comments.
    fn manifest(&self, id: FileId, path: &str, text: String) -> File {
        let source = Source::new(self.shown(path), path.to_owned(), text);
        let (allows, misread) = allows::allows(id, &source, &cargo::comments(&source.text));
        let problems = misread_comments(&source, misread);
        let mut unit = Unit::default();
        ensure_scope(&mut unit);
        File { source, unit, allows, problems, extent: Extent::Whole, mentions: false, chooses_activation: false }
    }

    fn unread(&self, path: &str, text: String, problem: Option<Problem>) -> File {
        let mut unit = Unit::default();
        ensure_scope(&mut unit);
        let source = Source::new(self.shown(path), path.to_owned(), text);
        let (mentions, chooses_activation) = (false, false);
        let problems = Vec::from_iter(problem);
        File { source, unit, allows: Vec::new(), problems, extent: Extent::Nothing, mentions, chooses_activation }
    }
}

fn misread_comments(source: &Source, misread: Vec<(u32, String)>) -> Vec<Problem> {
    let problems = misread.into_iter().map(|(at, message)| {
        let (line, column) = source.lines.line_column(&source.text, at);
        Problem { file: source.path.clone(), line, column, message }
    });
    problems.collect()
}

/// What of a file is left out before it is parsed.
#[derive(Default)]
struct Unread {
    /// In order, inner ones after those around them.
    bodies: Vec<Range>,
    /// Functions with telemetry that are nested too deep: where, and why.
    too_deep: Vec<(u32, String)>,
}

/// Which functions of a file have something to do with telemetry, and what each calls.
struct Reach<'s> {
    scan: &'s scan::Scan,
    factories: &'s FxHashSet<u64>,
    wanted: &'s Wanted,
    /// In order of their start, outer ones first.
    functions: Vec<scan::FunctionRange>,
}

impl<'s> Reach<'s> {
    fn new(scan: &'s scan::Scan, factories: &'s FxHashSet<u64>, wanted: &'s Wanted) -> Self {
        let mut functions = scan.functions.clone();
        functions.sort_by_key(|function| (function.whole.start, std::cmp::Reverse(function.whole.end)));
        Self { scan, factories, wanted, functions }
    }

    fn calls(&self, function: &scan::FunctionRange) -> impl Iterator<Item = u64> {
        let whole = function.whole;
        let first = self.scan.calls.partition_point(|&(call, _)| call < whole.start);
        self.scan.calls[first..].iter().take_while(move |(call, _)| *call < whole.end).map(|&(_, name)| name)
    }

    fn matters(&self, function: &scan::FunctionRange) -> bool {
        let first = self.scan.mentions.partition_point(|&mention| mention < function.whole.start);
        let mentions = self.scan.mentions.get(first).is_some_and(|&mention| mention < function.whole.end);
        let wanted = self.wanted.range(function.whole.start..function.body.start).next().is_some();
        wanted || mentions || self.calls(function).any(|call| self.factories.contains(&call))
    }

    /// The bodies to leave out. A file that does not balance is read whole: its functions are not where they seem. The error is a
    /// place that is nested too deep and in no function that could be left out.
    fn unread(&self) -> Result<Unread, (u32, &'static str)> {
        let mut unread = Unread::default();
        let mut deep: FxHashSet<Range> = FxHashSet::default();
        for &TooDeep { at, item } in &self.scan.too_deep {
            if self.scan.unbalanced.is_some() {
                return Err((at, nesting::TOO_DEEP));
            }
            let around = self.functions.iter().filter(|function| function.body.start <= at && at < function.body.end);
            let innermost = around.min_by_key(|function| function.body.end - function.body.start);
            let function = innermost.filter(|_| item.is_none());
            let Some(part) = item.or(function.map(|function| function.body)) else { return Err((at, nesting::TOO_DEEP)) };
            if function.is_none_or(|function| self.matters(function)) && deep.insert(part) {
                unread.too_deep.push((at, nesting::TOO_DEEP.to_owned()));
            }
            deep.insert(part);
        }
        if self.scan.unbalanced.is_none() {
            let left_out = self.functions.iter().filter(|function| deep.contains(&function.body) || !self.matters(function));
            let items = self.scan.too_deep.iter().filter_map(|told| told.item);
            unread.bodies = left_out.map(|function| function.body).chain(items).collect();
            unread.bodies.sort_by_key(|part| (part.start, std::cmp::Reverse(part.end)));
        }
        Ok(unread)
    }

    /// Says of each function whether its body was read. Arms of macros have no range, and are.
    fn note(&self, unit: &mut Unit) {
        for function in unit.functions.iter_mut().filter(|function| !function.name.is_empty()) {
            let at = function.name_range.start;
            let before = self.functions.partition_point(|known| known.whole.start <= at);
            let Some(known) = self.functions[..before].iter().rev().find(|known| at < known.body.start) else { continue };
            function.calls = self.calls(known).collect();
            function.extent = known.whole;
            if !self.matters(known) {
                function.body = None;
            }
        }
    }
}

/// A file's own scope is always there.
fn ensure_scope(unit: &mut Unit) {
    if unit.scopes.is_empty() {
        unit.scopes.push(super::tree::Scope::default());
    }
}
