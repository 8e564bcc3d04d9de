//! What was seen of spans by themselves, and of their places in traces.

use std::collections::BTreeMap;

use super::draft::Draft;
use super::told::breaks_off;
use super::{Choices, service_scopes};
use crate::capture::gather::{Datum, Gathered, Merge, NameStats, Tally};
use crate::capture::index::Group;
use crate::capture::record::kind_word;
use crate::capture::traces::{TraceFacts, TraceProblem};
use crate::fact::{Key, On, Sighting};
use crate::knowledge::recorded_names;

/// Different names of one skeleton beyond which the number in them is data. What cannot be part of a fixed name is data at once.
const LEAST_NAMES: u64 = 5;
/// The same where the numbers are so small that they may be those of steps.
const LEAST_STEPS: u64 = 10;
/// Names of a service that come from no template of the conventions, beyond which they are made from data.
const MANY_NAMES: u64 = 100;

pub(super) fn spans(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (service, scope_name, scope) in service_scopes(gathered) {
        let is = if gathered.contracts.is_library_scope(service, scope_name) { "library" } else { "own" };
        let mut fixed = Fixed::default();
        for (key, stats) in scope.names.sorted() {
            let (kind, name) = key.split_at(1.min(key.len()));
            let kind = kind_word(kind.parse().unwrap_or(0));
            let draft = |tally: &Tally| {
                let draft = Draft::new(On::Record, "span", service, tally).signal("traces").scope(scope_name).name(name);
                draft.text(Key::Name, name).word(Key::ScopeIs, is).word(Key::SpanKind, kind)
            };
            faults(stats, &draft, out);
            if holds_data(stats) {
                let datum = stats.datum.map_or("number", word);
                let is_declared = gathered.contracts.of(service).is_some_and(|terms| terms.speaks_of_spans())
                    && stats.faults.as_ref().is_none_or(|faults| faults.undeclared.count == 0);
                let draft = draft(&stats.tally).declared(is_declared);
                let draft = draft.word(Key::NameHolds, datum).text(Key::NameDistinct, stats.names.count().to_string());
                out.push(draft.done());
            } else {
                fixed.add(stats);
            }
        }
        let left_out = if scope.names.left_some_out() { scope.names.count() } else { 0 };
        let names = fixed.names.max(left_out);
        if names > gathered.contracts.most_span_names(service).unwrap_or(MANY_NAMES) {
            let tally = Tally { count: names, ..fixed.tally };
            let draft = Draft::new(On::Record, "service", service, &tally).signal("traces").scope(scope_name);
            out.push(draft.word(Key::NamesOf, "span").done());
        }
    }
}

/// Names that no data was seen in.
#[derive(Default)]
struct Fixed {
    names: u64,
    tally: Tally,
}

impl Fixed {
    fn add(&mut self, stats: &NameStats) {
        // A route or method is one of as many as the program has.
        if stats.from_template.saturating_mul(2) < stats.tally.count {
            self.names += stats.names.count().max(1);
            self.tally.merge(stats.tally.clone());
        }
    }
}

/// Whether the names of that form differ in data.
pub(super) fn holds_data(stats: &NameStats) -> bool {
    match stats.datum {
        None => false,
        Some(Datum::Uuid | Datum::Email) => true,
        Some(Datum::SmallNumber) => stats.names.count() >= LEAST_STEPS,
        Some(Datum::Number | Datum::Hex | Datum::Quoted) => stats.names.count() >= LEAST_NAMES,
    }
}

fn word(datum: Datum) -> &'static str {
    match datum {
        Datum::SmallNumber | Datum::Number => "number",
        Datum::Hex => "hex",
        Datum::Uuid => "uuid",
        Datum::Email => "email",
        Datum::Quoted => "quoted",
    }
}

