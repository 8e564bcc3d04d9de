//! What API files say of calls that send or receive messages and requests: where trace context travels, and how to send it along.

use crate::table::{List, words};
use crate::yaml::{Node, Reader, get, items, keep_text, texts};

words! {
    /// What a call hands to another process.
    pub enum Sends {
        /// A message for a queue, topic or stream.
        Message = "message",
        /// The same to a client that has no headers: context can travel in the payload only.
        Payload = "payload",
        /// A request that is answered.
        Request = "request",
    }
}

/// A call that hands a message or a request to another process.
#[derive(Debug, Clone, Copy)]
pub struct Publishes {
    pub sends: Sends,
    /// Number of arguments without the receiver: tells versions and look-alikes apart.
    pub arguments: usize,
    /// What holds the headers; nothing where the call can take none.
    pub carrier: Option<Operand>,
    /// The argument that says where it goes, from 0.
    pub destination: Option<usize>,
    /// The arguments that hold the payload, from 0.
    pub payload: List<usize>,
    /// Absolute path of the carrier's type. A receiver that is not known is told by it.
    pub message: &'static str,
    /// The method that takes headers, where this one takes none.
    pub twin: &'static str,
    /// The type of the headers, as it is written where the library is used.
    pub headers: &'static str,
    /// The lines that send the context along, with this client's own types.
    pub fix: &'static str,
    /// Cargo features of the library that do so by themselves, or the beginnings of their names.
    pub features: List<&'static str>,
    /// Where anything of that name is called, nothing is said: an interceptor that a client is built with may write the context for all
    /// that it sends, and a stream that is read by ranges is a log.
    pub unless_called: List<&'static str>,
}

/// What of a call is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operand {
    Receiver,
    /// From 0, without the receiver.
    Argument(usize),
}

/// A call that takes messages in.
#[derive(Debug, Clone, Copy)]
pub struct Receives {
    /// Number of arguments without the receiver.
    pub arguments: usize,
    /// How to come to the headers of a message, as code.
    pub headers: &'static str,
    /// The lines that go on with the trace of a message.
    pub fix: &'static str,
    /// Calls on the receiver without which the headers do not arrive.
    pub asks: List<&'static str>,
}

/// How a value takes headers along.
#[derive(Debug, Clone, Copy)]
pub struct Carries {
    /// Calls that make one without any; `literal` for a struct literal that leaves the fields below to a default.
    pub empty: List<&'static str>,
    /// Methods and fields that take headers as a whole.
    pub by: List<&'static str>,
    /// Methods that take one header: its name and its value.
    pub entries: List<&'static str>,
}

const PUBLISHES: &[&str] = &[
    "sends",
    "arguments",
    "destination",
    "carrier",
    "payload",
    "message",
    "twin",
    "headers",
    "fix",
    "features",
    "unless_called",
];
const RECEIVES: &[&str] = &["arguments", "headers", "fix", "asks"];

impl Publishes {
    pub(super) fn load(reader: &mut Reader, node: &Node) -> Self {
        reader.known_keys(node, PUBLISHES);
        let sends = get(node, "sends").and_then(|sends| reader.one_of(sends, Sends::NAMES));
        let carrier = get(node, "carrier").and_then(|carrier| operand(reader, carrier));
        let destination = get(node, "destination").and_then(|at| number(reader, at));
        let payload = items(node, "payload").iter().filter_map(|at| number(reader, at)).collect();
        Self {
            sends: sends.unwrap_or(Sends::Message),
            arguments: reader.number(node, "arguments"),
            carrier,
            destination,
            payload: List::keep(payload),
            message: optional(node, "message"),
            twin: optional(node, "twin"),
            headers: optional(node, "headers"),
            fix: reader.required(node, "fix").trim_end(),
            features: texts(items(node, "features")),
            unless_called: texts(items(node, "unless_called")),
        }
    }
}

impl Receives {
    pub(super) fn load(reader: &mut Reader, node: &Node) -> Self {
        reader.known_keys(node, RECEIVES);
        Self {
            arguments: reader.number(node, "arguments"),
            headers: optional(node, "headers"),
            fix: reader.required(node, "fix").trim_end(),
            asks: texts(items(node, "asks")),
        }
    }
}

impl Carries {
    pub(super) fn load(reader: &mut Reader, node: &Node) -> Self {
        reader.known_keys(node, &["by", "empty", "entries"]);
        Self { by: texts(items(node, "by")), empty: texts(items(node, "empty")), entries: texts(items(node, "entries")) }
    }
}

fn operand(reader: &mut Reader, node: &Node) -> Option<Operand> {
    if node.text() == Some("receiver") {
        return Some(Operand::Receiver);
    }
    number(reader, node).map(Operand::Argument)
}

fn number(reader: &mut Reader, node: &Node) -> Option<usize> {
    let number = node.text().and_then(|text| text.parse().ok());
    if number.is_none() {
        reader.refuse(node.at, "the position of an argument is a number, from 0".to_owned());
    }
    number
}

fn optional(node: &Node, name: &str) -> &'static str {
    get(node, name).map(keep_text).unwrap_or_default()
}
