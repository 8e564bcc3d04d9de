//! What has to occur in a recording, and how often.

use crate::capture::facts::Choices;
use crate::capture::facts::draft::Draft;
use crate::capture::gather::{Gathered, Merge, Tally};
use crate::capture::terms::{ClauseKind, ClauseTerms, Terms};
use crate::contract::Selectors;
use crate::fact::{Key, On, Sighting};

pub(super) fn expected(gathered: &Gathered, choices: &Choices, out: &mut Vec<Sighting>) {
    for terms in &gathered.contracts.list {
        for (number, clause) in terms.clauses.iter().enumerate() {
            let Some(expect) = clause.expect else { continue };
            let seen = seen(gathered, terms, number);
            let wanted = expect.value;
            let (word, wants) = if seen.count < wanted.at_least {
                ("absent", format!("at least {}", times(wanted.at_least)))
            } else if let Some(most) = wanted.at_most.filter(|most| seen.count > *most) {
                ("too_often", format!("at most {}", times(most)))
            } else {
                continue;
            };
            let (kind, signal) = clause.kind.words();
            let service = only_service(terms, number, clause);
            let draft = Draft::new(On::Record, kind, &service, &seen).signal(signal).name(&clause.name);
            let draft = draft.promise_of(word, &terms.index, expect.at, &clause.shown, clause.at);
            let draft = draft.text(Key::ClauseWants, wants).text(Key::ClauseFound, times(seen.count));
            let draft = if word == "absent" { draft.missing_in(missing_in(clause.kind)) } else { draft };
            out.push(draft.word(Key::CaptureMode, choices.mode.name()).done());
        }
    }
}

/// Where the records of a clause are.
fn missing_in(kind: ClauseKind) -> &'static [&'static str] {
    match kind {
        ClauseKind::Span => &["traces"],
        ClauseKind::Metric => &["metrics"],
        ClauseKind::Log => &["logs"],
    }
}

fn times(count: u64) -> String {
    match count {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        count => format!("{count} times"),
    }
}

/// How often a clause was met in all services that go by the contract.
pub(super) fn seen(gathered: &Gathered, terms: &Terms, number: usize) -> Tally {
    let mut all = Tally::default();
    for (name, service) in gathered.services.sorted() {
        let is_its = gathered.contracts.of(name).is_some_and(|own| std::ptr::eq(&raw const **own, terms));
        let stats = u32::try_from(number).ok().and_then(|number| service.held.get(&number)).filter(|_| is_its);
        if let Some(stats) = stats {
            all.merge(stats.seen.clone());
        }
    }
    all
}

/// The service that a clause is about, if it is one.
pub(super) fn only_service(terms: &Terms, number: usize, clause: &ClauseTerms) -> String {
    let contract = &terms.index.contract;
    let position = number - terms.clause_number(clause.kind, 0);
    let selectors = match clause.kind {
        ClauseKind::Span => contract.spans.get(position).map(|clause| &clause.selectors),
        ClauseKind::Metric => contract.metrics.get(position).map(|clause| &clause.selectors),
        ClauseKind::Log => contract.logs.get(position).map(|clause| &clause.selectors),
    };
    service_of(terms, selectors)
}

/// The one service that selectors name, or that the contract lists.
pub(super) fn service_of(terms: &Terms, selectors: Option<&Selectors>) -> String {
    let named = selectors.map(|selectors| selectors.services.as_slice()).unwrap_or_default();
    match (named, terms.index.contract.services.as_slice()) {
        ([only], _) => only.value.clone(),
        ([], [only]) => only.name.value.clone(),
        _ => String::new(),
    }
}
