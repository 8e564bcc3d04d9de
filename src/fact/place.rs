//! Places in source files, and changes to them. Byte offsets count from 0 in the file as it lies on disk, with its byte order mark.

/// A file of this run, by its position in the sorted list of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A range of bytes in a file; `end` is the first byte after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub file: FileId,
    pub start: u32,
    pub end: u32,
}

/// Another place that belongs to what was seen, and the part it plays there, such as `made` or `awaited`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Related {
    pub role: &'static str,
    pub place: Place,
}

/// A change to the source: the bytes of `place` become `text`. Rules ask for it by `name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    pub name: &'static str,
    pub place: Place,
    pub text: String,
    /// Whether it changes nothing but what the rule is about.
    pub safe: bool,
}

impl Edit {
    /// A change that anybody would make who agrees with the finding.
    pub fn safe(name: &'static str, place: Place, text: impl Into<String>) -> Self {
        Self { name, place, text: text.into(), safe: true }
    }

    /// A change that may alter more than is meant: somebody has to look at it.
    pub fn risky(name: &'static str, place: Place, text: impl Into<String>) -> Self {
        Self { name, place, text: text.into(), safe: false }
    }
}
