//! OTLP in protobuf: the bytes of one request come in, its records go out one at a time. A hand-written walk over borrowed bytes: it
//! builds no tree, so that a small message cannot fill the memory, and a record that is broken takes only itself with it.
//! What it reads is held against the protocol's own types in the tests.

mod logs;
mod metrics;
mod parts;
mod signal;
#[cfg(test)]
mod tests;
mod trace;
mod wire;

use parts::Budget;
pub(crate) use signal::{Shown, shown};
use wire::{Fault, Fields, Wire};

use super::record::{Deviation, Log, Point, Resource, Scope, Sink, Span};
use crate::knowledge::Signal;

/// What could not be read of a message; the rest was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Broken {
    /// What it is: `a span`, `the message`.
    pub(crate) part: &'static str,
    /// Why, for people.
    pub(crate) reason: &'static str,
    /// Of what records are lost, where that is known.
    pub(crate) signal: Option<Signal>,
}

/// Reads a request of the signal that its items show, else of `signal`, and returns of which. Nothing is told of a body without items.
pub(crate) fn read<S: Sink + ?Sized>(
    body: &[u8],
    signal: Option<Signal>,
    sink: &mut S,
    broken: &mut dyn FnMut(Broken),
) -> Option<Signal> {
    let (signal, told) = match shown(body) {
        Shown::NoItems => return None,
        Shown::Nothing => (signal, signal.is_none().then_some(UNCLEAR)),
        Shown::Signal(signal) => (Some(signal), None),
        Shown::Mostly(signal) => (Some(signal), Some(contradiction(signal))),
    };
    if let Some(told) = told {
        broken(told);
    }
    let mut reading = Reading { signal: signal?, sink, broken, deviations: Vec::new() };
    reading.body(body);
    signal
}

const UNCLEAR: Broken =
    Broken { part: "a message", reason: "nothing in its records tells whether they are spans, logs or metrics", signal: None };

/// That records of several signals stand in a message that can only hold one.
fn contradiction(signal: Signal) -> Broken {
    let reason = match signal {
        Signal::Traces => "most of its records are spans, and others are not",
        Signal::Metrics => "most of its records are metrics, and others are not",
        Signal::Logs => "most of its records are log records, and others are not",
    };
    Broken { part: "a part of a message", reason, signal: None }
}

struct Reading<'r, S: Sink + ?Sized> {
    signal: Signal,
    sink: &'r mut S,
    broken: &'r mut dyn FnMut(Broken),
    /// Of one record; used again.
    deviations: Vec<Deviation>,
}

impl<S: Sink + ?Sized> Reading<'_, S> {
    fn body(&mut self, body: &[u8]) {
        let fault = self.each(body, 1, Self::resource);
        self.say("the message", fault);
    }

    /// Each message under that number.
    fn each<'a>(&mut self, message: &'a [u8], number: u64, read: fn(&mut Self, &'a [u8])) -> Result<(), Fault> {
        let mut fields = Fields::new(message);
        for (_, wire) in fields.by_ref().filter(|(found, _)| *found == number) {
            match wire {
                Wire::Bytes(bytes) => read(self, bytes),
                _ => self.sink.deviation(Deviation::LostRecords),
            }
        }
        fields.fault().map_or(Ok(()), Err)
    }

    fn resource(&mut self, bytes: &[u8]) {
        let mut resource = Resource::default();
        let read = parts::resource(bytes, &mut resource, &mut Budget::new(&mut self.deviations));
        self.say("a resource", read);
        self.sink.resource(self.signal, &resource);
        self.tell_deviations();
        // What is wrong with the bytes has been said.
        let _ = self.each(bytes, 2, Self::scope);
    }

    fn scope(&mut self, bytes: &[u8]) {
        let mut found = Scope::default();
        let read = parts::scope(bytes, &mut found, &mut Budget::new(&mut self.deviations));
        self.say("a scope", read);
        self.sink.scope(&found);
        self.tell_deviations();
        match self.signal {
            Signal::Traces => self.spans(bytes),
            Signal::Logs => self.logs(bytes),
            Signal::Metrics => self.metrics(bytes),
        }
    }

    fn spans(&mut self, scope: &[u8]) {
        let mut span = Span::default();
        for bytes in self.items(scope) {
            let read = trace::span(bytes, &mut span, &mut Budget::new(&mut self.deviations));
            if self.say("a span", read) {
                self.sink.span(&span);
            }
            self.tell_deviations();
        }
    }

    fn logs(&mut self, scope: &[u8]) {
        let mut log = Log::default();
        for bytes in self.items(scope) {
            let read = logs::log(bytes, &mut log, &mut Budget::new(&mut self.deviations));
            if self.say("a log record", read) {
                self.sink.log(&log);
            }
            self.tell_deviations();
        }
    }

    fn metrics(&mut self, scope: &[u8]) {
        let mut point = Point::default();
        for bytes in self.items(scope) {
            let read = metrics::metric(bytes, &mut Budget::new(&mut self.deviations));
            let data = read.map(|(metric, data)| {
                self.sink.metric(&metric);
                metric.kind.map(|kind| (kind, data))
            });
            self.say("a metric", data.map(drop));
            if let Ok(Some((kind, data))) = data {
                for bytes in metrics::points(data) {
                    let read = metrics::point(kind, bytes, &mut point, &mut Budget::new(&mut self.deviations));
                    if self.say("a data point", read) {
                        self.sink.point(&point);
                    }
                }
            }
            self.tell_deviations();
        }
    }

    /// The records of a scope.
    fn items<'a>(&mut self, scope: &'a [u8]) -> impl Iterator<Item = &'a [u8]> + use<'a, S> {
        if Fields::new(scope).any(|(number, wire)| number == 2 && !matches!(wire, Wire::Bytes(_))) {
            self.sink.deviation(Deviation::LostRecords);
        }
        Fields::new(scope).filter_map(|field| match field {
            (2, Wire::Bytes(item)) => Some(item),
            _ => None,
        })
    }

    /// Whether all went well; if not, that is told.
    fn say(&mut self, part: &'static str, read: Result<(), Fault>) -> bool {
        if let Err(fault) = read {
            (self.broken)(Broken { part, reason: fault.text(), signal: Some(self.signal) });
        }
        read.is_ok()
    }

    fn tell_deviations(&mut self) {
        for deviation in self.deviations.drain(..) {
            self.sink.deviation(deviation);
        }
    }
}
