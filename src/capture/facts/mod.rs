//! Aggregates to facts: what was gathered comes in whole, sightings go out, one for each thing that is worth a look however often it
//! was seen. No rule is named here, and nothing says how bad a thing is.

mod attributes;
mod clauses;
mod draft;
mod libraries;
mod logs;
mod metrics;
mod names;
mod private;
mod score;
mod services;
mod spans;
mod told;

use draft::Draft;

use super::gather::{Gathered, ScopeStats, Tally};
use super::traces::TraceFacts;
use crate::fact::{Key, Mode, On, Sighting, Version};

pub(super) use clauses::coverage;
pub(super) use score::recording;

/// What the settings of a run change in what is seen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choices {
    /// The release of the semantic conventions that names are held against.
    pub semconv: Option<Version>,
    /// What is missing from the recording because it has a start and an end.
    pub mode: Mode,
}

/// Everything that is to be seen, in no particular order.
pub(super) fn sightings(gathered: &Gathered, traces: &TraceFacts, choices: &Choices) -> Vec<Sighting> {
    let mut out = Vec::new();
    services::services(gathered, &mut out);
    let merged = attributes::merged(gathered);
    attributes::attributes(gathered, &merged, choices, &mut out);
    names::names(gathered, &merged, &mut out);
    libraries::libraries(gathered, choices, &mut out);
    spans::spans(gathered, &mut out);
    spans::traces(gathered, traces, choices, &mut out);
    metrics::metrics(gathered, choices, &mut out);
    logs::logs(gathered, &mut out);
    clauses::clauses(gathered, &merged, traces, choices, &mut out);
    let all = gathered.total;
    if [all.spans, all.logs, all.metrics] == [0; 3] {
        out.push(
            Draft::new(On::Record, "recording", "", &Tally::default())
                .word(Key::CaptureHolds, "nothing")
                .missing_in(ALL_SIGNALS)
                .done(),
        );
    }
    out
}

const ALL_SIGNALS: &[&str] = &["traces", "metrics", "logs"];

/// Names that a message lists.
const MOST_LISTED: usize = 8;

/// Names for a message, in backticks: the first few, and how many more there are.
fn listed<'n>(names: impl ExactSizeIterator<Item = &'n str>) -> String {
    let more = names.len().saturating_sub(MOST_LISTED);
    let first: Vec<&str> = names.take(MOST_LISTED).collect();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("`{}`{rest}", first.join("`, `"))
}

/// Every scope with the names of its service and of itself, sorted.
fn service_scopes(gathered: &Gathered) -> impl Iterator<Item = (&str, &str, &ScopeStats)> {
    let services = gathered.services.sorted().into_iter();
    services.flat_map(|(service, of)| of.scopes.sorted().into_iter().map(move |(name, scope)| (service, name, &**scope)))
}
