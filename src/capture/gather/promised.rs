//! What the contract of a service has to say of the record that is read: which clause is about it, which step of a flow it is.

use super::clauses::{Decided, Measure, Outcome, hold_event, hold_log, hold_point, hold_span};
use super::position::Place;
use super::tally::{Standing, half, halves};
use super::{At, Gathered};
use crate::capture::index::{Entry, EntryPlace};
use crate::capture::record::{Event, Link, Log, Metric, Point, Span, kind_number};
use crate::capture::terms::{Chosen, ClauseKind, Decision, Seen};

/// Names of one scope whose decisions are kept; beyond, they are made anew.
const MOST_DECIDED: usize = 4_096;

/// The metric whose points are read.
#[derive(Debug, Default)]
pub(super) struct MetricAt {
    decision: Option<Decision>,
    instrument: &'static str,
    unit: String,
    /// As it may be shown.
    shown_unit: String,
    temporality: i32,
}

/// Something that is said of a span beside its own entry.
fn remark(span: &Span<'_>, flags: u16, content: u32, at: EntryPlace) -> Entry {
    let (trace, id) = (halves(span.trace_id), half(span.span_id));
    Entry { trace, span: id, parent: 0, start: span.start, end: span.end, group: 0, flags, content, at }
}

impl At {
    /// What is decided for records of that name, under [`At::key`]; made where it is new.
    fn decided(&mut self, make: impl FnOnce(&Self) -> Decided) {
        if self.scope.decided.contains_key(self.key.as_str()) {
            return;
        }
        let decided = make(self);
        if self.scope.decided.len() >= MOST_DECIDED {
            self.scope.decided.clear();
        }
        self.scope.decided.insert(self.key.as_str().into(), decided);
    }
}

impl Gathered {
    /// Decides which clause and which steps a span may be about, as far as its name tells. What is decided stands under [`At::key`].
    /// Whether there is anything to decide.
    fn decide_span(&mut self, span: &Span<'_>) -> bool {
        let (terms, flows) = (self.scratch.terms.as_ref(), self.contracts.flows.as_ref());
        if terms.is_none() && flows.is_none() {
            return false;
        }
        let at = &mut self.at;
        at.key.clear();
        at.key.push(char::from(b'0' + kind_number(span.kind)));
        at.key.push_str(&span.name);
        at.decided(|at| Decided {
            clause: terms.map(|terms| terms.decide(ClauseKind::Span, &at.service_name, &at.scope_name, &span.name, span.kind)),
            steps: flows
                .map(|flows| flows.candidates(&at.service_name, &at.scope_name, &span.name, span.kind))
                .unwrap_or_default(),
        });
        true
    }

    /// What a span is called whose name the contract makes of values that may not stand in it.
    pub(super) fn name_by_template(&mut self, span: &Span<'_>) -> Option<String> {
        if !self.decide_span(span) {
            return None;
        }
        let Decided { clause, steps } = self.at.scope.decided.get(self.at.key.as_str())?;
        let (name, attributes) = (&span.name, &span.attributes);
        let terms = self.scratch.terms.as_ref().zip(clause.as_ref());
        let by_clause = terms.and_then(|(terms, decision)| terms.name_without_values(decision, name, attributes));
        by_clause.or_else(|| self.contracts.flows.as_ref()?.name_without_values(steps, name, attributes))
    }

    /// Holds a span against its clause, once its attributes were looked at. Its events come after.
    pub(super) fn promised_span(&mut self, span: &Span<'_>, standing: &Standing<'_>) -> (Outcome, Option<Chosen>) {
        if !self.decide_span(span) {
            return (Outcome::default(), None);
        }
        let at = &mut self.at;
        let (terms, flows) = (self.scratch.terms.as_ref(), self.contracts.flows.as_ref());
        let Some(decided) = at.scope.decided.get(at.key.as_str()) else { return (Outcome::default(), None) };
        if !span.trace_id.is_zero() && !span.span_id.is_zero() {
            let is_step = |step: &&u32| flows.is_some_and(|flows| flows.is_step(**step, &span.name, &span.attributes));
            for step in decided.steps.iter().filter(is_step) {
                self.index.add(remark(span, Entry::STEP, *step, at.entry));
            }
        }
        let Some((terms, decision)) = terms.zip(decided.clause.as_ref()) else { return (Outcome::default(), None) };
        let seen =
            Seen { name: &span.name, kind: span.kind, severity: 0, attributes: &span.attributes, present: &self.scratch.present };
        let (outcome, chosen) = hold_span(terms, decision, &seen, span, standing, &mut at.service.held);
        if let Some((clause, promise)) = outcome.awaits_exception {
            let remark = remark(span, Entry::AWAITS_CAUSE, clause, at.entry);
            self.index.add(Entry { parent: promise.into(), ..remark });
        }
        (outcome, chosen)
    }

