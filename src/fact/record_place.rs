//! Where a record stands in the files of a recording, so that a person finds it there.

use std::fmt;

/// Where a record stands. Of what applies to no file, and of what is not known, there is 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(built, derive(serde::Serialize, serde::Deserialize))]
pub struct RecordPlace {
    /// As the run names its inputs, with `/`; `stdin` for stdin. Empty where no record is meant.
    pub file: String,
    pub at: MessagePlace,
    pub kind: RecordKind,
    /// From 1: which record of its kind it is in the message, of those that could be read.
    pub number: u64,
}

/// Where a message starts in its file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(built, derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(built, serde(default))]
pub struct MessagePlace {
    /// From 1: where the document starts, in files that have lines.
    #[cfg_attr(built, serde(skip_serializing_if = "is_zero"))]
    pub line: u64,
    /// From 1: which message of the file it is, in files that have none.
    #[cfg_attr(built, serde(skip_serializing_if = "is_zero"))]
    pub message: u64,
    /// From 0, once the file is decompressed; in files without lines.
    #[cfg_attr(built, serde(skip_serializing_if = "Option::is_none"))]
    pub byte_offset: Option<u64>,
}

/// What is counted in a message.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(built, derive(serde::Serialize, serde::Deserialize))]
pub enum RecordKind {
    #[default]
    Resource,
    Scope,
    Span,
    Log,
    Metric,
    Point,
}

#[cfg(built)]
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes it so")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

impl RecordKind {
    /// For people.
    pub fn name(self) -> &'static str {
        match self {
            Self::Resource => "resource",
            Self::Scope => "scope",
            Self::Span => "span",
            Self::Log => "log record",
            Self::Metric => "metric",
            Self::Point => "data point",
        }
    }
}

impl fmt::Display for RecordPlace {
    /// `capture.jsonl:3, span 2`, or `traces.pb, message 4 at byte 1234, span 2`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MessagePlace { line, message, byte_offset } = self.at;
        out.write_str(&self.file)?;
        if line > 0 {
            write!(out, ":{line}")?;
        }
        if message > 0 {
            write!(out, ", message {message}")?;
        }
        if let Some(offset) = byte_offset {
            write!(out, " at byte {offset}")?;
        }
        if self.number > 0 {
            write!(out, ", {} {}", self.kind.name(), self.number)?;
        }
        Ok(())
    }
}
