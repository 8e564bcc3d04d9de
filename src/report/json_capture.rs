//! The parts of the JSON report that are of a recording. What is not known is left out.

use serde::Serialize;

use crate::fact::{Amounts, Captured, ClauseSeen, ContractSeen, Example, MessagePlace, RecordPlace, Score, ServiceSeen};

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
    #[serde(skip_serializing_if = "str::is_empty")]
    metric: &'r str,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    keys: &'r [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<JsonPlace<'r>>,
}

/// Where a record stands in the files of the recording.
#[derive(Serialize)]
struct JsonPlace<'r> {
    file: &'r str,
    /// From 1; of the document, in files that have lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    /// From 1; in files that have none.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<u64>,
    /// From 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<u64>,
    /// What it is, and which of them in the message, from 1.
    record: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<u64>,
}

impl<'r> From<&'r RecordPlace> for JsonPlace<'r> {
    fn from(place: &'r RecordPlace) -> Self {
        let known = |number: u64| Some(number).filter(|number| *number > 0);
        let MessagePlace { line, message, byte_offset } = place.at;
        let (line, message, number) = (known(line), known(message), known(place.number));
        Self { file: &place.file, line, message, byte_offset, record: place.kind.name(), number }
    }
}

impl<'r> From<&'r Example> for JsonExample<'r> {
    fn from(Example { trace_id, span_id, text, place, metric, keys, values: _ }: &'r Example) -> Self {
        Self { trace_id, span_id, text, metric, keys, place: place.as_ref().map(JsonPlace::from) }
    }
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
            examples: examples.map(JsonExample::from).collect(),
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
