//! Records to aggregates. What a record shows is added to flat counts by service, scope, name and key, with a few examples that are
//! redacted before they are kept; the record itself is forgotten. Aggregates of parts put together are that of the whole, whatever
//! the order.

mod bounded;
mod clauses;
mod distinct;
mod keys;
mod left_out;
mod logs;
mod marks;
mod merge;
mod metrics;
mod names;
mod position;
mod promised;
mod redaction;
mod scratch;
mod services;
mod skeleton;
mod spans;
mod tally;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use clauses::ClauseStats;
pub(super) use distinct::{Distinct, hex, unhex};
pub(super) use keys::{Faults, KINDS, KeyStats, Keys, Maybe};
pub(super) use logs::LogStats;
pub(super) use merge::{Merge, total};
pub(super) use metrics::{Counts, MetricStats, Stream};
pub(super) use names::{REDACTED, without_private};
pub(super) use position::{Place, Position};
pub(super) use services::{Amount, Instance, Named, ScopeStats, Service, Services};
pub(super) use skeleton::{Datum, skeleton};
pub(super) use spans::NameStats;
pub(super) use tally::{Sample, Series, Standing, Tally, half, halves, shown_ids};

use keys::{Counting, identity, observe, private_in, shown, tell_hits};
use marks::{Marks, entry, span_faults, tells_of_exception};
use merge::merge_maps;
use metrics::{Shape, instrument};
use names::DATUM;
use promised::MetricAt;
use scratch::Scratch;
use services::service_name;

use super::index::{Entry, EntryPlace, Files, Group, Groups, InFile, Index};
use super::lost::Lost;
use super::record::{Deviation, Link, Log, Metric, Point, Resource, Scope, Sink, Span, kind_number};
use super::terms::AllTerms;
use crate::fact::{MessagePlace, RecordKind};
use crate::knowledge::Signal;

/// Everything that was seen.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) services: Services,
    pub(super) index: Index,
    pub(super) groups: Groups,
    /// Of the entries of the index.
    pub(super) files: Files,
    /// Of all services, also of those that are too many to be told apart.
    pub(super) total: Amount,
    /// Time of the latest record, in nanoseconds since 1970.
    pub(super) latest: u64,
    /// What could not be read.
    pub(super) lost: Lost,
    /// What was odd about the message that was read last; whoever reads takes it.
    pub(super) deviations: Vec<Deviation>,
    /// What everything is held against.
    pub(super) contracts: Arc<AllTerms>,
    scratch: Scratch,
    at: At,
}

/// Whose records are read.
#[derive(Debug, Default)]
struct At {
    service_name: String,
    /// Taken out of the map while its records are read.
    service: Box<Service>,
    /// How much there was of the service before.
    before: Amount,
    position: Position,
    /// The same for an entry of the index.
    entry: EntryPlace,
    /// The hash of the resource.
    resource: u64,
    scope_name: String,
    scope: Box<ScopeStats>,
    keeps: Keeps,
    metric_name: String,
    metric: Shape,
    promised: MetricAt,
    /// Whether anything of this is in use.
    is_open: bool,
    has_scope: bool,
    key: String,
}

/// Whether there is room in the maps for that whose records are read.
#[derive(Debug, Clone, Copy, Default)]
struct Keeps {
    service: bool,
    scope: bool,
}

impl Gathered {
    /// Nothing yet, to be held against these contracts.
    pub(super) fn against(contracts: &Arc<AllTerms>) -> Self {
        Self { contracts: Arc::clone(contracts), ..Self::default() }
    }

    /// Whatever comes next stands in a message of that file.
    pub(super) fn begin_message(&mut self, file: &Arc<str>, at: MessagePlace) {
        self.at.position.begin(file, at);
        let has_lines = at.line > 0;
        let message = u32::try_from(if has_lines { at.line } else { at.message }).unwrap_or(u32::MAX);
        let file = self.files.number(InFile { name: Arc::clone(file), has_lines });
        self.at.entry = EntryPlace { file, message };
    }