fn faults(stats: &NameStats, draft: &dyn Fn(&Tally) -> Draft, out: &mut Vec<Sighting>) {
    let Some(faults) = &stats.faults else { return };
    let mut say = |tally: &Tally, key, word| {
        if tally.count > 0 {
            out.push(draft(tally).word(key, word).done());
        }
    };
    say(&faults.never_ended, Key::SpanTimes, "no_end");
    say(&faults.ends_before_start, Key::SpanTimes, "ends_before_start");
    say(&faults.id_length, Key::IdFault, "length");
    say(&faults.id_zero, Key::IdFault, "zero");
    say(&faults.dropped_attributes, Key::Dropped, "attributes");
    say(&faults.dropped_events, Key::Dropped, "events");
    say(&faults.dropped_links, Key::Dropped, "links");
    for (tally, status, recorded) in
        [(&faults.ok_with_error, "ok", "type"), (&faults.exception_without_error, "unset", "exception")]
    {
        if tally.count > 0 {
            out.push(draft(tally).word(Key::Status, status).word(Key::ErrorRecorded, recorded).done());
        }
    }
}

/// What is wrong with the places of spans in their traces.
pub(super) fn traces(gathered: &Gathered, traces: &TraceFacts, choices: &Choices, out: &mut Vec<Sighting>) {
    let mut merged: BTreeMap<(TraceProblem, Group), Tally> = BTreeMap::new();
    for ((problem, number), tally) in &traces.problems {
        let Some(group) = gathered.groups.list().get(*number as usize) else { continue };
        if *problem == TraceProblem::ClientRoot && is_user_side(gathered, &group.service) {
            continue;
        }
        let names = (group.service.as_str(), group.scope.as_str(), group.name.as_str(), group.kind.into());
        if *problem == TraceProblem::ConsumerRoot && breaks_off(gathered, traces, names) {
            continue;
        }
        let mut group = group.clone();
        // Of these one finding for each service says it all.
        if *problem == TraceProblem::ClientRoot || *problem == TraceProblem::SeveralRoots {
            group = Group { service: group.service, scope: String::new(), name: String::new(), kind: 0 };
        }
        merged.entry((*problem, group)).or_default().merge(tally.clone());
    }
    for ((problem, group), tally) in merged {
        let is = if gathered.contracts.is_library_scope(&group.service, &group.scope) { "library" } else { "own" };
        let draft = Draft::new(On::Record, "span", &group.service, &tally).signal("traces").scope(&group.scope).name(&group.name);
        let draft = draft.text(Key::Name, &group.name).word(Key::ScopeIs, is).word(Key::CaptureMode, choices.mode.name());
        let draft = draft.word(Key::SpanKind, kind_word(group.kind.into()));
        out.push(
            if let Some(place) = place(problem) {
                let is_absence = matches!(problem, TraceProblem::Orphan | TraceProblem::ClientRoot);
                draft.word(Key::SpanPlace, place).missing_in(if is_absence { &["traces"] } else { &[] })
            } else {
                let recorded = if problem == TraceProblem::ErrorWithCodeOnly { "code" } else { "nothing" };
                let is_declared = gathered.contracts.declares_cause(&group.service, &group.scope, &group.name, group.kind.into());
                // A log record may tell of the cause.
                let draft = draft.missing_in(&["logs"]);
                draft.declared(is_declared).word(Key::Status, "error").word(Key::ErrorRecorded, recorded)
            }
            .done(),
        );
    }
}

/// Whether all of the service runs at users', where nothing calls it.
fn is_user_side(gathered: &Gathered, service: &str) -> bool {
    let of = gathered.services.get(service);
    of.is_some_and(|service| service.resources.values().all(|instance| recorded_names().is_user_side(&instance.language)))
}

fn place(problem: TraceProblem) -> Option<&'static str> {
    Some(match problem {
        TraceProblem::Orphan => "parent_absent",
        TraceProblem::ConsumerRoot => "consumer_root",
        TraceProblem::ClientRoot => "client_root",
        TraceProblem::SeveralRoots => "several_roots",
        TraceProblem::ChildBeforeParent => "before_parent",
        TraceProblem::DuplicateId => "id_twice",
        TraceProblem::Loop => "own_ancestor",
        TraceProblem::TinySpans => "many_tiny",
        TraceProblem::ErrorWithoutCause | TraceProblem::ErrorWithCodeOnly => return None,
    })
}
