//! One piece of captured telemetry as it was read, borrowed from the bytes of its message. The decoders fill these and hand them
//! to a [`Sink`] one at a time, so that what is read does not stay in memory. Nothing is judged here.
//! Source: <https://github.com/open-telemetry/opentelemetry-proto>, the messages of the same names.

use std::borrow::Cow;

use crate::knowledge::Signal;

/// What one record may hold of attributes, events, links and values, all levels together: what comes after that is not read.
/// Two bytes on the wire make an element of 60 in memory, so that without a limit a small message would fill it.
pub(crate) const MOST_ELEMENTS: usize = 65_536;

/// The value of an attribute or body.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Value<'a> {
    /// Not set, which the protocol allows.
    #[default]
    Empty,
    Text(Cow<'a, str>),
    /// A text that is not UTF-8, by its length in bytes.
    Broken(usize),
    Flag(bool),
    Int(i64),
    Double(f64),
    /// By their length.
    Bytes(usize),
    Array(Vec<Value<'a>>),
    Map(Vec<Attribute<'a>>),
}

/// A key and its value, in the order of the wire: a key given twice appears twice.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Attribute<'a> {
    pub(crate) key: Cow<'a, str>,
    pub(crate) value: Value<'a>,
}

/// An id as it was sent: of 16 bytes for a trace, 8 for a span, or of a length that is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Id {
    /// The first bytes; the rest is zero.
    pub(crate) bytes: [u8; 16],
    /// How many bytes were sent; 255 for that many and more.
    pub(crate) length: u8,
}

/// What made the telemetry. It comes before everything of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Resource<'a> {
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) schema_url: Cow<'a, str>,
}

/// The library or module that the telemetry is from. It comes before its records.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scope<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) version: Cow<'a, str>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) schema_url: Cow<'a, str>,
}

/// Times are nanoseconds since 1970; 0 is not set. Enumerations are the numbers of the protocol, or [`UNKNOWN`].
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::struct_field_names, reason = "the protocol calls it so, beside the ids of the trace and the parent")]
pub(crate) struct Span<'a> {
    pub(crate) trace_id: Id,
    pub(crate) span_id: Id,
    /// Of length 0 where there is none.
    pub(crate) parent_id: Id,
    pub(crate) flags: u32,
    pub(crate) name: Cow<'a, str>,
    /// 0 not set, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.
    pub(crate) kind: i32,
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) events: Vec<Event<'a>>,
    pub(crate) dropped_events: u32,
    pub(crate) links: Vec<Link<'a>>,
    pub(crate) dropped_links: u32,
    /// 0 not set, 1 ok, 2 error.
    pub(crate) status: i32,
    pub(crate) status_message: Cow<'a, str>,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Event<'a> {
    pub(crate) time: u64,
    pub(crate) name: Cow<'a, str>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Link<'a> {
    pub(crate) trace_id: Id,
    pub(crate) span_id: Id,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Log<'a> {
    pub(crate) time: u64,
    pub(crate) observed_time: u64,
    /// 0 not set, 1 to 24.
    pub(crate) severity: i32,
    pub(crate) severity_text: Cow<'a, str>,
    pub(crate) event_name: Cow<'a, str>,
    pub(crate) body: Value<'a>,
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) dropped_attributes: u32,
    pub(crate) flags: u32,
    pub(crate) trace_id: Id,
    pub(crate) span_id: Id,
}

/// What all points of a metric share. It comes before its points.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Metric<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) description: Cow<'a, str>,
    pub(crate) unit: Cow<'a, str>,
    /// None where the metric holds no data of a known kind.
    pub(crate) kind: Option<MetricKind>,
    /// 0 not set, 1 delta, 2 cumulative.
    pub(crate) temporality: i32,
    pub(crate) monotonic: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum MetricKind {
    Gauge,
    Sum,
    Histogram,
    ExponentialHistogram,
    Summary,
}

