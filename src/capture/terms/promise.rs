//! The clauses of a contract as lists of promises: each is one thing that a record keeps or breaks.

use std::fmt::Write;

use super::Keys;
use crate::capture::record::kind_word;
use crate::contract::{
    At, Attributes, Cause, Expect, Instrument, LogClause, MetricClause, NameMatch, Scalar, Selectors, SpanClause, SpanKind,
    Spanned, TemplatePart, Temporality,
};

/// What a clause is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::capture) enum ClauseKind {
    Span,
    Metric,
    Log,
}

impl ClauseKind {
    /// What facts call a record of that kind, and its signal.
    pub(in crate::capture) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Span => ("span", "traces"),
            Self::Metric => ("metric", "metrics"),
            Self::Log => ("log", "logs"),
        }
    }
}

/// One clause.
#[derive(Debug)]
pub(in crate::capture) struct ClauseTerms {
    pub(in crate::capture) kind: ClauseKind,
    pub(in crate::capture) at: At,
    /// What it is about as a message says it: span `invoice.create`.
    pub(in crate::capture) shown: String,
    /// The name in it, as the contract writes it; empty where it has none.
    pub(in crate::capture) name: String,
    pub(in crate::capture) promises: Vec<Promise>,
    /// Of each name of an event, the positions of the promises about it.
    pub(in crate::capture) events: Vec<(String, Vec<usize>)>,
    /// What has to hold for the clause to be about a record, beyond its name.
    pub(super) conditions: Vec<(u32, Scalar)>,
    pub(super) template: Option<Vec<TemplatePart>>,
    /// The number of the protocol.
    pub(super) span_kind: Option<i32>,
    /// Severities that the clause is about, where it names no event.
    pub(super) severities: Option<(u8, u8)>,
    pub(in crate::capture) expect: Option<Spanned<Expect>>,
    pub(in crate::capture) trace_context: Option<Spanned<f64>>,
    pub(in crate::capture) max_series: Option<Spanned<u64>>,
}

/// One thing that is promised.
#[derive(Debug)]
pub(in crate::capture) struct Promise {
    pub(in crate::capture) check: Check,
    pub(in crate::capture) when: When,
    /// The key of the attribute that it is about, if it is about one.
    pub(in crate::capture) key: String,
    /// What the contract says, as a message shows it.
    pub(in crate::capture) wants: String,
    pub(in crate::capture) at: At,
}

