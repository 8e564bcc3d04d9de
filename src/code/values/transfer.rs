//! What an event does to what is known.

use super::origins::{Origins, ValueId};
use super::places::{ensure, lent_again, owners, read, write};
use super::state::{Initialised, Slot, State, ValueSet};
use crate::code::events::{
    Bodies, Body, BodyId, Callee, Event, EventId, EventKind, LocalKind, Made, Mode, Operand, Place, Projection,
};
use crate::code::tree::ExprId;

/// What types say of calls.
pub(crate) trait Calls {
    /// The operand for which the value of the call stands: `span.clone()`.
    fn stands_for(&self, _: ExprId) -> Option<usize> {
        None
    }

    /// Whether the call makes a value that holds its operands as fields `0`, `1`, ..
    fn constructs(&self, _: ExprId) -> Option<bool> {
        None
    }
}

impl Calls for () {}

/// One body, and where its values come from.
pub(super) struct Transfer<'b> {
    pub(super) bodies: &'b Bodies,
    pub(super) body: &'b Body,
    pub(super) calls: &'b dyn Calls,
}

impl Transfer<'_> {
    pub(super) fn entry(&self) -> State {
        let mut state = State::default();
        for (at, local) in self.body.parameters.iter().enumerate() {
            state.locals.set(local.index(), Slot::holding(ValueSet::of(Origins::parameter(at))));
        }
        state
    }

    /// A capture of a whole variable is its local's value; captured fields are parts of one.
    pub(super) fn bind_captures(&self, origins: &mut Origins, state: &mut State) {
        for (at, capture) in self.body.captures.iter().enumerate() {
            let value = Origins::capture(self.body, at);
            let slot = Slot::holding(ValueSet::of(value));
            if capture.path.is_empty() {
                state.locals.set(capture.local.index(), slot);
                continue;
            }
            // The variable itself is not here: its parts hang on the first of its captures.
            if state.locals.get(capture.local.index()).is_none_or(|known| known.initialised == Initialised::No) {
                state.locals.set(capture.local.index(), slot.clone());
            }
            let place = Place { local: capture.local, path: capture.path.clone() };
            ensure(origins, state, &place);
            write(origins, state, &place, slot);
        }
    }

    /// Numbers for all parts that the event is about to ask for.
    pub(super) fn prepare(&self, origins: &mut Origins, state: &State, id: EventId, event: &Event) {
        for operand in event.kind.operands() {
            ensure(origins, state, &operand.place);
        }
        match &event.kind {
            EventKind::Borrow { place, .. }
            | EventKind::Drop { place, .. }
            | EventKind::Assign { to: place, .. }
            | EventKind::Change { place, .. } => ensure(origins, state, place),
            _ => {}
        }
        if let Some(value) = origins.of_event(id) {
            for (part, _) in self.parts_made(event) {
                origins.ensure_part(value, part);
            }
        }
        if let EventKind::Make { what: Made::Unwrapped, operands, .. } = &event.kind {
            let wholes: Vec<ValueId> = operands.iter().flat_map(|operand| self.unwrapped(origins, state, operand)).collect();
            for whole in wholes {
                origins.ensure_part(whole, self.inside());
            }
        }
    }

    pub(super) fn event(&self, origins: &Origins, state: &mut State, id: EventId, event: &Event) {
        match &event.kind {
            EventKind::Make { to, operands, .. } | EventKind::Call { to, operands, .. } => {
                let unwrapped = match &event.kind {
                    EventKind::Make { what: Made::Unwrapped, .. } => self.values_inside(origins, state, operands),
                    EventKind::Make { what: Made::Cast, .. } => operands.first().map(|of| read(origins, state, &of.place).values),
                    _ => None,
                };
                let taken: Vec<Slot> = operands.iter().map(|operand| take(origins, state, operand)).collect();
                let value = origins.of_event(id).unwrap_or(ValueId::UNKNOWN);
                let made = self.parts_made(event);
                for (part, number) in origins.parts(value) {
                    let held = made.iter().filter(|(made, _)| made == part).map(|(_, at)| &taken[*at]);
                    let joined = held.cloned().reduce(|mut all, other| {
                        all.values.join(&other.values);
                        all
                    });
                    state.parts.set(*number, joined);
                }
                state.locals.set(to.index(), Slot::holding(unwrapped.unwrap_or_else(|| ValueSet::of(value))));
            }
            EventKind::Use { to, from } => {
                let taken = take(origins, state, from);
                state.locals.set(to.index(), Slot::holding(taken.values));
            }
            EventKind::Borrow { to, place, .. } => {
                let value = origins.of_event(id).unwrap_or(ValueId::UNKNOWN);
                let again = lent_again(origins, state, place);
                state.locals.set(to.index(), Slot::holding(again.unwrap_or_else(|| ValueSet::of(value))));
            }
            EventKind::Assign { to, from } => {
                let taken = take(origins, state, from);
                write(origins, state, to, Slot::holding(taken.values));
            }
            EventKind::Change { by, .. } => {
                take(origins, state, by);
            }
            EventKind::Drop { place, .. } => write(origins, state, place, Slot::default()),
            EventKind::Declare(local) => state.locals.set(local.index(), Slot::default()),
            EventKind::Enter | EventKind::Leave | EventKind::Suspend { .. } => {}
        }
    }

    /// The parts that a value is made with, and which operand each is.
    fn parts_made(&self, event: &Event) -> Vec<(Projection, usize)> {
        let numbered = |count: usize| -> Vec<(Projection, usize)> {
            (0..count).filter_map(|at| Some((self.field(&at.to_string())?, at))).collect()
        };
        match &event.kind {
            EventKind::Make { what: Made::Tuple, operands, .. } => numbered(operands.len()),
            EventKind::Make { what: Made::List, operands, .. } => (0..operands.len()).map(|at| (Projection::Index, at)).collect(),
            EventKind::Make { what: Made::Struct { fields, .. }, .. } => {
                fields.iter().enumerate().map(|(at, field)| (Projection::Field(*field), at)).collect()
            }
            EventKind::Make { what: Made::Body(body), .. } => self.captures_of(*body),
            EventKind::Call { callee: Callee::Path(_), operands, .. } if self.calls.constructs(event.expr) == Some(true) => {
                numbered(operands.len())
            }
            _ => Vec::new(),
        }
    }

    /// A closure holds what it has captured, by the names that it has inside.
    fn captures_of(&self, body: BodyId) -> Vec<(Projection, usize)> {
        let Some(inner) = self.bodies.bodies.get(body.index()) else { return Vec::new() };
        let name = |at: usize| match inner.locals.get(inner.captures[at].local.index()).map(|local| local.kind) {
            Some(LocalKind::Capture(name)) => Some((Projection::Field(name), at)),
            _ => None,
        };
        (0..inner.captures.len()).filter_map(name).collect()
    }

    fn field(&self, name: &str) -> Option<Projection> {
        self.bodies.symbol(name).map(Projection::Field)
    }

    /// What `Some`, `Ok` and their like hold.
    fn inside(&self) -> Projection {
        self.field("0").unwrap_or(Projection::Index)
    }

    fn unwrapped(&self, origins: &Origins, state: &State, operand: &Operand) -> Vec<ValueId> {
        owners(origins, state, &operand.place, self.inside())
    }

    fn values_inside(&self, origins: &Origins, state: &State, operands: &[Operand]) -> Option<ValueSet> {
        let place = operands.first()?.place.clone().then(self.inside());
        Some(read(origins, state, &place).values)
    }
}

/// Takes an operand's value, and says what is left at its place.
fn take(origins: &Origins, state: &mut State, operand: &Operand) -> Slot {
    let taken = read(origins, state, &operand.place);
    let left = match operand.mode {
        Mode::Copy | Mode::Shared | Mode::Mutable => return taken,
        Mode::Move => Slot::default(),
        Mode::MoveOrCopy | Mode::Unknown => match taken.initialised {
            Initialised::No => return taken,
            _ => Slot { values: taken.values.clone(), initialised: Initialised::Maybe },
        },
    };
    write(origins, state, &operand.place, left);
    Slot::holding(taken.values)
}
