//! What a span shows by itself: marks that its attributes and events leave, its faults, and its entry in the index.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use super::spans::NameStats;
use super::tally::{Standing, half, halves};
use crate::capture::index::{Entry, EntryPlace};
use crate::capture::record::{Attribute, Event, Span, Value};

/// What attributes and events of a span say.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is asked by itself")]
pub(super) struct Marks {
    pub(super) has_error_type: bool,
    /// An exception that left the operation.
    pub(super) has_exception: bool,
    /// Anything that says why it failed.
    pub(super) has_cause: bool,
    /// A code that came back says that it failed, and nothing else says why.
    pub(super) has_code: bool,
    pub(super) from_template: bool,
    /// A batch without messages.
    pub(super) is_empty_batch: bool,
}

/// Keys whose number tells of a failure, from this one on: libraries that count on it leave `error.type` out.
const FAILURES: [(&str, i64); 3] = [("http.response.status_code", 400), ("http.status_code", 400), ("rpc.grpc.status_code", 1)];

/// Keys of the conventions whose values are the pattern that a name is made from.
const TEMPLATES: [&str; 4] = ["http.route", "url.template", "rpc.method", "db.query.summary"];

impl Marks {
    pub(super) fn of(span: &Span<'_>) -> Self {
        let mut marks = Self::default();
        let is_exception = |event: &Event<'_>| event.attributes.iter().any(tells_of_exception);
        for attribute in &span.attributes {
            let key = &*attribute.key;
            let is_set = |value: &Value<'_>| !matches!(value, Value::Empty);
            marks.has_error_type |= key == "error.type" && is_set(&attribute.value);
            marks.is_empty_batch |= key == "messaging.batch.message_count" && attribute.value == Value::Int(0);
            marks.has_code |= tells_of_failure(attribute);
            marks.from_template |= TEMPLATES.contains(&key)
                && matches!(&attribute.value, Value::Text(text) if !text.is_empty() && span.name.contains(&**text));
        }
        marks.has_exception = span.events.iter().any(|event| event.name == "exception");
        marks.has_cause = marks.has_error_type || marks.has_exception || span.events.iter().any(is_exception);
        marks
    }
}

fn tells_of_failure(attribute: &Attribute<'_>) -> bool {
    let is_failure =
        |&(key, least): &(&str, i64)| attribute.key == key && matches!(attribute.value, Value::Int(code) if code >= least);
    FAILURES.iter().any(is_failure)
}

pub(super) fn tells_of_exception(attribute: &Attribute<'_>) -> bool {
    matches!(&*attribute.key, "exception.type" | "exception.message")
}

/// Counts what is wrong with a span by itself.
pub(super) fn span_faults(stats: &mut NameStats, span: &Span<'_>, standing: &Standing<'_>, marks: Marks) {
    if span.end == 0 {
        stats.faults().never_ended.add_named(standing);
    } else if span.end < span.start {
        let early = span.start - span.end;
        stats.faults().ends_before_start.add(standing, || format!("{} ms before its start", early / 1_000_000));
    }
    if span.status == 1 && marks.has_error_type {
        stats.faults().ok_with_error.add_named(standing);
    }
    if matches!(span.status, 0 | 1) && marks.has_exception {
        stats.faults().exception_without_error.add_named(standing);
    }
    if span.trace_id.length != 16 || span.span_id.length != 8 || !matches!(span.parent_id.length, 0 | 8) {
        let (trace, own, parent) = (span.trace_id.length, span.span_id.length, span.parent_id.length);
        stats.faults().id_length.add(standing, || format!("trace {trace} bytes, span {own}, parent {parent}"));
    } else if span.trace_id.is_zero() || span.span_id.is_zero() {
        stats.faults().id_zero.add_named(standing);
    }
    let dropped = [span.dropped_attributes, span.dropped_events, span.dropped_links];
    if dropped != [0; 3] {
        let faults = stats.faults();
        let tallies = [&mut faults.dropped_attributes, &mut faults.dropped_events, &mut faults.dropped_links];
        for (tally, count) in tallies.into_iter().zip(dropped).filter(|(_, count)| *count > 0) {
            tally.add(standing, || format!("{count} left out of {}", standing.shown_name()));
        }
    }
}

/// Bits of `Span.flags` beyond those of the W3C. Source: `opentelemetry/proto/trace/v1/trace.proto`, `SpanFlags`.
const HAS_IS_REMOTE: u32 = 0x100;
const IS_REMOTE: u32 = 0x200;

/// What the index keeps of a span that stands there; `name` is without private values.
pub(super) fn entry(span: &Span<'_>, name: &str, group: u32, marks: Marks, at: EntryPlace) -> Entry {
    let flag = |set: bool, flag: u16| if set { flag } else { 0 };
    let flags = Entry::of_kind(span.kind)
        | flag(span.flags & HAS_IS_REMOTE != 0, Entry::REMOTE_KNOWN)
        | flag(span.flags & IS_REMOTE != 0, Entry::REMOTE)
        | flag(span.status == 2 && !marks.has_cause, Entry::NO_CAUSE)
        | flag(marks.has_code, Entry::HAS_CODE)
        | flag(!span.links.is_empty() || span.dropped_links > 0 || marks.is_empty_batch, Entry::HAS_LINKS)
        | flag(span.end == 0, Entry::OPEN);
    // Attributes are left out: a processor between two recordings of one span may have added some.
    let mut content = FxHasher::default();
    content.write(name.as_bytes());
    content.write_u64(span.start);
    content.write_u64(span.end);
    #[allow(clippy::cast_possible_truncation, reason = "spans of one id are few")]
    let content = (content.finish() >> 32) as u32;
    Entry {
        trace: halves(span.trace_id),
        span: half(span.span_id),
        parent: half(span.parent_id),
        start: span.start,
        end: span.end,
        group,
        flags,
        content,
        at,
    }
}
