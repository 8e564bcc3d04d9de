//! What was seen of metrics.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::Draft;
use super::{Choices, service_scopes};
use crate::capture::gather::{Counts, Gathered, MetricStats, Standing, Stream, Tally, total};
use crate::capture::terms::{AllTerms, Check, ClauseTerms};
use crate::fact::{Key, On, Sighting, Version};
use crate::knowledge::{Named, Style, UnitFaultKind, conventions, unit_fault, unusual_metric};

/// Series of one metric beyond which it is expensive, and at which SDKs begin to lose some.
/// Source: OpenTelemetry specification, "Metrics SDK", section "Cardinality limits".
const MANY_SERIES: u64 = 2_000;
/// Metrics of one scope beyond which their names are made from data.
const MANY_METRICS: u64 = 400;

pub(super) fn metrics(gathered: &Gathered, choices: &Choices, out: &mut Vec<Sighting>) {
    for (service, scope_name, scope) in service_scopes(gathered) {
        let is_library = gathered.contracts.is_library_scope(service, scope_name);
        let release = gathered.contracts.release(service, choices.semconv);
        for (name, stats) in scope.metrics.sorted() {
            let contracts = &gathered.contracts;
            Metric { contracts, service, scope: scope_name, name, stats, is_library }.facts(release, out);
        }
        if scope.metrics.count() > MANY_METRICS {
            let tally = Tally { count: scope.metrics.count(), ..Tally::default() };
            let draft = Draft::new(On::Record, "service", service, &tally).signal("metrics").scope(scope_name);
            out.push(draft.word(Key::NamesOf, "metric").done());
        }
    }
    conflicts(gathered, out);
}

struct Metric<'g> {
    contracts: &'g AllTerms,
    service: &'g str,
    scope: &'g str,
    name: &'g str,
    stats: &'g MetricStats,
    is_library: bool,
}

impl Metric<'_> {
    fn draft(&self, tally: &Tally) -> Draft {
        let is = if self.is_library { "library" } else { "own" };
        Draft::new(On::Record, "metric", self.service, tally)
            .signal("metrics")
            .scope(self.scope)
            .name(self.name)
            .text(Key::InstrumentName, self.name)
            .text(Key::ScopeName, self.scope)
            .word(Key::ScopeIs, is)
    }

    /// Whether a clause of the contract says such a thing of it.
    fn declares(&self, says: impl Fn(&Check) -> bool) -> bool {
        let says = |clause: &ClauseTerms| clause.promises.iter().any(|promise| says(&promise.check));
        self.contracts.declares_metric(self.service, self.scope, self.name, says)
    }

    fn facts(&self, release: Option<Version>, out: &mut Vec<Sighting>) {
        let stats = self.stats;
        let all = &stats.seen;
        let is_named = self.contracts.declares_metric(self.service, self.scope, self.name, |_| true);
        if let Some(retired) = conventions().retired(Named::Metric, self.name, release) {
            out.push(self.draft(all).declared(is_named).with(|facts| retired.tell(facts)).done());
        }
        let counts = stats.instruments.get("counter").is_some();
        if let Some(unusual) = unusual_metric(self.name, counts) {
            let style = match unusual.style {
                Style::Letters => "letters",
                Style::Delimiters => "delimiters",
                Style::Ends => "ends",
                Style::Total => "total",
                Style::Unit => "unit",
            };
            out.push(self.draft(all).declared(is_named).word(Key::NameStyle, style).text(Key::NamePart, unusual.part).done());
        }
        for (tally, state) in [(&stats.overflow, "overflow"), (&stats.not_finite, "not_finite")] {
            if tally.count > 0 {
                out.push(self.draft(tally).word(Key::MetricState, state).done());
            }
        }
        let decreasing = stats.streams.values().filter(|stream| stream.decreases()).count() as u64;
        // Two processes under one identity look like that, and are told of as such.
        let is_shared = stats.streams.values().any(Stream::overlaps);
        if decreasing > 0 && !is_shared {
            out.push(self.draft(&stats.seen.counted(decreasing)).word(Key::MetricState, "decreases").done());
        }
        let series = stats.series.count();
        if series >= MANY_SERIES {
            let draft = self.draft(&stats.seen.counted(series)).word(Key::MetricState, "many_series");
            out.push(draft.texts(Key::KeysMost, self.widest_keys()).done());
        }
        self.unit(out);
    }

    /// The attributes with the most values, which make most of the series.
    fn widest_keys(&self) -> Vec<String> {
        let mut keys: Vec<(u64, &str)> =
            self.stats.keys.sorted().into_iter().map(|(key, stats)| (stats.values.count(), key)).collect();
        keys.sort_by(|one, other| other.cmp(one));
        keys.into_iter().take(3).map(|(_, key)| key.to_owned()).collect()
    }

    fn unit(&self, out: &mut Vec<Sighting>) {
        let convention = conventions().metric(self.name);
        let is_unit_said = self.declares(|check| matches!(check, Check::Unit(_)));
        let draft = || self.draft(&self.stats.seen).declared(is_unit_said);
        let units: Vec<&str> = self.stats.units.sorted().into_iter().map(|(unit, _)| unit).collect();
        if let Some(convention) = convention {
            if let Some(found) = units.iter().find(|unit| !is_same_unit(unit, convention.unit)) {
                let draft = draft().text(Key::MetricWanted, convention.unit).text(Key::InstrumentUnit, shown(found));
                out.push(draft.word(Key::MetricDiffers, "unit").done());
            }
            let instruments = self.stats.instruments.sorted();
            if let Some((found, _)) = instruments.iter().find(|(found, _)| *found != convention.instrument) {
                let is_said = self.declares(|check| matches!(check, Check::Instrument(_)));
                let draft = self.draft(&self.stats.seen).declared(is_said);
                let draft = draft.text(Key::MetricWanted, convention.instrument).text(Key::InstrumentKind, *found);
                out.push(draft.word(Key::MetricDiffers, "instrument").done());
            }
            return;
        }
        for unit in units {
            if unit.is_empty() {
                out.push(draft().word(Key::MetricUnit, "missing").done());
            } else if let Some(fault) = unit_fault(unit).filter(|fault| fault.kind != UnitFaultKind::Plural) {
                let draft = draft().text(Key::InstrumentUnit, unit).word(Key::MetricUnit, "unknown");
                let wanted = fault.instead.as_deref();
                out.push(draft.with(|facts| wanted.into_iter().for_each(|code| facts.text(Key::MetricWanted, code))).done());
            }
        }
    }
}

