//! Where the machine's values are, and how they are taken from there.

use super::machine::Machine;
use super::value::{Pointer, Value};
use crate::code::events::{Mode, Operand, Place, Projection};

/// Methods that take their receiver by value.
const BY_VALUE: &[&str] = &["pass", "end", "unwrap", "into_iter", "map", "unwrap_or_else", "unwrap_or", "ok", "and_then"];

impl Machine<'_> {
    /// Where the place is, and whether it lies behind a reference.
    pub(super) fn pointer(&self, function: usize, frame: usize, place: &Place) -> (Pointer, bool) {
        let mut pointer = Pointer { frame, local: place.local.index(), path: Vec::new() };
        let mut is_lent = false;
        for step in &place.path {
            let step = self.step(function, *step);
            while let Some(Value::Reference(to)) = self.look(&pointer) {
                pointer = to.clone();
                is_lent = true;
                if step == "*" {
                    break;
                }
            }
            if step == "*" {
                if self.look(&pointer).is_some_and(|value| value.name() == "Box") {
                    pointer.path.push("0".to_owned());
                }
                continue;
            }
            if self.look(&pointer).is_some_and(|value| value.name() == "Box") && step != "0" {
                pointer.path.push("0".to_owned());
            }
            pointer.path.push(step);
        }
        (pointer, is_lent)
    }

    pub(super) fn look(&self, pointer: &Pointer) -> Option<&Value> {
        let mut value = self.frames[pointer.frame][pointer.local].as_ref()?;
        for step in &pointer.path {
            value = value.field(step)?.as_ref()?;
        }
        Some(value)
    }

    pub(super) fn slot(&mut self, pointer: &Pointer) -> &mut Option<Value> {
        let mut slot = &mut self.frames[pointer.frame][pointer.local];
        for step in &pointer.path {
            slot = slot.as_mut().and_then(|value| value.field_mut(step)).expect("a field");
        }
        slot
    }

    /// What stands behind references.
    pub(super) fn followed<'v>(&'v self, value: &'v Value) -> &'v Value {
        match value {
            Value::Reference(to) => self.look(to).map_or(value, |inner| self.followed(inner)),
            other => other,
        }
    }

    pub(super) fn drops(&self, name: &str) -> bool {
        let of = |(_, of_trait, ty): &(usize, crate::code::tree::Path, crate::code::tree::Type)| {
            of_trait.last() == "Drop" && matches!(ty, crate::code::tree::Type::Path(path) if path.last() == name)
        };
        self.unit.implementations.iter().any(of)
    }

    /// By value: gone from its place, unless it is copied.
    pub(super) fn moved(&mut self, function: usize, frame: usize, operand: &Operand) -> Value {
        let (pointer, _) = self.pointer(function, frame, &operand.place);
        let value = self.look(&pointer).unwrap_or_else(|| panic!("{operand:?} is not there")).clone();
        if !value.is_copy(&|name| self.drops(name)) {
            *self.slot(&pointer) = None;
        }
        value
    }

    pub(super) fn taken(&mut self, function: usize, frame: usize, operand: &Operand) -> Value {
        let (pointer, is_lent) = self.pointer(function, frame, &operand.place);
        match operand.mode {
            Mode::Shared | Mode::Mutable => Value::Reference(pointer),
            Mode::Copy => self.look(&pointer).cloned().expect("something to copy"),
            Mode::Unknown if is_lent && !self.look(&pointer).is_some_and(|value| value.is_copy(&|name| self.drops(name))) => {
                // A part behind a view is taken from where it is.
                if operand.place.path.last() == Some(&Projection::Dereference) && !self.is_behind(&operand.place, function, frame)
                {
                    return self.moved(function, frame, operand);
                }
                Value::Reference(pointer)
            }
            Mode::Unknown | Mode::MoveOrCopy | Mode::Move => self.moved(function, frame, operand),
        }
    }

    /// Whether a view was made of something behind a reference.
    fn is_behind(&self, place: &Place, _: usize, frame: usize) -> bool {
        match &self.frames[frame][place.local.index()] {
            Some(Value::Reference(to)) => to.frame != frame,
            _ => false,
        }
    }

    /// A capture: lent, or taken as far as no reference lies before it.
    pub(super) fn captured(&mut self, function: usize, frame: usize, operand: &Operand) -> Value {
        let (pointer, is_lent) = self.pointer(function, frame, &operand.place);
        match operand.mode {
            Mode::Shared | Mode::Mutable | Mode::Unknown => Value::Reference(pointer),
            _ if is_lent => Value::Reference(pointer),
            _ => self.moved(function, frame, operand),
        }
    }

    pub(super) fn receiver(&mut self, (function, frame): (usize, usize), name: &str, operand: &Operand) -> Value {
        let (mut pointer, is_lent) = self.pointer(function, frame, &operand.place);
        if self.look(&pointer).is_some_and(|value| value.name() == "Box") {
            pointer.path.push("0".to_owned());
        }
        let is_reference = matches!(self.look(&pointer), Some(Value::Reference(_)));
        if is_reference {
            return self.look(&pointer).cloned().expect("a reference");
        }
        if BY_VALUE.contains(&name) && !is_lent { self.moved(function, frame, operand) } else { Value::Reference(pointer) }
    }
}
