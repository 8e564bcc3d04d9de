//! JSON to its documents, whichever way they stand in the file: one, lines, one behind the other, in an array. A document that is
//! broken takes no other with it.

use memchr::memmem::Finder;
use memchr::{memchr, memchr_iter, memchr2};

use super::Encoding;
use super::delivery::Delivery;
use super::keys::first_key;
use super::scanner::{Scanner, Step};
use super::window::Window;

/// How much is looked at to know what follows a line, or how a document opens.
const AHEAD: usize = 256;

/// Lines that are longer are scanned: looking for an end that is far, or not there, would hold much for nothing.
const LONG: usize = 4 << 20;

/// What a document of OTLP opens with, and nothing within one.
const ROOTS: &[&[u8]] = &[b"resourceSpans", b"resourceMetrics", b"resourceLogs", b"batches", b"trace"];

pub(super) fn read(window: &mut Window<'_>, delivery: &mut Delivery<'_>) {
    let seams = [b"}{", b"} ", b"}\t"].map(|seam| Sought { finder: Finder::new(seam), absent_before: 0 });
    let mut splitter = Splitter { window, delivery, line: 1, line_offset: 0, arrays: 0, lineless_before: 0, seams };
    while splitter.reach_document() {
        match splitter.window.held() {
            [b'{', ..] => splitter.document(),
            _ => splitter.stray(),
        }
    }
    if splitter.arrays > 0 && splitter.window.held().is_empty() && splitter.window.fault().is_none() {
        let (line, column) = splitter.position();
        let end = splitter.window.offset();
        splitter.delivery.cut(line, column, "a JSON array", end);
    }
}

struct Splitter<'w, 'r, 'd, 'e> {
    window: &'w mut Window<'r>,
    delivery: &'d mut Delivery<'e>,
    /// Where the first byte of the window stands: its line, and the offset where that line starts.
    line: usize,
    line_offset: u64,
    /// How many arrays are open around the documents.
    arrays: usize,
    /// The offset before which no line ends, so that no byte is asked twice when many documents share a line.
    lineless_before: u64,
    /// What stands between two documents that share a line, and rarely within one.
    seams: [Sought; 3],
}

struct Sought {
    finder: Finder<'static>,
    /// The offset before which it does not stand.
    absent_before: u64,
}

impl Splitter<'_, '_, '_, '_> {
    /// Passes what may stand between documents. False where nothing more is to be read.
    fn reach_document(&mut self) -> bool {
        loop {
            if self.delivery.gives_up(self.window.offset()) {
                return false;
            }
            let bytes = self.window.held();
            let between = bytes.iter().position(|byte| !may_stand_between(*byte)).unwrap_or(bytes.len());
            self.pass(between);
            match self.window.held().first().copied() {
                None => {
                    if !self.window.more() {
                        return false;
                    }
                }
                Some(b'[') if self.opens_array() => {
                    self.arrays += 1;
                    self.pass(1);
                }
                Some(b']') if self.arrays > 0 => {
                    self.arrays -= 1;
                    self.pass(1);
                }
                Some(_) => return true,
            }
        }
    }

    /// Whether the bracket that comes next is around documents; lines of a program's log open with one too.
    fn opens_array(&mut self) -> bool {
        self.window.fill(AHEAD);
        let inside = self.window.held().get(1..).unwrap_or_default().trim_ascii_start();
        matches!(inside, [] | [b'{' | b'[' | b']', ..])
    }

    fn document(&mut self) {
        // In an array a comma ends the line.
        let line = if self.arrays == 0 { self.line() } else { None };
        if let Some(length) = line {
            self.hand_out(length);
            self.window.pass(length);
        } else if let Some(length) = self.indented() {
            self.hand_out(length);
            self.pass(length);
        } else {
            self.scan();
        }
    }

    /// The length of a document that is all of a line. JSON has no line feed in a text, and none between a `}` and a `{` that are
    /// within a document, so that there is nothing to look at but the ends of the line and seams inside.
    fn line(&mut self) -> Option<usize> {
        let end = loop {
            let held = self.window.held();
            let asked = asked(self.lineless_before, self.window.offset(), held);
            let found = memchr(b'\n', &held[asked..]).map(|found| asked + found);
            let until = found.unwrap_or(held.len());
            self.lineless_before = self.window.offset() + until as u64;
            if until > self.delivery.limits.message.min(LONG) || self.has_seam(until) {
                return None;
            }
            if let Some(end) = found {
                break end;
            }
            if !self.window.more() {
                return None;
            }
        };
        let line = self.window.held()[..end].trim_ascii_end();
        let length = line.len();
        (line.ends_with(b"}") && self.is_followed_by_document(end + 1)).then_some(length)
    }

    /// Whether a document may end in the first `until` bytes and another start, which is not so in a text.
    fn has_seam(&mut self, until: usize) -> bool {
        let (offset, line) = (self.window.offset(), self.window.held()[..until].trim_ascii_end());
        self.seams.iter_mut().any(|seam| {
            let asked = asked(seam.absent_before, offset, line);
            let is_seam = |at: &usize| line[asked + at + 1..].trim_ascii_start().starts_with(b"{");
            let found = seam.finder.find_iter(&line[asked..]).find(is_seam);
            // Its first byte may be the last that is there.
            seam.absent_before = offset + found.map_or(line.len().saturating_sub(1), |found| asked + found) as u64;
            found.is_some()
        })
    }

