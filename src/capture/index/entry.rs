//! What is kept of each span for checks of whole traces: 64 bytes, and as many for each exception in a log, each step of a flow and
//! each link that a flow may follow.

use crate::capture::record::kind_number;

/// Bytes of an entry.
pub(in crate::capture) const SIZE: usize = 64;

/// A span, or something that is said of one: see the flags.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::capture) struct Entry {
    pub(in crate::capture) trace: (u64, u64),
    pub(in crate::capture) span: u64,
    /// 0 is none.
    pub(in crate::capture) parent: u64,
    /// Nanoseconds since 1970.
    pub(in crate::capture) start: u64,
    pub(in crate::capture) end: u64,
    /// Number of the name, scope and service in the list of groups.
    pub(in crate::capture) group: u32,
    pub(in crate::capture) flags: u16,
    /// Tells two spans of one id apart: of their names and times.
    pub(in crate::capture) content: u32,
    pub(in crate::capture) at: EntryPlace,
}

/// Where the record of an entry stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::capture) struct EntryPlace {
    /// Number in the list of files.
    pub(in crate::capture) file: u16,
    /// Line of the message, or its number in files without lines.
    pub(in crate::capture) message: u32,
}

impl Entry {
    /// It is an exception in a log; else a span.
    pub(in crate::capture) const EXCEPTION: u16 = 1 << 1;
    /// The sender says whether the parent is in another process, and that it is.
    pub(in crate::capture) const REMOTE_KNOWN: u16 = 1 << 2;
    pub(in crate::capture) const REMOTE: u16 = 1 << 3;
    /// Its status is error, and it does not say why.
    pub(in crate::capture) const NO_CAUSE: u16 = 1 << 4;
    /// Or there is nothing that it could be linked to.
    pub(in crate::capture) const HAS_LINKS: u16 = 1 << 5;
    /// It has no end.
    pub(in crate::capture) const OPEN: u16 = 1 << 6;
    /// A code that came back says that it failed.
    pub(in crate::capture) const HAS_CODE: u16 = 1 << 7;
    /// It says that a span is a step of a flow, whose number is its content.
    pub(in crate::capture) const STEP: u16 = 1 << 8;
    /// It is a link, and stands with the trace that it leads to: its span is that of the target, its parent the span that links, whose
    /// trace is in start and end.
    pub(in crate::capture) const LINK: u16 = 1 << 9;
    /// It says that a span breaks a promise, unless an exception is told of in a log: the number of the clause is its content, that of
    /// the promise stands for its parent.
    pub(in crate::capture) const AWAITS_CAUSE: u16 = 1 << 10;
    const NOT_A_SPAN: u16 = Self::EXCEPTION | Self::STEP | Self::LINK | Self::AWAITS_CAUSE;
    /// The kind of span stands in the topmost bits.
    const KIND: u16 = 13;

    pub(in crate::capture) fn is(&self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    pub(in crate::capture) fn is_span(&self) -> bool {
        !self.is(Self::NOT_A_SPAN)
    }

    pub(in crate::capture) fn kind(&self) -> u16 {
        self.flags >> Self::KIND
    }

    /// The flags of a span of that kind.
    pub(in crate::capture) fn of_kind(kind: i32) -> u16 {
        u16::from(kind_number(kind)) << Self::KIND
    }

    /// Whether two say the same, wherever that was read.
    pub(in crate::capture) fn says_the_same(&self, other: &Self) -> bool {
        Self { at: EntryPlace::default(), ..*self } == Self { at: EntryPlace::default(), ..*other }
    }

    pub(in crate::capture) fn to_bytes(self) -> [u8; SIZE] {
        let Self { trace, span, parent, start, end, group, flags, content, at } = self;
        let first = u64::from(at.file) << 48 | u64::from(flags) << 32 | u64::from(group);
        let second = u64::from(at.message) << 32 | u64::from(content);
        let mut bytes = [0; SIZE];
        let numbers = [trace.0, trace.1, span, parent, start, end, first, second];
        for (chunk, number) in bytes.chunks_exact_mut(8).zip(numbers) {
            chunk.copy_from_slice(&number.to_le_bytes());
        }
        bytes
    }

    pub(in crate::capture) fn from_bytes(bytes: &[u8; SIZE]) -> Self {
        let mut numbers = bytes.as_chunks::<8>().0.iter().map(|chunk| u64::from_le_bytes(*chunk));
        let mut next = || numbers.next().unwrap_or(0);
        let trace = (next(), next());
        let (span, parent, start, end, first, second) = (next(), next(), next(), next(), next(), next());
        #[allow(clippy::cast_possible_truncation, reason = "parts of it are meant")]
        let (group, flags, file) = (first as u32, (first >> 32) as u16, (first >> 48) as u16);
        #[allow(clippy::cast_possible_truncation, reason = "the halves are meant")]
        let (content, message) = (second as u32, (second >> 32) as u32);
        Self { trace, span, parent, start, end, group, flags, content, at: EntryPlace { file, message } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_hold_all_of_it() {
        let flags = Entry::of_kind(5) | Entry::REMOTE | Entry::OPEN;
        let at = EntryPlace { file: 8, message: u32::MAX };
        let entry = Entry { trace: (1, 2), span: 3, parent: 4, start: 5, end: u64::MAX, group: u32::MAX, flags, content: 7, at };
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), entry);
        assert_eq!((entry.kind(), entry.is_span(), entry.is(Entry::REMOTE_KNOWN)), (5, true, false));
    }
}
