//! Where entries are kept.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};

use super::entry::{Entry, EntryPlace, SIZE};
use crate::write::scratch;

/// Entries in memory before they go to files: 4 MiB, for each thread that decodes.
const MOST_IN_MEMORY: usize = 65_536;
/// Parts by trace. Ten million spans make parts of ten megabytes.
const PARTS: usize = 64;
/// Entries that are read into memory together: 256 MB. A part that has more is parted again.
pub(in crate::capture) const MOST_TOGETHER: usize = 4_000_000;
/// How often a part is parted: what is then still too large is one trace.
const MOST_PARTINGS: u32 = 3;
/// Entries that are read from a file at once.
const CHUNK: usize = 4_096;

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
        if self.lost.is_some() {
            return;
        }
        self.memory.push(entry);
        if self.memory.len() >= MOST_IN_MEMORY
            && let Err(error) = self.spill()
        {
            self.lose(error);
        }
    }

    /// Why whole traces cannot be judged, if so.
    pub(in crate::capture) fn lost(&self) -> Option<&io::Error> {
        self.lost.as_ref()
    }

    /// Of what is left nothing can be concluded, and the last entry that was written may be a part of one.
    fn lose(&mut self, error: io::Error) {
        self.lost = Some(error);
        self.memory.clear();
        self.files.clear();
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

    /// Takes the entries of another index, whose groups and files have the numbers of `groups` and `files` here.
    pub(in crate::capture) fn merge(&mut self, other: Self, groups: &[u32], files: &[u16]) {
        let mut other = other;
        let lost = other.lost.take();
        let read = other.each_part(|entries| {
            for entry in entries {
                let group = groups.get(entry.group as usize).copied().unwrap_or(entry.group);
                let file = files.get(usize::from(entry.at.file)).copied().unwrap_or(entry.at.file);
                self.add(Entry { group, at: EntryPlace { file, ..entry.at }, ..entry });
            }
        });
        if let Some(error) = self.lost.take().or(lost).or(read.err()) {
            self.lose(error);
        }
    }

    /// Hands out all entries, those of one trace always together. How many traces are too large for that, and were left out.
    pub(in crate::capture) fn each_part(self, each: impl FnMut(Vec<Entry>)) -> io::Result<u64> {
        self.each_part_of(MOST_TOGETHER, each)
    }

    fn each_part_of(mut self, most: usize, mut each: impl FnMut(Vec<Entry>)) -> io::Result<u64> {
        if self.files.is_empty() {
            each(self.memory);
            return Ok(0);
        }
        self.spill()?;
        let mut left_out = 0;
        // The part that comes next stands last.
        let mut rest: Vec<(File, u32)> = self.files.into_iter().rev().map(|file| (file, 0)).collect();
        while let Some((mut file, partings)) = rest.pop() {
            let entries = usize::try_from(file.seek(SeekFrom::End(0))?).unwrap_or(usize::MAX) / SIZE;
            file.seek(SeekFrom::Start(0))?;
            if entries <= most {
                let mut part = Vec::with_capacity(entries);
                read_chunks(&mut file, |chunk| {
                    part.extend(chunk);
                    Ok(())
                })?;
                each(part);
            } else if partings < MOST_PARTINGS {
                let mut parts: Vec<BufWriter<File>> =
                    (0..PARTS).map(|_| scratch().map(BufWriter::new)).collect::<io::Result<_>>()?;
                read_chunks(&mut file, |chunk| {
                    for entry in chunk {
                        parts[part_again(&entry, partings)].write_all(&entry.to_bytes())?;
                    }
                    Ok(())
                })?;
                for part in parts.into_iter().rev() {
                    rest.push((part.into_inner().map_err(io::IntoInnerError::into_error)?, partings + 1));
                }
            } else {
                left_out += 1;
            }
        }
        Ok(left_out)
    }
}

/// Reads a file from where it stands to its end.
fn read_chunks(file: &mut File, mut each: impl FnMut(&mut dyn Iterator<Item = Entry>) -> io::Result<()>) -> io::Result<()> {
    let mut bytes = vec![0; CHUNK * SIZE];
    loop {
        let mut filled = 0;
        while filled < bytes.len() {
            match file.read(&mut bytes[filled..])? {
                0 => break,
                read => filled += read,
            }
        }
        if filled == 0 {
            return Ok(());
        }
        each(&mut bytes[..filled].as_chunks::<SIZE>().0.iter().map(Entry::from_bytes))?;
    }
}

/// The part that a trace belongs to.
#[allow(clippy::cast_possible_truncation, reason = "the remainder is small")]
fn part(entry: &Entry) -> usize {
    (entry.trace.0 ^ entry.trace.1).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(32) as usize % PARTS
}

/// The same for a part that is parted again, each time by other bits.
#[allow(clippy::cast_possible_truncation, reason = "the remainder is small")]
fn part_again(entry: &Entry, partings: u32) -> usize {
    let mixed =
        entry.trace.0.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29) ^ entry.trace.1.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed.wrapping_mul(0x94d0_49bb_1331_11eb).rotate_left(6 * (partings + 1)) as usize % PARTS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(at: u64) -> Entry {
        Entry {
            trace: (at / 10, 1),
            span: at,
            parent: 0,
            start: at,
            end: at,
            group: 0,
            flags: 0,
            content: 0,
            at: EntryPlace::default(),
        }
    }

    #[test]
    fn what_goes_to_files_comes_back_by_trace() {
        let many = MOST_IN_MEMORY as u64 * 2 + 5;
        let (mut index, mut other) = (Index::default(), Index::default());
        (0..many).for_each(|at| if at % 2 == 0 { index.add(entry(at)) } else { other.add(entry(at)) });
        index.merge(other, &[3], &[]);
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

    #[test]
    fn a_part_that_is_too_large_is_parted_again_and_a_trace_left_out() {
        const MOST: usize = 500;
        let mut index = Index::default();
        (0..200_000).for_each(|at| index.add(entry(at)));
        let long = Entry { trace: (u64::MAX, 7), ..entry(1) };
        (0..=MOST as u64).for_each(|at| index.add(Entry { span: at, ..long }));
        let (mut seen, mut traces) = (0, std::collections::BTreeSet::new());
        let left_out = index
            .each_part_of(MOST, |entries| {
                let own: std::collections::BTreeSet<_> = entries.iter().map(|entry| entry.trace).collect();
                assert!(entries.len() <= MOST && own.iter().all(|trace| traces.insert(*trace)));
                seen += entries.len();
            })
            .unwrap();
        assert_eq!((seen, traces.len(), left_out), (200_000, 20_000, 1));
    }
}
