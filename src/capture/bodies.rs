//! Bodies in protobuf whose own records do not tell their signal: they are what the rest of their input is. Messages come in, and go
//! out with a signal where theirs is decided here. A body that is sent in parts is so decided once for all of them.

use super::input::{Encoding, Message};
use super::protobuf::{Shown, shown};
use crate::knowledge::Signal;

/// Beyond so many bytes nothing more waits for the end of its input.
const MOST_WAITING: usize = 16 << 20;

/// The bodies of one input.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// What the others are, each signal once.
    signals: Vec<Signal>,
    waiting: Vec<Waiting>,
    bytes: usize,
}

#[derive(Debug)]
struct Waiting {
    bytes: Vec<u8>,
    line: usize,
    has_lines: bool,
    byte_offset: u64,
}

type Each<'e> = dyn FnMut(Message<'_>, Option<Signal>) + 'e;

impl Bodies {
    /// Hands on what tells its signal, and keeps back what does not while there is room.
    pub(super) fn hand_on(&mut self, message: Message<'_>, each: &mut Each<'_>) {
        let shown = if message.encoding == Encoding::Protobuf { shown(message.bytes) } else { Shown::NoItems };
        match shown {
            Shown::Nothing if self.bytes < MOST_WAITING => {
                self.bytes += message.bytes.len() + size_of::<Waiting>();
                let Message { bytes, line, has_lines, byte_offset, .. } = message;
                self.waiting.push(Waiting { bytes: bytes.to_vec(), line, has_lines, byte_offset });
                return;
            }
            Shown::Signal(signal) | Shown::Mostly(signal) if !self.signals.contains(&signal) => self.signals.push(signal),
            _ => {}
        }
        each(message, None);
    }

    /// Hands on the rest. Where the input is of several signals, or of none, nothing is known of it.
    pub(super) fn finish(self, each: &mut Each<'_>) {
        let signal = match self.signals.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        for Waiting { bytes, line, has_lines, byte_offset } in self.waiting {
            each(Message { encoding: Encoding::Protobuf, bytes: &bytes, line, has_lines, byte_offset }, signal);
        }
    }
}
