//! What is promised of spans, metrics and logs.

use super::Reading;
use crate::contract::grammar::{CAUSE_EXCEPTION, SEVERITIES};
use crate::contract::layer::{Said, keys_of};
use crate::contract::model::{
    Attributes, Cause, Instrument, LogClause, MetricClause, Selectors, SpanClause, SpanKind, Spanned, Temporality,
};
use crate::contract::plain;
use crate::knowledge::{UnitFaultKind, is_ucum, unit_fault};
use crate::yaml::{Node, entries, get};

pub(in crate::contract) const KINDS: [(&str, SpanKind); 5] = [
    ("internal", SpanKind::Internal),
    ("server", SpanKind::Server),
    ("client", SpanKind::Client),
    ("producer", SpanKind::Producer),
    ("consumer", SpanKind::Consumer),
];
pub(in crate::contract) const INSTRUMENTS: [(&str, Instrument); 4] = [
    ("counter", Instrument::Counter),
    ("updowncounter", Instrument::UpDownCounter),
    ("gauge", Instrument::Gauge),
    ("histogram", Instrument::Histogram),
];
const TEMPORALITIES: [(&str, Temporality); 2] = [("delta", Temporality::Delta), ("cumulative", Temporality::Cumulative)];

/// Keys that win one by one where a clause is imported; lists of attributes among them.
const KEYS: [&str; 10] =
    ["kind", "semconv", "events", "max_duration", "expect", "instrument", "unit", "temporality", "max_series", "trace_context"];
const LISTS: [(&str, [(&str, &str); 4]); 3] = [
    (
        "attributes",
        [
            ("required", "attributes.required"),
            ("recommended", "attributes.recommended"),
            ("optional", "attributes.optional"),
            ("forbidden", "attributes.forbidden"),
        ],
    ),
    (
        "on_ok",
        [
            ("required", "on_ok.required"),
            ("recommended", "on_ok.recommended"),
            ("forbidden", "on_ok.forbidden"),
            ("cause", "on_ok.cause"),
        ],
    ),
    (
        "on_error",
        [
            ("required", "on_error.required"),
            ("recommended", "on_error.recommended"),
            ("forbidden", "on_error.forbidden"),
            ("cause", "on_error.cause"),
        ],
    ),
];

