//! Functions without telemetry of their own that stand between a task and what makes a span: their bodies have to be read.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Footprint;
use crate::code::own_function::OwnFunction;
use crate::code::walk::{Ambient, Task};
use crate::code::word_hash::{WordHash, name_hash};
use crate::code::workspace::{Item, Workspace};

/// Calls between a task and a span that are followed into bodies without telemetry.
const MAX_DEPTH: usize = 3;

/// What is looked for: it stays as it is when more bodies are read.
pub(in crate::code) struct Between {
    /// Functions that tasks are or call which may have a span to lose.
    called: BTreeSet<Item>,
    /// Hashes of the names of instrumented functions; then of those and of functions that call one; and so on.
    leading: Vec<FxHashSet<WordHash>>,
}

impl Between {
    /// `walk` tells what a function does whose body is read.
    pub(in crate::code) fn new(workspace: &Workspace, walk: &dyn Fn(Item) -> Footprint) -> Self {
        let apart: FxHashSet<WordHash> = workspace.knowledge.catalog.apart().map(name_hash).collect();
        let opening: FxHashSet<WordHash> = workspace.knowledge.catalog.opening().map(name_hash).collect();
        let starting: BTreeSet<Item> = apart.iter().flat_map(|name| workspace.own.callers(*name)).collect();
        let mut called = BTreeSet::new();
        for item in starting {
            let Some(function) = workspace.own.head(item).with_body() else { continue };
            let opens = || workspace.own.calls(item).iter().any(|call| opening.contains(call));
            let has_span = || function.instrument.is_some() || opens() || workspace.takes_request(item);
            if !has_span() || workspace.is_test(item) {
                continue;
            }
            let tasks = walk(item).tasks.into_iter().map(|spawned| spawned.task).filter(is_open);
            called.extend(tasks.flat_map(|task| task.is.into_iter().chain(task.calls)));
        }
        let leading = if called.is_empty() { Vec::new() } else { leading(workspace) };
        Self { called, leading }
    }

    /// The unread functions next on the way from those to what makes a span, by the names that they call.
    pub(in crate::code) fn unread(&self, workspace: &Workspace, walk: &dyn Fn(Item) -> Footprint) -> BTreeSet<Item> {
        let mut unread = BTreeSet::new();
        let mut frontier = self.called.clone();
        let mut seen = FxHashSet::default();
        // The further away from the task, the nearer the span has to be.
        for leads in self.leading.iter().rev() {
            let mut next = BTreeSet::new();
            for item in frontier.into_iter().filter(|item| seen.insert(*item)) {
                let function = workspace.function(item);
                if function.instrument.is_some() || !workspace.own.calls(item).iter().any(|name| leads.contains(name)) {
                    continue;
                }
                if function.body.is_none() {
                    unread.insert(item);
                } else {
                    next.extend(walk(item).calls);
                }
            }
            frontier = next;
        }
        unread
    }
}

/// Whether it is not known yet that a task makes a span, and would matter.
fn is_open(task: &Task) -> bool {
    matches!(task.ambient.around(), Ambient::Span(_) | Ambient::Request(_))
        && task.in_sight
        && !task.carries
        && !task.goes_on
        && task.makes.span.is_none()
}

fn leading(workspace: &Workspace) -> Vec<FxHashSet<WordHash>> {
    let tells = |own: &&OwnFunction| !workspace.knowledge.words.is_common_call(&own.name);
    // The attribute is one of the words that tell of telemetry.
    let may_be = |item: Item, own: &OwnFunction| own.is_read() || workspace.own.tells(item);
    let instrumented = workspace.own.all().filter(|(item, own)| may_be(*item, own));
    let instrumented = instrumented.filter(|(item, _)| workspace.function(*item).instrument.is_some()).map(|(_, own)| own);
    let makers = instrumented.filter(tells).map(|own| name_hash(&own.name));
    let mut steps: Vec<FxHashSet<WordHash>> = vec![makers.collect()];
    while steps.len() < MAX_DEPTH {
        let Some(names) = steps.last() else { break };
        let calling = names.iter().flat_map(|name| workspace.own.callers(*name)).map(|item| workspace.own.head(item));
        let mut further: FxHashSet<WordHash> = calling.filter(tells).map(|own| name_hash(&own.name)).collect();
        further.extend(names);
        steps.push(further);
    }
    steps
}