/// One data point of the metric before it.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Point<'a> {
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) start: u64,
    pub(crate) time: u64,
    /// Bit 0: no value was recorded.
    pub(crate) flags: u32,
    /// The number of a gauge or sum, the sum of a histogram or summary.
    pub(crate) value: Option<Number>,
    /// How many measurements a histogram or summary holds.
    pub(crate) count: u64,
    /// The boundaries of a histogram.
    pub(crate) bounds: Vec<f64>,
    pub(crate) exemplars: Vec<Exemplar<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Number {
    Int(i64),
    Double(f64),
}

/// A measurement that a point keeps as an example.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Exemplar<'a> {
    /// The attributes that the point itself left out.
    pub(crate) attributes: Vec<Attribute<'a>>,
    pub(crate) trace_id: Id,
    pub(crate) span_id: Id,
}

/// What a message has that no sender should send, but that does not hinder reading the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Deviation {
    /// A text that is not UTF-8 where no value stands: a name, a key, a unit. It is read with replacement characters.
    BrokenText,
    /// A record with more than [`MOST_ELEMENTS`]: the rest of it is not read.
    TooManyElements,
    /// A value nested deeper than is read; it is taken for empty.
    TooDeep,
    /// A number that is `null`: NaN, as some JSON writers have it.
    NullNumber,
    /// The name of an enumeration where its number must stand.
    EnumName,
    /// A key in `snake_case`, which readers have to ignore.
    SnakeCaseKey,
    /// A key of an object that stands there twice; the last one counts.
    DuplicateKey,
    /// A value of another type than its key has; it is taken as not set.
    WrongJsonType,
    /// An id that is not written in hexadecimal digits.
    BrokenId,
    /// Spans under `instrumentationLibrarySpans` and the like, which readers have ignored since 2022.
    InstrumentationLibrary,
    /// A document in JSON with none of the keys that OTLP has there.
    NoTelemetry,
    /// A field whose wire type is another than its number has; it is skipped.
    WrongWireType,
    /// Something else than records, where these have to stand; they are lost.
    LostRecords,
    /// An enumeration has a number or name that the protocol does not know.
    UnknownEnum,
}

/// What is kept of an enumeration whose number the protocol does not know.
pub(crate) const UNKNOWN: i32 = -1;

/// The last numbers of the enumerations. Each counts from 0, which is not set.
pub(crate) const LAST_KIND: i32 = 5;
pub(crate) const LAST_STATUS: i32 = 2;
pub(crate) const LAST_TEMPORALITY: i32 = 2;
pub(crate) const LAST_SEVERITY: i32 = 24;

/// The kind of a span where it takes no more than a byte; one that is unknown comes after those that are not.
pub(crate) fn kind_number(kind: i32) -> u8 {
    const AFTER_LAST: u8 = 6;
    u8::try_from(kind).unwrap_or(AFTER_LAST).min(AFTER_LAST)
}

/// The kind of a span by its number, as the conventions write it.
pub(crate) fn kind_word(kind: i32) -> &'static str {
    const KINDS: [&str; 6] = ["unset", "internal", "server", "client", "producer", "consumer"];
    usize::try_from(kind).ok().and_then(|kind| KINDS.get(kind)).copied().unwrap_or("unknown")
}

/// How a metric counts, as the contract writes it.
pub(crate) fn temporality_word(temporality: i32) -> &'static str {
    match temporality {
        0 => "unset",
        1 => "delta",
        2 => "cumulative",
        _ => "unknown",
    }
}

/// Takes records one at a time.
pub(crate) trait Sink {
    /// Everything up to the next resource is this one's, and of this signal.
    fn resource(&mut self, signal: Signal, resource: &Resource<'_>);
    /// Everything up to the next scope or resource is this one's.
    fn scope(&mut self, scope: &Scope<'_>);
    fn span(&mut self, span: &Span<'_>);
    fn log(&mut self, log: &Log<'_>);
    fn metric(&mut self, metric: &Metric<'_>);
    fn point(&mut self, point: &Point<'_>);
    fn deviation(&mut self, deviation: Deviation);
}

impl Id {
    pub(crate) fn new(sent: &[u8]) -> Self {
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(sent) {
            *to = *from;
        }
        Self { bytes, length: u8::try_from(sent.len()).unwrap_or(u8::MAX) }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.bytes == [0; 16]
    }
}
