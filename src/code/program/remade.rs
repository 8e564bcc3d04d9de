//! Metric instruments that are built anew whenever a function runs, where that is more than once.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Footprint;
use super::observe::site;
use super::reach::{Mains, called_by};
use crate::code::own_function::OwnFunction;
use crate::code::word_hash::{WordHash, name_hash};
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
    let starts = |function: &OwnFunction| workspace.knowledge.words.is_for_start(&function.name) || function.is_test;
    let mut once: FxHashSet<Item> = Mains::new(workspace).iter().collect();
    once.extend(footprints.iter().filter(|(_, footprint)| footprint.sets_up()).map(|(item, _)| *item));
    once.extend(workspace.own.all().filter(|(_, function)| starts(function)).map(|(item, _)| item));
    // What calls something new may be all that calls another: only such functions are looked at again. Its own name is no caller.
    let others =
        |name: WordHash| workspace.own.callers(name).filter(move |caller| name_hash(&workspace.own.head(*caller).name) != name);
    let mut by_name: FxHashMap<WordHash, Vec<Item>> = FxHashMap::default();
    for (item, function) in workspace.own.all() {
        by_name.entry(name_hash(&function.name)).or_default().push(item);
    }
    let mut left: FxHashMap<WordHash, usize> = FxHashMap::default();
    let mut rest: Vec<Item> = once.iter().copied().collect();
    let first = once.clone();
    while let Some(caller) = rest.pop() {
        let own = name_hash(&workspace.own.head(caller).name);
        for name in workspace.own.calls(caller).iter().copied().filter(|name| *name != own && by_name.contains_key(name)) {
            let left = left.entry(name).or_insert_with(|| others(name).filter(|caller| !first.contains(caller)).count());
            if !first.contains(&caller) {
                *left = left.saturating_sub(1);
            }
            if *left == 0 {
                let new = by_name.get(&name).into_iter().flatten().copied();
                rest.extend(new.filter(|item| once.insert(*item)));
            }
        }
    }
    once
}
