//! Who the telemetry says it is from.

use super::draft::Draft;
use crate::capture::gather::{Gathered, Instance, Merge, Named, Service, Tally};
use crate::capture::terms::AllTerms;
use crate::fact::{Key, On, Sighting};
use crate::knowledge::recorded_names;

pub(super) fn services(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (name, service) in gathered.services.sorted() {
        names(&gathered.contracts, name, service, out);
        shared(name, service, out);
        dropped(name, service, out);
    }
}

fn draft(service: &str, tally: &Tally) -> Draft {
    Draft::new(On::Record, "service", service, tally)
}

fn names(contracts: &AllTerms, name: &str, service: &Service, out: &mut Vec<Sighting>) {
    let instances: Vec<&Instance> = service.resources.values().collect();
    let is_measured = is_measured(service);
    for (named, word) in [
        (Named::Missing, "name_missing"),
        (Named::Empty, "name_empty"),
        (Named::NotText, "name_not_text"),
        (Named::Default, "name_default"),
    ] {
        let found = Tally::at(instances.iter().filter(|instance| instance.named == named).map(|instance| &instance.at));
        if found.count > 0 && !(named == Named::Missing && is_measured) {
            out.push(draft(name, &found).word(Key::Identity, word).done());
        }
    }
    // Of what has no name, or is only measured, more cannot be asked.
    if is_measured {
        return;
    }
    let named: Vec<_> = instances.into_iter().filter(|instance| instance.named == Named::Given).collect();
    let lacks = |instance: &&Instance, keys: &[&str]| keys.iter().all(|key| instance.keys.get(key).is_none());
    for (keys, word) in [
        (&["service.version"][..], "version_missing"),
        (&["deployment.environment.name", "deployment.environment"], "environment_missing"),
    ] {
        let lacking = Tally::at(named.iter().filter(|instance| lacks(instance, keys)).map(|instance| &instance.at));
        if lacking.count > 0 {
            let is_declared = contracts.requires_of_resource(name, keys);
            out.push(draft(name, &lacking).declared(is_declared).word(Key::Identity, word).done());
        }
    }
}

/// Whether all there is was measured by a Collector: it says what the resource is, and of machines and clusters that is no service.
pub(super) fn is_measured(service: &Service) -> bool {
    let scopes = service.scopes.sorted();
    !scopes.is_empty() && scopes.iter().all(|(scope, _)| recorded_names().is_collector_scope(scope))
}

/// Processes that cannot be told apart: two count the same series under one identity.
fn shared(name: &str, service: &Service, out: &mut Vec<Sighting>) {
    let mut tally = Tally::default();
    for (_, scope) in service.scopes.sorted() {
        for (metric, stats) in scope.metrics.sorted() {
            let overlapping = stats.streams.values().filter(|stream| stream.overlaps()).count() as u64;
            if overlapping > 0 {
                tally.merge(stats.seen.counted(overlapping).told_as(&format!("`{metric}`")));
            }
        }
    }
    if tally.count > 0 {
        out.push(Draft::new(On::Record, "service", name, &tally).signal("metrics").word(Key::Identity, "shared").done());
    }
}

fn dropped(name: &str, service: &Service, out: &mut Vec<Sighting>) {
    let dropped = Tally::at(service.resources.values().filter(|instance| instance.dropped > 0).map(|instance| &instance.at));
    if dropped.count > 0 {
        out.push(draft(name, &dropped).word(Key::Dropped, "attributes").word(Key::Carrier, "resource").done());
    }
}
