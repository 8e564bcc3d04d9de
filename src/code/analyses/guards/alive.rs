//! Which guards may be alive at each point of a body.

use std::collections::BTreeMap;

use super::{Context, Guard, Held};
use crate::code::analyses::holders::{Kind, roots};
use crate::code::events::{Event, EventKind, Made, Mode, Operand, Place};
use crate::code::values::{Analysis, At, Found, ValueId, Values};
use crate::knowledge::Is;

/// More guards than that at one point are not told apart.
const MOST_GUARDS: usize = 64;

pub(super) struct Guards<'a> {
    pub(super) context: &'a Context<'a>,
}

/// By the value that the guard was made as, or as a part of.
type Alive = BTreeMap<ValueId, Guard>;

impl Analysis for Guards<'_> {
    type State = Alive;
    type Finding = Held;

    fn start(&self, _: &Values<'_>) -> Alive {
        Alive::new()
    }

    fn join(&self, own: &mut Alive, other: &Alive) {
        for (value, guard) in other {
            if own.len() < MOST_GUARDS {
                own.entry(*value).or_insert_with(|| guard.clone());
            }
        }
    }

    fn event(&self, at: &At<'_>, event: &Event, alive: &mut Alive, found: &mut Found<Held>) {
        match &event.kind {
            EventKind::Drop { place, .. } => {
                self.forget(at, place, alive);
            }
            EventKind::Suspend { how, .. } => {
                for guard in alive.values() {
                    found.add(Held { guard: guard.clone(), suspended: event.range, how: *how });
                }
            }
            // What holds a guard lives as long as that.
            EventKind::Call { operands, .. } if !at.constructs() => {
                self.give_away(at, operands, alive);
                self.make(at, event, operands, alive);
            }
            EventKind::Make { what: Made::Output, operands, .. } => self.make(at, event, operands, alive),
            EventKind::Make { what: Made::Macro(_) | Made::Opaque, operands, .. } => {
                self.give_away(at, operands, alive);
                self.make(at, event, &[], alive);
            }
            _ => {}
        }
    }
}

impl Guards<'_> {
    fn make(&self, at: &At<'_>, event: &Event, operands: &[Operand], alive: &mut Alive) {
        let Some(api) = self.context.workspace.guard_in(self.context.type_of(event)) else { return };
        let Some(value) = at.made().filter(|_| alive.len() < MOST_GUARDS) else { return };
        let span = operands.first().and_then(|entered| self.span_name(at, entered));
        alive.insert(value, Guard { range: event.range, api, span });
    }

    /// The name of the span that is entered, if its macro is in sight.
    fn span_name(&self, at: &At<'_>, entered: &Operand) -> Option<String> {
        let value = at.values_behind(&entered.place).only()?;
        let made = at.values.maker(value)?;
        let EventKind::Make { what: Made::Telemetry(span), operands, .. } = &made.kind else { return None };
        let name = operands.get(span.name? as usize)?;
        self.context.text_at(at, &name.place)
    }

    /// What is moved into a call is gone, and so is what can be taken out of a place that is lent to it mutably.
    fn give_away(&self, at: &At<'_>, operands: &[Operand], alive: &mut Alive) {
        for operand in operands {
            let stays = matches!(operand.mode, Mode::Copy | Mode::Shared);
            let taken = Some(operand.place.clone()).filter(|_| !stays);
            for place in taken.into_iter().chain(at.lent_mutably(&operand.place)) {
                self.forget(at, &place, alive);
            }
        }
    }

    /// What is at the place is no longer held by the body.
    fn forget(&self, at: &At<'_>, place: &Place, alive: &mut Alive) {
        if alive.is_empty() {
            return;
        }
        let workspace = self.context.workspace;
        let kind = Kind { is: &|ty| ty.is(Is::Guard), is_in: &|ty| workspace.guard_in(ty).is_some() };
        let values = at.ends(place).into_iter().map(|ended| ended.value);
        for root in roots(self.context, at, values.filter(|value| alive.contains_key(&at.values.root(*value))), &kind) {
            alive.remove(&root);
        }
    }
}
