//! What a recording held, whole and by service, and how well each service does. Numbers and words only, nothing of what was recorded
//! but names.

use super::ContractPlace;

/// What was read of a recording.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Recording {
    /// The whole recording.
    pub amounts: Amounts,
    /// Sorted by name.
    pub services: Vec<ServiceSeen>,
    /// Sorted by name.
    pub inputs: Vec<InputSeen>,
    /// In the order in which they were given.
    pub contracts: Vec<ContractSeen>,
}

/// A contract that the recording was held against.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContractSeen {
    /// As people see it, with `/`.
    pub file: String,
    /// Spans, metrics, logs and flows, each as the contract orders them.
    pub clauses: Vec<ClauseSeen>,
}

/// A clause, and how much of the recording it was about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClauseSeen {
    /// What it is about: span `invoice.create`.
    pub name: String,
    /// The one service that it is about; empty for several.
    pub service: String,
    pub place: ContractPlace,
    /// Records, data points of metrics, or starts of a flow that were judged.
    pub count: u64,
}

/// How much there was: what stands in the recording twice counts twice, but for traces.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    pub resources: u64,
    pub spans: u64,
    /// Log records, events among them.
    pub logs: u64,
    pub metrics: u64,
    pub data_points: u64,
    /// Different ones.
    pub traces: u64,
}

/// What one service sent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ServiceSeen {
    /// `service.name`; empty for what came without one.
    pub service: String,
    pub amounts: Amounts,
    pub score: Score,
}

/// How well a service does by the Instrumentation Score.
/// Source: <https://github.com/instrumentation-score/spec>.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Score {
    /// From 0 to 100, to one decimal; none where no rule could be evaluated.
    pub value: Option<f64>,
    /// How many of its rules could be evaluated.
    pub evaluated: usize,
    /// How many rules it has.
    pub of: usize,
    /// By id.
    pub failed: Vec<ScoreRule>,
    /// By id.
    pub not_evaluated: Vec<ScoreRule>,
}

/// A rule of the score that was not met, or that a recording cannot answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScoreRule {
    /// As the score names it, such as `RES-001`.
    pub id: &'static str,
    /// In a few words.
    pub why: String,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct InputSeen {
    /// As a person named it, with `/`.
    pub name: String,
    /// The format that it was taken for, such as `OTLP as JSON lines`.
    pub detected: String,
}
