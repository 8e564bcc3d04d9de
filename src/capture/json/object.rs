//! Objects and arrays of objects, key by key and element by element. Keys that are not known are skipped, and so is a value of
//! another type than belongs there, which is told; neither ends the reading.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::record::Deviation;
use super::reader::Reader;

/// The known keys of one kind of object.
pub(super) trait Key: Copy {
    fn of(name: &str) -> Option<Self>;
    /// One bit for each key, to see those that come twice.
    fn bit(self) -> u32;
}

/// An enum of known keys.
macro_rules! keys {
    ($(#[$meta:meta])* $name:ident { $($key:ident = $text:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name { $($key),* }

        impl $crate::capture::json::object::Key for $name {
            fn of(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$key),)* _ => None }
            }

            fn bit(self) -> u32 {
                1 << self as u32
            }
        }
    };
}
pub(super) use keys;

/// What is kept of an object while it is read; the same one serves all elements of an array.
pub(super) trait Fields<'de> {
    type Key: Key;
    /// Whether each of them is an element of a record, of which there may be only so many.
    const IS_ELEMENT: bool = false;
    /// What is told where something else stands in the place of one, or of a list of them.
    const OTHERWISE: Deviation = Deviation::WrongJsonType;

    fn begin(&mut self, _reader: &mut Reader<'_>) {}

    /// Takes the value of `key`, which stands next in `map`.
    fn read<A: MapAccess<'de>>(&mut self, key: Self::Key, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error>;

    /// A key that is none of these was skipped.
    fn pass_unknown(&mut self) {}

    fn end<E: Error>(&mut self, _reader: &mut Reader<'_>) -> Result<(), E> {
        Ok(())
    }
}

/// Passes over the value of a key.
pub(super) fn skip<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

pub(super) struct Object<'r, 's, F> {
    pub(super) reader: &'r mut Reader<'s>,
    pub(super) fields: &'r mut F,
}

pub(super) struct List<'r, 's, F> {
    pub(super) reader: &'r mut Reader<'s>,
    pub(super) fields: &'r mut F,
}

/// What else may stand where an object or array belongs. `null` is not told: it is the same as no value.
macro_rules! others {
    ($value:expr, $otherwise:expr) => {
        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("any value")
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($value)
        }

        fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
            self.reader.deviation($otherwise);
            Ok($value)
        }

        fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
            self.reader.deviation($otherwise);
            Ok($value)
        }

        fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
            self.reader.deviation($otherwise);
            Ok($value)
        }

        fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
            self.reader.deviation($otherwise);
            Ok($value)
        }

        fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
            self.reader.deviation($otherwise);
            Ok($value)
        }
    };
}

pub(super) use others;

impl<'de, F: Fields<'de>> DeserializeSeed<'de> for Object<'_, '_, F> {
    /// Whether it was an object.
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: Fields<'de>> Visitor<'de> for Object<'_, '_, F> {
    type Value = bool;

    others!(false, F::OTHERWISE);

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        let Self { reader, fields } = self;
        fields.begin(reader);
        let mut seen = 0;
        while let Some(name) = map.next_key_seed(Name(PhantomData::<F::Key>))? {
            match name {
                Found::Known(key) => {
                    if seen & key.bit() != 0 {
                        reader.deviation(Deviation::DuplicateKey);
                    }
                    seen |= key.bit();
                    fields.read(key, reader, &mut map)?;
                }
                Found::InSnakeCase => {
                    reader.deviation(Deviation::SnakeCaseKey);
                    skip(&mut map)?;
                }
                Found::Unknown => {
                    fields.pass_unknown();
                    skip(&mut map)?;
                }
            }
        }
        fields.end(reader)?;
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<bool, A::Error> {
        self.reader.deviation(F::OTHERWISE);
        while array.next_element::<IgnoredAny>()?.is_some() {}
        Ok(false)
    }
}

impl<'de, F: Fields<'de>> DeserializeSeed<'de> for List<'_, '_, F> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, F: Fields<'de>> Visitor<'de> for List<'_, '_, F> {
    type Value = ();

    others!((), F::OTHERWISE);

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        let Self { reader, fields } = self;
        while !F::IS_ELEMENT || reader.has_room() {
            if array.next_element_seed(Object { reader: &mut *reader, fields: &mut *fields })?.is_none() {
                return Ok(());
            }
            if F::IS_ELEMENT {
                reader.count_element();
            }
        }
        while array.next_element::<IgnoredAny>()?.is_some() {
            reader.tell_of_too_many();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.reader.deviation(F::OTHERWISE);
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}

enum Found<K> {
    Known(K),
    InSnakeCase,
    Unknown,
}

struct Name<K>(PhantomData<K>);

impl<'de, K: Key> DeserializeSeed<'de> for Name<K> {
    type Value = Found<K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found<K>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl<K: Key> Visitor<'_> for Name<K> {
    type Value = Found<K>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Found<K>, E> {
        Ok(match K::of(name) {
            Some(key) => Found::Known(key),
            None if name.contains('_') && K::of(&camel_case(name)).is_some() => Found::InSnakeCase,
            None => Found::Unknown,
        })
    }
}

/// `traceId` of `trace_id`.
fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let mut camel = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}
