//! Every mistake in a contract and its imports, each with its place; a place comes in, lines and bytes are found here.

use std::sync::Arc;

use super::model::{At, ContractFile};
use crate::error::{Error, Mistake};
use crate::text::nearest;
use crate::yaml::Node;

/// So many names are compared in all to find what was meant. Beyond it nothing is suggested: that many mistakes have one cause.
const MOST_COMPARISONS: usize = 100_000;

/// Collects the mistakes of all files of a contract.
#[derive(Debug, Default)]
pub(super) struct Mistakes {
    files: Vec<ContractFile>,
    found: Vec<(At, Mistake)>,
    compared: usize,
}

impl Mistakes {
    /// Takes in a file; its position is that of [`At::file`].
    pub(super) fn add_file(&mut self, path: String, text: Arc<str>) -> usize {
        self.files.push(ContractFile { path, text });
        self.files.len() - 1
    }

    /// `label` stands under the faulty part, `help` below the excerpt.
    pub(super) fn refuse(&mut self, at: At, problem: impl Into<String>, label: impl Into<String>, help: impl Into<String>) {
        let Some(file) = self.files.get(at.file) else { return };
        let bytes = first_line(&file.text, at);
        let mistake = Mistake::new(&file.path, &file.text, bytes, problem.into(), label.into(), help.into());
        self.found.push((at, mistake));
    }

    /// The text of a place, as a person wrote it.
    pub(super) fn written(&self, at: At) -> &str {
        self.files.get(at.file).and_then(|file| file.text.get(first_line(&file.text, at))).unwrap_or_default()
    }

    pub(super) fn path(&self, file: usize) -> &str {
        self.files.get(file).map_or("", |file| &file.path)
    }

    /// As in "did you mean ..?", else `otherwise`.
    pub(super) fn meant<'c>(&mut self, name: &str, known: impl Iterator<Item = &'c str>, otherwise: &str) -> String {
        let left = MOST_COMPARISONS.saturating_sub(self.compared);
        let length = name.len();
        let alike = |candidate: &&str| candidate.len().abs_diff(length) <= (length / 3).max(1);
        let mut compared = 0;
        let candidates = known.take(left).inspect(|_| compared += 1).filter(alike);
        let near = nearest(name, candidates).map(|near| format!("did you mean `{near}`?"));
        self.compared += compared;
        near.unwrap_or_else(|| otherwise.to_owned())
    }

    /// The files, unless there were mistakes; these by file and place.
    pub(super) fn finish(mut self) -> Result<Vec<ContractFile>, Error> {
        if self.found.is_empty() {
            return Ok(self.files);
        }
        self.found.sort_by_key(|(at, _)| (at.file, at.start_byte));
        Err(Error::Contract { mistakes: self.found.into_iter().map(|(_, mistake)| mistake).collect() })
    }
}

/// Where a value stands.
pub(super) fn at(file: usize, node: &Node) -> At {
    At { file, line: node.at.line, column: node.at.column, start_byte: node.bytes.start, end_byte: node.bytes.end }
}

/// The bytes of a place, as far as they stand on its first line: an excerpt of more is hard to read.
fn first_line(text: &str, at: At) -> std::ops::Range<usize> {
    let start = at.start_byte.min(text.len());
    let whole = text.get(start..at.end_byte.clamp(start, text.len())).unwrap_or_default();
    let line = whole.lines().next().unwrap_or_default().trim_end();
    start..start + line.len()
}

/// The names, ready to be read aloud.
pub(super) fn list<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let mut quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.pop() {
        None => String::new(),
        Some(only) if quoted.is_empty() => only,
        Some(last) => format!("{} and {last}", quoted.join(", ")),
    }
}

/// Names that live longer, among others that do not.
pub(super) fn shorter<'n>(name: &'static str) -> &'n str {
    name
}
