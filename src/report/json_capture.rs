//! The parts of the JSON report that are of a recording. What is not known is left out.

use serde::Serialize;

use crate::fact::{Amounts, Captured, ClauseSeen, ContractSeen, Example, Score, ServiceSeen};

/// Where in a recording.
#[derive(Serialize)]
pub(super) struct JsonCapture<'r> {
    #[serde(skip_serializing_if = "str::is_empty")]
    signal: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    service: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    scope: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    name: &'r str,
    /// Of the first example that is in a trace.
    #[serde(skip_serializing_if = "str::is_empty")]
    trace_id: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    span_id: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    attribute: &'r str,
    count: u64,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    examples: Vec<JsonExample<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contract: Option<JsonContract<'r>>,
}

#[derive(Serialize)]
struct JsonContract<'r> {
    file: &'r str,
    line: usize,
}

#[derive(Serialize)]
struct JsonExample<'r> {
    #[serde(skip_serializing_if = "str::is_empty")]
    trace_id: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    span_id: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    text: &'r str,
}

#[derive(Serialize)]
pub(super) struct JsonSeen {
    resources: u64,
    spans: u64,
    logs: u64,
    metrics: u64,
    data_points: u64,
    traces: u64,
}

#[derive(Serialize)]
pub(super) struct JsonService<'r> {
    service: &'r str,
    seen: JsonSeen,
    score: JsonScore,
}

/// What became of the clauses of a contract.
#[derive(Serialize)]
pub(super) struct JsonContractSeen<'r> {
    file: &'r str,
    clauses: usize,
    /// Those that were about nothing in the recording, so that nothing is known of them.
    not_exercised: Vec<JsonClause<'r>>,
}

#[derive(Serialize)]
struct JsonClause<'r> {
    clause: &'r str,
    #[serde(skip_serializing_if = "str::is_empty")]
    service: &'r str,
    file: &'r str,
    line: usize,
}

impl<'r> From<&'r ContractSeen> for JsonContractSeen<'r> {
    fn from(ContractSeen { file, clauses }: &'r ContractSeen) -> Self {
        let unseen = clauses.iter().filter(|clause| clause.count == 0);
        let clause = |ClauseSeen { name, service, place, .. }: &'r ClauseSeen| JsonClause {
            clause: name,
            service,
            file: &place.file,
            line: place.line,
        };
        Self { file, clauses: clauses.len(), not_exercised: unseen.map(clause).collect() }
    }
}

#[derive(Serialize)]
struct JsonScore {
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<f64>,
    evaluated: usize,
    of: usize,
    failed: Vec<&'static str>,
}

impl<'r> From<&'r Captured> for JsonCapture<'r> {
    fn from(captured: &'r Captured) -> Self {
        let Captured { service, signal, scope, name, attribute, count, examples, code: _, contract } = captured;
        let in_trace = examples.iter().find(|example| !example.trace_id.is_empty());
        let examples = examples.iter().filter(|example| **example != Example::default());
        Self {
            signal,
            service,
            scope,
            name,
            trace_id: in_trace.map_or("", |example| &example.trace_id),
            span_id: in_trace.map_or("", |example| &example.span_id),
            attribute,
            count: *count,
            examples: examples.map(|Example { trace_id, span_id, text }| JsonExample { trace_id, span_id, text }).collect(),
            contract: contract.as_ref().map(|place| JsonContract { file: &place.file, line: place.line }),
        }
    }
}

impl From<Amounts> for JsonSeen {
    fn from(Amounts { resources, spans, logs, metrics, data_points, traces }: Amounts) -> Self {
        Self { resources, spans, logs, metrics, data_points, traces }
    }
}

impl<'r> From<&'r ServiceSeen> for JsonService<'r> {
    fn from(ServiceSeen { service, amounts, score }: &'r ServiceSeen) -> Self {
        let Score { value, evaluated, of, failed, not_evaluated: _ } = score;
        let failed = failed.iter().map(|rule| rule.id).collect();
        Self { service, seen: (*amounts).into(), score: JsonScore { value: *value, evaluated: *evaluated, of: *of, failed } }
    }
}
