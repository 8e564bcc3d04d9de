//! Blocks while a body is built: events go into the current one, until something ends it.

use super::graph::{Block, BlockId, Event, Exit};
use crate::text::offset;

#[derive(Debug)]
pub(super) struct Blocks {
    blocks: Vec<Building>,
    current: BlockId,
}

#[derive(Debug, Default)]
struct Building {
    events: Vec<Event>,
    exit: Option<Exit>,
}

impl Blocks {
    pub(super) fn new() -> Self {
        Self { blocks: vec![Building::default()], current: BlockId(0) }
    }

    pub(super) fn add(&mut self) -> BlockId {
        self.blocks.push(Building::default());
        BlockId(offset(self.blocks.len() - 1))
    }

    pub(super) fn continue_at(&mut self, block: BlockId) {
        self.current = block;
    }

    pub(super) fn push(&mut self, event: Event) {
        let current = self.current;
        self.push_to(current, event);
    }

    pub(super) fn push_to(&mut self, block: BlockId, event: Event) {
        if let Some(block) = self.blocks.get_mut(block.index()) {
            block.events.push(event);
        }
    }

    /// Ends the current block; what follows stands in a new one that nothing leads to yet.
    pub(super) fn end(&mut self, exit: Exit) {
        let current = self.current;
        self.end_of(current, exit);
        self.current = self.add();
    }

    pub(super) fn end_of(&mut self, block: BlockId, exit: Exit) {
        if let Some(block) = self.blocks.get_mut(block.index()) {
            block.exit.get_or_insert(exit);
        }
    }

    /// Ends the current block with a way to `next`, and goes on there.
    pub(super) fn lead_to(&mut self, next: BlockId) {
        let current = self.current;
        self.end_of(current, Exit::Goto(next));
        self.current = next;
    }

    /// Joins lie behind one another: each block has its place in the order in which control may first come to it.
    pub(super) fn finish(self) -> (Vec<Block>, Vec<Event>) {
        let exits: Vec<&Exit> = self.blocks.iter().map(|block| block.exit.as_ref().unwrap_or(&Exit::Unreachable)).collect();
        let (order, reached) = order(&exits);
        let mut places = vec![0; order.len()];
        for (place, old) in order.iter().enumerate() {
            places[*old] = offset(place);
        }
        let renamed = |exit: &Exit| match exit {
            Exit::Goto(to) => Exit::Goto(BlockId(places[to.index()])),
            Exit::Branch { test, yes, no, expr } => Exit::Branch {
                test: test.clone(),
                yes: BlockId(places[yes.index()]),
                no: BlockId(places[no.index()]),
                expr: *expr,
            },
            other => other.clone(),
        };
        let exits: Vec<Exit> = exits.into_iter().map(renamed).collect();
        let (mut blocks, mut events) = (Vec::with_capacity(order.len()), Vec::new());
        let mut contents: Vec<(Vec<Event>, Exit)> = self.blocks.into_iter().map(|block| block.events).zip(exits).collect();
        for (place, old) in order.into_iter().enumerate() {
            let (own, exit) = std::mem::replace(&mut contents[old], (Vec::new(), Exit::Unreachable));
            blocks.push(Block { first: offset(events.len()), length: offset(own.len()), exit, is_reached: place < reached });
            events.extend(own);
        }
        events.shrink_to_fit();
        (blocks, events)
    }
}

/// Reverse postorder, then what nothing leads to, as it was written; and how many are reached.
fn order(exits: &[&Exit]) -> (Vec<usize>, usize) {
    let mut seen = vec![false; exits.len()];
    let mut after = Vec::new();
    let mut open: Vec<(usize, Vec<usize>)> = vec![(0, successors(exits, 0))];
    seen[0] = true;
    while let Some((block, rest)) = open.last_mut() {
        match rest.pop() {
            Some(next) if !seen[next] => {
                seen[next] = true;
                open.push((next, successors(exits, next)));
            }
            Some(_) => {}
            None => {
                after.push(*block);
                open.pop();
            }
        }
    }
    after.reverse();
    let reached = after.len();
    after.extend((0..exits.len()).filter(|block| !seen[*block]));
    (after, reached)
}

/// The first of two ways is taken off last, so it comes first in the order.
fn successors(exits: &[&Exit], block: usize) -> Vec<usize> {
    exits[block].successors().map(BlockId::index).collect()
}
