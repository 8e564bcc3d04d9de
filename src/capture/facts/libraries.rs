//! What instrumentation libraries chose: names that the conventions gave up since, one sighting for each library, and services in the
//! middle of moving from old names to new ones.

use std::collections::{BTreeMap, BTreeSet};

use super::attributes::{carriers, is_bridged, is_library_key};
use super::draft::Draft;
use super::metrics::is_same_unit;
use super::{Choices, service_scopes};
use crate::capture::gather::{Counts, Gathered, Merge, MetricStats, Tally};
use crate::fact::{Key, On, Sighting, Version};
use crate::knowledge::{MetricConvention, Named, conventions, recorded_names};

pub(super) fn libraries(gathered: &Gathered, choices: &Choices, out: &mut Vec<Sighting>) {
    let mut moving: BTreeMap<&str, (BTreeSet<String>, Tally)> = BTreeMap::new();
    for (service, name, scope) in service_scopes(gathered) {
        let is_library = gathered.contracts.is_library_scope(service, name);
        let release = gathered.contracts.release(service, choices.semconv);
        let is_bridged = is_bridged(scope);
        let mut old: BTreeSet<&str> = BTreeSet::new();
        let mut tally = Tally::default();
        let metrics = scope.metrics.sorted();
        let metric_keys = metrics.iter().map(|(_, metric)| &metric.keys);
        for keys in carriers(scope).into_iter().map(|(_, _, keys)| keys).chain(metric_keys) {
            for (key, stats) in keys.sorted() {
                let Some(retired) = conventions().retired(Named::Attribute, key, release) else { continue };
                if recorded_names().is_sdk_key(key) {
                    continue;
                }
                if let Some(successor) = retired.successors().find(|successor| keys.get(successor).is_some()) {
                    let (pairs, seen) = moving.entry(service).or_default();
                    pairs.insert(format!("{key}` and `{successor}"));
                    seen.merge(stats.tally.clone());
                } else if is_library_key(key, is_library, is_bridged) {
                    old.insert(key);
                    tally.merge(stats.tally.clone());
                }
            }
        }
        for (metric, stats) in &metrics {
            if is_library && is_old_metric(metric, stats, release) {
                old.insert(metric);
                tally.merge(stats.seen.clone());
            }
        }
        if !old.is_empty() {
            let switches: BTreeSet<&str> = old.iter().filter_map(|key| recorded_names().switch_of(key)).collect();
            let switch = switches.into_iter().collect::<Vec<_>>().join(",");
            let versions: Vec<&str> =
                scope.versions.sorted().into_iter().map(|(version, _)| version).filter(|version| !version.is_empty()).collect();
            let names = super::listed(old.iter().copied());
            let draft = Draft::new(On::Record, "scope", service, &tally).scope(name);
            let draft =
                draft.text(Key::ScopeName, name).text(Key::ScopeVersion, versions.join(", ")).text(Key::ScopeGivenUp, names);
            let draft = draft.word(Key::ScopeIs, if is_library { "library" } else { "own" });
            out.push(if switch.is_empty() { draft } else { draft.text(Key::ScopeSwitch, switch) }.done());
        }
    }
    for (service, (pairs, tally)) in moving {
        let pairs = super::listed(pairs.iter().map(String::as_str));
        out.push(Draft::new(On::Record, "service", service, &tally).text(Key::Moving, pairs).done());
    }
}

/// Whether the conventions gave the metric up, or measure it in another unit or with another instrument by now.
fn is_old_metric(name: &str, stats: &MetricStats, release: Option<Version>) -> bool {
    let differs = |convention: &MetricConvention| {
        let any_other =
            |counts: &Counts, is_same: &dyn Fn(&str) -> bool| counts.sorted().into_iter().any(|(found, _)| !is_same(found));
        any_other(&stats.units, &|unit| is_same_unit(unit, convention.unit))
            || any_other(&stats.instruments, &|instrument| instrument == convention.instrument)
    };
    conventions().retired(Named::Metric, name, release).is_some() || conventions().metric(name).is_some_and(differs)
}
