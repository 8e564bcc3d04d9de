//! Records held against the clauses of a contract: how many each is about, and how many break what it promises.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::bounded::Bounded;
use super::distinct::{Distinct, hex};
use super::keys::hash_of_all;
use super::merge::{Merge, merge_maps};
use super::names::{REDACTED, without_private};
use super::tally::{Standing, Tally};
use crate::capture::record::{Event, Log, Span, kind_word, temporality_word};
use crate::capture::terms::{Check, Chosen, ClauseTerms, Decision, Present, Promise, Seen, Terms, When, duration, severity};

/// By the number of the clause.
pub(in crate::capture) type Held = BTreeMap<u32, ClauseStats>;

/// What was seen of a clause in one service.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct ClauseStats {
    /// Records that it is about.
    pub(in crate::capture) seen: Tally,
    /// By the position of the promise, those that break it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::capture) broken: BTreeMap<u16, Tally>,
    /// Records that another clause is about as well, by the number of that.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(in crate::capture) rivals: BTreeMap<u32, Tally>,
    /// Attributes that a metric must not have, by key.
    #[serde(default)]
    pub(in crate::capture) refused: Bounded<Tally, 50>,
    /// Of a metric whose series are limited, the different sets of attributes of each instance.
    #[serde(default)]
    pub(in crate::capture) series: Bounded<Distinct, 1_000>,
    /// Log records.
    #[serde(default)]
    pub(in crate::capture) without_trace: Tally,
}

/// What is decided for spans of one name.
#[derive(Debug, Clone)]
pub(in crate::capture) struct Decided {
    pub(in crate::capture) clause: Option<Decision>,
    /// Steps of flows that they may be.
    pub(in crate::capture) steps: Box<[u32]>,
}

/// What came of holding a span against its clause.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::capture) struct Outcome {
    /// Whether the contract has a clause about it.
    pub(in crate::capture) is_declared: bool,
    /// A promise that an exception in a log record may yet keep: the numbers of clause and promise.
    pub(in crate::capture) awaits_exception: Option<(u32, u16)>,
}

fn number(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

fn short(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}

/// Counts a record for the clause that is about it.
fn begin<'h, 't>(
    terms: &'t Terms,
    chosen: Chosen,
    held: &'h mut Held,
    standing: &Standing<'_>,
) -> Option<(&'h mut ClauseStats, &'t ClauseTerms)> {
    let clause = terms.clauses.get(chosen.clause)?;
    let stats = held.entry(number(chosen.clause)).or_default();
    stats.seen.add_named(standing);
    if let Some(rival) = chosen.rival {
        stats.rivals.entry(number(rival)).or_default().add_named(standing);
    }
    Some((stats, clause))
}

impl ClauseStats {
    fn breaks(&mut self, promise: usize, standing: &Standing<'_>, found: impl FnOnce() -> String) {
        self.broken.entry(short(promise)).or_default().add(standing, found);
    }

    fn refuse(&mut self, key: &str, standing: &Standing<'_>) {
        let shown =
            if self.refused.has(key) { Cow::Borrowed(key) } else { without_private(key, None, REDACTED, &mut Vec::new()) };
        if let Some(tally) = self.refused.entry(&shown, Tally::default) {
            tally.add_named(standing);
        }
    }
}

/// Holds a span against the clause about it, but for its events. `seen` has its attributes.
pub(in crate::capture) fn hold_span(
    terms: &Terms,
    decision: &Decision,
    seen: &Seen<'_>,
    span: &Span<'_>,
    standing: &Standing<'_>,
    held: &mut Held,
) -> (Outcome, Option<Chosen>) {
    let Some(chosen) = terms.choose(decision, seen) else { return (Outcome::default(), None) };
    let Some((stats, clause)) = begin(terms, chosen, held, standing) else { return (Outcome::default(), None) };
    let mut outcome = Outcome { is_declared: true, awaits_exception: None };
    let is_known = span.end != 0 && span.dropped_attributes == 0;
    for (at, promise) in clause.promises.iter().enumerate() {
        let is_asked = match promise.when {
            When::Always => true,
            When::Ok => matches!(span.status, 0 | 1),
            When::Error => span.status == 2,
        };
        if !is_asked {
            continue;
        }
        match &promise.check {
            Check::Kind(wanted) if *wanted != span.kind => stats.breaks(at, standing, || kind_word(span.kind).to_owned()),
            Check::Duration(most) if span.end.saturating_sub(span.start) > *most => {
                stats.breaks(at, standing, || duration(span.end.saturating_sub(span.start) / 1_000_000));
            }
            Check::Cause { keys, exception } if is_known => {
                let has_one = keys.iter().any(|key| seen.present.has(*key));
                let has_event = || span.events.iter().any(|event| event.name == EXCEPTION) || span.dropped_events > 0;
                if has_one || *exception && has_event() {
                    continue;
                }
                if *exception {
                    outcome.awaits_exception = Some((number(chosen.clause), short(at)));
                } else {
                    stats.breaks(at, standing, || standing.shown_name());
                }
            }
            _ => attribute(stats, at, promise, seen.present, is_known, standing),
        }
    }
    (outcome, Some(chosen))
}

/// The name of the event that tells of an exception. Source: semantic conventions, "Exceptions on spans".
const EXCEPTION: &str = "exception";

/// Holds an event of a span against what the clause about the span says of events of that name.
pub(in crate::capture) fn hold_event(
    terms: &Terms,
    chosen: Chosen,
    event: &Event<'_>,
    present: &Present,
    standing: &Standing<'_>,
    held: &mut Held,
) {
    let Some(clause) = terms.clauses.get(chosen.clause) else { return };
    let Some((_, promises)) = clause.events.iter().find(|(name, _)| *name == event.name) else { return };
    if event.dropped_attributes > 0 {
        return;
    }
    let stats = held.entry(number(chosen.clause)).or_default();
    for at in promises {
        if let Some(Promise { check: Check::Event(key), .. }) = clause.promises.get(*at)
            && !present.has(*key)
        {
            stats.breaks(*at, standing, || standing.shown_name());
        }
    }
}

/// Whether an attribute is there that must be, or is not there that must not.
fn attribute(stats: &mut ClauseStats, at: usize, promise: &Promise, present: &Present, is_known: bool, standing: &Standing<'_>) {
    let is_broken = match promise.check {
        Check::Required(key) | Check::Recommended(key) => is_known && !present.has(key),
        Check::Forbidden(key) => present.has(key),
        _ => false,
    };
    if is_broken {
        stats.breaks(at, standing, || standing.shown_name());
    }
}

/// Holds a log record against the clause about it.
pub(in crate::capture) fn hold_log(
    terms: &Terms,
    decision: &Decision,
    seen: &Seen<'_>,
    log: &Log<'_>,
    standing: &Standing<'_>,
    held: &mut Held,
) {
    let Some(chosen) = terms.choose(decision, seen) else { return };
    let Some((stats, clause)) = begin(terms, chosen, held, standing) else { return };
    if clause.trace_context.is_some() && log.trace_id.is_zero() {
        stats.without_trace.add_named(standing);
    }
    for (at, promise) in clause.promises.iter().enumerate() {
        match promise.check {
            Check::Severity(least, most) if !(i32::from(least)..=i32::from(most)).contains(&log.severity) => {
                stats.breaks(at, standing, || u8::try_from(log.severity).map_or("unknown", severity).to_owned());
            }
            _ => attribute(stats, at, promise, seen.present, log.dropped_attributes == 0, standing),
        }
    }
}

/// How a metric is measured.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::capture) struct Measure<'m> {
    /// As the conventions call it; empty where it is not known.
    pub(in crate::capture) instrument: &'m str,
    pub(in crate::capture) unit: &'m str,
    /// As it may be shown.
    pub(in crate::capture) shown_unit: &'m str,
    /// The number of the protocol.
    pub(in crate::capture) temporality: i32,
}

