//! Promises of clauses that records have broken.

use std::collections::BTreeMap;

use crate::capture::facts::draft::Draft;
use crate::capture::facts::service_scopes;
use crate::capture::facts::spans::holds_data;
use crate::capture::gather::{ClauseStats, Distinct, Gathered, Merge, Tally};
use crate::capture::terms::{Check, ClauseKind, ClauseTerms, Decision, Promise, Terms, When};
use crate::capture::traces::TraceFacts;
use crate::contract::At;
use crate::fact::{Key, On, Sighting};
use crate::knowledge::{conventions, recorded_names};

pub(super) fn held(gathered: &Gathered, traces: &TraceFacts, out: &mut Vec<Sighting>) {
    for (service, of) in gathered.services.sorted() {
        let Some(terms) = gathered.contracts.of(service) else { continue };
        for (number, stats) in &of.held {
            let number = *number as usize;
            let Some(clause) = terms.clauses.get(number) else { continue };
            let about = About { terms, service, clause };
            about.promises(stats, traces, number, out);
            about.counts(stats, out);
            about.rivals(stats, out);
        }
        undeclared_metrics(terms, service, gathered, out);
    }
    undeclared_spans(gathered, out);
}

/// A clause in a service.
struct About<'a> {
    terms: &'a Terms,
    service: &'a str,
    clause: &'a ClauseTerms,
}

impl About<'_> {
    /// A promise of the clause, made at `at`, that is not kept.
    fn draft(&self, on: On, tally: &Tally, word: &'static str, at: At) -> Draft {
        let (kind, signal) = self.clause.kind.words();
        let draft = match on {
            On::Attribute => Draft::new(on, "attribute", self.service, tally).word(Key::Origin, "recorded"),
            _ => Draft::new(on, kind, self.service, tally),
        };
        let draft = draft.signal(signal).name(&self.clause.name);
        draft.promise_of(word, &self.terms.index, at, &self.clause.shown, self.clause.at)
    }

    fn promises(&self, stats: &ClauseStats, traces: &TraceFacts, number: usize, out: &mut Vec<Sighting>) {
        // Promises that were only broken when no log record told of an exception.
        let awaiting = traces.without_cause.iter().filter_map(|((service, clause, promise), tally)| {
            let is_this = service == self.service && *clause as usize == number;
            is_this.then_some((*promise, tally))
        });
        let mut broken: BTreeMap<u16, Tally> = stats.broken.clone();
        for (promise, tally) in awaiting {
            broken.entry(promise).or_default().merge(tally.clone());
        }
        for (at, tally) in &broken {
            if let Some(promise) = self.clause.promises.get(usize::from(*at)) {
                out.push(self.broken(promise, &promise.key, tally, stats));
            }
        }
    }

    /// `key` is that of the attribute that it is about; empty where it is about none.
    fn broken(&self, promise: &Promise, key: &str, tally: &Tally, stats: &ClauseStats) -> Sighting {
        let (on, word) = match promise.check {
            Check::Required(_) => (On::Attribute, "missing"),
            Check::Recommended(_) => (On::Attribute, "recommended"),
            Check::Forbidden(_) => (On::Attribute, "forbidden"),
            Check::Event(_) => (On::Attribute, "event"),
            Check::Only(_) => (On::Attribute, "refused"),
            Check::Cause { .. } => (On::Record, "cause"),
            Check::Duration(_) => (On::Record, "duration"),
            Check::Kind(_) => (On::Record, "kind"),
            Check::Instrument(_) => (On::Record, "instrument"),
            Check::Unit(_) => (On::Record, "unit"),
            Check::Temporality(_) => (On::Record, "temporality"),
            Check::Severity(..) => (On::Record, "severity"),
        };
        let when = match promise.when {
            When::Always => "always",
            When::Ok => "ok",
            When::Error => "error",
        };
        let found = tally.examples.iter().map(|example| example.text.as_str()).find(|text| !text.is_empty()).unwrap_or("none");
        let draft = self.draft(on, tally, word, promise.at).word(Key::ClauseWhen, when);
        let draft = draft.text(Key::ClauseWants, &promise.wants).text(Key::ClauseFound, found);
        let draft = draft.text(Key::Share, format!("{} of {}", tally.count, stats.seen.count));
        let draft = match self.clause.kind {
            ClauseKind::Metric => draft.text(Key::InstrumentName, &self.clause.name),
            ClauseKind::Span | ClauseKind::Log => draft,
        };
        if key.is_empty() { draft } else { draft.attribute(key) }.done()
    }

    /// What was counted over all records.
    fn counts(&self, stats: &ClauseStats, out: &mut Vec<Sighting>) {
        let only = self.clause.promises.iter().find(|promise| matches!(promise.check, Check::Only(_)));
        if let Some(only) = only {
            let is_forbidden = |key: &str| {
                let is_so = |promise: &Promise| matches!(promise.check, Check::Forbidden(_)) && promise.key == key;
                self.clause.promises.iter().any(is_so)
            };
            let is_said = |key: &str| recorded_names().is_sdk_key(key) || is_forbidden(key);
            for (key, tally) in stats.refused.sorted().into_iter().filter(|(key, _)| !is_said(key)) {
                out.push(self.broken(only, key, tally, stats));
            }
        }
        if let Some(most) = self.clause.max_series {
            let widest = stats.series.values().map(Distinct::count).max().unwrap_or(0);
            if widest > most.value {
                let draft = self.draft(On::Record, &stats.seen, "series", most.at);
                out.push(draft.text(Key::ClauseWants, most.value.to_string()).text(Key::ClauseFound, widest.to_string()).done());
            }
        }
        if let Some(wanted) = self.clause.trace_context {
            let (without, all) = (stats.without_trace.count, stats.seen.count);
            #[allow(clippy::cast_precision_loss, reason = "a share to one decimal")]
            let share = (all - without.min(all)) as f64 * 100.0 / all.max(1) as f64;
            if share < wanted.value {
                let draft = self.draft(On::Record, &stats.without_trace, "trace_context", wanted.at);
                let draft = draft.text(Key::Share, format!("{without} of {all}"));
                // Never rounded up to what it fell short of.
                let found = (share * 10.0).floor() / 10.0;
                out.push(
                    draft.text(Key::ClauseWants, format!("{}%", wanted.value)).text(Key::ClauseFound, format!("{found}%")).done(),
                );
            }
        }
    }

    fn rivals(&self, stats: &ClauseStats, out: &mut Vec<Sighting>) {
        for (rival, tally) in &stats.rivals {
            let Some(other) = self.terms.clauses.get(*rival as usize) else { continue };
            let draft = self.draft(On::Record, tally, "ambiguous", self.clause.at);
            let place = self.terms.index.place(other.at).to_string();
            out.push(draft.text(Key::ClauseFound, place).done());
        }
    }
}

