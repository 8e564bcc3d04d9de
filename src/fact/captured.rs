//! Where in a recording something was seen. Values that stood there are not kept: what is shown of them was redacted before.

use super::{Facts, On, RecordPlace};

/// One thing that was seen in a recording, however often: what is known of it, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    pub on: On,
    pub facts: Facts,
    pub captured: Captured,
    /// The signals in which it is missing, as [`Captured::signal`] names them, for what concludes from what is not there. Where
    /// records of one of them were lost, it is not known.
    pub missing_in: &'static [&'static str],
}

/// Where in a recording: what does not apply is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Captured {
    /// `service.name` of the resource; empty where it has none, and where all services are meant.
    pub service: String,
    /// `traces`, `metrics`, `logs`; empty for what is of none or several.
    pub signal: &'static str,
    /// Name of the instrumentation scope; several are joined by `, `.
    pub scope: String,
    /// Of the span, metric or event; the name of a span with `{}` for what looks like data.
    pub name: String,
    /// The attribute's key.
    pub attribute: String,
    /// How often it was seen.
    pub count: u64,
    /// At most three, the same whatever order the recording was read in.
    pub examples: Vec<Example>,
    /// Where the code stands that made it, if the telemetry says so.
    pub code: Option<CodePlace>,
    /// The promise that it breaks, if it is about one.
    pub contract: Option<ContractPlace>,
}

/// One sighting among many.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// 32 hexadecimal digits, or empty.
    pub trace_id: String,
    /// 16 hexadecimal digits, or empty.
    pub span_id: String,
    /// Where the record stands; none where several are meant, or none.
    pub place: Option<RecordPlace>,
    /// Of a data point: the metric, and the keys of its attributes, sorted.
    pub metric: String,
    pub keys: Vec<String>,
    /// What stood there, in words and redacted; may be empty.
    pub text: String,
    /// What stood there as it is; filled only for a person at a terminal who asked for it, and shown nowhere else.
    pub values: Vec<String>,
}

/// From the attributes `code.file.path` and `code.line.number`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodePlace {
    /// As the telemetry has it, with `/`.
    pub file: String,
    /// From 1.
    pub line: u32,
}

/// A line of a contract.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ContractPlace {
    /// As people see it, with `/`.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// Tells the clause that it is part of from others, if it is part of one; else empty.
    pub clause: String,
}

impl std::fmt::Display for ContractPlace {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.file, self.line)
    }
}
