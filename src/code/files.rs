//! One file from disk to its outline: read, looked through once, never parsed. A pure function of its bytes.

use std::path::Path;

use super::allows;
use super::cargo::{self, Package};
use super::choices::Choices;
use super::discover::relative;
use super::guarded::Guarded;
use super::outline::{Outline, Role, Wanted, outline};
use super::prefilter::Prefilter;
use super::suppressions::Comment;
use crate::escaped_path::unescape;
use crate::fact::{Allow, FileId};
use crate::panics::Step;
use crate::read_file;
use crate::source::{Problem, Source};
use rustc_hash::FxHashMap;

/// Files above this that mention telemetry are refused: they are generated, and reading them takes memory without bound.
const MAX_BYTES: usize = 8 << 20;

/// Places in a file are numbers of 32 bits; what is larger is not even looked through for telemetry.
const MOST_READ: u64 = u32::MAX as u64;

/// The words of items that anything asks for.
const ROLES: &[Role] = &[Role::Header, Role::Call, Role::Text];

/// What is known of a file by itself.
pub(super) struct File {
    pub(super) source: Source,
    pub(super) outline: Outline,
    pub(super) allows: Vec<Allow>,
    pub(super) problems: Vec<Problem>,
    /// Nothing of it could be read.
    pub(super) is_lost: bool,
}

pub(super) struct Reader<'r> {
    root: &'r Path,
    working_directory: &'r Path,
    choices: Choices<'r>,
    prefilter: Prefilter<'r>,
    pub(super) guarded: &'r Guarded,
    /// Files that are another one by another path: that which is told of and changed.
    pub(super) aliases: FxHashMap<String, String>,
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
        let prefilter = Prefilter::new(&choices.knowledge.catalog, &choices.knowledge.own_words, uses);
        Self { root, working_directory, choices, prefilter, guarded, aliases: FxHashMap::default() }
    }

    /// A path relative to the root as a report shows it.
    pub(super) fn shown(&self, path: &str) -> String {
        relative(self.working_directory, &self.root.join(unescape(path)))
    }

    pub(super) fn read(&self, id: FileId, path: &str) -> File {
        let read = || self.read_bytes(id, path);
        self.guarded.unit(Step::Read, id.0 as usize, path, read).unwrap_or_else(|| self.lost(path, None))
    }

    fn read_bytes(&self, id: FileId, path: &str) -> File {
        let read = || match self.choices.texts.get(self.aliases.get(path).map_or(path, String::as_str)) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => read_file::regular(&self.root.join(unescape(path)), MOST_READ),
        };
        let bytes = match read() {
            Ok(bytes) => bytes,
            Err(why) => return self.lost(path, Some((1, format!("it {why}")))),
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = String::from_utf8_lossy(before).matches('\n').count() + 1;
                return self.lost(path, Some((line, "the file is not UTF-8; Rust source must be".to_owned())));
            }
        };
        if path.ends_with("Cargo.toml") {
            // A manifest has no code, but comments.
            let comments = cargo::comments(&text);
            return self.file(id, path, text, Outline::default(), &comments);
        }
        let telling = self.prefilter.words(&text);
        if text.len() > MAX_BYTES {
            let message = format!("{} bytes; files above {MAX_BYTES} are taken for generated", text.len());
            let mut lost = self.lost(path, telling.tell_in(&text).then_some((1, message)));
            lost.is_lost &= !lost.problems.is_empty();
            return lost;
        }
        let holds_items = |name: &str| self.choices.knowledge.words.holds_items(name);
        let wanted = Wanted { holds_items: &holds_items, telling: Some(&telling), roles: ROLES };
        let mut outline = outline(&text, &wanted);
        let comments = std::mem::take(&mut outline.comments);
        self.file(id, path, text, outline, &comments)
    }

    fn file(&self, id: FileId, path: &str, text: String, outline: Outline, comments: &[Comment]) -> File {
        let source = Source::new(self.shown(path), path.to_owned(), text);
        let (allows, misread) = allows::allows(id, &source, comments);
        let problems = misread.into_iter().map(|(at, message)| {
            let (line, column) = source.lines.line_column(&source.text, at);
            Problem { file: source.path.clone(), line, column, message }
        });
        let problems = problems.collect();
        File { source, outline, allows, problems, is_lost: false }
    }

    fn lost(&self, path: &str, why: Option<(usize, String)>) -> File {
        let source = Source::new(self.shown(path), path.to_owned(), String::new());
        let problems = why.map(|(line, message)| unread(&source, (line, 1), &message));
        let (outline, allows) = (Outline::default(), Vec::new());
        File { problems: Vec::from_iter(problems), source, outline, allows, is_lost: true }
    }
}

/// A place that is not analysed.
pub(super) fn unread(source: &Source, (line, column): (usize, usize), why: &str) -> Problem {
    Problem { file: source.path.clone(), line, column, message: format!("not analysed: {why}") }
}
