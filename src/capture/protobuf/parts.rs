//! What messages of all signals are made of: texts, ids, attributes, values.

use std::borrow::Cow;

use super::wire::{Fault, Wire};
use crate::capture::record::{Attribute, Deviation, Id, MOST_ELEMENTS, Resource, Scope, UNKNOWN, Value};

/// Values nested deeper than this are not read; the protocol's own readers stop there as well.
const DEEPEST: usize = 100;

/// What there is to say of a record beside what it holds, and how much more it may hold.
#[derive(Debug)]
pub(super) struct Budget<'d> {
    left: usize,
    deviations: &'d mut Vec<Deviation>,
}

impl<'d> Budget<'d> {
    pub(super) fn new(deviations: &'d mut Vec<Deviation>) -> Self {
        Self { left: MOST_ELEMENTS, deviations }
    }

    /// Whether there is room for one more element.
    pub(super) fn take(&mut self) -> bool {
        if self.left == 0 {
            self.note(Deviation::TooManyElements);
            return false;
        }
        self.left -= 1;
        true
    }

    /// Says something once for a record.
    pub(super) fn note(&mut self, deviation: Deviation) {
        if !self.deviations.contains(&deviation) {
            self.deviations.push(deviation);
        }
    }

    /// The number of an enumeration that counts from 0 to `last`.
    pub(super) fn enumeration(&mut self, varint: u64, last: i32) -> i32 {
        let number = low_bits(varint).cast_signed();
        if (0..=last).contains(&number) {
            return number;
        }
        self.note(Deviation::UnknownEnum);
        UNKNOWN
    }

    pub(super) fn text<'a>(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return Cow::Borrowed(text);
        }
        self.note(Deviation::BrokenText);
        String::from_utf8_lossy(bytes)
    }
}

/// `number => field` for each field of a message whose wire type is the expected one; what has another is noted and skipped.
macro_rules! fields {
    ($bytes:expr, $budget:expr, { $($number:literal: $wire:ident($value:ident) => $do:expr,)* }) => {{
        let mut fields = $crate::capture::protobuf::wire::Fields::new($bytes);
        for (number, wire) in fields.by_ref() {
            match (number, wire) {
                $(($number, $crate::capture::protobuf::wire::Wire::$wire($value)) => $do,)*
                $(($number, _) => $budget.note($crate::capture::record::Deviation::WrongWireType),)*
                _ => {}
            }
        }
        match fields.fault() {
            Some(fault) => Err(fault),
            None => Ok(()),
        }
    }};
}

pub(super) use fields;

/// Counts and enumerations are 32 bits wide on the wire of the protocol; what is more is cut off, as its own readers do.
#[allow(clippy::cast_possible_truncation, reason = "that is what the protocol asks for")]
pub(super) fn low_bits(varint: u64) -> u32 {
    varint as u32
}

pub(super) fn id(bytes: &[u8]) -> Id {
    Id::new(bytes)
}

/// Adds a `KeyValue` to `into`, if there is room for it.
pub(super) fn attribute<'a>(bytes: &'a [u8], into: &mut Vec<Attribute<'a>>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    nested_attribute(bytes, into, budget, 0)
}

fn nested_attribute<'a>(
    bytes: &'a [u8],
    into: &mut Vec<Attribute<'a>>,
    budget: &mut Budget<'_>,
    depth: usize,
) -> Result<(), Fault> {
    if !budget.take() {
        return Ok(());
    }
    let mut attribute = Attribute::default();
    fields!(bytes, budget, {
        1: Bytes(key) => attribute.key = budget.text(key),
        2: Bytes(inner) => attribute.value = nested_value(inner, budget, depth)?,
    })?;
    into.push(attribute);
    Ok(())
}

/// An `AnyValue`.
pub(super) fn value<'a>(bytes: &'a [u8], budget: &mut Budget<'_>) -> Result<Value<'a>, Fault> {
    nested_value(bytes, budget, 0)
}

fn nested_value<'a>(bytes: &'a [u8], budget: &mut Budget<'_>, depth: usize) -> Result<Value<'a>, Fault> {
    if depth > DEEPEST {
        budget.note(Deviation::TooDeep);
        return Ok(Value::Empty);
    }
    let mut value = Value::Empty;
    fields!(bytes, budget, {
        1: Bytes(text) => value = match std::str::from_utf8(text) {
            Ok(text) => Value::Text(Cow::Borrowed(text)),
            Err(_) => Value::Broken(text.len()),
        },
        2: Varint(flag) => value = Value::Flag(flag != 0),
        3: Varint(number) => value = Value::Int(number.cast_signed()),
        4: Fixed64(bits) => value = Value::Double(f64::from_bits(bits)),
        5: Bytes(array) => {
            let mut values = Vec::new();
            fields!(array, budget, {
                1: Bytes(inner) => if budget.take() { values.push(nested_value(inner, budget, depth + 1)?); },
            })?;
            value = Value::Array(values);
        },
        6: Bytes(map) => {
            let mut entries = Vec::new();
            fields!(map, budget, {
                1: Bytes(entry) => nested_attribute(entry, &mut entries, budget, depth + 1)?,
            })?;
            value = Value::Map(entries);
        },
        7: Bytes(bytes) => value = Value::Bytes(bytes.len()),
    })?;
    Ok(value)
}

/// The resource of a `ResourceSpans` and its like.
pub(super) fn resource<'a>(bytes: &'a [u8], resource: &mut Resource<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    fields!(bytes, budget, {
        1: Bytes(inner) => fields!(inner, budget, {
            1: Bytes(inner) => attribute(inner, &mut resource.attributes, budget)?,
            2: Varint(count) => resource.dropped_attributes = low_bits(count),
        })?,
        3: Bytes(url) => resource.schema_url = budget.text(url),
    })
}

/// The scope of a `ScopeSpans` and its like.
pub(super) fn scope<'a>(bytes: &'a [u8], scope: &mut Scope<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    fields!(bytes, budget, {
        1: Bytes(inner) => fields!(inner, budget, {
            1: Bytes(name) => scope.name = budget.text(name),
            2: Bytes(version) => scope.version = budget.text(version),
            3: Bytes(inner) => attribute(inner, &mut scope.attributes, budget)?,
        })?,
        3: Bytes(url) => scope.schema_url = budget.text(url),
    })
}

/// All numbers of a repeated field of doubles, packed or one by one.
pub(super) fn doubles(wire: Wire<'_>, into: &mut Vec<f64>, budget: &mut Budget<'_>) {
    match wire {
        Wire::Fixed64(bits) if budget.take() => into.push(f64::from_bits(bits)),
        Wire::Fixed64(_) => {}
        Wire::Bytes(packed) => {
            for chunk in packed.chunks_exact(8).take_while(|_| budget.take()) {
                into.push(f64::from_le_bytes(chunk.try_into().unwrap_or_default()));
            }
        }
        _ => budget.note(Deviation::WrongWireType),
    }
}
