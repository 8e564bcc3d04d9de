//! Functions without telemetry of their own that stand between a task and what makes a span: their bodies have to be read.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::Footprint;
use crate::code::scan::name_hash;
use crate::code::tree::Function;
use crate::code::walk::{Ambient, Task};
use crate::code::workspace::{Item, Workspace};

/// Calls between a task and a span that are followed into bodies without telemetry.
const MAX_DEPTH: usize = 3;

/// What is looked for: it stays as it is when more bodies are read.
pub(in crate::code) struct Between {
    /// Functions that tasks are or call which may have a span to lose: their units, and where their names stand.
    called: BTreeSet<(usize, u32)>,
    /// Hashes of the names of instrumented functions; then of those and of functions that call one; and so on.
    leading: Vec<FxHashSet<u64>>,
}

impl Between {
    /// `walk` tells what a function does whose body is read.
    pub(in crate::code) fn new(workspace: &Workspace, walk: &dyn Fn(Item) -> Footprint) -> Self {
        let apart: FxHashSet<u64> = workspace.knowledge.catalog.apart().map(name_hash).collect();
        let opening: FxHashSet<u64> = workspace.knowledge.catalog.opening().map(name_hash).collect();
        let calls = |function: &Function, names: &FxHashSet<u64>| function.calls.iter().any(|call| names.contains(call));
        let starts_task = |function: &Function| function.body.is_some() && calls(function, &apart);
        let mut called = BTreeSet::new();
        for (item, function) in workspace.all_functions().filter(|(_, function)| starts_task(function)) {
            let has_span = function.instrument.is_some() || calls(function, &opening) || workspace.takes_request(item);
            if !has_span || workspace.is_test(item) {
                continue;
            }
            let tasks = walk(item).tasks.into_iter().map(|spawned| spawned.task).filter(is_open);
            let items = tasks.flat_map(|task| task.is.into_iter().chain(task.calls));
            called.extend(items.map(|item| (item.unit, workspace.function(item).name_range.start)));
        }
        let leading = if called.is_empty() { Vec::new() } else { leading(workspace) };
        Self { called, leading }
    }

    /// The unread functions next on the way from those to what makes a span, by the names that they call.
    pub(in crate::code) fn unread(&self, workspace: &Workspace, walk: &dyn Fn(Item) -> Footprint) -> BTreeSet<Item> {
        let mut unread = BTreeSet::new();
        let mut frontier: BTreeSet<Item> = BTreeSet::new();
        for &(unit, name) in &self.called {
            let functions = workspace.units[unit].functions.iter();
            let index = functions.enumerate().find(|(_, function)| function.name_range.start == name).map(|(index, _)| index);
            frontier.extend(index.map(|index| Item { unit, index }));
        }
        let mut seen = FxHashSet::default();
        // The further away from the task, the nearer the span has to be.
        for leads in self.leading.iter().rev() {
            let mut next = BTreeSet::new();
            for item in frontier.into_iter().filter(|item| seen.insert(*item)) {
                let function = workspace.function(item);
                if function.instrument.is_some() || !function.calls.iter().any(|name| leads.contains(name)) {
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

fn leading(workspace: &Workspace) -> Vec<FxHashSet<u64>> {
    let functions = || workspace.units.iter().flat_map(|unit| &unit.functions);
    let tells = |function: &&Function| !workspace.knowledge.words.is_common_call(&function.name);
    let makers = functions().filter(tells).filter(|function| function.instrument.is_some());
    let mut steps: Vec<FxHashSet<u64>> = vec![makers.map(|function| name_hash(&function.name)).collect()];
    while steps.len() < MAX_DEPTH {
        let Some(names) = steps.last() else { break };
        let calling = functions().filter(tells).filter(|function| function.calls.iter().any(|call| names.contains(call)));
        let mut further: FxHashSet<u64> = calling.map(|function| name_hash(&function.name)).collect();
        further.extend(names);
        steps.push(further);
    }
    steps
}