/// Whether values in both mean the same: what is counted is a remark in braces, and 1 is the unit of it.
pub(super) fn is_same_unit(one: &str, other: &str) -> bool {
    let counts = |unit: &str| unit == "1" || unit.starts_with('{') && unit.ends_with('}');
    one == other || counts(one) && counts(other)
}

/// How messages show a unit or another text that may be empty.
fn shown(text: &str) -> &str {
    if text.is_empty() { "(none)" } else { text }
}

/// One name for two things, in one service or in several.
fn conflicts(gathered: &Gathered, out: &mut Vec<Sighting>) {
    #[derive(Default)]
    struct Seen<'g> {
        services: BTreeSet<&'g str>,
        /// Whether anybody but a library sends it.
        is_own: bool,
        by: [BTreeMap<&'g str, Tally>; 3],
    }
    const DIFFERS: [&str; 3] = ["unit", "instrument", "boundaries"];
    let mut names: BTreeMap<&str, Seen<'_>> = BTreeMap::new();
    for (service, scope_name, scope) in service_scopes(gathered) {
        for (name, stats) in scope.metrics.sorted() {
            let seen = names.entry(name).or_default();
            seen.is_own |= !gathered.contracts.is_library_scope(service, scope_name);
            seen.services.insert(service);
            // What the contract says of it is held against each of them.
            let says = |is: fn(&Check) -> bool| {
                let says = |clause: &ClauseTerms| clause.promises.iter().any(|promise| is(&promise.check));
                gathered.contracts.declares_metric(service, scope_name, name, says)
            };
            let is_said =
                [says(|check| matches!(check, Check::Unit(_))), says(|check| matches!(check, Check::Instrument(_))), false];
            let all: [&Counts; 3] = [&stats.units, &stats.instruments, &stats.layouts];
            let unsaid = seen.by.iter_mut().zip(all).zip(is_said).filter(|(_, is_said)| !is_said);
            for ((into, counts), _) in unsaid {
                for (text, count) in counts.sorted() {
                    let tally = into.entry(text).or_default();
                    tally.add_named(&Standing { name: service, ..Standing::default() });
                    tally.count = tally.count.saturating_add(count.saturating_sub(1));
                }
            }
        }
    }
    for (name, seen) in names {
        for (differs, by) in DIFFERS.into_iter().zip(seen.by) {
            if by.len() < 2 {
                continue;
            }
            let service = if seen.services.len() == 1 { seen.services.first().copied().unwrap_or_default() } else { "" };
            let tally = Tally { count: total(by.values().map(|tally| tally.count)), ..Tally::default() };
            let found = by.into_keys().map(|text| shown(text).to_owned()).collect();
            let services = seen.services.iter().map(|name| super::draft::shown_service(name).to_owned()).collect();
            let draft = Draft::new(On::Record, "metric", service, &tally).signal("metrics").name(name);
            let draft = draft.text(Key::InstrumentName, name).texts(Key::MetricFound, found).texts(Key::Services, services);
            let is = if seen.is_own { "own" } else { "library" };
            out.push(draft.word(Key::ScopeIs, is).word(Key::MetricConflict, differs).done());
        }
    }
}