    /// Puts back what was taken out.
    pub(super) fn close(&mut self) {
        self.close_scope();
        if std::mem::take(&mut self.at.is_open) {
            let service = std::mem::take(&mut self.at.service);
            self.total.merge(service.amount.since(self.at.before));
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

    /// The groups to tell of, and the number there of each that spans have. Which of the names that were left out in the end had
    /// a group of their own depends on the order of reading.
    pub(super) fn told_groups(&self) -> (Groups, Vec<u32>) {
        self.groups.numbered_anew(|group| {
            let Group { service, scope, name, kind } = group;
            let Some(known) = self.services.get(service) else {
                return Group::new(OTHER_SERVICES, OTHER_SCOPES, OTHER_NAMES, *kind);
            };
            let Some(known) = known.scopes.get(scope) else { return Group::new(service, OTHER_SCOPES, OTHER_NAMES, *kind) };
            let is_kept = known.names.has(&format!("{kind}{name}"));
            Group::new(service, scope, if is_kept { name } else { OTHER_NAMES }, *kind)
        })
    }

    /// Adds what another has seen.
    pub(super) fn merge(&mut self, mut other: Self) {
        self.close();
        other.close();
        self.services.merge(other.services);
        self.total.merge(other.total);
        let numbers: Vec<u32> = other.groups.list().iter().map(|group| self.groups.number(group.clone())).collect();
        let files = self.files.merge(other.files);
        self.index.merge(other.index, &numbers, &files);
        self.latest = self.latest.max(other.latest);
        self.lost.merge(other.lost);
    }

    fn link(&mut self, span: &Span<'_>, link: &Link<'_>, standing: &Standing<'_>) {
        self.promised_link(span, link);
        self.scratch.begin();
        for attribute in &link.attributes {
            observe(&mut self.at.scope.link_keys, attribute, standing, Counting::Types, &mut self.scratch);
        }
    }

    /// The number of the group of a span, after its name was counted. The name of `standing` is without private values.
    fn name(&mut self, span: &Span<'_>, standing: &Standing<'_>, marks: Marks, is_declared: bool) -> u32 {
        let at = &mut self.at;
        let skeleton = skeleton(standing.name);
        let kind = kind_number(span.kind);
        at.key.clear();
        at.key.push(char::from(b'0' + kind));
        at.key.push_str(&skeleton);
        let groups = &mut self.groups;
        let service = if at.keeps.service { at.service_name.as_str() } else { OTHER_SERVICES };
        let scope = if at.keeps.service && at.keeps.scope { at.scope_name.as_str() } else { OTHER_SCOPES };
        let mut group = |name: &str| groups.number(Group::new(service, scope, name, kind));
        if !(at.keeps.service && at.keeps.scope) {
            return group(OTHER_NAMES);
        }
        let new = || NameStats { group: group(&skeleton), ..NameStats::default() };
        let Some(stats) = at.scope.names.entry(&at.key, new) else { return group(OTHER_NAMES) };
        stats.add(standing);
        if skeleton != span.name {
            stats.add_raw(&span.name);
        }
        stats.from_template += u64::from(marks.from_template);
        span_faults(stats, span, standing, marks);
        if !is_declared && self.scratch.terms.as_ref().is_some_and(|terms| terms.speaks_of_spans()) {
            stats.faults().undeclared.add_named(standing);
        }
        stats.group
    }
}

/// What all names are called that are too many to be told apart.
const OTHER_NAMES: &str = "(other names)";
const OTHER_SCOPES: &str = "(other scopes)";
const OTHER_SERVICES: &str = "(other services)";

impl Sink for Gathered {
    fn resource(&mut self, _: Signal, resource: &Resource<'_>) {
        self.close();
        let at = &mut self.at;
        let name = service_name(&resource.attributes);
        at.service_name.clear();
        if self.services.has(name) {
            at.service_name.push_str(name);
        } else {
            at.service_name.push_str(&without_private(name, None, REDACTED, &mut Vec::new()));
        }
        let service = self.services.entry(&at.service_name, Box::default);
        at.keeps.service = service.is_some();
        at.service = service.map(std::mem::take).unwrap_or_default();
        at.before = at.service.amount;
        at.is_open = true;
        at.resource = identity(&resource.attributes);
        self.scratch.terms = self.contracts.of(&at.service_name).cloned();
        self.scratch.begin();
        at.position.next(RecordKind::Resource);
        let file = at.position.file();
        let place = at.position.place(RecordKind::Resource, &file);
        let key = hex(&at.resource.to_be_bytes());
        if let Some(instance) = at.service.resources.entry(&key, || Instance::of(resource, place, &mut self.scratch)) {
            instance.see(resource, place, &mut self.scratch);
            instance.dropped = instance.dropped.max(resource.dropped_attributes.into());
        }
        at.service.amount.resources += 1;
    }

    fn scope(&mut self, scope: &Scope<'_>) {
        self.close_scope();
        let at = &mut self.at;
        at.position.next(RecordKind::Scope);
        let file = at.position.file();
        let place = at.position.place(RecordKind::Scope, &file);
        let standing = Standing { at: place, attributes: &scope.attributes, ..Standing::default() };
        let mut private = BTreeMap::new();
        let is_known = at.service.scopes.has(&scope.name);
        let name = shown(&scope.name, "in the scope's name: ", is_known, &mut private, &standing, &mut self.scratch);
        let version = shown(&scope.version, "in the scope's version: ", false, &mut private, &standing, &mut self.scratch);
        at.scope_name.clear();
        at.scope_name.push_str(&name);
        let known = at.service.scopes.entry(&at.scope_name, Box::default);
        at.keeps.scope = known.is_some();
        at.scope = known.map(std::mem::take).unwrap_or_default();
        at.has_scope = true;
        merge_maps(&mut at.scope.private_name, private);
        if let Some(count) = at.scope.versions.entry(&version, || 0) {
            *count += 1;
        }
        let standing = Standing { name: &at.scope_name, ..standing };
        self.scratch.begin();
        for attribute in &scope.attributes {
            observe(&mut at.scope.scope_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
    }

    fn span(&mut self, span: &Span<'_>) {
        self.latest = self.latest.max(span.end).max(span.start);
        self.scratch.begin();
        self.at.service.amount.spans += 1;
        self.at.position.next(RecordKind::Span);
        let file = self.at.position.file();
        let place = self.at.position.place(RecordKind::Span, &file);
        let mut standing = Standing::new(span.trace_id, span.span_id, place, &span.attributes);
        let (private, scratch) = (&mut self.at.scope.private_name, &mut self.scratch);
        let name = without_private(&span.name, None, DATUM, &mut scratch.hits);
        standing.name = &name;
        tell_hits(&span.name, "", private, &standing, scratch);
        // What a contract makes of private values is called by their keys.
        let name = self.name_by_template(span).map_or(Cow::Borrowed(standing.name), |name| {
            Cow::Owned(without_private(&name, None, DATUM, &mut Vec::new()).into_owned())
        });
        standing.name = &name;
        for attribute in &span.attributes {
            observe(&mut self.at.scope.span_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        let (outcome, chosen) = self.promised_span(span, &standing);
        let marks = Marks::of(span);
        for event in &span.events {
            self.scratch.begin();
            for attribute in &event.attributes {
                observe(&mut self.at.scope.event_keys, attribute, &standing, Counting::Types, &mut self.scratch);
            }
            if let Some(chosen) = chosen {
                self.promised_event(chosen, event, &standing);
            }
            private_in(&event.name, &mut self.at.scope.private_name, &standing, &mut self.scratch);
        }
        if !span.status_message.is_empty() {
            private_in(&span.status_message, &mut self.at.scope.private_status, &standing, &mut self.scratch);
        }
        let group = self.name(span, &standing, marks, outcome.is_declared);
        if !span.trace_id.is_zero() && !span.span_id.is_zero() {
            self.index.add(entry(span, &name, group, marks, self.at.entry));
        }
        for link in &span.links {
            self.link(span, link, &standing);
        }
    }

    fn log(&mut self, log: &Log<'_>) {
        self.latest = self.latest.max(log.time).max(log.observed_time);
        self.scratch.begin();
        let at = &mut self.at;
        at.service.amount.logs += 1;
        at.position.next(RecordKind::Log);
        let file = at.position.file();
        let place = at.position.place(RecordKind::Log, &file);
        let mut standing = Standing::new(log.trace_id, log.span_id, place, &log.attributes);
        let (is_known, private) = (at.scope.logs.events.has(&log.event_name), &mut at.scope.private_name);
        let name = shown(&log.event_name, "in the event's name: ", is_known, private, &standing, &mut self.scratch);
        standing.name = &name;
        for attribute in &log.attributes {
            observe(&mut at.scope.log_keys, attribute, &standing, Counting::Types, &mut self.scratch);
        }
        at.scope.logs.add(log, &standing, &mut self.scratch);
        self.promised_log(log, &standing);
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
                at: self.at.entry,
            });
        }
    }

    fn metric(&mut self, metric: &Metric<'_>) {
        let at = &mut self.at;
        at.service.amount.metrics += 1;
        at.position.next(RecordKind::Metric);
        let file = at.position.file();
        let standing = Standing { at: at.position.place(RecordKind::Metric, &file), ..Standing::default() };
        let is_known = at.scope.metrics.has(&metric.name);
        let private = &mut at.scope.private_name;
        let name = shown(&metric.name, "in the metric's name: ", is_known, private, &standing, &mut self.scratch);
        let standing = Standing { name: &name, ..standing };
        let unit = shown(&metric.unit, "in the metric's unit: ", metric.unit.is_empty(), private, &standing, &mut self.scratch);
        at.metric_name.clear();
        at.metric_name.push_str(&name);
        at.metric = Shape::of(metric);
        if let Some(stats) = at.scope.metrics.entry(&name, MetricStats::default) {
            stats.add(metric, &unit, &standing);
        }
        self.promised_metric(metric, instrument(metric), &unit);
    }

    fn point(&mut self, point: &Point<'_>) {
        self.scratch.begin();
        self.latest = self.latest.max(point.time);
        let at = &mut self.at;
        at.service.amount.points += 1;
        at.position.next(RecordKind::Point);
        let file = at.position.file();
        let place = at.position.place(RecordKind::Point, &file);
        let standing = Standing { at: place, name: &at.metric_name, attributes: &point.attributes, ..Standing::default() };
        if let Some(stats) = at.scope.metrics.entry(&at.metric_name, MetricStats::default) {
            stats.point(point, at.metric, at.resource, &standing, &mut self.scratch);
        } else {
            // Which of too many names have room at this time depends on their order, and promises hold for all.
            point.attributes.iter().for_each(|attribute| self.scratch.note(&attribute.key));
        }
        self.promised_point(point, place);
        for exemplar in &point.exemplars {
            self.scratch.begin();
            let standing = Standing::new(exemplar.trace_id, exemplar.span_id, place, &exemplar.attributes);
            let standing = Standing { name: &self.at.metric_name, ..standing };
            for attribute in &exemplar.attributes {
                observe(&mut self.at.scope.exemplar_keys, attribute, &standing, Counting::Types, &mut self.scratch);
            }
        }
    }

    fn deviation(&mut self, deviation: Deviation) {
        self.deviations.push(deviation);
    }
}
