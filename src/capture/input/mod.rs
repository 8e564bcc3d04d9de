//! `open -> sniff`: arguments of the command line come in, single OTLP messages go out, each with the line it stands in. What
//! cannot be read is a problem, and reading goes on behind it. No message is decoded here, and none is kept.

mod delivery;
pub(crate) mod find;
mod foreign;
mod frames;
mod json;
mod keys;
mod packing;
mod protobuf;
mod rotation;
mod scanner;
mod sniff;
mod window;
mod wire;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::fact::MessagePlace;
use crate::source::Problem;
use delivery::Delivery;
use packing::{Fault, Packing, Unpacked, Untouched};
use sniff::Content;
use window::Window;

/// A file of the capture, or stdin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Input {
    /// Relative to the working directory where it lies below it, with `/`; `stdin` for stdin.
    pub(crate) name: String,
    pub(crate) place: Place,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Place {
    Stdin,
    File(PathBuf),
}

/// What an input is taken for, once it is decompressed, whatever it looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputFormat {
    /// OTLP in JSON: a document, lines, an array, documents one after the other.
    Json,
    /// One body in protobuf, or several one after the other.
    Protobuf,
    /// Messages behind their lengths, as the collector's file exporter writes them.
    Framed,
}

impl Message<'_> {
    /// Where it starts, as people find it.
    pub(crate) fn place(&self) -> MessagePlace {
        let number = self.line as u64;
        if self.has_lines {
            return MessagePlace { line: number, ..MessagePlace::default() };
        }
        MessagePlace { line: 0, message: number, byte_offset: Some(self.byte_offset) }
    }
}

impl InputFormat {
    pub const ALL: [Self; 3] = [Self::Json, Self::Protobuf, Self::Framed];

    /// The name after `--input-format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Protobuf => "protobuf",
            Self::Framed => "framed",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    Json,
    Protobuf,
}

/// One message: a JSON document that is an object as far as its braces tell, or a whole number of protobuf's fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Message<'b> {
    pub(crate) encoding: Encoding,
    pub(crate) bytes: &'b [u8],
    /// From 1, once decompressed: the line where a JSON document starts. In binary files the number of the message.
    pub(crate) line: usize,
    /// Whether that is a line.
    pub(crate) has_lines: bool,
    /// Where the bytes start once decompressed, from 0; of a frame that is compressed by itself, where the frame starts.
    pub(crate) byte_offset: u64,
}

/// What became of one input.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Outcome {
    /// For people, such as `gzip, OTLP JSON lines`; empty where nothing was known.
    pub(crate) detected: String,
    pub(crate) problems: Vec<Problem>,
    /// How many were handed out.
    pub(crate) messages: u64,
    /// Whether parts of it were left out, and whether it ends too early.
    pub(crate) has_lost: bool,
    pub(crate) is_cut: bool,
}

/// What may not be exceeded, so that no input takes memory or time without bound.
#[derive(Debug, Clone, Copy)]
struct Limits {
    /// The bytes of one message. Source: OTLP specification, "OTLP/HTTP Request": receivers limit a request to 64 MiB.
    message: usize,
    /// How much may come without a message in it before reading stops.
    barren: u64,
}

const LIMITS: Limits = Limits { message: 64 << 20, barren: 1 << 30 };

/// How much of an input is looked at to know what it is.
const SNIFFED: usize = 64 << 10;

/// Something that is compressed four times was made to be in the way.
const MOST_PACKINGS: usize = 3;

/// Reads one input to its end, whatever is in it, and hands out each message.
pub(crate) fn read(
    input: &Input,
    stdin: &mut dyn Read,
    forced: Option<InputFormat>,
    each: &mut dyn FnMut(Message<'_>),
) -> Outcome {
    let mut delivery = Delivery::new(&input.name, LIMITS, each);
    let detected = match &input.place {
        Place::Stdin => read_all(Window::new(Box::new(Untouched(stdin))), forced, &mut delivery),
        Place::File(path) => match File::open(path) {
            Ok(file) => read_all(Window::new(Box::new(Untouched(file))), forced, &mut delivery),
            Err(error) => {
                delivery.problem(1, 1, format!("cannot be read: {error}"));
                String::new()
            }
        },
    };
    delivery.outcome(detected)
}

/// Whether a file holds something that can be read as telemetry, or cannot be opened to know.
fn may_be_capture(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return true };
    let opened = Opened::new(Window::new(Box::new(Untouched(file))));
    matches!(opened.content, Content::Known(..) | Content::Packed(_))
}

/// Whether a file holds something that can be read as telemetry.
pub(crate) fn is_telemetry(path: &Path) -> bool {
    path.is_file() && File::open(path).is_ok() && may_be_capture(path)
}

fn read_all(window: Window<'_>, forced: Option<InputFormat>, delivery: &mut Delivery<'_>) -> String {
    let Opened { mut window, packings, content } = Opened::new(window);
    let mut detected: Vec<&str> = packings.iter().map(|packing| packing.name()).collect();
    let format = match (forced, content) {
        (_, Content::Packed(packing)) => {
            let times = MOST_PACKINGS;
            let message = format!("compressed more than {times} times, now with {}; unpack it before", packing.name());
            delivery.problem(1, 1, message);
            None
        }
        (_, Content::Empty) => {
            if window.fault().is_none() {
                delivery.remark(1, 1, "is empty: whatever should have written telemetry here has written none".to_owned());
            }
            None
        }
        (Some(forced), _) => {
            detected.push(forced.name());
            Some(forced)
        }
        (None, Content::Known(format, name)) => {
            detected.push(name);
            Some(format)
        }
        (None, Content::Foreign(foreign)) => {
            detected.push(foreign.name);
            delivery.problem(1, 1, format!("this is {}, not OTLP, and is not read; {}", foreign.name, foreign.hint));
            None
        }
    };
    match format {
        Some(InputFormat::Json) => {
            delivery.has_lines = true;
            json::read(&mut window, delivery);
        }
        Some(InputFormat::Protobuf) => protobuf::read(&mut window, delivery),
        Some(InputFormat::Framed) => frames::read(&mut window, delivery),
        None => {}
    }
    if let Some(fault) = window.fault() {
        let told = fault.told_at(window.end_offset());
        let is_cut = matches!(fault, Fault::Cut(_));
        if is_cut { delivery.cut_off(told) } else { delivery.problem(1, 1, told) }
    }
    detected.join(", ")
}

/// An input that is unpacked, and what was found in it.
struct Opened<'r> {
    window: Window<'r>,
    packings: Vec<Packing>,
    content: Content,
}

impl<'r> Opened<'r> {
    fn new(mut window: Window<'r>) -> Self {
        let mut packings = Vec::new();
        loop {
            window.fill(SNIFFED);
            match sniff::sniff(window.held().get(..SNIFFED).unwrap_or(window.held())) {
                Content::Packed(packing) if packings.len() < MOST_PACKINGS => {
                    packings.push(packing);
                    window = Window::new(Box::new(Unpacked::new(packing, window)));
                }
                content => return Self { window, packings, content },
            }
        }
    }
}
