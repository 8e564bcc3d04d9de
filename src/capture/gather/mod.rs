//! Records to aggregates. What a record shows is added to flat counts by service, scope, name and key, with a few examples that are
//! redacted before they are kept; the record itself is forgotten. Aggregates of parts put together are that of the whole, whatever
//! the order.

mod bounded;
mod distinct;
mod keys;
mod logs;
mod merge;
mod metrics;
mod services;
mod skeleton;
mod spans;
mod tally;

use std::hash::Hasher;

use rustc_hash::FxHasher;

pub(super) use distinct::{hex, unhex};
pub(super) use keys::{Faults, KINDS, KeyStats, Keys, Maybe};
pub(super) use logs::LogStats;
pub(super) use merge::Merge;
pub(super) use metrics::{Counts, MetricStats, Stream};
pub(super) use services::{Amount, Instance, Named, ScopeStats, Service, Services};
pub(super) use skeleton::{Datum, skeleton};
pub(super) use spans::NameStats;
pub(super) use tally::{Sample, Standing, Tally};

use keys::{Counting, Scratch, hash_of_all, observe, private_in};
use metrics::Shape;
use services::service_name;
use tally::{half, halves};

use super::index::{Entry, Group, Groups, Index};
use super::record::{Attribute, Deviation, Event, Link, Log, Metric, Point, Resource, Scope, Sink, Span, Value};
use crate::knowledge::Signal;

/// Everything that was seen.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) services: Services,
    pub(super) index: Index,
    pub(super) groups: Groups,
    /// Time of the latest record, in nanoseconds since 1970.
    pub(super) latest: u64,
    /// What was odd about the message that was read last; whoever reads takes it.
    pub(super) deviations: Vec<Deviation>,
    scratch: Scratch,
    at: At,
}

/// Whose records are read.
#[derive(Debug, Default)]
struct At {
    service_name: String,
    /// Taken out of the map while its records are read.
    service: Box<Service>,
    /// The hash of the resource.
    resource: u64,
    scope_name: String,
    scope: Box<ScopeStats>,
    metric_name: String,
    metric: Shape,
    /// Whether anything of this is in use.
    is_open: bool,
    has_scope: bool,
    key: String,
}

impl Gathered {
    /// What was gathered before.
    pub(super) fn of(services: Services, groups: Groups, latest: u64) -> Self {
        Self { services, groups, latest, ..Self::default() }
    }

    /// Puts back what was taken out.
    pub(super) fn close(&mut self) {
        self.close_scope();
        if std::mem::take(&mut self.at.is_open) {
            let service = std::mem::take(&mut self.at.service);
            if let Some(place) = self.services.entry(&self.at.service_name, Box::default) {
                *place = service;
            }
        }
    }

    fn close_scope(&mut self) {
        if std::mem::take(&mut self.at.has_scope) {
            let scope = std::mem::take(&mut self.at.scope);
            if let Some(place) = self.at.service.scopes.entry(&self.at.scope_name, Box::default) {
                *place = scope;
            }
        }
    }

    /// Adds what another has seen.
    pub(super) fn merge(&mut self, mut other: Self) {
        self.close();
        other.close();
        self.services.merge(other.services);
        let numbers: Vec<u32> = other.groups.list().iter().map(|group| self.groups.number(group.clone())).collect();
        self.index.merge(other.index, &numbers);
        self.latest = self.latest.max(other.latest);
    }

    fn count(&mut self, attributes: usize) -> &mut Amount {
        self.scratch.record += 1;
        let at = &mut self.at;
        at.scope.amount.attributes += attributes as u64;
        at.service.amount.attributes += attributes as u64;
        &mut at.service.amount
    }