#[derive(Debug)]
pub(in crate::capture) enum Check {
    Required(u32),
    Recommended(u32),
    Forbidden(u32),
    /// An event of that name has the key.
    Event(u32),
    /// One of these keys, or an exception.
    Cause {
        keys: Vec<u32>,
        exception: bool,
    },
    /// Nanoseconds.
    Duration(u64),
    /// By the number of the protocol.
    Kind(i32),
    Instrument(&'static str),
    Unit(String),
    /// By the number of the protocol.
    Temporality(i32),
    /// No keys but these.
    Only(Vec<u32>),
    Severity(u8, u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::capture) enum When {
    Always,
    /// The status is not error.
    Ok,
    Error,
}

/// The numbers of the protocol. Source: `opentelemetry/proto/trace/v1/trace.proto`, `SpanKind`.
pub(super) fn kind_number(kind: SpanKind) -> i32 {
    match kind {
        SpanKind::Internal => 1,
        SpanKind::Server => 2,
        SpanKind::Client => 3,
        SpanKind::Producer => 4,
        SpanKind::Consumer => 5,
    }
}

/// Gives numbers to the keys of a template.
fn template_keys(parts: &[TemplatePart], keys: &mut Keys) {
    for part in parts {
        match part {
            TemplatePart::Text(_) => {}
            TemplatePart::Key(key) => {
                keys.number(key);
            }
            TemplatePart::Optional(inner) => template_keys(inner, keys),
        }
    }
}

/// `logs of scope shop.*`: what a clause without a name is about.
fn of_scope(what: &str, selectors: &Selectors) -> String {
    match &selectors.scope {
        Some(scope) => format!("{what} of scope `{}`", scope.value),
        None => what.to_owned(),
    }
}

/// How a name is written in a contract; empty for any name.
pub(in crate::capture) fn written(name: &NameMatch) -> String {
    fn template(parts: &[TemplatePart]) -> String {
        let part = |part: &TemplatePart| match part {
            TemplatePart::Text(text) => text.clone(),
            TemplatePart::Key(key) => format!("{{{key}}}"),
            TemplatePart::Optional(inner) => format!("[{}]", template(inner)),
        };
        parts.iter().map(part).collect()
    }
    match name {
        NameMatch::Any => String::new(),
        NameMatch::Literal(text) | NameMatch::Glob(text) | NameMatch::Pattern(text) => text.clone(),
        NameMatch::Template(parts) => template(parts),
    }
}

impl ClauseTerms {
    fn new(kind: ClauseKind, at: At, name: String, shown: String) -> Self {
        Self {
            kind,
            at,
            shown,
            name,
            promises: Vec::new(),
            events: Vec::new(),
            conditions: Vec::new(),
            template: None,
            span_kind: None,
            severities: None,
            expect: None,
            trace_context: None,
            max_series: None,
        }
    }

    fn promise(&mut self, check: Check, key: &str, wants: impl Into<String>, at: At) {
        self.promises.push(Promise { check, when: When::Always, key: key.to_owned(), wants: wants.into(), at });
    }

    /// What is promised of attributes in a list, `when` so.
    fn attributes(&mut self, attributes: &Attributes, when: When, keys: &mut Keys) {
        let mut add = |list: &[Spanned<String>], check: fn(u32) -> Check| {
            for key in list {
                let check = check(keys.number(&key.value));
                self.promises.push(Promise { check, when, key: key.value.clone(), wants: String::new(), at: key.at });
            }
        };
        add(&attributes.required, Check::Required);
        add(&attributes.recommended, Check::Recommended);
        add(&attributes.forbidden, Check::Forbidden);
    }

    fn conditions(&mut self, conditions: &[(Spanned<String>, Scalar)], keys: &mut Keys) {
        self.conditions = conditions.iter().map(|(key, value)| (keys.number(&key.value), value.clone())).collect();
    }

    pub(super) fn span(clause: &SpanClause, keys: &mut Keys) -> Self {
        let name = written(&clause.name);
        let shown = if name.is_empty() { of_scope("spans", &clause.selectors) } else { format!("span `{name}`") };
        let mut terms = Self::new(ClauseKind::Span, clause.at, name, shown);
        terms.conditions(&clause.selectors.conditions, keys);
        if let NameMatch::Template(template) = &clause.name {
            template_keys(template, keys);
            terms.template = Some(template.clone());
        }
        terms.expect = clause.expect;
        if let Some(kind) = clause.kind {
            let number = kind_number(kind.value);
            terms.span_kind = Some(number);
            terms.promise(Check::Kind(number), "", kind_word(number), kind.at);
        }
        for (attributes, when) in [(&clause.attributes, When::Always), (&clause.on_ok, When::Ok), (&clause.on_error, When::Error)]
        {
            terms.attributes(attributes, when, keys);
        }
        if let Some(first) = clause.cause.first() {
            let named = clause.cause.iter().map(|cause| match &cause.value {
                Cause::Attribute(key) => format!("`{key}`"),
                Cause::Exception => "an exception".to_owned(),
            });
            let wants = named.collect::<Vec<_>>().join(" or ");
            let exception = clause.cause.iter().any(|cause| cause.value == Cause::Exception);
            let causes = clause.cause.iter().filter_map(|cause| match &cause.value {
                Cause::Attribute(key) => Some(keys.number(key)),
                Cause::Exception => None,
            });
            let check = Check::Cause { keys: causes.collect(), exception };
            terms.promises.push(Promise { check, when: When::Error, key: String::new(), wants, at: first.at });
        }
        if let Some(most) = clause.max_duration_ms {
            terms.promise(Check::Duration(most.value.saturating_mul(1_000_000)), "", duration(most.value), most.at);
        }
        for (event, attributes) in &clause.events {
            let first = terms.promises.len();
            for key in &attributes.required {
                terms.promise(Check::Event(keys.number(&key.value)), &key.value, &event.value, key.at);
            }
            terms.events.push((event.value.clone(), (first..terms.promises.len()).collect()));
        }
        terms
    }

    pub(super) fn metric(clause: &MetricClause, keys: &mut Keys) -> Self {
        let name = written(&clause.name);
        let shown = if name.is_empty() { of_scope("metrics", &clause.selectors) } else { format!("metric `{name}`") };
        let mut terms = Self::new(ClauseKind::Metric, clause.at, name, shown);
        terms.conditions(&clause.selectors.conditions, keys);
        terms.expect = clause.expect;
        terms.max_series = clause.max_series;
        if let Some(instrument) = clause.instrument {
            let word = match instrument.value {
                Instrument::Counter => "counter",
                Instrument::UpDownCounter => "updowncounter",
                Instrument::Gauge => "gauge",
                Instrument::Histogram => "histogram",
            };
            terms.promise(Check::Instrument(word), "", word, instrument.at);
        }
        if let Some(unit) = &clause.unit {
            terms.promise(Check::Unit(unit.value.clone()), "", &unit.value, unit.at);
        }
        if let Some(temporality) = clause.temporality {
            let (number, word) = match temporality.value {
                Temporality::Delta => (1, "delta"),
                Temporality::Cumulative => (2, "cumulative"),
            };
            terms.promise(Check::Temporality(number), "", word, temporality.at);
        }
        if let Some(attributes) = &clause.attributes {
            terms.attributes(&attributes.value, When::Always, keys);
            let lists = [&attributes.value.required, &attributes.value.recommended, &attributes.value.optional];
            let allowed: Vec<&str> = lists.into_iter().flatten().map(|key| key.value.as_str()).collect();
            let numbers = allowed.iter().map(|key| keys.number(key)).collect();
            let wants = if allowed.is_empty() { "none".to_owned() } else { format!("`{}`", allowed.join("`, `")) };
            terms.promise(Check::Only(numbers), "", wants, attributes.at);
        }
        terms
    }

    pub(super) fn log(clause: &LogClause, keys: &mut Keys) -> Self {
        let name = clause.event.as_ref().map(|event| event.value.clone()).unwrap_or_default();
        let shown = if name.is_empty() { of_scope("logs", &clause.selectors) } else { format!("event `{name}`") };
        let mut terms = Self::new(ClauseKind::Log, clause.at, name, shown);
        terms.conditions(&clause.selectors.conditions, keys);
        terms.expect = clause.expect;
        terms.trace_context = clause.trace_context;
        let limits = [clause.min_severity, clause.max_severity];
        if let Some(first) = limits.iter().flatten().next() {
            let (least, most) =
                (clause.min_severity.map_or(1, |least| least.value), clause.max_severity.map_or(24, |most| most.value));
            if clause.event.is_some() {
                let wants = severities(clause.min_severity, clause.max_severity);
                terms.promise(Check::Severity(least, most), "", wants, first.at);
            } else {
                let _ = write!(terms.shown, " at {}", severities(clause.min_severity, clause.max_severity));
                terms.severities = Some((least, most));
            }
        }
        terms.attributes(&clause.attributes, When::Always, keys);
        terms
    }
}

/// `warn or graver`.
fn severities(least: Option<Spanned<u8>>, most: Option<Spanned<u8>>) -> String {
    let (least, most) = (least.map(|least| severity(least.value)), most.map(|most| severity(most.value)));
    match (least, most) {
        (Some(least), Some(most)) if least == most => least.to_owned(),
        (Some(least), Some(most)) => format!("{least} to {most}"),
        (Some(least), None) => format!("{least} or graver"),
        (None, Some(most)) => format!("{most} or less grave"),
        (None, None) => String::new(),
    }
}

/// The name of a severity by its number. Source: OpenTelemetry, "Logs data model", section "Field: `SeverityNumber`".
pub(in crate::capture) fn severity(number: u8) -> &'static str {
    match number {
        0 => "none",
        1..=4 => "trace",
        5..=8 => "debug",
        9..=12 => "info",
        13..=16 => "warn",
        17..=20 => "error",
        _ => "fatal",
    }
}

/// As a contract writes it.
pub(in crate::capture) fn duration(ms: u64) -> String {
    match ms {
        ms if ms > 0 && ms.is_multiple_of(3_600_000) => format!("{} h", ms / 3_600_000),
        ms if ms > 0 && ms.is_multiple_of(60_000) => format!("{} min", ms / 60_000),
        ms if ms > 0 && ms.is_multiple_of(1_000) => format!("{} s", ms / 1_000),
        ms => format!("{ms} ms"),
    }
}
