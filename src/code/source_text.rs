//! Ranges of one file to places and to text for messages.

use super::tree::Range;
use crate::fact::{FileId, Place};
use crate::source::Source;
use crate::text::{offset, one_line, shorten};

/// Characters of source that a message quotes at most.
const QUOTED: usize = 80;

#[derive(Debug, Clone, Copy)]
pub(super) struct SourceText<'s> {
    pub(super) file: FileId,
    pub(super) source: &'s Source,
}

impl<'s> SourceText<'s> {
    /// The text of the file that `unit` was made of.
    pub(super) fn new(unit: usize, source: &'s Source) -> Self {
        Self { file: FileId(offset(unit)), source }
    }

    pub(super) fn place(&self, range: Range) -> Place {
        Place { file: self.file, start: range.start, end: range.end }
    }

    pub(super) fn text(&self, range: Range) -> &str {
        self.source.text.get(range.start as usize..range.end as usize).unwrap_or_default()
    }

    /// The text on one line, short enough for a message.
    pub(super) fn quote(&self, range: Range) -> String {
        shorten(&one_line(self.text(range)), QUOTED)
    }
}
