//! What became of the promises of contracts: each that is broken, by service; what is named nowhere; what never occurred.

mod coverage;
mod expected;
mod flows;
mod held;
mod vocabulary;

use std::collections::BTreeSet;

use super::Choices;
use super::attributes::Merged;
use super::draft::Draft;
use crate::capture::gather::{Gathered, Tally};
use crate::capture::traces::TraceFacts;
use crate::fact::{Key, Mode, On, Sighting};

pub(in crate::capture) use coverage::coverage;

/// Everything that contracts have to say, in no particular order.
pub(super) fn clauses(gathered: &Gathered, merged: &Merged<'_>, traces: &TraceFacts, choices: &Choices, out: &mut Vec<Sighting>) {
    if gathered.contracts.list.is_empty() {
        return;
    }
    services(gathered, choices, out);
    held::held(gathered, traces, out);
    vocabulary::vocabulary(gathered, merged, out);
    vocabulary::resources(gathered, out);
    expected::expected(gathered, choices, out);
    flows::flows(gathered, traces, choices, out);
}

/// Services that no contract names, and those that one names and that sent nothing.
fn services(gathered: &Gathered, choices: &Choices, out: &mut Vec<Sighting>) {
    let seen = gathered.services.sorted();
    for (name, service) in seen.iter().filter(|(name, _)| gathered.contracts.of(name).is_none()) {
        let tally = Tally::at(service.resources.values().map(|instance| &instance.at)).counted(service.amount.resources);
        let files: BTreeSet<&str> = gathered.contracts.list.iter().map(|terms| terms.index.file()).collect();
        let files = files.into_iter().collect::<Vec<_>>().join("` or `");
        let Some(first) = gathered.contracts.list.first() else { return };
        let services = first.index.contract.services.first().map(|service| service.name.at).unwrap_or_default();
        let draft = Draft::new(On::Record, "service", name, &tally).promise("service_unnamed", &first.index, services);
        out.push(draft.text(Key::ClausePlace, files).done());
    }
    if choices.mode != Mode::Complete || gathered.services.left_some_out() {
        return;
    }
    for terms in &gathered.contracts.list {
        let is_silent = |name: &str| seen.iter().all(|(known, _)| *known != name);
        for listed in terms.index.contract.services.iter().filter(|listed| is_silent(&listed.name.value)) {
            let draft = Draft::new(On::Record, "service", &listed.name.value, &Tally::default());
            out.push(draft.promise("silent", &terms.index, listed.name.at).word(Key::CaptureMode, choices.mode.name()).done());
        }
    }
}
