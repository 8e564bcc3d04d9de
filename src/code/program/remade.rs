//! Metric instruments that are built anew whenever a function runs, where that is more than once.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Footprint;
use super::observe::site;
use super::reach::{Mains, called_by};
use crate::code::scan::name_hash;
use crate::code::tree::Function;
use crate::code::workspace::{Item, Workspace};
use crate::fact::{Key, Seen};
use crate::source::Source;

/// Facts about instruments that do not outlive their function, in functions that may run again.
pub(in crate::code) fn remade(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>, sources: &[Source]) -> Vec<Seen> {
    if footprints.values().all(|footprint| footprint.remade.is_empty()) {
        return Vec::new();
    }
    let (once, repeated) = (once(workspace, footprints), repeated(workspace, footprints));
    let mut all = Vec::new();
    for (item, footprint) in footprints {
        for remade in &footprint.remade {
            let again = if remade.in_loop {
                "loop"
            } else if remade.in_span || repeated.contains(item) {
                "repeatedly"
            } else if !once.contains(item) {
                "call"
            } else {
                continue;
            };
            let mut seen = site(workspace, sources, *item, "instrument_remade", remade.range);
            seen.facts.word(Key::RemadeIn, again);
            seen.facts.flag(Key::InstrumentObservable, remade.observable);
            seen.facts.text(Key::FunctionName, &workspace.function(*item).name);
            all.push(seen);
        }
    }
    all
}

/// Functions that run more than once for certain: what a loop calls, what handles a request, and what those call.
fn repeated(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> BTreeSet<Item> {
    let in_loops = footprints.values().flat_map(|footprint| footprint.repeats.iter().copied());
    let of_requests = footprints.keys().copied().filter(|item| workspace.takes_request(*item));
    called_by(in_loops.chain(of_requests).collect(), footprints)
}

/// Functions that run once, as far as can be seen: every `main`, what sets up a pipeline, what says by its name that it is for the start, and what only
/// those call. Callers are told by the name of what they call.
fn once(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> FxHashSet<Item> {
    let mut callers: FxHashMap<u64, Vec<Item>> = FxHashMap::default();
    for (item, function) in workspace.all_functions() {
        // Its own name stands before its parameters as before arguments.
        for call in function.calls.iter().filter(|call| **call != name_hash(&function.name)) {
            callers.entry(*call).or_default().push(item);
        }
    }
    let starts = |function: &Function| workspace.knowledge.words.is_for_start(&function.name) || function.is_test;
    let mut once: FxHashSet<Item> = Mains::new(workspace).iter().collect();
    once.extend(footprints.iter().filter(|(_, footprint)| footprint.sets_up()).map(|(item, _)| *item));
    once.extend(workspace.all_functions().filter(|(_, function)| starts(function)).map(|(item, _)| item));
    // What calls something new may be all that calls another: only such functions are looked at again.
    let mut by_name: FxHashMap<u64, Vec<Item>> = FxHashMap::default();
    for (item, function) in workspace.all_functions() {
        by_name.entry(name_hash(&function.name)).or_default().push(item);
    }
    let mut left: FxHashMap<u64, usize> =
        callers.iter().map(|(name, callers)| (*name, callers.iter().filter(|caller| !once.contains(caller)).count())).collect();
    let mut rest: Vec<u64> = left.iter().filter(|(_, left)| **left == 0).map(|(name, _)| *name).collect();
    while let Some(name) = rest.pop() {
        for item in by_name.get(&name).into_iter().flatten().copied() {
            if !once.insert(item) {
                continue;
            }
            let function = workspace.function(item);
            for call in function.calls.iter().filter(|call| **call != name_hash(&function.name)) {
                if let Some(left) = left.get_mut(call) {
                    *left -= 1;
                    if *left == 0 {
                        rest.push(*call);
                    }
                }
            }
        }
    }
    once
}
