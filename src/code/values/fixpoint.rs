//! The base analysis: every block until nothing changes, in the order in which control may first come to them.

use std::collections::BTreeSet;

use super::origins::{Origin, Origins, ValueId};
use super::places::{ensure, read};
use super::state::{Slot, State, ValueSet};
use super::transfer::{Calls, Transfer};
use crate::code::events::{Bodies, Body, BodyId, Event, EventId, Exit, LocalId, Place, Projection, Test};

/// A block is gone through so often at most.
const MOST_VISITS: u32 = 128;

/// What is known of the values in a body.
pub(crate) struct Values<'b> {
    pub(crate) bodies: &'b Bodies,
    pub(crate) body: &'b Body,
    pub(super) calls: &'b dyn Calls,
    pub(super) origins: Origins,
    /// Where each block begins; nothing where nothing leads.
    pub(super) begins: Vec<Option<State>>,
    returned: ValueSet,
    is_limited: bool,
}

impl<'b> Values<'b> {
    pub(crate) fn of(bodies: &'b Bodies, id: BodyId, calls: &'b dyn Calls) -> Option<Self> {
        let body = bodies.bodies.get(id.index())?;
        let origins = Origins::of(body);
        let begins = vec![None; body.blocks.len()];
        let mut values = Self { bodies, body, calls, origins, begins, returned: ValueSet::default(), is_limited: false };
        values.solve();
        Some(values)
    }

    pub(super) fn transfer(&self) -> Transfer<'b> {
        Transfer { bodies: self.bodies, body: self.body, calls: self.calls }
    }

    fn solve(&mut self) {
        let transfer = self.transfer();
        let mut first = transfer.entry();
        transfer.bind_captures(&mut self.origins, &mut first);
        if let Some(begin) = self.begins.first_mut() {
            *begin = Some(first);
        }
        let mut visits = vec![0; self.body.blocks.len()];
        let mut open = BTreeSet::from([0]);
        while let Some(at) = open.pop_first() {
            visits[at] += 1;
            if visits[at] > MOST_VISITS {
                self.is_limited = true;
                continue;
            }
            let Some(mut state) = self.begins[at].clone() else { continue };
            let block = &self.body.blocks[at];
            for (id, event) in self.body.events_of(block) {
                transfer.prepare(&mut self.origins, &state, id, event);
                transfer.event(&self.origins, &mut state, id, event);
            }
            if let Exit::Branch { test, .. } = &block.exit
                && let Test::Matches(place, _) | Test::Holds(place) = &**test
            {
                ensure(&mut self.origins, &state, place);
            }
            if block.exit == Exit::Return {
                self.returned = read(&self.origins, &state, &Place::of(LocalId(0))).values;
            }
            for next in block.exit.successors() {
                if self.lead(next.index(), &state) {
                    open.insert(next.index());
                }
            }
        }
    }

    /// Control comes to a block; whether that tells more than was known.
    fn lead(&mut self, to: usize, state: &State) -> bool {
        match &mut self.begins[to] {
            Some(known) => {
                let before = known.clone();
                let origins = &self.origins;
                known.join(state, &|number| Slot::holding(ValueSet::of(origins.first(number))));
                *known != before
            }
            unknown => {
                *unknown = Some(state.clone());
                true
            }
        }
    }

    pub(crate) fn origin(&self, value: ValueId) -> &Origin {
        self.origins.origin(value)
    }

    /// What a value is, or is a part of.
    pub(crate) fn root(&self, mut value: ValueId) -> ValueId {
        while let Some((whole, _)) = self.whole(value) {
            value = whole;
        }
        value
    }

    /// The value that it is a part of, where that was not made by its parts.
    pub(crate) fn whole(&self, value: ValueId) -> Option<(ValueId, Projection)> {
        match self.origin(value) {
            Origin::Part(whole, part) => Some((*whole, *part)),
            _ => None,
        }
    }

    /// The event that made a value.
    pub(crate) fn maker(&self, value: ValueId) -> Option<&'b Event> {
        match self.origin(value) {
            Origin::Event(id) => self.body.events.get(id.index()),
            _ => None,
        }
    }

    pub(crate) fn made_by(&self, event: EventId) -> Option<ValueId> {
        self.origins.of_event(event)
    }

    /// What the body may return.
    pub(crate) fn returned(&self) -> &ValueSet {
        &self.returned
    }

    /// Something was too large to be told apart: what is known is less than there is.
    pub(crate) fn is_limited(&self) -> bool {
        self.is_limited || self.origins.is_limited
    }
}
