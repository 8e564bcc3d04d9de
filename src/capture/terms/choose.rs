//! Which clause is about a record: decided once for a name as far as that goes, and by the record's values where a clause asks for
//! them.

use std::borrow::Cow;
use std::fmt::Write;

use super::Terms;
use super::present::Present;
use super::promise::{ClauseKind, ClauseTerms};
use crate::capture::record::{Attribute, Value};
use crate::contract::{Candidate, Scalar, template_makes};

/// What is known of a record beside its name.
#[derive(Debug, Clone, Copy)]
pub(in crate::capture) struct Seen<'r> {
    pub(in crate::capture) name: &'r str,
    /// The number of the protocol; 0 of what is no span.
    pub(in crate::capture) kind: i32,
    pub(in crate::capture) severity: i32,
    pub(in crate::capture) attributes: &'r [Attribute<'r>],
    pub(in crate::capture) present: &'r Present,
}

/// What is decided for all records of one name, kind, scope and service.
#[derive(Debug, Clone)]
pub(in crate::capture) enum Decision {
    /// The same clause for all of them.
    Fixed(Option<Chosen>),
    /// The first of these that holds; by rank.
    ByValues(Box<[Candidate]>),
}

/// The clause that is about a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) struct Chosen {
    /// Position in [`Terms::clauses`].
    pub(in crate::capture) clause: usize,
    /// Another one of equal rank, that would be as good.
    pub(in crate::capture) rival: Option<usize>,
}

impl Terms {
    /// What can be decided by a name alone. `name` is that of the span or metric, or the event of a log record.
    pub(in crate::capture) fn decide(
        &self,
        kind: ClauseKind,
        service: &str,
        scope: &str,
        name: &str,
        span_kind: i32,
    ) -> Decision {
        let matcher = match kind {
            ClauseKind::Span => &self.index.spans,
            ClauseKind::Metric => &self.index.metrics,
            ClauseKind::Log => &self.index.logs,
        };
        let mut candidates = matcher.candidates(service, scope, name);
        for candidate in &mut candidates {
            candidate.clause = self.clause_number(kind, candidate.clause);
        }
        let by_name = |candidate: &Candidate| self.clauses.get(candidate.clause).is_some_and(ClauseTerms::holds_by_name);
        if candidates.iter().all(by_name) {
            return Decision::Fixed(self.pick(&candidates, span_kind));
        }
        Decision::ByValues(candidates.into_boxed_slice())
    }

    /// The clause that is about a record.
    pub(in crate::capture) fn choose(&self, decision: &Decision, seen: &Seen<'_>) -> Option<Chosen> {
        match decision {
            Decision::Fixed(chosen) => *chosen,
            Decision::ByValues(candidates) => {
                let holding = candidates
                    .iter()
                    .filter(|candidate| self.clauses.get(candidate.clause).is_some_and(|clause| clause.holds(seen, self)));
                self.pick(&holding.copied().collect::<Vec<_>>(), seen.kind)
            }
        }
    }

    /// The closest of candidates that all hold. One that says the kind of the span comes before those that say another; one that says
    /// none does only where it has the name of the first one, or its rank.
    fn pick(&self, candidates: &[Candidate], kind: i32) -> Option<Chosen> {
        let clause = |candidate: &Candidate| self.clauses.get(candidate.clause);
        let first = candidates.first()?;
        let name = |candidate: &Candidate| self.index.contract.spans.get(candidate.clause).map(|clause| &clause.name);
        let is_named_so = |candidate: &Candidate| candidate.rank == first.rank || name(candidate) == name(first);
        let fits = |candidate: &&Candidate| match clause(candidate).and_then(|clause| clause.span_kind) {
            Some(own) => own == kind,
            None => is_named_so(candidate),
        };
        // One that says the kind, or asks for a severity, looks closer than one that does not.
        let closeness = |candidate: &Candidate| {
            let says = clause(candidate).map(|clause| (clause.span_kind == Some(kind), clause.severities.is_some()));
            (candidate.rank, says)
        };
        let fitting = candidates.iter().filter(fits);
        let Some(best) = fitting.max_by_key(|candidate| (closeness(candidate), std::cmp::Reverse(candidate.clause))) else {
            return Some(Chosen { clause: first.clause, rival: None });
        };
        let is_rival = |candidate: &&Candidate| candidate.clause != best.clause && closeness(candidate) == closeness(best);
        let rival = candidates.iter().filter(fits).find(is_rival).map(|candidate| candidate.clause);
        Some(Chosen { clause: best.clause, rival })
    }
}

impl ClauseTerms {
    /// Whether nothing but the name decides whether it is about a record.
    fn holds_by_name(&self) -> bool {
        self.conditions.is_empty() && self.template.is_none() && self.severities.is_none()
    }

    fn holds(&self, seen: &Seen<'_>, terms: &Terms) -> bool {
        let has = |(key, value): &(u32, Scalar)| seen.value(*key).is_some_and(|found| is_same(found, value));
        let is_grave = |(least, most): (u8, u8)| (i32::from(least)..=i32::from(most)).contains(&seen.severity);
        let of_template = |key: &str| shown(seen.value(*terms.keys.exact.get(key)?)?);
        self.conditions.iter().all(has)
            && self.severities.is_none_or(is_grave)
            && self.template.as_ref().is_none_or(|template| template_makes(template, seen.name, &of_template))
    }
}

impl<'r> Seen<'r> {
    fn value(&self, key: u32) -> Option<&'r Value<'r>> {
        self.attributes.get(self.present.position(key)?).map(|attribute| &attribute.value)
    }
}

/// A value as it stands in a name.
pub(super) fn shown<'v>(value: &'v Value<'_>) -> Option<Cow<'v, str>> {
    let mut text = String::new();
    match value {
        Value::Text(text) => return Some(Cow::Borrowed(text)),
        Value::Int(number) => write!(text, "{number}").ok()?,
        Value::Double(number) => write!(text, "{number}").ok()?,
        Value::Flag(flag) => write!(text, "{flag}").ok()?,
        Value::Array(_) | Value::Map(_) | Value::Bytes(_) | Value::Broken(_) | Value::Empty => return None,
    }
    Some(Cow::Owned(text))
}

#[allow(clippy::float_cmp, clippy::cast_precision_loss, reason = "the same number is meant, whatever it was sent as")]
pub(super) fn is_same(found: &Value<'_>, wanted: &Scalar) -> bool {
    match (found, wanted) {
        (Value::Text(found), Scalar::Text(wanted)) => found == wanted,
        (Value::Flag(found), Scalar::Flag(wanted)) => found == wanted,
        (Value::Int(found), Scalar::Int(wanted)) => found == wanted,
        (Value::Int(found), Scalar::Double(wanted)) => *found as f64 == *wanted,
        (Value::Double(found), Scalar::Int(wanted)) => *found == *wanted as f64,
        (Value::Double(found), Scalar::Double(wanted)) => found == wanted,
        _ => false,
    }
}
