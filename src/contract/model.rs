//! What a contract promises, with the place of every promise. Plain data: made by the loader, asked by whoever holds telemetry or
//! code against it.

use std::sync::Arc;

use crate::fact::{Mode, Version};
use crate::knowledge::Named;

/// A contract with everything that it imports.
#[derive(Debug, Clone, Default)]
pub struct Contract {
    /// The files that it was read from; the first one is that which was asked for.
    pub files: Vec<ContractFile>,
    /// Whose telemetry it speaks of; empty: everybody's.
    pub services: Vec<Service>,
    /// Whether names that it does not define are looked up in the semantic conventions.
    pub semconv: Semconv,
    pub capture: Option<Mode>,
    /// What is promised of every resource.
    pub resource: Vec<AttributeDefinition>,
    /// The vocabulary. Each key once; an exact key comes before a tail that holds it.
    pub attributes: Vec<AttributeDefinition>,
    /// Names of metrics and attributes that a registry gave up, and their new ones.
    pub renamed: Vec<Renamed>,
    pub spans: Vec<SpanClause>,
    pub metrics: Vec<MetricClause>,
    pub logs: Vec<LogClause>,
    pub flows: Vec<Flow>,
    /// Rule or family, and its level: `off`, `note`, `warning` or `error`.
    pub policy: Vec<(Spanned<String>, PolicyLevel)>,
    pub limits: Limits,
    /// Globs over names of scopes that are our code, though they look like a library's.
    pub our_scopes: Vec<Spanned<String>>,
}

#[derive(Debug, Clone)]
pub struct ContractFile {
    /// As people see it: relative to the working directory, with `/`.
    pub path: String,
    pub text: Arc<str>,
}

/// Where something stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Position in [`Contract::files`].
    pub file: usize,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// Bytes of the file, from 0.
    pub start_byte: usize,
    pub end_byte: usize,
}

/// A value and its place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    pub value: T,
    pub at: At,
}

#[derive(Debug, Clone)]
pub struct Service {
    pub name: Spanned<String>,
    /// The release of the conventions that this service goes by, until it is changed.
    pub semconv: Option<Version>,
    pub why: Option<String>,
    /// `YYYY-MM-DD`.
    pub until: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Semconv {
    None,
    /// The embedded conventions, as of a release; all of them where none is named.
    Embedded(Option<Version>),
}

impl Default for Semconv {
    fn default() -> Self {
        Self::Embedded(None)
    }
}

/// A type in a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Type {
    String,
    Int,
    Double,
    /// Int or double.
    Number,
    Boolean,
    Bytes,
    Map,
    Any,
    /// Of strings, ints, doubles or booleans.
    Array(Element),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Element {
    String,
    Int,
    Double,
    Boolean,
}

/// A value as it stands in a contract.
#[derive(Debug, Clone, PartialEq)]
pub enum Scalar {
    Text(String),
    Int(i64),
    Double(f64),
    Flag(bool),
}

/// What is said of one attribute.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeDefinition {
    /// Without the `.*` of a tail.
    pub key: String,
    /// `http.request.header.*`: all keys that begin so, with a dot.
    pub is_tail: bool,
    pub at: At,
    pub kind: Option<Spanned<Type>>,
    pub values: Option<Spanned<Vec<Scalar>>>,
    /// Whether other values may pass.
    pub open: bool,
    pub range: Option<Spanned<(f64, f64)>>,
    pub pattern: Option<Spanned<String>>,
    /// `bounded` or `unbounded`.
    pub unbounded: Option<Spanned<bool>>,
    pub aliases: Vec<Spanned<String>>,
    pub deny: Option<Deny>,
    /// Only of resources.
    pub required: Option<Spanned<bool>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Deny {
    pub reason: String,
    pub at: At,
    pub except_services: Vec<String>,
    /// `span`, `event`, `link`, `log`, `metric`, `resource`, `scope`.
    pub except_carriers: Vec<String>,
}

impl Deny {
    /// Whether it is about such records of a service: `except` names what it is not about, services, or carriers, or carriers of
    /// services where it has both.
    pub fn holds(&self, service: &str, carrier: &str) -> bool {
        let is_named = |list: &[String], name: &str| list.iter().any(|known| known == name);
        let of_service = is_named(&self.except_services, service);
        let on_carrier = is_named(&self.except_carriers, carrier);
        match (self.except_services.is_empty(), self.except_carriers.is_empty()) {
            (false, false) => !(of_service && on_carrier),
            _ => !(of_service || on_carrier),
        }
    }
}

#[derive(Debug, Clone)]
pub struct Renamed {
    pub is: Named,
    pub from: String,
    pub to: Option<String>,
}

/// What a name must look like.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum NameMatch {
    /// Any name.
    Any,
    Literal(String),
    /// `*` is any run of characters.
    Glob(String),
    Template(Vec<TemplatePart>),
    /// A regular expression over the whole name.
    Pattern(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum TemplatePart {
    Text(String),
    /// The span's value under that key.
    Key(String),
    /// Only where the keys in it are there.
    Optional(Vec<TemplatePart>),
}

/// Whose telemetry a clause is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selectors {
    /// `service.name`, one of these; empty: any.
    pub services: Vec<Spanned<String>>,
    /// Glob over the name of the scope.
    pub scope: Option<Spanned<String>>,
    /// Attributes with these values.
    pub conditions: Vec<(Spanned<String>, Scalar)>,
}

#[derive(Debug, Clone)]
pub struct SpanClause {
    pub at: At,
    pub name: NameMatch,
    pub selectors: Selectors,
    pub kind: Option<Spanned<SpanKind>>,
    /// The span of the conventions or of a registry that it is, such as `http.server`. Its kind and what it requires stand in `kind`
    /// and `attributes` already.
    pub semconv: Option<Spanned<String>>,
    pub attributes: Attributes,
    /// Where the status is not error.
    pub on_ok: Attributes,
    pub on_error: Attributes,
    /// One of these is there where the status is error.
    pub cause: Vec<Spanned<Cause>>,
    pub events: Vec<(Spanned<String>, Attributes)>,
    pub max_duration_ms: Option<Spanned<u64>>,
    pub expect: Option<Spanned<Expect>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SpanKind {
    Internal,
    Server,
    Client,
    Producer,
    Consumer,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// An attribute that is set.
    Attribute(String),
    /// An event or record of an exception.
    Exception,
}

/// Keys by what is asked of them; groups are spelled out. Those of `optional` and `forbidden` may be tails: `http.request.header.*`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Attributes {
    pub required: Vec<Spanned<String>>,
    pub recommended: Vec<Spanned<String>>,
    /// Of metrics: others than these, the required and the recommended ones are refused.
    pub optional: Vec<Spanned<String>>,
    pub forbidden: Vec<Spanned<String>>,
}

/// How often it must occur.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expect {
    pub at_least: u64,
    pub at_most: Option<u64>,
}

