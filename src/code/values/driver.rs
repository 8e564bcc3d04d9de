//! Leads an analysis over a body: silently until nothing changes, then once more, in source order, to say what it has found.

use std::collections::BTreeSet;

use super::answers::At;
use super::fixpoint::Values;
use crate::code::events::{Event, EventId, Exit, Test};
use crate::code::tree::Range;

/// One question. Its state is its own; all else that it gets it may only read.
pub(crate) trait Analysis {
    type State: Clone + PartialEq;
    type Finding;

    /// Where the body begins.
    fn start(&self, values: &Values<'_>) -> Self::State;

    /// Both ways lead here.
    fn join(&self, own: &mut Self::State, other: &Self::State);

    /// What an event does. What is found goes to `found`, which keeps it in the last pass only.
    fn event(&self, at: &At<'_>, event: &Event, state: &mut Self::State, found: &mut Found<Self::Finding>);

    /// What is known on one of the ways behind a branch.
    fn branch(&self, _at: &At<'_>, _test: &Test, _holds: bool, _state: &mut Self::State) {}

    /// The body ends: by a return, or by a panic.
    fn end(&self, _at: &At<'_>, _exit: &Exit, _state: &Self::State, _found: &mut Found<Self::Finding>) {}
}

/// What an analysis has found.
pub(crate) struct Found<F> {
    is_last: bool,
    at: (Range, Option<EventId>),
    all: Vec<((Range, Option<EventId>), F)>,
    /// A block was gone through so often that it was given up: what is found is less than there is.
    pub(crate) is_limited: bool,
}

impl<F> Found<F> {
    pub(crate) fn add(&mut self, finding: F) {
        if self.is_last {
            self.all.push((self.at, finding));
        }
    }

    /// In the order of the source.
    pub(crate) fn findings(self) -> Vec<F> {
        self.all.into_iter().map(|(_, finding)| finding).collect()
    }
}

/// A block is gone through so often at most.
const MOST_VISITS: u32 = 128;

pub(crate) fn run<A: Analysis>(analysis: &A, values: &Values<'_>) -> Found<A::Finding> {
    let body = values.body;
    let mut found = Found { is_last: false, at: (Range::default(), None), all: Vec::new(), is_limited: values.is_limited() };
    let mut begins: Vec<Option<A::State>> = vec![None; body.blocks.len()];
    begins[0] = Some(analysis.start(values));
    let mut visits = vec![0; body.blocks.len()];
    let mut open = BTreeSet::from([0]);
    while let Some(block) = open.pop_first() {
        visits[block] += 1;
        if visits[block] > MOST_VISITS {
            found.is_limited = true;
            continue;
        }
        for (next, state) in pass(analysis, values, (block, &begins), &mut found) {
            let is_new = match &mut begins[next] {
                Some(known) => {
                    let before = known.clone();
                    analysis.join(known, &state);
                    *known != before
                }
                unknown => {
                    *unknown = Some(state);
                    true
                }
            };
            if is_new {
                open.insert(next);
            }
        }
    }
    found.is_last = true;
    for block in 0..body.blocks.len() {
        pass(analysis, values, (block, &begins), &mut found);
    }
    found.all.sort_by_key(|(at, _)| *at);
    found
}

/// Goes through one block; gives what is known behind it, by the block that comes next.
fn pass<A: Analysis>(
    analysis: &A,
    values: &Values<'_>,
    (number, begins): (usize, &[Option<A::State>]),
    found: &mut Found<A::Finding>,
) -> Vec<(usize, A::State)> {
    let (Some(mut state), Some(mut known)) = (begins[number].clone(), values.begins[number].clone()) else { return Vec::new() };
    let block = &values.body.blocks[number];
    let transfer = values.transfer();
    let mut last = None;
    for (id, event) in values.body.events_of(block) {
        found.at = (event.range, Some(id));
        analysis.event(&At { values, event: Some(id), state: &known }, event, &mut state, found);
        transfer.event(&values.origins, &mut known, id, event);
        last = Some(id);
    }
    let at = At { values, event: last, state: &known };
    match &block.exit {
        Exit::Goto(to) => vec![(to.index(), state)],
        Exit::Branch { test, yes, no, .. } => {
            let mut other = state.clone();
            analysis.branch(&at, test, true, &mut state);
            analysis.branch(&at, test, false, &mut other);
            vec![(yes.index(), state), (no.index(), other)]
        }
        exit => {
            found.at = (values.body.range, last);
            analysis.end(&at, exit, &state, found);
            Vec::new()
        }
    }
}
