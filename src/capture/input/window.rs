//! A part of a stream that is held in memory: it grows while a message is longer than what is held, and moves on behind it.
//! Memory is asked for when bytes are there to fill it, never because a length in the input says so.

use std::io::{self, BufRead, Read};

use super::LIMITS;
use super::packing::Fault;

/// As much as is read at once: it stays in the processor's cache until it has been looked at.
const CHUNK: usize = 256 << 10;

/// What holds any message and a chunk behind it.
const LARGEST: usize = LIMITS.message + 4 * CHUNK;

pub(super) struct Window<'r> {
    reader: Box<dyn Read + 'r>,
    buffer: Vec<u8>,
    /// What is held is `buffer[start..end]`.
    start: usize,
    end: usize,
    /// Of the first byte that is held, in the stream.
    offset: u64,
    is_done: bool,
    fault: Option<Fault>,
}

impl<'r> Window<'r> {
    pub(super) fn new(reader: Box<dyn Read + 'r>) -> Self {
        Self { reader, buffer: Vec::new(), start: 0, end: 0, offset: 0, is_done: false, fault: None }
    }

    /// What is held and not yet consumed.
    pub(super) fn held(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    /// The offset behind what is held.
    pub(super) fn end_offset(&self) -> u64 {
        self.offset + (self.end - self.start) as u64
    }

    /// Why nothing more comes, where that is not the end of the input.
    pub(super) fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// Reads on; false at the end.
    pub(super) fn more(&mut self) -> bool {
        if self.is_done {
            return false;
        }
        self.make_room();
        let until = self.buffer.len().min(self.end + CHUNK);
        let read = loop {
            match self.reader.read(&mut self.buffer[self.end..until]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        match read {
            Ok(0) => self.is_done = true,
            Ok(count) => self.end = until.min(self.end + count),
            Err(error) => {
                self.is_done = true;
                self.fault = Some(Fault::of(error));
            }
        }
        !self.is_done
    }

    /// Reads on until `count` bytes are held; false where the input has fewer.
    pub(super) fn fill(&mut self, count: usize) -> bool {
        while self.end - self.start < count {
            if !self.more() {
                return false;
            }
        }
        true
    }

    /// Leaves behind the first `count` bytes, of those that are held.
    pub(super) fn pass(&mut self, count: usize) {
        let count = count.min(self.end - self.start);
        self.start += count;
        self.offset += count as u64;
    }

    /// Leaves behind `count` bytes, held or yet to come, without holding them; false where the input has fewer.
    pub(super) fn skip(&mut self, mut count: u64) -> bool {
        loop {
            let held = self.end - self.start;
            let now = usize::try_from(count).unwrap_or(usize::MAX).min(held);
            self.pass(now);
            count -= now as u64;
            if count == 0 {
                return true;
            }
            if !self.more() {
                return false;
            }
        }
    }

    /// What is held goes to the front where that is little work, so that the same memory is used again; else there is more memory.
    fn make_room(&mut self) {
        let held = self.end - self.start;
        let is_tight = self.buffer.len() - self.end < CHUNK / 2;
        let is_worth_it = held <= self.buffer.len() / 2 || self.buffer.len() >= LARGEST;
        if self.start > 0 && (held <= CHUNK / 8 || (is_tight && is_worth_it)) {
            self.buffer.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, held);
        }
        if self.buffer.is_empty() {
            self.buffer = vec![0; 2 * CHUNK];
        } else if self.buffer.len() - self.end < CHUNK / 2 {
            let double = 2 * self.buffer.len();
            // The last step goes to the end: while memory grows, both the old and the new are there.
            let is_last = self.buffer.len() < LARGEST && 2 * double > LARGEST;
            self.buffer.resize(if is_last { LARGEST } else { double }, 0);
        }
    }
}

impl Read for Window<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let held = self.fill_buf()?;
        let count = held.len().min(into.len());
        into[..count].copy_from_slice(&held[..count]);
        self.pass(count);
        Ok(count)
    }
}

impl BufRead for Window<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.start == self.end
            && !self.more()
            && let Some(fault) = self.fault.take()
        {
            return Err(io::Error::other(fault));
        }
        Ok(self.held())
    }

    fn consume(&mut self, count: usize) {
        self.pass(count);
    }
}
