//! What an analysis may ask at an event.

use super::fixpoint::Values;
use super::origins::ValueId;
use super::places::read;
use super::state::{Initialised, State, ValueSet};
use crate::code::events::{EventId, EventKind, Place, Projection};

/// A point of a body: before the event at hand.
pub(crate) struct At<'v> {
    pub(crate) values: &'v Values<'v>,
    /// Where a branch is decided, the last event before it.
    pub(crate) event: Option<EventId>,
    pub(super) state: &'v State,
}

/// A value that a drop ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) value: ValueId,
    /// Whether it is sure that it is this one, and that it is there.
    pub(crate) is_sure: bool,
}

/// What holds what holds what .. ends with it, so far.
const MAX_DEPTH: usize = 4;

impl At<'_> {
    /// The values that may be there.
    pub(crate) fn values_at(&self, place: &Place) -> ValueSet {
        read(&self.values.origins, self.state, place).values
    }

    pub(crate) fn initialised(&self, place: &Place) -> Initialised {
        read(&self.values.origins, self.state, place).initialised
    }

    /// The value that the event makes.
    pub(crate) fn made(&self) -> Option<ValueId> {
        self.event.and_then(|event| self.values.made_by(event))
    }

    /// The values that the call at hand makes another handle of.
    pub(crate) fn handed_on(&self) -> Option<ValueSet> {
        let event = self.values.body.events.get(self.event?.index())?;
        let EventKind::Call { operands, .. } = &event.kind else { return None };
        let operand = operands.get(self.values.calls.stands_for(event.expr)?)?;
        Some(self.values_behind(&operand.place))
    }

    /// Whether the call at hand makes a value that holds its operands.
    pub(crate) fn constructs(&self) -> bool {
        let event = self.event.and_then(|event| self.values.body.events.get(event.index()));
        event.is_some_and(|event| self.values.calls.constructs(event.expr) == Some(true))
    }

    /// The place behind the reference that may be there.
    pub(crate) fn lent(&self, place: &Place) -> Option<Place> {
        self.values.origins.lent(self.values_at(place).only()?).cloned()
    }

    /// The same, if it is lent for changes.
    pub(crate) fn lent_mutably(&self, place: &Place) -> Option<Place> {
        let reference = self.values_at(place).only()?;
        match self.values.maker(reference)?.kind {
            EventKind::Borrow { mutable: true, .. } => self.values.origins.lent(reference).cloned(),
            _ => None,
        }
    }

    /// The values that may be there, or behind the reference that is.
    pub(crate) fn values_behind(&self, place: &Place) -> ValueSet {
        let mut values = self.values_at(place);
        for _ in 0..MAX_DEPTH {
            let Some(lent) = values.only().and_then(|value| self.values.origins.lent(value)) else { break };
            values = self.values_at(lent);
        }
        values
    }

    /// The parts of a value that are not there as they were made: moved out, replaced, or put in.
    pub(crate) fn changed_parts(&self, value: ValueId) -> impl Iterator<Item = Projection> {
        let is_changed = |number: &usize| matches!(self.state.parts.get(*number), Some(Some(_)));
        self.values.origins.parts(value).iter().filter(move |(_, number)| is_changed(number)).map(|(part, _)| *part)
    }

    /// Everything that ends when the place is dropped: what is there, and what that holds, without what was moved out of it.
    pub(crate) fn ends(&self, place: &Place) -> Vec<Ended> {
        let slot = read(&self.values.origins, self.state, place);
        let is_sure = slot.initialised == Initialised::Yes && slot.values.only().is_some();
        let mut ended: Vec<Ended> = Vec::new();
        if slot.initialised == Initialised::No {
            return ended;
        }
        let mut open: Vec<(ValueId, bool, usize)> = slot.values.iter().map(|value| (value, is_sure, 0)).collect();
        while let Some((value, is_sure, depth)) = open.pop() {
            let known = ended.iter().any(|ended| ended.value == value);
            if known || value == ValueId::UNKNOWN {
                continue;
            }
            ended.push(Ended { value, is_sure });
            // A reference does not own what it points to.
            if self.values.origins.lent(value).is_some() || depth >= MAX_DEPTH {
                continue;
            }
            for (_, number) in self.values.origins.parts(value) {
                let Some(Some(part)) = self.state.parts.get(*number) else { continue };
                let sure = is_sure && part.initialised == Initialised::Yes && part.values.only().is_some();
                if part.initialised != Initialised::No {
                    open.extend(part.values.iter().map(|value| (value, sure, depth + 1)));
                }
            }
        }
        ended
    }
}
