//! Spans and metrics: whether a clause of the contract speaks of the name.

use super::{Standpoint, broken, text, word};
use crate::contract::{NameMatch, Semconv};
use crate::fact::{Key, Seen, Value};
use crate::knowledge::Named;
use crate::text::nearest;

/// A span by its name, where that is written in the code and stays the one that is exported.
pub(super) fn hold_span(seen: &mut Seen, at: &Standpoint<'_>, all: &mut Vec<Seen>) {
    let is_fixed = matches!(word(seen, Key::NameKind), Some("literal" | "constant"));
    let Some(name) = text(seen, Key::Name).filter(|name| is_fixed && !name.is_empty()).map(str::to_owned) else { return };
    let fields = match seen.facts.get(Key::SpanFields) {
        Some(Value::Texts(fields)) => Some(fields),
        _ => None,
    };
    let (renamed, exported) = match word(seen, Key::SpanMadeBy) {
        Some("macro" | "attribute") => {
            // Fields that are out of sight may be the one that gives another name.
            (fields.is_none_or(|fields| fields.iter().any(|field| at.knowledge.catalog.is_name_field(field))), at.bridges)
        }
        // The field that gives the name, or a call.
        made_by => (false, made_by.is_some() || at.bridges),
    };
    let has = |key: &str| match fields {
        Some(fields) => fields.iter().any(|field| at.contract.canonical(field) == key),
        None => at.keys.iter().any(|known| at.contract.canonical(known) == key),
    };
    let clauses = at.contract.spans_named(&name, &has);
    let is_declared = clauses.iter().any(|clause| clause.name != NameMatch::Any);
    let none = clauses.is_empty();
    seen.facts.flag(Key::ContractDeclares, is_declared);
    // Such spans are for whoever looks into the program, and are seldom exported.
    let is_detail = matches!(word(seen, Key::Level), Some("debug" | "trace"));
    let spans = &at.contract.contract.spans;
    // A name that was meant to be filled in will be another.
    let is_unfinished = seen.facts.get(Key::NamePlaceholder).is_some();
    if spans.is_empty() || !none || renamed || !exported || is_detail || is_unfinished {
        return;
    }
    let mut undeclared = broken(seen, "undeclared");
    tell_nearest(&mut undeclared, &name, spans.iter().map(|clause| &clause.name), at);
    all.push(undeclared);
}

/// A metric by the name of its instrument.
pub(super) fn hold_metric(seen: &mut Seen, at: &Standpoint<'_>, all: &mut Vec<Seen>) {
    let Some(name) = text(seen, Key::InstrumentName).filter(|_| seen.facts.get(Key::InstrumentNameFault).is_none()) else {
        return;
    };
    let name = name.to_owned();
    let contract = &at.contract.contract;
    let clauses = at.contract.metrics_named(&name);
    let is_declared = clauses.iter().any(|clause| clause.name != NameMatch::Any);
    let none = clauses.is_empty();
    seen.facts.flag(Key::ContractDeclares, is_declared);
    let is_known = at.knowledge.conventions.metric(&name).is_some()
        || at.knowledge.conventions.retired(Named::Metric, &name, None).is_some();
    let is_of_conventions = contract.semconv != Semconv::None && is_known;
    let is_old = contract.renamed.iter().any(|renamed| renamed.from == name);
    if contract.metrics.is_empty() || !none || is_of_conventions || is_old {
        return;
    }
    let mut undeclared = broken(seen, "undeclared");
    undeclared.place = seen.related.iter().find(|related| related.role == "name").map_or(seen.place, |related| related.place);
    tell_nearest(&mut undeclared, &name, contract.metrics.iter().map(|clause| &clause.name), at);
    all.push(undeclared);
}

/// States the declared name that is most like it.
fn tell_nearest<'c>(seen: &mut Seen, name: &str, names: impl Iterator<Item = &'c NameMatch>, at: &Standpoint<'_>) {
    let literals = names.filter_map(|known| match known {
        NameMatch::Literal(known) => Some(known.as_str()),
        _ => None,
    });
    if let Some(near) = nearest(name, literals) {
        seen.facts.text(Key::ClauseNearest, near);
    }
    at.tell_place(seen, None);
}
