//! Inputs made of bytes: what they are taken for, and what comes out of them. Each is read at once and in pieces.

#![allow(clippy::string_slice, reason = "a test that cuts a letter in two fails")]

mod binary;
mod finding;
mod foreign;
mod hostile;
mod json;

use std::io::{self, Read, Write};

use super::delivery::Delivery;
use super::packing::Untouched;
use super::window::Window;
use super::{Encoding, InputFormat, LIMITS, Limits, Outcome, read_all};

/// The messages of an input, each with its line.
type Messages = Vec<(Encoding, Vec<u8>, usize)>;

/// Hands out a few bytes at a time, as a pipe may.
struct Drops<'b>(&'b [u8]);

impl Read for Drops<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = into.len().min(self.0.len()).min(7);
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

fn read_from(reader: impl Read, forced: Option<InputFormat>, limits: Limits) -> (Outcome, Messages) {
    let mut messages = Vec::new();
    let mut each = |message: super::Message<'_>| messages.push((message.encoding, message.bytes.to_vec(), message.line));
    let mut delivery = Delivery::new("a", limits, &mut each);
    let detected = read_all(Window::new(Box::new(Untouched(reader))), forced, &mut delivery);
    (delivery.outcome(detected), messages)
}

fn read_within(bytes: &[u8], limits: Limits) -> (Outcome, Messages) {
    let read = read_from(bytes, None, limits);
    assert_eq!(read, read_from(Drops(bytes), None, limits), "the same in pieces");
    assert_eq!(read.0.messages, read.1.len() as u64);
    read
}

fn read(bytes: &[u8]) -> (Outcome, Messages) {
    read_within(bytes, LIMITS)
}

/// The JSON documents of an input without problems, which is detected as `detected`.
fn documents(bytes: &[u8], detected: &str) -> Vec<(String, usize)> {
    let (outcome, messages) = read(bytes);
    assert_eq!(outcome.problems, [], "{}", String::from_utf8_lossy(bytes));
    assert_eq!(outcome.detected, detected);
    messages.into_iter().map(|(_, bytes, line)| (String::from_utf8_lossy(&bytes).into_owned(), line)).collect()
}

/// The problems of an input as `line:column message`.
fn problems(outcome: &Outcome) -> Vec<String> {
    outcome.problems.iter().map(|problem| format!("{}:{} {}", problem.line, problem.column, problem.message)).collect()
}

/// The only problem of an input.
fn problem(outcome: &Outcome) -> String {
    let problems = problems(outcome);
    assert_eq!(problems.len(), 1, "{problems:?}");
    problems[0].clone()
}

fn lines(messages: &Messages) -> Vec<usize> {
    messages.iter().map(|(_, _, line)| *line).collect()
}

const SPANS: &str = r#"{"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"a } { b"}]}]}]}"#;
const LOGS: &str = r#"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"body":{"stringValue":"\"}"}}]}]}]}"#;
const METRICS: &str = r#"{"resourceMetrics":[]}"#;

/// A field of bytes: its tag, its length, what is in it.
fn field(tag: u8, payload: &[u8]) -> Vec<u8> {
    let mut bytes = vec![tag];
    let mut length = payload.len();
    while length > 0x7f {
        bytes.push(u8::try_from(length & 0x7f).unwrap() | 0x80);
        length >>= 7;
    }
    bytes.push(u8::try_from(length).unwrap());
    bytes.extend_from_slice(payload);
    bytes
}

/// The telemetry of one resource, with a span of this name.
fn resource(name: &str) -> Vec<u8> {
    let attribute = [field(0x0a, b"service.name"), field(0x12, &field(0x0a, b"shop"))].concat();
    let span = field(0x12, &field(0x2a, name.as_bytes()));
    field(0x0a, &[field(0x0a, &field(0x0a, &attribute)), field(0x12, &span)].concat())
}

fn frame(message: &[u8]) -> Vec<u8> {
    [&u32::try_from(message.len()).unwrap().to_be_bytes(), message].concat()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
    encoder.include_checksum(true).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
