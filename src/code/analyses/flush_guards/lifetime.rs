//! What becomes of each such value on the ways through a body.

use std::collections::BTreeMap;

use super::Context;
use crate::code::analyses::holders::{Kind, roots};
use crate::code::analyses::set_up_calls::is_set_up;
use crate::code::events::{Event, EventKind, Exit, Made, Mode, Operand, Why};
use crate::code::tree::Range;
use crate::code::values::{Analysis, At, Found, ValueId, Values};

/// More of them at one point are not told apart.
const MOST_GUARDS: usize = 16;

/// A value that keeps telemetry going.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FlushGuard {
    /// What makes it.
    pub(super) range: Range,
    /// Its type, or that of its part which does it.
    pub(super) name: String,
    pub(super) crosses_threads: Option<bool>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// Something runs while it lives, or it goes where it may live on.
    OfUse,
    /// Its block ended.
    Dropped,
}

pub(super) struct FlushGuards<'a> {
    pub(super) context: &'a Context<'a>,
}

/// Those that live, by the value that each was made as or as a part of.
type Alive = BTreeMap<ValueId, FlushGuard>;

impl Analysis for FlushGuards<'_> {
    type State = Alive;
    type Finding = (FlushGuard, Became);

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

    fn event(&self, at: &At<'_>, event: &Event, alive: &mut Alive, found: &mut Found<Self::Finding>) {
        match &event.kind {
            EventKind::Drop { place, why } => {
                for guard in self.taken(at, at.ends(place).into_iter().map(|ended| ended.value), alive) {
                    // What is dropped at once is told elsewhere.
                    let became = if *why == Why::Scope { Became::Dropped } else { Became::OfUse };
                    found.add((guard, became));
                }
            }
            // What holds it lives as long.
            EventKind::Call { .. } if at.constructs() => {}
            EventKind::Call { operands, .. } => {
                self.give_away(at, operands, alive, found);
                if !is_set_up(self.context, at, event) {
                    all_of_use(alive, found);
                }
                self.make(at, event, alive);
            }
            EventKind::Suspend { .. } | EventKind::Make { what: Made::Telemetry(_), .. } => all_of_use(alive, found),
            EventKind::Make { what: Made::Macro(_) | Made::Opaque, operands, .. } => {
                self.give_away(at, operands, alive, found);
                if self.context.types.known_macro(event.expr).is_none_or(|known| !known.is_value) {
                    all_of_use(alive, found);
                }
            }
            EventKind::Make { what: Made::Output | Made::Unwrapped, .. } => self.make(at, event, alive),
            // A type of this workspace may be one by what its `Drop` does.
            EventKind::Make { what: Made::Struct { .. }, .. }
                if self.context.workspace.is_keeper(self.context.type_of(event)) =>
            {
                self.make(at, event, alive);
            }
            // Into a field or static of somebody else.
            EventKind::Assign { to, from } if !to.path.is_empty() => {
                self.give_away(at, std::slice::from_ref(from), alive, found);
            }
            _ => {}
        }
    }

    /// What is returned lives on with whoever called.
    fn end(&self, _: &At<'_>, exit: &Exit, alive: &Alive, found: &mut Found<Self::Finding>) {
        if *exit == Exit::Return {
            all_of_use(alive, found);
        }
    }
}

impl FlushGuards<'_> {
    fn make(&self, at: &At<'_>, event: &Event, alive: &mut Alive) {
        let Some(keeper) = self.context.workspace.keeper_in(self.context.type_of(event)) else { return };
        let Some(value) = at.made().filter(|_| alive.len() < MOST_GUARDS) else { return };
        let guard = FlushGuard { range: event.range, name: keeper.name, crosses_threads: keeper.crosses_threads };
        alive.insert(value, guard);
    }

    /// What is moved into a call may be kept there; what is lent may be taken out or looked at.
    fn give_away(&self, at: &At<'_>, operands: &[Operand], alive: &mut Alive, found: &mut Found<(FlushGuard, Became)>) {
        if alive.is_empty() {
            return;
        }
        for operand in operands {
            let lent = at.lent(&operand.place);
            let places = lent.iter().chain((operand.mode != Mode::Copy).then_some(&operand.place));
            let values: Vec<ValueId> = places.flat_map(|place| at.ends(place)).map(|ended| ended.value).collect();
            for guard in self.taken(at, values.into_iter(), alive) {
                found.add((guard, Became::OfUse));
            }
        }
    }

    /// Takes those away that are among the values.
    fn taken(&self, at: &At<'_>, values: impl Iterator<Item = ValueId>, alive: &mut Alive) -> Vec<FlushGuard> {
        if alive.is_empty() {
            return Vec::new();
        }
        let workspace = self.context.workspace;
        let kind = Kind { is: &|ty| workspace.is_keeper(ty), is_in: &|ty| workspace.keeper_in(ty).is_some() };
        let roots = roots(self.context, at, values.filter(|value| alive.contains_key(&at.values.root(*value))), &kind);
        roots.into_iter().filter_map(|root| alive.remove(&root)).collect()
    }
}

fn all_of_use(alive: &Alive, found: &mut Found<(FlushGuard, Became)>) {
    for guard in alive.values() {
        found.add((guard.clone(), Became::OfUse));
    }
}
