//! Messages that programs take in: whether anything that is called from there reads the trace context in them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::reach::called_by;
use super::{Footprint, Received};
use crate::code::word_hash::name_hash;
use crate::code::workspace::{Item, Workspace};
use crate::fact::{Key, Seen};
use crate::source::Source;
use crate::text::around_word;

/// Facts about places where messages are taken in and spans are made of what is done with them.
pub(in crate::code) fn received(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> Vec<Seen> {
    let mut all = Vec::new();
    for (item, footprint) in footprints {
        for received in &footprint.received {
            let mut seen = received.seen.clone();
            seen.facts.flag(Key::InTest, workspace.is_test(*item));
            if let Some(context) = context_of(workspace, footprints, *item, received) {
                seen.facts.word(Key::Context, context);
            }
            all.push(seen);
        }
    }
    all
}

/// Facts about messages whose payload the caller gives: it may hold the context where a caller names a type that does.
pub(in crate::code) fn relayed(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>, sources: &[Source]) -> Vec<Seen> {
    let mut all = Vec::new();
    for (item, footprint) in footprints.iter().filter(|(_, footprint)| !footprint.relayed.is_empty()) {
        let name = &workspace.own.head(*item).name;
        let makes_one = |text: &str| workspace.messages.envelopes.iter().any(|envelope| names(text, envelope));
        let is_given = workspace.own.callers(name_hash(name)).any(|caller| {
            if workspace.own.head(caller).name == *name {
                return false;
            }
            let function = workspace.function(caller);
            let text = sources.get(caller.unit).map_or("", |source| &*source.text);
            let extent = function.extent.start as usize..function.extent.end as usize;
            makes_one(text.get(extent).filter(|whole| !whole.is_empty()).unwrap_or(text))
        });
        for seen in &footprint.relayed {
            let mut seen = seen.clone();
            if is_given {
                seen.facts.word(Key::Context, "delegated");
            }
            all.push(seen);
        }
    }
    all
}

/// Whether a text has a name as a word of its own.
fn names(text: &str, name: &str) -> bool {
    around_word(text, name).next().is_some()
}

/// What becomes of the context in messages that a function takes in; nothing where no span is made for them.
fn context_of(
    workspace: &Workspace,
    footprints: &FxHashMap<Item, Footprint>,
    item: Item,
    received: &Received,
) -> Option<&'static str> {
    let reached = called_by(BTreeSet::from([item]), footprints);
    let noted = || reached.iter().filter_map(|item| footprints.get(item));
    if noted().any(|footprint| footprint.extracts) {
        return Some("propagates");
    }
    // What is not read or not resolved may still read it.
    let leads = |item: &Item| workspace.own.calls(*item).iter().any(|call| workspace.messages.extracting.contains(call));
    if received.speaks_of_context || reached.iter().any(leads) {
        return Some("unknown");
    }
    // The span of the function that waits for messages is around all of them, and says nothing of any.
    let called = called_by(received.handlers.clone(), footprints);
    let in_handlers = called.iter().filter_map(|called| footprints.get(called));
    let makes_spans = received.makes_spans || in_handlers.into_iter().any(|footprint| footprint.spans || footprint.spans_inside);
    makes_spans.then_some("missing")
}
