//! Clauses of one file that are of equal rank and can both match: which of them holds could not be told.

use std::collections::HashMap;
use std::hash::Hash;

use crate::contract::layer::{Layer, Said};
use crate::contract::merge::{Merge, Selected};
use crate::contract::mistakes::Mistakes;
use crate::contract::model::At;

/// Checks the clauses of one file: those of an imported one come after these.
pub(in crate::contract) fn check(mistakes: &mut Mistakes, layer: &Layer) {
    equal(mistakes, &layer.spans, |parts| parts, |clause| clause.at);
    equal(mistakes, &layer.metrics, |selected| (selected, ()), |clause| clause.at);
    equal(mistakes, &layer.logs, |selected| (selected, ()), |clause| clause.at);
}

/// Two clauses are of equal rank where they have the same name and the same selectors, but for services: one in common is enough.
fn equal<T: Merge, K: Hash + Eq + Clone>(
    mistakes: &mut Mistakes,
    clauses: &[Said<T>],
    parts: impl Fn(T::Name) -> (Selected, K),
    at: impl Fn(&T) -> At,
) {
    let mut seen: HashMap<(Selected, K, Option<String>), usize> = HashMap::new();
    for clause in clauses {
        let (mut selected, kind) = parts(clause.value.name());
        let services = std::mem::take(&mut selected.services);
        let services: Vec<Option<String>> =
            if services.is_empty() { vec![None] } else { services.into_iter().map(Some).collect() };
        let place = at(&clause.value);
        let mut first = None;
        for service in services {
            let key = (selected.clone(), kind.clone(), service);
            match seen.get(&key) {
                Some(line) => first = first.or(Some((*line, key.2))),
                None => {
                    seen.insert(key, place.line);
                }
            }
        }
        if let Some((line, service)) = first {
            let of = service.map(|service| format!(" of service `{service}`")).unwrap_or_default();
            let problem = format!("two clauses of equal rank match the same telemetry{of}");
            let label = format!("the other one is on line {line}");
            mistakes.refuse(
                place,
                problem,
                label,
                "make one clause of them, or tell them apart by `name`, `service`, `scope` or `where`",
            );
        }
    }
}