impl Reading<'_> {
    pub(super) fn span(&mut self, node: &Node) -> Said<SpanClause> {
        let on_error = get(node, "on_error");
        let cause = on_error.map(|on_error| self.texts(on_error, "cause")).unwrap_or_default();
        let cause = cause.into_iter().map(|Spanned { value, at }| {
            let value = if value == CAUSE_EXCEPTION { Cause::Exception } else { Cause::Attribute(value) };
            Spanned { value, at }
        });
        let events = entries(node, "events").iter();
        let span = SpanClause {
            at: self.clause_at(node),
            name: self.name(node, "name"),
            selectors: self.selectors(node),
            kind: self.word(node, "kind", &KINDS),
            semconv: self.text(node, "semconv"),
            attributes: self.lists(get(node, "attributes")),
            on_ok: self.lists(get(node, "on_ok")),
            on_error: self.lists(on_error),
            cause: cause.collect(),
            events: events
                .filter_map(|(key, value)| Some((self.spanned(key, key.text()?.to_owned()), self.lists(Some(value)))))
                .collect(),
            max_duration_ms: self.duration_ms(node, "max_duration"),
            expect: self.expect(node),
        };
        said(node, span)
    }

    pub(super) fn metric(&mut self, node: &Node) -> Said<MetricClause> {
        let attributes = get(node, "attributes").filter(|lists| lists.map().is_some());
        let clause = MetricClause {
            at: self.clause_at(node),
            name: self.name(node, "name"),
            selectors: self.selectors(node),
            instrument: self.word(node, "instrument", &INSTRUMENTS),
            unit: self.unit(node),
            temporality: self.word(node, "temporality", &TEMPORALITIES),
            attributes: attributes.map(|lists| self.spanned(lists, self.lists(Some(lists)))),
            max_series: self.count(node, "max_series"),
            expect: self.expect(node),
        };
        said(node, clause)
    }

    pub(super) fn log(&mut self, node: &Node) -> Said<LogClause> {
        let (min_severity, max_severity) = self.severity(node);
        let clause = LogClause {
            at: self.clause_at(node),
            selectors: self.selectors(node),
            event: self.text(node, "event"),
            min_severity,
            max_severity,
            trace_context: self.percent(node, "trace_context"),
            attributes: self.lists(get(node, "attributes")),
            expect: self.expect(node),
        };
        said(node, clause)
    }

    /// The first key of a clause stands for the clause.
    fn clause_at(&self, node: &Node) -> crate::contract::model::At {
        let first = node.map().unwrap_or_default().first();
        self.at(first.map_or(node, |(key, _)| key))
    }

    pub(super) fn selectors(&mut self, node: &Node) -> Selectors {
        let conditions = entries(node, "where").iter();
        Selectors {
            services: self.texts(node, "service"),
            scope: self.text(node, "scope"),
            conditions: conditions
                .filter_map(|(key, value)| Some((self.spanned(key, key.text()?.to_owned()), Self::scalar(value)?)))
                .collect(),
        }
    }

    fn lists(&self, node: Option<&Node>) -> Attributes {
        let Some(node) = node else { return Attributes::default() };
        Attributes {
            required: self.texts(node, "required"),
            recommended: self.texts(node, "recommended"),
            optional: self.texts(node, "optional"),
            forbidden: self.texts(node, "forbidden"),
        }
    }

    fn unit(&mut self, node: &Node) -> Option<Spanned<String>> {
        let unit = self.text(node, "unit")?;
        let fault = unit_fault(&unit.value).filter(|fault| fault.kind == UnitFaultKind::SomethingElse || !is_ucum(&unit.value));
        if let Some(fault) = fault {
            let problem = match fault.kind {
                UnitFaultKind::SomethingElse => format!("`unit` is `{}`, which UCUM uses for something else", unit.value),
                _ => format!("`unit` is `{}`, which is no code of UCUM", unit.value),
            };
            let label = fault
                .instead
                .map_or("no unit is written like this".to_owned(), |instead| format!("did you mean `\"{instead}\"`?"));
            let help = "such as `s`, `By`, `1`, or what is counted in braces: `\"{order}\"`; see https://ucum.org/ucum";
            self.mistakes.refuse(unit.at, problem, label, help);
        }
        Some(unit)
    }

    /// The least and the gravest.
    fn severity(&mut self, node: &Node) -> (Option<Spanned<u8>>, Option<Spanned<u8>>) {
        let Some(value) = get(node, "severity") else { return (None, None) };
        if let Some(text) = plain::text(value) {
            let number = |most| severity(&text, most).map(|number| self.spanned(value, number));
            return (number(false), number(true));
        }
        let end = |name, most| {
            let text = self.text(value, name)?;
            severity(&text.value, most).map(|value| Spanned { value, at: text.at })
        };
        let (min, max) = (end("min", false), end("max", true));
        if let (Some(least), Some(most)) = (&min, &max)
            && least.value > most.value
        {
            let label = "less grave than `min`";
            self.mistakes.refuse(most.at, "`severity` is upside down", label, "no record can be both; swap `min` and `max`");
        }
        (min, max)
    }
}

/// `warn` is 13, or 16 where the last of its four is meant; `warn2` is 14.
fn severity(word: &str, most: bool) -> Option<u8> {
    let name = word.trim_end_matches(['2', '3', '4']);
    let first = (1..).step_by(4).zip(SEVERITIES).find(|(_, known)| *known == name).map(|(first, _)| first)?;
    match word.strip_prefix(name)?.parse::<u8>() {
        Ok(place) => Some(first + place - 1),
        Err(_) => Some(if most { first + 3 } else { first }),
    }
}

fn said<T>(node: &Node, value: T) -> Said<T> {
    let mut keys = keys_of(node, &KEYS);
    for (outer, lists) in LISTS {
        let inner = get(node, outer);
        keys.extend(lists.iter().filter(|(name, _)| inner.and_then(|inner| get(inner, name)).is_some()).map(|(_, key)| *key));
    }
    Said { value, keys, overrides: get(node, "override").is_some() }
}
