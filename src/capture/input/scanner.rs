//! Where a JSON document ends, from its braces and texts alone, piece by piece and without recursion. Whether it is JSON is not
//! asked.

use memchr::memchr3;

/// The state between two pieces of a document.
#[derive(Debug)]
pub(super) struct Scanner {
    /// Braces and brackets that are open.
    depth: usize,
    in_text: bool,
    /// A backslash came last.
    is_escaped: bool,
    /// A line feed came last.
    is_line_start: bool,
    /// The last byte that is no white space.
    last: u8,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The piece ends in the document.
    More,
    /// The document ends before this place in the piece.
    End(usize),
    /// Here a line opens with `{`, and has not been looked at. Whether JSON can go on so.
    Object { at: usize, is_legal: bool },
}

impl Scanner {
    /// For a document whose `{` is the first byte of the first piece.
    pub(super) fn new() -> Self {
        Self { depth: 0, in_text: false, is_escaped: false, is_line_start: false, last: 0 }
    }

    /// Reads the next piece, up to where something is to be decided. What comes after that is to be the start of the next piece.
    pub(super) fn read(&mut self, piece: &[u8]) -> Step {
        let mut at = 0;
        if self.is_line_start && piece.first() == Some(&b'{') {
            self.is_line_start = false;
            return Step::Object { at, is_legal: self.may_open() };
        }
        while at < piece.len() {
            if self.in_text {
                at = self.text(piece, at);
            } else {
                match piece[at] {
                    b'"' => self.in_text = true,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Step::End(at + 1);
                        }
                    }
                    b'\n' => self.is_line_start = true,
                    _ => {}
                }
                at += 1;
            }
            if self.is_line_start && at < piece.len() {
                self.is_line_start = false;
                if piece[at] == b'{' {
                    self.note_last(&piece[..at]);
                    return Step::Object { at, is_legal: self.may_open() };
                }
            }
        }
        self.note_last(piece);
        Step::More
    }

    /// Reads on in a text; the place behind its end, behind a line feed, or the end of the piece.
    fn text(&mut self, piece: &[u8], mut at: usize) -> usize {
        while at < piece.len() {
            if self.is_escaped {
                self.is_escaped = false;
                at += 1;
                continue;
            }
            let rest = &piece[at..];
            let Some(found) = memchr3(b'"', b'\\', b'\n', rest) else { return piece.len() };
            at += found + 1;
            match rest[found] {
                b'\\' => self.is_escaped = true,
                b'"' => {
                    self.in_text = false;
                    return at;
                }
                _ => {
                    self.is_line_start = true;
                    return at;
                }
            }
        }
        at
    }

    /// Whether JSON allows an object here.
    fn may_open(&self) -> bool {
        !self.in_text && matches!(self.last, b'[' | b',' | b':')
    }

    fn note_last(&mut self, read: &[u8]) {
        if let Some(last) = read.iter().rev().find(|byte| !byte.is_ascii_whitespace()) {
            self.last = *last;
        }
    }
}
