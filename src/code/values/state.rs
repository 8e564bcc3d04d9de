//! What is known at one point: a slot for each local, and for each part of a value. Ways share what they have not changed.

use super::origins::ValueId;
use super::shared::Shared;

/// Whether there is a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Initialised {
    #[default]
    No,
    /// On some ways, or where only the type tells whether it was moved.
    Maybe,
    Yes,
}

impl Initialised {
    pub(super) fn join(self, other: Self) -> Self {
        if self == other { self } else { Self::Maybe }
    }
}

/// Sorted, without the same twice. One that would be larger than [`MAX_VALUES`] holds [`ValueId::UNKNOWN`] alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct ValueSet(Vec<ValueId>);

/// More values than that in one place are not told apart.
pub(super) const MAX_VALUES: usize = 8;

impl ValueSet {
    pub(crate) fn of(value: ValueId) -> Self {
        Self(vec![value])
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = ValueId> + '_ {
        self.0.iter().copied()
    }

    /// The value, if it can be no other.
    pub(crate) fn only(&self) -> Option<ValueId> {
        match self.0.as_slice() {
            [one] if *one != ValueId::UNKNOWN => Some(*one),
            _ => None,
        }
    }

    pub(super) fn add(&mut self, value: ValueId) {
        if let Err(at) = self.0.binary_search(&value) {
            self.0.insert(at, value);
        }
        if self.0.len() > MAX_VALUES {
            self.0 = vec![ValueId::UNKNOWN];
        }
    }

    pub(super) fn join(&mut self, other: &Self) {
        if self.0 == [ValueId::UNKNOWN] && other.0.len() >= MAX_VALUES {
            return;
        }
        for value in other.iter() {
            self.add(value);
        }
    }
}

/// What is in one place.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Slot {
    pub(crate) values: ValueSet,
    pub(crate) initialised: Initialised,
}

impl Slot {
    pub(super) fn holding(values: ValueSet) -> Self {
        Self { values, initialised: Initialised::Yes }
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.values.join(&other.values);
        self.initialised = self.initialised.join(other.initialised);
    }
}

/// A point of a body.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct State {
    pub(super) locals: Shared<Slot>,
    /// Parts of values that are not as they were made, by their number in [`super::origins::Origins`].
    pub(super) parts: Shared<Option<Slot>>,
}

impl State {
    /// Both ways lead here. `as_made` is what is in a part, by its number, until something else is put there.
    pub(super) fn join(&mut self, other: &Self, as_made: &dyn Fn(usize) -> Slot) {
        self.locals.join(&other.locals, &|_, own: &mut Slot, other: &Slot| own.join(other));
        self.parts.join(&other.parts, &|number, own: &mut Option<Slot>, other: &Option<Slot>| match (own.as_mut(), other) {
            (Some(own), Some(other)) => own.join(other),
            (Some(own), None) => own.join(&as_made(number)),
            (None, Some(other)) => {
                let mut joined = as_made(number);
                joined.join(other);
                *own = Some(joined);
            }
            (None, None) => {}
        });
    }
}
