//! What is concluded from a whole program, where a part of it could not be read: what seems to be missing may stand there.

use std::collections::BTreeSet;

use super::workspace::Workspace;
use crate::fact::{Facts, Key, Seen, Value};

/// Leaves out what concludes from something that is nowhere in the program of a package, if `units` of it or of what it needs were not
/// read to their end.
pub(super) fn leave_out_absences(seen: &mut Vec<Seen>, workspace: &Workspace, units: &BTreeSet<usize>) {
    if units.is_empty() {
        return;
    }
    let packages: BTreeSet<Option<&str>> = units.iter().map(|unit| workspace.package_name(*unit)).collect();
    let mut known: std::collections::BTreeMap<usize, bool> = std::collections::BTreeMap::new();
    seen.retain(|seen| {
        let unit = seen.place.file.0 as usize;
        !is_absence(&seen.facts) || !*known.entry(unit).or_insert_with(|| needs_any(workspace, unit, &packages))
    });
}

/// Whether a file's package is one of these, or needs one.
fn needs_any(workspace: &Workspace, unit: usize, packages: &BTreeSet<Option<&str>>) -> bool {
    let own = workspace.package_name(unit);
    let mut needed: BTreeSet<&str> = own.into_iter().collect();
    let mut rest: Vec<&str> = needed.iter().copied().collect();
    while let Some(name) = rest.pop() {
        rest.extend(workspace.needs(name).iter().map(String::as_str).filter(|name| needed.insert(name)));
    }
    packages.contains(&None) || own.is_none() || needed.into_iter().any(|name| packages.contains(&Some(name)))
}

/// Facts that say that something is nowhere.
fn is_absence(facts: &Facts) -> bool {
    let never = [Key::ProviderSet, Key::ProviderShutDown, Key::PropagatorSet, Key::HeadersAsked, Key::FieldRecorded];
    let is = |key: Key, word| facts.get(key) == Some(&Value::Word(word));
    never.into_iter().any(|key| is(key, "never")) || facts.get(Key::ExitSkips).is_some() || is(Key::LeakForm, "static")
}
