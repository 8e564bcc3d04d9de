//! Files of a recording by number, so that an entry of the index need not hold their names.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::entry::{Entry, EntryPlace};
use crate::capture::gather::{Place, Standing};
use crate::fact::{MessagePlace, RecordKind};

/// A file, and whether its messages are told apart by lines or by their number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::capture) struct InFile {
    pub(in crate::capture) name: Arc<str>,
    pub(in crate::capture) has_lines: bool,
}

/// All files by number. Where there are more than numbers, none of them is known, so that it does not matter which came first.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Files {
    list: Vec<InFile>,
    numbers: FxHashMap<InFile, u16>,
    are_too_many: bool,
}

impl Files {
    /// The number of a file, a new one if it has none.
    pub(in crate::capture) fn number(&mut self, file: InFile) -> u16 {
        if let Some(known) = self.numbers.get(&file) {
            return *known;
        }
        let Ok(number) = u16::try_from(self.list.len()) else {
            self.are_too_many = true;
            return u16::MAX;
        };
        self.list.push(file.clone());
        self.numbers.insert(file, number);
        number
    }

    pub(in crate::capture) fn get(&self, number: u16) -> Option<&InFile> {
        self.list.get(usize::from(number)).filter(|_| !self.are_too_many)
    }

    /// Where an entry stands, as far as it says: in a message of a file.
    pub(in crate::capture) fn place(&self, at: EntryPlace) -> Place<'_> {
        let Some(file) = self.get(at.file) else { return Place::default() };
        let message = u64::from(at.message);
        let (line, message) = if file.has_lines { (message, 0) } else { (0, message) };
        Place { file: &file.name, at: MessagePlace { line, message, byte_offset: None }, kind: RecordKind::Span, number: 0 }
    }

    /// A span of which only its entry is known.
    pub(in crate::capture) fn standing(&self, entry: &Entry) -> Standing<'_> {
        Standing { trace: entry.trace, span: entry.span, at: self.place(entry.at), ..Standing::default() }
    }

    /// Takes the files of another, and returns the number here of each that it has.
    pub(in crate::capture) fn merge(&mut self, other: Self) -> Vec<u16> {
        self.are_too_many |= other.are_too_many;
        other.list.into_iter().map(|file| self.number(file)).collect()
    }

    /// The same files, numbered by what they are and not by when they were seen first; and the new number of each.
    pub(in crate::capture) fn numbered_anew(self) -> (Self, Vec<u16>) {
        let mut sorted = self.list.clone();
        sorted.sort_unstable();
        let mut files = Self { are_too_many: self.are_too_many, ..Self::default() };
        for file in sorted {
            files.number(file);
        }
        let numbers = self.list.into_iter().map(|file| files.number(file)).collect();
        (files, numbers)
    }

    /// In the order of their numbers; none where they are too many.
    pub(in crate::capture) fn list(&self) -> &[InFile] {
        if self.are_too_many { &[] } else { &self.list }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(at: u32) -> InFile {
        InFile { name: at.to_string().into(), has_lines: true }
    }

    #[test]
    fn numbers_do_not_depend_on_order() {
        let (mut one, mut other) = (Files::default(), Files::default());
        for at in [3, 1, 2] {
            one.number(file(at));
            other.number(file(4 - at));
        }
        let moved = one.merge(other);
        assert_eq!(moved, [1, 0, 2]);
        let (files, numbers) = one.numbered_anew();
        assert_eq!(numbers, [2, 0, 1]);
        assert_eq!(files.get(0), Some(&file(1)));
    }

    #[test]
    fn none_is_known_of_too_many() {
        let mut files = Files::default();
        for at in 0..=65_535 {
            files.number(file(at));
        }
        assert_eq!(files.get(7), Some(&file(7)));
        files.number(file(65_536));
        assert_eq!((files.get(7), files.list().len()), (None, 0));
    }
}