/// Names of spans that no clause is about. Those that differ in data are said to do so, and no contract could list them.
fn undeclared_spans(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (service, scope_name, scope) in service_scopes(gathered) {
        let Some(terms) = gathered.contracts.of(service) else { continue };
        let is = if gathered.contracts.is_library_scope(service, scope_name) { "library" } else { "own" };
        let mut names: BTreeMap<&str, Tally> = BTreeMap::new();
        for (key, stats) in scope.names.sorted().into_iter().filter(|(_, stats)| !holds_data(stats)) {
            let undeclared = stats.faults.as_ref().map(|faults| &faults.undeclared).filter(|tally| tally.count > 0);
            if let Some(tally) = undeclared {
                names.entry(key.get(1..).unwrap_or_default()).or_default().merge(tally.clone());
            }
        }
        for (name, tally) in names {
            let draft = Draft::new(On::Record, "span", service, &tally).signal("traces").scope(scope_name).name(name);
            let draft = draft.text(Key::Name, name).word(Key::ScopeIs, is).text(Key::ClausePlace, terms.index.file());
            out.push(draft.word(Key::Clause, "undeclared").done());
        }
    }
}

fn undeclared_metrics(terms: &Terms, service: &str, gathered: &Gathered, out: &mut Vec<Sighting>) {
    let contract = &terms.index.contract;
    let Some(of) = gathered.services.get(service).filter(|_| !contract.metrics.is_empty()) else { return };
    for (scope_name, scope) in of.scopes.sorted() {
        let is = if gathered.contracts.is_library_scope(service, scope_name) { "library" } else { "own" };
        for (name, stats) in scope.metrics.sorted() {
            let decision = terms.decide(ClauseKind::Metric, service, scope_name, name, 0);
            let is_known = contract.semconv != crate::contract::Semconv::None && conventions().metric(name).is_some();
            if is_known || !matches!(decision, Decision::Fixed(None)) {
                continue;
            }
            let draft = Draft::new(On::Record, "metric", service, &stats.seen).signal("metrics").scope(scope_name).name(name);
            let draft = draft.text(Key::InstrumentName, name).word(Key::ScopeIs, is).text(Key::ClausePlace, terms.index.file());
            out.push(draft.word(Key::Clause, "undeclared").done());
        }
    }
}
