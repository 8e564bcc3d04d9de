//! Which dependencies of a package come to a library that exports telemetry: those may set a pipeline up out of sight.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::lock::Lock;
use super::{Entry, Package};
use crate::knowledge::{Catalog, Knowledge};

/// Notes it in every package that has a lock.
pub(super) fn exporting(packages: &mut [Package], locked: &[Option<Entry>], locks: &[(&str, Lock)], knowledge: &Knowledge) {
    let reaching: Vec<Vec<bool>> = locks.iter().map(|(_, lock)| reaching(lock, knowledge)).collect();
    for (package, entry) in packages.iter_mut().zip(locked) {
        let Some((entry, (_, lock))) = entry.and_then(|entry| Some((entry, locks.get(entry.lock)?))) else { continue };
        let Some(own) = lock.packages.get(entry.at) else { continue };
        let reaches = |at: &&usize| reaching[entry.lock].get(**at).is_some_and(|reaches| *reaches);
        let names = own.dependencies.iter().filter(reaches).filter_map(|at| lock.packages.get(*at));
        package.exporting = names.map(|found| found.name.clone()).collect();
    }
}

/// Notes in every package which others are built together with it: what it needs, what needs it, and what those need in turn. And
/// whether one of them hands the spans of tracing to OpenTelemetry: any of these may set that up.
pub(super) fn together(packages: &mut [Package], catalog: &Catalog) {
    let at: HashMap<&str, usize> = packages.iter().enumerate().map(|(at, package)| (package.name.as_str(), at)).collect();
    let needs: Vec<Vec<usize>> = packages
        .iter()
        .map(|package| package.at_run_time.iter().filter_map(|name| at.get(name.as_str()).copied()).collect())
        .collect();
    let has_one = |package: &Package| package.at_run_time.iter().any(|name| catalog.bridges(name));
    let mut bridged = vec![false; packages.len()];
    // What each is built for, by the parts of that.
    let mut built_for: Vec<Vec<usize>> = vec![Vec::new(); packages.len()];
    let mut programs: Vec<Vec<usize>> = Vec::new();
    // What is built for a package that others need is built for them too: only where nobody needs one, or in a circle, is it a top.
    let mut needed = vec![false; packages.len()];
    for (package, needs) in needs.iter().enumerate() {
        needs.iter().filter(|need| **need != package).for_each(|need| needed[*need] = true);
    }
    let mut covered = vec![false; packages.len()];
    let (above, below): (Vec<usize>, Vec<usize>) = (0..packages.len()).partition(|package| !needed[*package]);
    for top in above.into_iter().chain(below) {
        if covered[top] {
            continue;
        }
        let mut parts = vec![top];
        let mut seen = vec![false; packages.len()];
        seen[top] = true;
        let mut next = 0;
        while let Some(&part) = parts.get(next) {
            next += 1;
            for &need in &needs[part] {
                if !std::mem::replace(&mut seen[need], true) {
                    parts.push(need);
                }
            }
        }
        let sets_up = parts.iter().any(|&part| has_one(&packages[part]));
        for &part in &parts {
            covered[part] = true;
            bridged[part] |= sets_up;
            built_for[part].push(programs.len());
        }
        programs.push(parts);
    }
    // Most are built for the same as others are.
    let mut known: HashMap<Vec<usize>, Arc<BTreeSet<usize>>> = HashMap::new();
    for ((package, bridges), built_for) in packages.iter_mut().zip(bridged).zip(built_for) {
        let parts = || Arc::new(built_for.iter().flat_map(|program| &programs[*program]).copied().collect());
        package.together = Arc::clone(known.entry(built_for.clone()).or_insert_with(parts));
        package.bridges = bridges;
    }
}

/// Of every package of a lock, whether it uses a library that exports, or a package that does. Those of which it is known that they
/// set nothing up do not count.
fn reaching(lock: &Lock, knowledge: &Knowledge) -> Vec<bool> {
    let is_known = |name: &str| knowledge.words.sets_up_nothing(name);
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); lock.packages.len()];
    let mut reaching = vec![false; lock.packages.len()];
    let mut rest = Vec::new();
    for (at, package) in lock.packages.iter().enumerate().filter(|(_, package)| !is_known(&package.name)) {
        for &need in &package.dependencies {
            let Some(found) = lock.packages.get(need) else { continue };
            users[need].push(at);
            if knowledge.catalog.exports(&found.name) && !std::mem::replace(&mut reaching[at], true) {
                rest.push(at);
            }
        }
    }
    while let Some(need) = rest.pop() {
        for &user in &users[need] {
            if !std::mem::replace(&mut reaching[user], true) {
                rest.push(user);
            }
        }
    }
    reaching
}
