//! From an object into the objects and arrays that it holds, and into those that were put aside.

use serde::de::{self, DeserializeSeed, MapAccess};
use serde_json::de::StrRead;
use serde_json::value::RawValue;

use super::object::{Fields, List, Object};
use super::reader::Reader;

impl Reader<'_> {
    /// Reads the value of a key, and says whether it was an object.
    pub(super) fn object<'de, A: MapAccess<'de>>(
        &mut self,
        map: &mut A,
        fields: &mut impl Fields<'de>,
    ) -> Result<bool, A::Error> {
        map.next_value_seed(Object { reader: self, fields })
    }

    /// Reads the value of a key, an array of objects, with the same fields for each.
    pub(super) fn list<'de, A: MapAccess<'de>>(&mut self, map: &mut A, fields: &mut impl Fields<'de>) -> Result<(), A::Error> {
        map.next_value_seed(List { reader: self, fields })
    }

    /// Reads an object that was put aside.
    pub(super) fn held_object<'de, E: de::Error>(&mut self, held: &'de RawValue, fields: &mut impl Fields<'de>) -> Result<(), E> {
        self.held(held, |reader, text| Object { reader, fields }.deserialize(text).map(|_| ()))
    }

    /// Reads an array of objects that was put aside.
    pub(super) fn held_list<'de, E: de::Error>(&mut self, held: &'de RawValue, fields: &mut impl Fields<'de>) -> Result<(), E> {
        self.held(held, |reader, text| List { reader, fields }.deserialize(text))
    }

    fn held<'de, E: de::Error>(
        &mut self,
        held: &'de RawValue,
        read: impl FnOnce(&mut Self, &mut serde_json::Deserializer<StrRead<'de>>) -> Result<(), serde_json::Error>,
    ) -> Result<(), E> {
        let text = held.get();
        read(self, &mut serde_json::Deserializer::from_str(text)).map_err(|error| {
            self.broke(text, &error);
            E::custom("found in a part that was put aside")
        })
    }
}
