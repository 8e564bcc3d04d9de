//! Where the messages and problems of one input go. Problems have an end: a file of another kind could have one in every line.

use super::{Encoding, Limits, Message, Outcome};
use crate::source::Problem;

/// How many problems of one file are told; the others are counted.
const MOST_PROBLEMS: usize = 20;

#[expect(clippy::struct_excessive_bools, reason = "each says something else of what the input was like")]
pub(super) struct Delivery<'e> {
    pub(super) limits: Limits,
    /// Whether messages are told apart by their lines.
    pub(super) has_lines: bool,
    each: &'e mut dyn FnMut(Message<'_>),
    file: String,
    messages: u64,
    problems: Vec<Problem>,
    untold: usize,
    /// The offset behind the last message.
    fruitful: u64,
    /// What was unpacked from there on for nothing, beyond what offsets tell.
    wasted: u64,
    has_given_up: bool,
    has_lost: bool,
    is_cut: bool,
}

impl<'e> Delivery<'e> {
    pub(super) fn new(file: &str, limits: Limits, each: &'e mut dyn FnMut(Message<'_>)) -> Self {
        let file = file.to_owned();
        Self {
            limits,
            has_lines: false,
            each,
            file,
            messages: 0,
            problems: Vec::new(),
            untold: 0,
            fruitful: 0,
            wasted: 0,
            has_given_up: false,
            has_lost: false,
            is_cut: false,
        }
    }

    pub(super) fn message(&mut self, encoding: Encoding, bytes: &[u8], line: usize, byte_offset: u64) {
        self.messages += 1;
        self.fruitful = byte_offset + bytes.len() as u64;
        self.wasted = 0;
        (self.each)(Message { encoding, bytes, line, has_lines: self.has_lines, byte_offset });
    }

    /// A part of the input is left out.
    pub(super) fn problem(&mut self, line: usize, column: usize, message: String) {
        self.has_lost = true;
        self.remark(line, column, message);
    }

    /// Something to be told that costs no records.
    pub(super) fn remark(&mut self, line: usize, column: usize, message: String) {
        if self.problems.len() < MOST_PROBLEMS {
            self.problems.push(Problem { file: self.file.clone(), line, column, message });
        } else {
            self.untold += 1;
        }
    }

    /// In what has no lines the place is in the message.
    pub(super) fn binary_problem(&mut self, message: String) {
        self.problem(1, 1, message);
    }

    /// The end of the input came too early. `what` is with its article.
    pub(super) fn cut(&mut self, line: usize, column: usize, what: &str, end: u64) {
        self.is_cut = true;
        self.remark(line, column, format!("the input ends in the middle of {what} at byte {end}; what came before is judged"));
    }

    /// The same of a packing around it.
    pub(super) fn cut_off(&mut self, message: String) {
        self.is_cut = true;
        self.remark(1, 1, message);
    }

    /// A part of the input was unpacked, and is no message.
    pub(super) fn waste(&mut self, bytes: usize) {
        self.wasted += bytes as u64;
    }

    /// Whether so much has come without a message that none is to be expected; that is told.
    pub(super) fn gives_up(&mut self, offset: u64) -> bool {
        let is_barren = offset.saturating_sub(self.fruitful) + self.wasted > self.limits.barren;
        if is_barren && !self.has_given_up {
            self.has_given_up = true;
            let (from, mebibytes) = (self.fruitful, self.limits.barren >> 20);
            self.problem(1, 1, format!("reading stops: in {mebibytes} MiB from byte {from} on there was no message"));
        }
        is_barren
    }

    pub(super) fn outcome(mut self, detected: String) -> Outcome {
        if self.untold > 0 {
            let last = self.problems.last().map_or((1, 1), |problem| (problem.line, problem.column));
            let message = format!("and {} more problems", self.untold);
            self.problems.push(Problem { file: self.file, line: last.0, column: last.1, message });
        }
        let (has_lost, is_cut) = (self.has_lost, self.is_cut);
        Outcome { detected, problems: self.problems, messages: self.messages, has_lost, is_cut }
    }
}
