//! One document of OTLP in JSON to records: bytes come in, resources, scopes and records go to a sink one at a time. What a sender
//! should not have sent is told as a deviation and the rest is read; only a text that is no JSON ends the reading. Nothing is judged.
//! Source: <https://github.com/open-telemetry/opentelemetry-proto/blob/main/docs/specification.md#json-protobuf-encoding>.

mod broken;
mod descend;
mod document;
mod encoding;
mod enumeration;
mod log;
mod mend;
mod metric;
mod object;
mod point;
mod reader;
#[cfg(test)]
mod recorded;
mod resource;
mod scalar;
mod scope;
mod span;
#[cfg(test)]
mod tests;
mod value;

use std::borrow::Cow;

use serde::de::DeserializeSeed;

use super::record::{Deviation, Log, Metric, Point, Resource, Scope, Sink, Span};
use crate::knowledge::Signal;
use document::Document;
use object::Object;
use reader::Reader;

/// How ids and enumerations are written. The key that wraps the document decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// Ids in hexadecimal digits, enumerations as numbers.
    Otlp,
    /// Ids in base64, enumerations as names: what the API of Grafana Tempo answers, as `{"batches":[..]}` or `{"trace":{..}}`.
    Tempo,
}

/// A document that could not be read to its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// From 1, in the document.
    pub(crate) line: usize,
    /// From 1, in bytes.
    pub(crate) column: usize,
    /// In lowercase; it never holds a value of the document.
    pub(crate) message: String,
}

/// Reads one document: `{"resourceSpans":[..]}` and its like for metrics and logs, what wraps them in Tempo, or a bare resource with
/// its scopes. When the text turns out to be broken, the records before that place were handed over already.
pub(crate) fn read<S: Sink + ?Sized>(text: &[u8], sink: &mut S) -> Result<(), Broken> {
    let mended = mend::mended(text);
    let mut sink = Passed(sink);
    let is_mended = matches!(mended, Cow::Owned(_));
    let mut reader = Reader::new(&mended, is_mended, &mut sink);
    let mut deserializer = serde_json::Deserializer::from_str(&mended);
    let document = Object { reader: &mut reader, fields: &mut Document::default() }.deserialize(&mut deserializer);
    match document.and_then(|_| deserializer.end()) {
        Ok(()) => Ok(()),
        Err(error) if is_mended => Err(reader.broken(&error).in_sent(text)),
        Err(error) => Err(reader.broken(&error)),
    }
}

/// Lets everything below be written, and compiled, for one kind of sink.
struct Passed<'s, S: ?Sized>(&'s mut S);

impl<S: Sink + ?Sized> Sink for Passed<'_, S> {
    fn resource(&mut self, signal: Signal, resource: &Resource<'_>) {
        self.0.resource(signal, resource);
    }

    fn scope(&mut self, scope: &Scope<'_>) {
        self.0.scope(scope);
    }

    fn span(&mut self, span: &Span<'_>) {
        self.0.span(span);
    }

    fn log(&mut self, log: &Log<'_>) {
        self.0.log(log);
    }

    fn metric(&mut self, metric: &Metric<'_>) {
        self.0.metric(metric);
    }

    fn point(&mut self, point: &Point<'_>) {
        self.0.point(point);
    }

    fn deviation(&mut self, deviation: Deviation) {
        self.0.deviation(deviation);
    }
}
