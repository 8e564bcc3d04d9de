//! A source file as it was read, its names and its text; and what could not be read of one.

use std::sync::Arc;

use crate::fact::Versions;
use crate::text::LineIndex;

/// One file. The text is the file's bytes, byte order mark and line endings included.
#[derive(Debug, Clone)]
pub struct Source {
    /// Relative to the working directory where it lies below it, else absolute; with `/`.
    pub path: String,
    /// Relative to the workspace root, with `/`. Fingerprints use it.
    pub root_path: String,
    pub text: Arc<str>,
    pub lines: LineIndex,
    /// Which versions of crates its package uses; nothing is known of any where nobody has said so.
    pub versions: Arc<Versions>,
    /// Whether a program writes it, as it says itself: a change would be lost.
    pub is_generated: bool,
}

/// What a generated file says in one of its first lines. Source: rustfmt, `format_generated_files`.
const GENERATED: &str = "@generated";
const GENERATED_WITHIN: usize = 5;

impl Source {
    pub fn new(path: String, root_path: String, text: String) -> Self {
        let lines = LineIndex::new(&text);
        let is_generated = text.lines().take(GENERATED_WITHIN).any(|line| line.contains(GENERATED));
        Self { path, root_path, text: text.into(), lines, versions: Arc::default(), is_generated }
    }

    /// Whether it shows how something is used.
    pub fn is_example(&self) -> bool {
        self.root_path.split('/').any(|part| part == "examples")
    }
}

/// A file that could not be read or parsed, whole or in part. The run goes on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// As in [`Source::path`].
    pub file: String,
    /// From 1; 1 where the file could not be read at all.
    pub line: usize,
    pub column: usize,
    pub message: String,
}
