//! What is told of as a promise that is not kept, so that no other check says it again.

use crate::capture::flows::{FlowFacts, FlowFault};
use crate::capture::gather::{Gathered, KeyStats, total};
use crate::capture::terms::{Check, ClauseKind, Promise};
use crate::capture::traces::TraceFacts;
use crate::contract::Flow;

/// Whether fewer of the starts are complete than the contract asks for.
pub(super) fn is_broken(flow: &Flow, facts: &FlowFacts) -> bool {
    let broken = total(facts.broken.values().map(|tally| tally.count));
    #[allow(clippy::cast_precision_loss, reason = "a share to one decimal")]
    let share = (facts.starts - broken.min(facts.starts)) as f64 * 100.0 / facts.starts.max(1) as f64;
    broken > 0 && share < flow.complete.map_or(100.0, |complete| complete.value)
}

/// Whether spans of that name are missing in a flow that is told of: that they have no context is said there.
pub(super) fn breaks_off(
    gathered: &Gathered,
    traces: &TraceFacts,
    (service, scope, name, kind): (&str, &str, &str, i32),
) -> bool {
    let Some(terms) = &gathered.contracts.flows else { return false };
    let is_missing = |number: &u32| {
        let step = terms.steps.get(*number as usize)?;
        let flow = terms.flow(step.contract, step.flow)?;
        let facts = traces.flows.get(&(step.contract, step.flow))?;
        Some(facts.broken.contains_key(&(step.step, FlowFault::Absent)) && is_broken(flow, facts))
    };
    terms.candidates(service, scope, name, kind).iter().any(|number| is_missing(number) == Some(true))
}

/// Whether the clauses of all records that have the key refuse it, so that it is said there.
pub(super) fn is_refused(gathered: &Gathered, (service, carrier, key): (&str, &str, &str), stats: &KeyStats) -> bool {
    let kind = match carrier {
        "span" => ClauseKind::Span,
        "metric" => ClauseKind::Metric,
        "log" => ClauseKind::Log,
        _ => return false,
    };
    let (Some(terms), Some(service)) = (gathered.contracts.of(service), gathered.services.get(service)) else {
        return false;
    };
    let is_forbidden = |promise: &Promise| matches!(promise.check, Check::Forbidden(_)) && promise.key == key;
    let clauses = service.held.iter().filter_map(|(number, held)| Some((terms.clauses.get(*number as usize)?, held)));
    let mut count = 0;
    for (clause, held) in clauses.filter(|(clause, _)| clause.kind == kind) {
        let is_so = |at: &u16| clause.promises.get(usize::from(*at)).is_some_and(is_forbidden);
        let forbidden = total(held.broken.iter().filter(|(at, _)| is_so(at)).map(|(_, tally)| tally.count));
        count = total([count, held.refused.get(key).map_or(forbidden, |tally| tally.count)].into_iter());
    }
    count > 0 && count >= stats.tally.count
}
