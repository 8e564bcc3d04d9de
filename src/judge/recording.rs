//! Sightings of a recording to findings: the same rules, without files, comments and code around.

use super::render::{fill, hash, number_twins};
use super::{Index, Settings};
use crate::fact::{Captured, Sighting, Versions};
use crate::finding::Finding;
use crate::rule::Rule;

/// Holds all rules against what was seen in a recording; sorted.
pub fn judge_recording(sightings: &[Sighting], settings: &impl Settings) -> Vec<Finding> {
    let index = Index::new();
    // A recording says nothing of versions of crates, so what depends on them does not hold.
    let versions = Versions::default();
    let mut findings = Vec::new();
    for sighting in sightings {
        for (rule, case) in index.holding(sighting.on, &sighting.facts, &versions, settings) {
            let Some(severity) = settings.recorded(rule, case.severity, &sighting.captured) else { continue };
            findings.push(Finding {
                rule,
                severity,
                message: fill(case.message, &sighting.facts),
                help: fill(case.fix, &sighting.facts),
                label: case.label,
                location: None,
                captured: Some(Box::new(sighting.captured.clone())),
                related: Vec::new(),
                fix: None,
                fingerprint: fingerprint(rule, &sighting.captured),
            });
        }
    }
    findings.sort_by(|one, other| one.order().cmp(&other.order()));
    findings.dedup_by(|one, other| one.order() == other.order());
    number_twins(&mut findings);
    findings
}

/// What stays the same from one recording to the next: counts and examples do not, nor which scopes were taken together.
fn fingerprint(rule: &Rule, at: &Captured) -> String {
    let scope = if at.signal == "logs" || !at.attribute.is_empty() { "" } else { &at.scope };
    hash(&[rule.id, &at.service, at.signal, scope, &at.name, &at.attribute])
}