    /// The length of a document that is indented: the first line that is not closes it. As with lines, nothing else can.
    fn indented(&mut self) -> Option<usize> {
        let (closing, opening) = (Finder::new(b"\n}"), Finder::new(b"\n{"));
        let mut asked = match self.window.held() {
            [b'{', b'\n', b' ' | b'\t', ..] => 1,
            [b'{', b'\r', b'\n', b' ' | b'\t', ..] => 2,
            _ => return None,
        };
        loop {
            let held = self.window.held();
            let next = opening.find(&held[asked..]).map(|found| asked + found);
            if let Some(found) = closing.find(&held[asked..next.unwrap_or(held.len())]) {
                let length = asked + found + 2;
                return (length <= self.delivery.limits.message && self.is_followed_by_document(length)).then_some(length);
            }
            // The line feed may be the last byte that is there.
            asked = held.len() - 1;
            if next.is_some() || asked > self.delivery.limits.message || !self.window.more() {
                return None;
            }
        }
    }

    /// Whether a document opens behind the first `length` bytes and a line's end, or nothing comes there.
    fn is_followed_by_document(&mut self, length: usize) -> bool {
        let is_end = !self.window.fill(length + AHEAD);
        let behind = &self.window.held()[length..];
        match behind.trim_ascii_start() {
            [] => is_end,
            [b'{', ..] => true,
            _ => false,
        }
    }

    /// Finds the end of the document brace by brace, or that it has none. What is longer than a message may be is not held.
    fn scan(&mut self) {
        let (line, column) = self.position();
        self.window.fill(AHEAD);
        let root = first_key(self.window.held()).unwrap_or_default().to_vec();
        let (mut scanner, mut seen, mut is_held) = (Scanner::new(), 0, true);
        loop {
            match scanner.read(&self.window.held()[seen..]) {
                Step::End(end) => {
                    let length = seen + end;
                    if is_held && length <= self.delivery.limits.message {
                        self.hand_out(length);
                    } else {
                        let most = self.delivery.limits.message >> 20;
                        let message =
                            format!("this document has more than {most} MiB, and is left out; no receiver takes so much");
                        self.delivery.problem(line, column, message);
                    }
                    return self.pass(length);
                }
                Step::Object { at, is_legal } => {
                    seen += at;
                    self.window.fill(seen + AHEAD);
                    if starts_anew(&self.window.held()[seen..], &root, is_legal) {
                        self.pass(seen);
                        let next = self.line;
                        let message = format!("this document is cut off, and left out: in line {next} another one starts");
                        return self.delivery.problem(line, column, message);
                    }
                }
                Step::More => {
                    seen = self.window.held().len();
                    if seen > self.delivery.limits.message || !is_held {
                        self.pass(seen);
                        (seen, is_held) = (0, false);
                        if self.delivery.gives_up(self.window.offset()) {
                            return;
                        }
                    }
                    if !self.window.more() {
                        self.pass(seen);
                        if self.window.fault().is_none() {
                            self.delivery.cut(line, column, "a JSON document", self.window.offset());
                        }
                        return;
                    }
                }
            }
        }
    }

    /// Passes lines that are no document.
    fn stray(&mut self) {
        let (line, column) = self.position();
        loop {
            let held = self.window.held();
            let end = if self.arrays > 0 { memchr2(b'\n', b'{', held) } else { memchr(b'\n', held) };
            self.pass(end.unwrap_or(held.len()));
            let is_over = !self.window.held().is_empty();
            if self.window.held().first() == Some(&b'\n') {
                self.pass(1);
                self.window.fill(1);
            }
            // Not behind white space: the rest of a cut document has objects there that are none by themselves.
            let opens = match self.window.held().first().copied() {
                Some(b'{') => true,
                Some(b'[') => self.opens_array(),
                _ => false,
            };
            if (is_over && opens) || self.delivery.gives_up(self.window.offset()) {
                break;
            }
            if self.window.held().is_empty() && !self.window.more() {
                break;
            }
        }
        let message = "what stands here is no JSON object, and is left out up to the next line that opens one";
        self.delivery.problem(line, column, message.to_owned());
    }

    fn hand_out(&mut self, length: usize) {
        self.delivery.message(Encoding::Json, &self.window.held()[..length], self.line, self.window.offset());
    }

    /// Leaves behind the first `count` bytes, and counts their lines.
    fn pass(&mut self, count: usize) {
        let passed = &self.window.held()[..count];
        let mut last = None;
        let lines = memchr_iter(b'\n', passed).inspect(|at| last = Some(*at)).count();
        if let Some(last) = last {
            self.line += lines;
            self.line_offset = self.window.offset() + last as u64 + 1;
        }
        self.window.pass(count);
    }

    fn position(&self) -> (usize, usize) {
        let before = self.window.offset() - self.line_offset;
        (self.line, usize::try_from(before).map_or(usize::MAX, |before| before + 1))
    }
}

/// How many of the bytes from `offset` on lie before what was asked already.
fn asked(before: u64, offset: u64, held: &[u8]) -> usize {
    usize::try_from(before.saturating_sub(offset)).unwrap_or(usize::MAX).min(held.len())
}

/// White space, commas, a byte order mark, and the separator of RFC 7464.
pub(super) fn may_stand_between(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b',' | 0x1e | 0xef | 0xbb | 0xbf)
}

/// Whether the object that a line opens with is a document, so that the one around it was cut off. `root` is the first key of that.
fn starts_anew(line: &[u8], root: &[u8], is_legal: bool) -> bool {
    let Some(key) = first_key(line) else { return !is_legal };
    let is_kin = key == root && (key.starts_with(b"resource") || key.starts_with(b"scope"));
    // Tempo has a document of OTLP behind the key `trace`.
    let is_root = ROOTS.contains(&key) && (root != b"trace" || key == root);
    !is_legal || is_kin || is_root
}