    fn link(&mut self, span: &Span<'_>, link: &Link<'_>) {
        self.scratch.record += 1;
        let standing = Standing::new(span.trace_id, span.span_id, &span.name, &span.attributes);
        for attribute in &link.attributes {
            observe(&mut self.at.scope.link_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        self.at.service.amount.attributes += link.attributes.len() as u64;
        if !span.trace_id.is_zero() {
            let (start, end) = halves(link.trace_id);
            self.index.add(Entry {
                trace: halves(span.trace_id),
                span: half(span.span_id),
                parent: half(link.span_id),
                start,
                end,
                group: 0,
                flags: Entry::LINK,
                content: 0,
            });
        }
    }

    /// The number of the group of a span, after its name was counted.
    fn name(&mut self, span: &Span<'_>, standing: &Standing<'_>, marks: Marks) -> u32 {
        let at = &mut self.at;
        let skeleton = skeleton(&span.name);
        let kind = u8::try_from(span.kind).unwrap_or(0).min(5);
        at.key.clear();
        at.key.push(char::from(b'0' + kind));
        at.key.push_str(&skeleton);
        let (groups, service, scope) = (&mut self.groups, &at.service_name, &at.scope_name);
        let mut group =
            |name: &str| groups.number(Group { service: service.clone(), scope: scope.clone(), name: name.to_owned(), kind });
        let new = || NameStats { group: group(&skeleton), ..NameStats::default() };
        let Some(stats) = at.scope.names.entry(&at.key, new) else { return group(OTHER_NAMES) };
        stats.add(standing);
        if matches!(skeleton, std::borrow::Cow::Owned(_)) {
            stats.add_raw(&span.name);
        }
        stats.from_template += u64::from(marks.from_template);
        span_faults(stats, span, standing, marks);
        stats.group
    }
}

/// What all names are called that are too many to be told apart.
pub(super) const OTHER_NAMES: &str = "(other names)";

/// What attributes and events of a span say.
#[derive(Debug, Clone, Copy, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is asked by itself")]
struct Marks {
    has_error_type: bool,
    /// An exception that left the operation.
    has_exception: bool,
    /// Anything that says why it failed.
    has_cause: bool,
    from_template: bool,
    /// A batch without messages.
    is_empty_batch: bool,
}

/// Keys of the conventions whose values are the pattern that a name is made from.
const TEMPLATES: [&str; 4] = ["http.route", "url.template", "rpc.method", "db.query.summary"];

impl Marks {
    fn of(span: &Span<'_>) -> Self {
        let mut marks = Self::default();
        let is_exception = |event: &Event<'_>| event.attributes.iter().any(tells_of_exception);
        for attribute in &span.attributes {
            let key = &*attribute.key;
            let is_set = |value: &Value<'_>| !matches!(value, Value::Empty);
            marks.has_error_type |= key == "error.type" && is_set(&attribute.value);
            marks.is_empty_batch |= key == "messaging.batch.message_count" && attribute.value == Value::Int(0);
            marks.from_template |= TEMPLATES.contains(&key)
                && matches!(&attribute.value, Value::Text(text) if !text.is_empty() && span.name.contains(&**text));
        }
        marks.has_exception = span.events.iter().any(|event| event.name == "exception");
        marks.has_cause = marks.has_error_type || marks.has_exception || span.events.iter().any(is_exception);
        marks
    }
}

fn tells_of_exception(attribute: &Attribute<'_>) -> bool {
    matches!(&*attribute.key, "exception.type" | "exception.message")
}

fn span_faults(stats: &mut NameStats, span: &Span<'_>, standing: &Standing<'_>, marks: Marks) {
    if span.end == 0 {
        stats.faults().never_ended.add_named(standing);
    } else if span.end < span.start {
        let early = span.start - span.end;
        stats.faults().ends_before_start.add(standing, || format!("{} ms before its start", early / 1_000_000));
    }
    if span.status == 1 && marks.has_error_type {
        stats.faults().ok_with_error.add_named(standing);
    }
    if span.status != 2 && marks.has_exception {
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

fn entry(span: &Span<'_>, group: u32, marks: Marks) -> Entry {
    let flag = |set: bool, flag: u32| if set { flag } else { 0 };
    let flags = Entry::of_kind(span.kind)
        | flag(span.flags & HAS_IS_REMOTE != 0, Entry::REMOTE_KNOWN)
        | flag(span.flags & IS_REMOTE != 0, Entry::REMOTE)
        | flag(span.status == 2 && !marks.has_cause, Entry::NO_CAUSE)
        | flag(!span.links.is_empty() || span.dropped_links > 0 || marks.is_empty_batch, Entry::HAS_LINKS)
        | flag(span.end == 0, Entry::OPEN);
    // Attributes are left out: a processor between two recordings of one span may have added some.
    let mut content = FxHasher::default();
    content.write(span.name.as_bytes());
    content.write_u64(span.start);
    content.write_u64(span.end);
    Entry {
        trace: halves(span.trace_id),
        span: half(span.span_id),
        parent: half(span.parent_id),
        start: span.start,
        end: span.end,
        group,
        flags,
        content: content.finish(),
    }
}

impl Sink for Gathered {
    fn resource(&mut self, _: Signal, resource: &Resource<'_>) {
        self.close();
        let at = &mut self.at;
        at.service_name.clear();
        at.service_name.push_str(service_name(&resource.attributes));
        at.service = self.services.entry(&at.service_name, Box::default).map(std::mem::take).unwrap_or_default();
        at.is_open = true;
        at.resource = hash_of_all(&resource.attributes);
        self.scratch.record += 1;
        let key = hex(&at.resource.to_be_bytes());
        at.service.resources.entry(&key, || Instance::of(resource, &mut self.scratch));
        at.service.amount.resources += 1;
        at.service.amount.attributes += resource.attributes.len() as u64;
    }

    fn scope(&mut self, scope: &Scope<'_>) {
        self.close_scope();
        let at = &mut self.at;
        at.scope_name.clear();
        at.scope_name.push_str(&scope.name);
        at.scope = at.service.scopes.entry(&at.scope_name, Box::default).map(std::mem::take).unwrap_or_default();
        at.has_scope = true;
        if let Some(count) = at.scope.versions.entry(&scope.version, || 0) {
            *count += 1;
        }
        let standing = Standing { name: &scope.name, attributes: &scope.attributes, ..Standing::default() };
        self.scratch.record += 1;
        for attribute in &scope.attributes {
            observe(&mut at.scope.scope_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        at.service.amount.attributes += scope.attributes.len() as u64;
    }

    fn span(&mut self, span: &Span<'_>) {
        self.latest = self.latest.max(span.end).max(span.start);
        self.count(span.attributes.len()).spans += 1;
        self.at.scope.amount.spans += 1;
        let standing = Standing::new(span.trace_id, span.span_id, &span.name, &span.attributes);
        for attribute in &span.attributes {
            observe(&mut self.at.scope.span_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        let marks = Marks::of(span);
        for event in &span.events {
            self.count(event.attributes.len());
            for attribute in &event.attributes {
                observe(&mut self.at.scope.event_keys, attribute, &standing, Counting::Types, &mut self.scratch);
            }
            private_in(&event.name, &mut self.at.scope.private_name, &standing, &mut self.scratch);
        }
        if !span.status_message.is_empty() {
            private_in(&span.status_message, &mut self.at.scope.private_status, &standing, &mut self.scratch);
        }
        private_in(&span.name, &mut self.at.scope.private_name, &standing, &mut self.scratch);
        let group = self.name(span, &standing, marks);
        if !span.trace_id.is_zero() && !span.span_id.is_zero() {
            self.index.add(entry(span, group, marks));
        }
        for link in &span.links {
            self.link(span, link);
        }
    }

    fn log(&mut self, log: &Log<'_>) {
        self.latest = self.latest.max(log.time).max(log.observed_time);
        self.count(log.attributes.len()).logs += 1;
        let at = &mut self.at;
        at.scope.amount.logs += 1;
        let standing = Standing::new(log.trace_id, log.span_id, &log.event_name, &log.attributes);
        for attribute in &log.attributes {
            observe(&mut at.scope.log_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        at.scope.logs.add(log, &standing, &mut self.scratch);
        if !log.trace_id.is_zero() && !log.span_id.is_zero() && log.attributes.iter().any(tells_of_exception) {
            self.index.add(Entry {
                trace: halves(log.trace_id),
                span: half(log.span_id),
                parent: 0,
                start: log.time,
                end: log.time,
                group: 0,
                flags: Entry::EXCEPTION,
                content: 0,
            });
        }
    }

    fn metric(&mut self, metric: &Metric<'_>) {
        let at = &mut self.at;
        at.service.amount.metrics += 1;
        at.scope.amount.metrics += 1;
        at.metric_name.clear();
        at.metric_name.push_str(&metric.name);
        at.metric = Shape::of(metric);
        if let Some(stats) = at.scope.metrics.entry(&metric.name, MetricStats::default) {
            stats.add(metric);
        }
    }

    fn point(&mut self, point: &Point<'_>) {
        self.count(point.attributes.len()).points += 1;
        self.latest = self.latest.max(point.time);
        let at = &mut self.at;
        at.scope.amount.points += 1;
        let standing = Standing { name: &at.metric_name, attributes: &point.attributes, ..Standing::default() };
        if let Some(stats) = at.scope.metrics.entry(&at.metric_name, MetricStats::default) {
            stats.point(point, at.metric, at.resource, &standing, &mut self.scratch);
        }
        for exemplar in &point.exemplars {
            self.scratch.record += 1;
            let standing = Standing::new(exemplar.trace_id, exemplar.span_id, &at.metric_name, &exemplar.attributes);
            for attribute in &exemplar.attributes {
                observe(&mut at.scope.exemplar_keys, attribute, &standing, Counting::Types, &mut self.scratch);
            }
        }
    }

    fn deviation(&mut self, deviation: Deviation) {
        self.deviations.push(deviation);
    }
}
