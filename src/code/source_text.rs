//! Ranges of one file to places and to text for messages.

use super::tree::Range;
use crate::fact::{FileId, Place};
use crate::source::Source;
use crate::text::{offset, shorten};

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
        let text = self.text(range);
        // Of a long text only as much is looked at as is shown.
        let mut line = String::new();
        for word in text.split_whitespace() {
            let left = (QUOTED + 1).saturating_sub(line.chars().count());
            if left == 0 {
                break;
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.extend(word.chars().take(left));
        }
        shorten(&line, QUOTED)
    }
}
