//! What is in a place, through parts and references, and what is put there.

use std::collections::BTreeSet;

use super::origins::{Origins, ValueId};
use super::state::{Initialised, Slot, State, ValueSet};
use crate::code::events::{Place, Projection};

/// So many values and references to them are looked at for one place.
const MOST_OWNERS: usize = 64;

/// Numbers for the parts that the place leads through.
pub(super) fn ensure(origins: &mut Origins, state: &State, place: &Place) {
    for length in 0..place.path.len() {
        let prefix = Place { local: place.local, path: place.path[..length].into() };
        let step = place.path[length];
        for whole in owners(origins, state, &prefix, step) {
            origins.ensure_part(whole, step);
        }
    }
}

/// The values at the place, references followed, of which `step` is a part.
pub(super) fn owners(origins: &Origins, state: &State, place: &Place, step: Projection) -> Vec<ValueId> {
    let mut seen: BTreeSet<ValueId> = read(origins, state, place).values.iter().collect();
    let mut open: Vec<ValueId> = seen.iter().copied().collect();
    let mut owners = Vec::new();
    while let Some(value) = open.pop() {
        match origins.lent(value) {
            Some(lent) if step != Projection::Dereference && seen.len() < MOST_OWNERS => {
                open.extend(read(origins, state, lent).values.iter().filter(|value| seen.insert(*value)));
            }
            Some(_) => {}
            None => owners.push(value),
        }
    }
    owners.sort_unstable();
    owners
}

pub(super) fn write(origins: &Origins, state: &mut State, place: &Place, slot: Slot) {
    let Some((last, before)) = place.path.split_last() else {
        return state.locals.set(place.local.index(), slot);
    };
    let whole = Place { local: place.local, path: before.into() };
    if *last == Projection::Dereference
        && let Some(lent) = read(origins, state, &whole).values.only().and_then(|value| origins.lent(value)).cloned()
        && lent != *place
        && lent.path.last() != Some(&Projection::Dereference)
    {
        return write(origins, state, &lent, slot);
    }
    let owners = owners(origins, state, &whole, *last);
    let is_sure = matches!(owners.as_slice(), [one] if *one != ValueId::UNKNOWN) && *last != Projection::Index;
    for owner in owners {
        let Some((number, first)) = origins.part(owner, *last) else { continue };
        let mut joined = slot.clone();
        if !is_sure {
            let known = state.parts.get(number).cloned().flatten();
            joined.join(&known.unwrap_or_else(|| Slot::holding(ValueSet::of(first))));
        }
        state.parts.set(number, Some(joined));
    }
}

/// `&*r` is `r`, whatever `r` is later.
pub(super) fn lent_again(origins: &Origins, state: &State, place: &Place) -> Option<ValueSet> {
    let (Projection::Dereference, before) = place.path.split_last()? else { return None };
    let before = read(origins, state, &Place { local: place.local, path: before.into() }).values;
    let is_reference = before.iter().all(|value| origins.lent(value).is_some());
    is_reference.then_some(before)
}

/// What is at a place; references on the way are followed.
pub(super) fn read(origins: &Origins, state: &State, place: &Place) -> Slot {
    Reader { origins, state, left: MOST_READS }.read(place)
}

/// References are followed until so many places were looked at; what lies behind is unknown.
const MOST_READS: u32 = 64;

struct Reader<'r> {
    origins: &'r Origins,
    state: &'r State,
    left: u32,
}

impl Reader<'_> {
    fn read(&mut self, place: &Place) -> Slot {
        let mut slot = self.state.locals.get(place.local.index()).cloned().unwrap_or_default();
        for step in &place.path {
            let mut next: Option<Slot> = None;
            for whole in slot.values.iter() {
                let part = self.part(whole, *step);
                match &mut next {
                    Some(next) => next.join(&part),
                    None => next = Some(part),
                }
            }
            let mut next = next.unwrap_or_default();
            if slot.initialised != Initialised::Yes && next.initialised == Initialised::Yes {
                next.initialised = slot.initialised;
            }
            slot = next;
        }
        slot
    }

    fn part(&mut self, whole: ValueId, step: Projection) -> Slot {
        let unknown = || Slot::holding(ValueSet::of(ValueId::UNKNOWN));
        if let Some(lent) = self.origins.lent(whole) {
            if self.left == 0 {
                return unknown();
            }
            self.left -= 1;
            return if step == Projection::Dereference { self.read(lent) } else { self.read(&lent.clone().then(step)) };
        }
        let Some((number, first)) = self.origins.part(whole, step) else { return unknown() };
        self.state.parts.get(number).cloned().flatten().unwrap_or_else(|| Slot::holding(ValueSet::of(first)))
    }
}
