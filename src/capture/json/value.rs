//! Attributes and the values of attributes and bodies, of all signals.

use std::borrow::Cow;

use serde::de::{Error, MapAccess};

use super::super::record::{Attribute, Deviation, Value};
use super::object::{Fields, keys, skip};
use super::reader::Reader;
use super::scalar::Scalar;
use super::{encoding, mend};

/// How deep values are read in one another.
const MOST_LEVELS: usize = 100;

/// After so many levels a value is put aside and read on its own: a level is up to four objects and arrays, of which the parser
/// takes 128 in one another.
const LEVELS_AT_ONCE: usize = 20;

impl Reader<'_> {
    /// Replaces what is in `to` by the attributes that are the value of a key.
    pub(super) fn attributes<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        to: &mut Vec<Attribute<'de>>,
    ) -> Result<(), A::Error> {
        to.clear();
        self.list(map, &mut AttributeFields { key: Cow::default(), value: Value::Empty, to })
    }

    pub(super) fn value<'de, A: MapAccess<'de>>(&mut self, map: &mut A) -> Result<Value<'de>, A::Error> {
        let mut fields = ValueFields(Value::Empty);
        self.object(map, &mut fields)?;
        Ok(fields.0)
    }

    fn text_value<'de>(&mut self, scalar: Scalar<'de>) -> Value<'de> {
        match scalar {
            Scalar::Text(text) if self.is_mended && mend::is_marked(&text) => Value::Broken(mend::sent_length(&text)),
            Scalar::Text(text) => Value::Text(text),
            other => self.unset(&other).unwrap_or_default(),
        }
    }

    fn bytes_value<'de>(&mut self, scalar: &Scalar<'de>) -> Value<'de> {
        let bytes = match scalar {
            Scalar::Text(text) => encoding::base64(text),
            _ => None,
        };
        bytes.map(|bytes| Value::Bytes(bytes.length)).or_else(|| self.unset(scalar)).unwrap_or_default()
    }

    /// The `values` of an array or map.
    fn nested<'de, A: MapAccess<'de>>(&mut self, map: &mut A, fields: &mut impl Fields<'de>) -> Result<(), A::Error> {
        if self.level.is_multiple_of(LEVELS_AT_ONCE) {
            let held = map.next_value()?;
            return self.held_list(held, fields);
        }
        self.list(map, fields)
    }
}

struct AttributeFields<'a, 'de> {
    key: Cow<'de, str>,
    value: Value<'de>,
    to: &'a mut Vec<Attribute<'de>>,
}

keys! {
    AttributeKey {
        Key = "key",
        Value = "value",
    }
}

impl<'de> Fields<'de> for AttributeFields<'_, 'de> {
    type Key = AttributeKey;
    const IS_ELEMENT: bool = true;

    fn read<A: MapAccess<'de>>(&mut self, key: AttributeKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            AttributeKey::Key => self.key = reader.text(map)?,
            AttributeKey::Value => self.value = reader.value(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, _: &mut Reader<'_>) -> Result<(), E> {
        self.to.push(Attribute { key: std::mem::take(&mut self.key), value: std::mem::take(&mut self.value) });
        Ok(())
    }
}

/// Reads `{"stringValue":..}` and its like; of several the last one counts.
struct ValueFields<'de>(Value<'de>);

keys! {
    ValueKey {
        Text = "stringValue",
        Flag = "boolValue",
        Int = "intValue",
        Double = "doubleValue",
        Bytes = "bytesValue",
        Array = "arrayValue",
        Map = "kvlistValue",
    }
}

impl<'de> Fields<'de> for ValueFields<'de> {
    type Key = ValueKey;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        reader.level += 1;
    }

    fn read<A: MapAccess<'de>>(&mut self, key: ValueKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        self.0 = match key {
            ValueKey::Text => reader.text_value(map.next_value()?),
            ValueKey::Flag => match map.next_value()? {
                Scalar::Flag(flag) => Value::Flag(flag),
                other => reader.unset(&other).unwrap_or_default(),
            },
            ValueKey::Int => reader.number(map, Scalar::integer)?.map_or(Value::Empty, Value::Int),
            ValueKey::Double => reader.number(map, Scalar::double)?.map_or(Value::Empty, Value::Double),
            ValueKey::Bytes => reader.bytes_value(&map.next_value()?),
            ValueKey::Array | ValueKey::Map if reader.level >= MOST_LEVELS => {
                reader.deviation(Deviation::TooDeep);
                skip(map)?;
                Value::Empty
            }
            ValueKey::Array => {
                let mut array = ArrayFields::default();
                if reader.object(map, &mut array)? { Value::Array(array.0) } else { Value::Empty }
            }
            ValueKey::Map => {
                let mut object = MapFields::default();
                if reader.object(map, &mut object)? { Value::Map(object.0) } else { Value::Empty }
            }
        };
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        reader.level -= 1;
        Ok(())
    }
}

keys! {
    ValuesKey { Values = "values" }
}

#[derive(Default)]
struct ArrayFields<'de>(Vec<Value<'de>>);

impl<'de> Fields<'de> for ArrayFields<'de> {
    type Key = ValuesKey;

    fn read<A: MapAccess<'de>>(&mut self, _: ValuesKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        self.0.clear();
        reader.nested(map, &mut ElementFields { value: ValueFields(Value::Empty), to: &mut self.0 })
    }
}

struct ElementFields<'a, 'de> {
    value: ValueFields<'de>,
    to: &'a mut Vec<Value<'de>>,
}

impl<'de> Fields<'de> for ElementFields<'_, 'de> {
    type Key = ValueKey;
    const IS_ELEMENT: bool = true;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        self.value.begin(reader);
    }

    fn read<A: MapAccess<'de>>(&mut self, key: ValueKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        self.value.read(key, reader, map)
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        self.to.push(std::mem::take(&mut self.value.0));
        self.value.end(reader)
    }
}

#[derive(Default)]
struct MapFields<'de>(Vec<Attribute<'de>>);

impl<'de> Fields<'de> for MapFields<'de> {
    type Key = ValuesKey;

    fn read<A: MapAccess<'de>>(&mut self, _: ValuesKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        self.0.clear();
        reader.nested(map, &mut AttributeFields { key: Cow::default(), value: Value::Empty, to: &mut self.0 })
    }
}
