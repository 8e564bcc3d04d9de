//! Where entries are kept.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

use super::entry::{Entry, SIZE};
use crate::write::scratch;

/// Entries in memory before they go to files: 4 MiB, for each thread that decodes.
const MOST_IN_MEMORY: usize = 65_536;
/// Parts by trace. Ten million spans make parts of ten megabytes.
const PARTS: usize = 64;

/// Entries of spans, in no order.
#[derive(Debug, Default)]
pub(in crate::capture) struct Index {
    memory: Vec<Entry>,
    files: Vec<File>,
    /// Why entries were lost.
    lost: Option<io::Error>,
}

impl Index {
    pub(in crate::capture) fn add(&mut self, entry: Entry) {
        self.memory.push(entry);
        if self.memory.len() >= MOST_IN_MEMORY
            && let Err(error) = self.spill()
        {
            self.lost = Some(error);
            self.memory.clear();
        }
    }

    /// Why whole traces cannot be judged, if so.
    pub(in crate::capture) fn lost(&self) -> Option<&io::Error> {
        self.lost.as_ref()
    }

    fn spill(&mut self) -> io::Result<()> {
        if self.files.is_empty() {
            self.files = (0..PARTS).map(|_| scratch()).collect::<io::Result<_>>()?;
        }
        let mut parts: Vec<Vec<u8>> = vec![Vec::new(); PARTS];
        for entry in &self.memory {
            parts[part(entry)].extend_from_slice(&entry.to_bytes());
        }
        for (file, bytes) in self.files.iter_mut().zip(parts) {
            file.write_all(&bytes)?;
        }
        self.memory.clear();
        Ok(())
    }

    /// Takes the entries of another index, whose groups have the numbers of `groups` here.
    pub(in crate::capture) fn merge(&mut self, other: Self, groups: &[u32]) {
        let lost = other.lost.is_some();
        let read = other.each_part(|entries| {
            for entry in entries {
                let group = groups.get(entry.group as usize).copied().unwrap_or(entry.group);
                self.add(Entry { group, ..entry });
            }
        });
        if lost || read.is_err() {
            self.lost = self.lost.take().or(read.err()).or_else(|| Some(io::Error::other("a part of the index is lost")));
        }
    }

    /// Hands out all entries, those of one trace always together.
    pub(in crate::capture) fn each_part(mut self, mut each: impl FnMut(Vec<Entry>)) -> io::Result<()> {
        if self.files.is_empty() {
            each(self.memory);
            return Ok(());
        }
        self.spill()?;
        for mut file in self.files {
            file.seek(SeekFrom::Start(0))?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            each(bytes.as_chunks::<SIZE>().0.iter().map(Entry::from_bytes).collect());
        }
        Ok(())
    }
}

/// The part that a trace belongs to.
#[allow(clippy::cast_possible_truncation, reason = "the remainder is small")]
fn part(entry: &Entry) -> usize {
    (entry.trace.0 ^ entry.trace.1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32) as usize % PARTS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: u64) -> Entry {
        Entry { trace: (at / 10, 1), span: at, parent: 0, start: at, end: at, group: 0, flags: 0, content: 0 }
    }

    #[test]
    fn what_goes_to_files_comes_back_by_trace() {
        let many = MOST_IN_MEMORY as u64 * 2 + 5;
        let (mut index, mut other) = (Index::default(), Index::default());
        (0..many).for_each(|at| if at % 2 == 0 { index.add(entry(at)) } else { other.add(entry(at)) });
        index.merge(other, &[3]);
        let (mut seen, mut traces) = (0_u64, std::collections::BTreeSet::new());
        index
            .each_part(|entries| {
                let own: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.trace).collect();
                assert!(own.iter().all(|trace| !traces.contains(trace)));
                assert!(entries.iter().all(|entry| entry.group == if entry.span % 2 == 0 { 0 } else { 3 }));
                traces.extend(own);
                seen += entries.len() as u64;
            })
            .unwrap();
        assert_eq!((seen, traces.len() as u64), (many, many.div_ceil(10)));
    }
}