#[derive(Debug, Clone)]
pub struct MetricClause {
    pub at: At,
    pub name: NameMatch,
    pub selectors: Selectors,
    pub instrument: Option<Spanned<Instrument>>,
    pub unit: Option<Spanned<String>>,
    pub temporality: Option<Spanned<Temporality>>,
    pub attributes: Option<Spanned<Attributes>>,
    /// Different sets of attributes for each instance of the service.
    pub max_series: Option<Spanned<u64>>,
    pub expect: Option<Spanned<Expect>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Instrument {
    Counter,
    UpDownCounter,
    Gauge,
    Histogram,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Temporality {
    Delta,
    Cumulative,
}

#[derive(Debug, Clone)]
pub struct LogClause {
    pub at: At,
    pub selectors: Selectors,
    /// The name of an event.
    pub event: Option<Spanned<String>>,
    /// Numbers of severities, from 1 to 24. Asked of the records where the clause names an event; else they select records.
    pub min_severity: Option<Spanned<u8>>,
    pub max_severity: Option<Spanned<u8>>,
    /// Percent of the records that carry a trace.
    pub trace_context: Option<Spanned<f64>>,
    pub attributes: Attributes,
    pub expect: Option<Spanned<Expect>>,
}

#[derive(Debug, Clone)]
pub struct Flow {
    pub at: At,
    pub name: String,
    pub start: Step,
    /// Each under one that stands before it.
    pub steps: Vec<Step>,
    /// Percent of the traces that start it.
    pub complete: Option<Spanned<f64>>,
}

#[derive(Debug, Clone)]
pub struct Step {
    pub id: Spanned<String>,
    pub at: At,
    pub span: NameMatch,
    pub selectors: Selectors,
    pub kind: Option<SpanKind>,
    /// Position of the step above in the list of start and steps; none only of the start.
    pub under: Option<usize>,
    pub by_parent: bool,
    pub by_link: bool,
    pub least: u64,
    pub most: Option<u64>,
    pub within_ms: Option<u64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyLevel {
    Off,
    Note,
    Warning,
    Error,
}

/// Limits in place of the built-in ones.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Limits {
    pub span_names: Option<u64>,
    pub attribute_length: Option<u64>,
    pub findings_per_rule: Option<u64>,
}
