//! Tasks, with what is known only of the whole workspace: the telemetry that they make through the functions that they call, whether
//! these take a context along, and whether a span is current where the function is called that starts them.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::reach::{Mains, Program};
use super::{Footprint, Made, Spawned};
use crate::code::walk::Ambient;
use crate::code::word_hash::name_hash;
use crate::code::workspace::{Item, Workspace};
use crate::fact::{Key, Seen};

/// Calls between a task and the telemetry that it makes.
const MAX_CALLS: usize = 6;
/// Calls between a task and what takes a context along for it, or what never ends in it.
const NEAR_CALLS: usize = 2;
/// Callers that are gone back to find a span.
const MAX_CALLERS: usize = 3;

/// Facts about all tasks.
pub(in crate::code) fn tasks(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> Vec<Seen> {
    let mut view = View { workspace, footprints, serving: None, in_span: FxHashMap::default() };
    let mut all = Vec::new();
    for (item, footprint) in footprints {
        all.extend(footprint.tasks.iter().map(|spawned| view.seen(*item, spawned)));
    }
    all
}

struct View<'v> {
    workspace: &'v Workspace,
    footprints: &'v FxHashMap<Item, Footprint>,
    /// Programs that make a span for each request, and of which servers; made when first asked for.
    serving: Option<Vec<(Program<'v>, BTreeSet<&'static str>)>>,
    /// Answers of `is_in_span`.
    in_span: FxHashMap<(Item, usize), bool>,
}

impl View<'_> {
    fn seen(&mut self, item: Item, spawned: &Spawned) -> Seen {
        let (mut seen, task) = (spawned.seen.clone(), &spawned.task);
        let near = self.reached(&task.is, NEAR_CALLS);
        let called = self.reached(&task.calls, NEAR_CALLS);
        let is_done_by = |done: fn(&Footprint) -> bool| near.iter().chain(&called).any(|item| self.of(*item).is_some_and(done));
        let carries = task.carries || is_done_by(|footprint| footprint.carries);
        let goes_on = task.goes_on
            || is_done_by(|footprint| footprint.goes_on)
            || task.is.union(&task.calls).any(|item| self.of(*item).is_some_and(|footprint| footprint.loops));
        if goes_on {
            seen.facts.flag(Key::TaskGoesOn, true);
        }
        if !carries && task.in_sight {
            match (task.on_handle, seen.facts.get(Key::TaskContext)) {
                (Some(_), _) => seen.facts.word(Key::TaskContext, "on_handle"),
                (None, None) => seen.facts.word(Key::TaskContext, "lost"),
                (None, Some(_)) => {}
            }
        }
        let library = self.made(&mut seen, spawned);
        if let Some(fix) =
            library.zip(task.runs).and_then(|(library, runs)| self.workspace.knowledge.catalog.keeps(library, runs))
        {
            seen.facts.text(Key::ContextFix, fix);
        }
        let is_said = seen.facts.get(Key::TaskContext).is_some() && seen.facts.get(Key::TaskMakes).is_some();
        match task.ambient.around() {
            Ambient::Caller if is_said && self.is_in_span(item, MAX_CALLERS) => seen.facts.word(Key::TaskAround, "caller"),
            Ambient::Request(server) if is_said && self.is_served(item, server) => seen.facts.word(Key::TaskAround, "request"),
            _ => {}
        }
        if is_said && self.workspace.knowledge.words.is_for_background(&self.workspace.function(item).name) {
            seen.facts.flag(Key::TaskAtStart, true);
        }
        seen
    }

    /// The first span that a task makes, else the first event. Returns the library of what is current, else of that.
    fn made(&self, seen: &mut Seen, spawned: &Spawned) -> Option<&'static str> {
        let task = &spawned.task;
        let all: BTreeSet<Item> = task.is.union(&task.calls).copied().collect();
        let all = self.reached(&all, MAX_CALLS);
        let first =
            |made: fn(&Footprint) -> Option<Made>| all.iter().find_map(|item| Some((Some(*item), made(self.of(*item)?)?)));
        let span = task.makes.span.map(|made| (None, made)).or_else(|| first(Footprint::span));
        let event = || task.makes.event.map(|made| (None, made)).or_else(|| first(Footprint::event));
        let is_span = span.is_some();
        let (maker, made) = span.or_else(event)?;
        seen.facts.word(Key::TaskMakes, if is_span { "spans" } else { "events" });
        if let Some(maker) = maker {
            seen.facts.text(Key::FunctionName, &self.workspace.function(maker).name);
        }
        seen.relate("made", made.place);
        task.ambient.library().or(made.library)
    }

    fn of(&self, item: Item) -> Option<&Footprint> {
        self.footprints.get(&item)
    }

    /// These functions and what they call, up to so many calls away, the nearest first.
    fn reached(&self, from: &BTreeSet<Item>, calls: usize) -> Vec<Item> {
        let mut seen = from.clone();
        let mut reached: Vec<Item> = from.iter().copied().collect();
        let mut next = 0;
        for _ in 1..calls {
            let frontier = reached[next..].to_vec();
            next = reached.len();
            let called = frontier.iter().filter_map(|item| self.of(*item)).flat_map(Footprint::calls_here);
            reached.extend(called.filter(|item| seen.insert(*item)));
        }
        reached
    }

    /// Whether a span is current wherever a function is called.
    fn is_in_span(&mut self, item: Item, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        if let Some(known) = self.in_span.get(&(item, steps)) {
            return *known;
        }
        let callers = self.callers_of(item);
        let is_in_span = !callers.is_empty()
            && callers.into_iter().all(|caller| {
                let Some(footprint) = self.footprints.get(&caller) else { return false };
                let is_spawned = footprint.tasks.iter().any(|spawned| spawned.task.is.contains(&item));
                let passed = footprint.passed.contains(&item);
                !is_spawned && (!passed && footprint.covered.contains(&item) || passed && self.is_in_span(caller, steps))
            });
        self.in_span.insert((item, steps), is_in_span);
        is_in_span
    }

    /// Whether a function is a part of a program that makes a span for each request of that server.
    fn is_served(&mut self, item: Item, server: &str) -> bool {
        let (workspace, footprints) = (self.workspace, self.footprints);
        let serving = self.serving.get_or_insert_with(|| {
            let programs = Mains::new(workspace).programs(workspace).into_iter();
            let serving = programs.map(|program| {
                let held = footprints.iter().filter(|(item, _)| program.holds(workspace, **item));
                let servers: BTreeSet<&str> = held.flat_map(|(_, footprint)| footprint.serves.iter().copied()).collect();
                (program, servers)
            });
            serving.filter(|(_, servers)| !servers.is_empty()).collect()
        });
        serving.iter().any(|(program, servers)| servers.contains(server) && program.holds(workspace, item))
    }

    /// Functions that call one of that name, tests aside.
    fn callers_of(&mut self, item: Item) -> Vec<Item> {
        let name = &self.workspace.own.head(item).name;
        let others = self.workspace.own.callers(name_hash(name)).filter(|caller| self.workspace.own.head(*caller).name != *name);
        others.filter(|caller| !self.workspace.is_test(*caller)).collect()
    }
}
