//! One file from disk to its unit: read, scanned, parsed, lowered. A pure function of its bytes.

use std::collections::HashSet;
use std::path::Path;

use super::discover::{Package, relative};
use super::tree::Unit;
use super::workspace::is_test_file;
use super::{allows, lower, parse, scan};
use crate::fact::{Allow, FileId};
use crate::finding::Problem;
use crate::knowledge::catalog;
use crate::source::Source;

/// Files above this that mention telemetry are refused: they are generated, and parsing them takes memory without bound.
const MAX_BYTES: usize = 8 << 20;

/// What is known of a file by itself.
pub(super) struct File {
    pub(super) source: Source,
    pub(super) unit: Unit,
    pub(super) allows: Vec<Allow>,
    pub(super) problems: Vec<Problem>,
    /// Whether it mentions any word of telemetry.
    pub(super) mentions: bool,
}

pub(super) struct Reader<'r> {
    root: &'r Path,
    working_directory: &'r Path,
    packages: &'r [Package],
    words: HashSet<&'static str>,
}

impl<'r> Reader<'r> {
    pub(super) fn new(root: &'r Path, working_directory: &'r Path, packages: &'r [Package]) -> Self {
        Self { root, working_directory, packages, words: catalog().telling_words() }
    }

    /// A path relative to the root as a report shows it.
    pub(super) fn shown(&self, path: &str) -> String {
        relative(self.working_directory, &self.root.join(path))
    }

    pub(super) fn read(&self, id: FileId, path: &str) -> File {
        let shown = self.shown(path);
        let problem = |line, column, message: String| Problem {
            file: shown.clone(),
            line,
            column,
            message: format!("not analysed: {message}"),
        };
        let bytes = match std::fs::read(self.root.join(path)) {
            Ok(bytes) => bytes,
            Err(error) => return self.unread(path, String::new(), problem(1, 1, error.to_string())),
        };
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
                let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
                return self.unread(
                    path,
                    String::new(),
                    problem(line, 1, "the file is not UTF-8; Rust source must be".to_owned()),
                );
            }
        };
        let scan = scan::scan(&text, &self.words);
        let source = Source::new(shown.clone(), path.to_owned(), text);
        let (allows, misread) = allows::allows(id, &source, &scan.comments);
        let position = |at: u32| source.lines.line_column(&source.text, at);
        let mut problems: Vec<Problem> = Vec::new();
        for (at, message) in misread {
            let (line, column) = position(at);
            problems.push(Problem { file: shown.clone(), line, column, message });
        }
        let refused = match scan.too_deep {
            Some((at, reason)) => Some((at, reason.to_owned())),
            None if source.text.len() > MAX_BYTES && scan.mentions => {
                Some((0, format!("{} bytes; files above {MAX_BYTES} are taken for generated", source.text.len())))
            }
            None => None,
        };
        let mut unit = Unit::default();
        if let Some((at, reason)) = refused {
            let (line, column) = position(at);
            problems.push(problem(line, column, reason));
        } else if source.text.len() <= MAX_BYTES {
            let (file, left_out) = parse::parse(&source.text, &scan);
            unit = lower::lower(&file, is_test_file(self.packages, path));
            drop(file);
            parse::clear_positions();
            for part in left_out {
                let (line, column) = position(part.at);
                problems.push(problem(line, column, part.reason));
            }
        }
        ensure_scope(&mut unit);
        File { source, unit, allows, problems, mentions: scan.mentions }
    }

    fn unread(&self, path: &str, text: String, problem: Problem) -> File {
        let mut unit = Unit::default();
        ensure_scope(&mut unit);
        let source = Source::new(self.shown(path), path.to_owned(), text);
        File { source, unit, allows: Vec::new(), problems: vec![problem], mentions: false }
    }
}

/// A file's own scope is always there.
fn ensure_scope(unit: &mut Unit) {
    if unit.scopes.is_empty() {
        unit.scopes.push(super::tree::Scope::default());
    }
}