    /// Holds an event of a span, once its attributes were looked at.
    pub(super) fn promised_event(&mut self, chosen: Chosen, event: &Event<'_>, standing: &Standing<'_>) {
        if let Some(terms) = &self.scratch.terms {
            hold_event(terms, chosen, event, &self.scratch.present, standing, &mut self.at.service.held);
        }
    }

    /// Holds a log record against its clause, once its attributes were looked at.
    pub(super) fn promised_log(&mut self, log: &Log<'_>, standing: &Standing<'_>) {
        let Some(terms) = &self.scratch.terms else { return };
        let at = &mut self.at;
        at.key.clear();
        at.key.push('e');
        at.key.push_str(&log.event_name);
        at.decided(|at| Decided {
            clause: Some(terms.decide(ClauseKind::Log, &at.service_name, &at.scope_name, &log.event_name, 0)),
            steps: Box::default(),
        });
        let Some(decision) = at.scope.decided.get(at.key.as_str()).and_then(|decided| decided.clause.as_ref()) else { return };
        let seen = Seen {
            name: &log.event_name,
            kind: 0,
            severity: log.severity,
            attributes: &log.attributes,
            present: &self.scratch.present,
        };
        hold_log(terms, decision, &seen, log, standing, &mut at.service.held);
    }

    /// Decides which clause is about a metric, whose unit may be shown as `shown_unit`.
    pub(super) fn promised_metric(&mut self, metric: &Metric<'_>, instrument: &'static str, shown_unit: &str) {
        let at = &mut self.at;
        let terms = self.scratch.terms.as_ref();
        at.promised.decision =
            terms.map(|terms| terms.decide(ClauseKind::Metric, &at.service_name, &at.scope_name, &metric.name, 0));
        if terms.is_some() {
            at.promised.instrument = instrument;
            at.promised.unit.clear();
            at.promised.unit.push_str(&metric.unit);
            at.promised.shown_unit.clear();
            at.promised.shown_unit.push_str(shown_unit);
            at.promised.temporality = metric.temporality;
        }
    }

    /// Holds a data point against the clause about its metric, once its attributes were looked at.
    pub(super) fn promised_point(&mut self, point: &Point<'_>, place: Place<'_>) {
        let At { promised, service, metric_name, resource, .. } = &mut self.at;
        let Some((terms, decision)) = self.scratch.terms.as_ref().zip(promised.decision.as_ref()) else { return };
        let seen =
            Seen { name: metric_name, kind: 0, severity: 0, attributes: &point.attributes, present: &self.scratch.present };
        let MetricAt { instrument, unit, shown_unit, temporality, .. } = promised;
        let measure = Measure { instrument, unit, shown_unit, temporality: *temporality };
        let standing = Standing { at: place, name: metric_name, attributes: &point.attributes, ..Standing::default() };
        hold_point(terms, decision, &seen, measure, *resource, &standing, &mut service.held);
    }

    /// Keeps a link of a span with the trace that it leads to, if flows may follow it.
    pub(super) fn promised_link(&mut self, span: &Span<'_>, link: &Link<'_>) {
        let follows = self.contracts.flows.as_ref().is_some_and(|flows| flows.follows_links);
        if !follows || link.trace_id.is_zero() || link.span_id.is_zero() {
            return;
        }
        let (own, trace) = (halves(span.trace_id), halves(link.trace_id));
        self.index.add(Entry {
            trace,
            span: half(link.span_id),
            parent: half(span.span_id),
            start: own.0,
            end: own.1,
            group: 0,
            flags: Entry::LINK,
            content: 0,
            at: self.at.entry,
        });
    }
}