/// Holds a data point against the clause about its metric. `resource` tells processes apart.
pub(in crate::capture) fn hold_point(
    terms: &Terms,
    decision: &Decision,
    seen: &Seen<'_>,
    measure: Measure<'_>,
    resource: u64,
    standing: &Standing<'_>,
    held: &mut Held,
) {
    let Some(chosen) = terms.choose(decision, seen) else { return };
    let Some((stats, clause)) = begin(terms, chosen, held, standing) else { return };
    if clause.max_series.is_some()
        && let Some(distinct) = stats.series.entry(&hex(&resource.to_be_bytes()), Distinct::default)
    {
        // What an attribute multiplies that must not be there is said of the attribute.
        let only = clause.promises.iter().find_map(|promise| match &promise.check {
            Check::Only(allowed) => Some(allowed),
            _ => None,
        });
        let counts = |position: usize| only.is_none_or(|allowed| seen.present.is_one_of(position, allowed));
        let counted = seen.attributes.iter().enumerate().filter(|(position, _)| counts(*position));
        distinct.add(hash_of_all(counted.map(|(_, attribute)| attribute)));
    }
    for (at, promise) in clause.promises.iter().enumerate() {
        match &promise.check {
            Check::Instrument(wanted) if !measure.instrument.is_empty() && *wanted != measure.instrument => {
                stats.breaks(at, standing, || measure.instrument.to_owned());
            }
            Check::Unit(wanted) if wanted != measure.unit => {
                stats.breaks(at, standing, || match measure.shown_unit {
                    "" => "none".to_owned(),
                    unit => unit.to_owned(),
                });
            }
            Check::Temporality(wanted) if measure.temporality != 0 && *wanted != measure.temporality => {
                stats.breaks(at, standing, || temporality_word(measure.temporality).to_owned());
            }
            Check::Only(allowed) => {
                for (position, attribute) in seen.attributes.iter().enumerate() {
                    if !seen.present.is_one_of(position, allowed) {
                        stats.refuse(&attribute.key, standing);
                    }
                }
            }
            _ => attribute(stats, at, promise, seen.present, true, standing),
        }
    }
}

impl Merge for ClauseStats {
    fn merge(&mut self, other: Self) {
        self.seen.merge(other.seen);
        merge_maps(&mut self.broken, other.broken);
        merge_maps(&mut self.rivals, other.rivals);
        self.refused.merge(other.refused);
        self.series.merge(other.series);
        self.without_trace.merge(other.without_trace);
    }
}
