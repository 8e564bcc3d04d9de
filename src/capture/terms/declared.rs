//! What contracts change in what holds without one: names that they declare need not be guessed at, scopes that are ours, the release
//! of the conventions, limits.

use super::{AllTerms, Check, ClauseKind, ClauseTerms, Decision, Terms};
use crate::contract::{AttributeDefinition, Attributes, MetricClause, Said};
use crate::fact::Version;
use crate::knowledge::recorded_names;

impl AllTerms {
    /// Whether a scope is an instrumentation library's, and not ours.
    pub(in crate::capture) fn is_library_scope(&self, service: &str, scope: &str) -> bool {
        recorded_names().is_library_scope(scope) && !self.of(service).is_some_and(|terms| terms.is_our_scope(scope))
    }

    /// The release of the conventions that a service goes by, `otherwise` where no contract says so.
    pub(in crate::capture) fn release(&self, service: &str, otherwise: Option<Version>) -> Option<Version> {
        self.of(service).and_then(|terms| terms.index.release(service)).or(otherwise)
    }

    /// How many names of spans a scope may have.
    pub(in crate::capture) fn most_span_names(&self, service: &str) -> Option<u64> {
        self.of(service).and_then(|terms| terms.index.contract.limits.span_names)
    }

    /// Whether the contract itself speaks of an attribute.
    pub(in crate::capture) fn declares_attribute(&self, service: &str, carrier: &str, key: &str) -> bool {
        self.of(service).is_some_and(|terms| {
            let said = if carrier == "resource" { terms.index.said_of_resource(key) } else { terms.index.said(key) };
            matches!(said, Said::Defined(_) | Said::OtherName { .. })
        })
    }

    /// Whether the contract lists the names of attributes, so that it is said there which it does not know.
    pub(in crate::capture) fn lists_attributes(&self, service: &str) -> bool {
        self.of(service).is_some_and(|terms| !terms.index.contract.attributes.is_empty())
    }

    /// What the contract says of an attribute beside its name.
    pub(in crate::capture) fn says(&self, service: &str, carrier: &str, key: &str) -> Vec<&'static str> {
        let Some(terms) = self.of(service) else { return Vec::new() };
        let on_resource = carrier == "resource";
        let key = if on_resource { terms.index.canonical_of_resource(key) } else { terms.index.canonical(key) };
        let definition = if on_resource { terms.index.resource_definition(&key) } else { terms.index.definition(&key) };
        let of = |says: &dyn Fn(&AttributeDefinition) -> bool| definition.is_some_and(says);
        let unbounded = definition.and_then(|definition| definition.unbounded).map(|unbounded| unbounded.value);
        let is_closed = of(&|definition| definition.values.is_some() && !definition.open);
        let says = [
            ("type", of(&|definition| definition.kind.is_some())),
            ("bounded", unbounded == Some(false) || unbounded.is_none() && is_closed),
            ("unbounded", unbounded == Some(true)),
            ("listed", terms.is_listed(&key)),
            ("denied", of(&|definition| definition.deny.is_some())),
        ];
        says.into_iter().filter(|(_, is_said)| *is_said).map(|(word, _)| word).collect()
    }

    /// Whether it requires one of these attributes of resources.
    pub(in crate::capture) fn requires_of_resource(&self, service: &str, keys: &[&str]) -> bool {
        self.of(service).is_some_and(|terms| {
            let requires = |key: &&str| {
                let required = terms.index.resource_definition(key).and_then(|definition| definition.required);
                required.is_some_and(|required| required.value)
            };
            keys.iter().any(requires)
        })
    }

    /// Whether a clause about a metric says such a thing.
    pub(in crate::capture) fn declares_metric(
        &self,
        service: &str,
        scope: &str,
        name: &str,
        says: impl Fn(&ClauseTerms) -> bool,
    ) -> bool {
        self.of(service).is_some_and(|terms| terms.any(ClauseKind::Metric, service, scope, name, 0, says))
    }

    /// Whether a clause says what spans of that name tell of their failure.
    pub(in crate::capture) fn declares_cause(&self, service: &str, scope: &str, name: &str, kind: i32) -> bool {
        let says = |clause: &ClauseTerms| clause.promises.iter().any(|promise| matches!(promise.check, Check::Cause { .. }));
        self.of(service).is_some_and(|terms| terms.any(ClauseKind::Span, service, scope, name, kind, says))
    }

    /// Whether a clause says how many log records of a scope carry a trace.
    pub(in crate::capture) fn declares_trace_context(&self, service: &str, scope: &str) -> bool {
        let says = |clause: &ClauseTerms| clause.trace_context.is_some();
        self.of(service).is_some_and(|terms| terms.any(ClauseKind::Log, service, scope, "", 0, says))
    }
}

impl Terms {
    /// Whether an attribute is among those of any metric.
    fn is_listed(&self, key: &str) -> bool {
        let lists = |clause: &MetricClause| {
            clause.attributes.as_ref().is_some_and(|attributes| {
                let Attributes { required, recommended, optional, .. } = &attributes.value;
                [required, recommended, optional].into_iter().flatten().any(|listed| listed.value == key)
            })
        };
        self.index.contract.metrics.iter().any(lists)
    }

    fn is_our_scope(&self, scope: &str) -> bool {
        self.index.contract.our_scopes.iter().any(|glob| crate::contract::glob_holds(&glob.value, scope))
    }

    /// Whether a clause that may be about such records is of that sort.
    fn any(
        &self,
        kind: ClauseKind,
        service: &str,
        scope: &str,
        name: &str,
        span_kind: i32,
        is: impl Fn(&ClauseTerms) -> bool,
    ) -> bool {
        let is = |clause: usize| self.clauses.get(clause).is_some_and(&is);
        match self.decide(kind, service, scope, name, span_kind) {
            Decision::Fixed(chosen) => chosen.is_some_and(|chosen| is(chosen.clause)),
            Decision::ByValues(candidates) => candidates.iter().any(|candidate| is(candidate.clause)),
        }
    }
}
