//! The fields and variants of large types by name, so that one is found in one step. Of small ones the lists are looked through.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::item::Item;
use super::memo::Memo;
use super::tree::DataType;
use super::types::Ty;
use crate::knowledge::TypeApi;

/// Types with no more are small.
const FEW: usize = 16;

#[derive(Debug, Default)]
pub(super) struct DataIndex {
    /// The first field of each name.
    fields: FxHashMap<Item, FxHashMap<String, usize>>,
    /// The first variant of each name: where its fields start, and how many it has.
    variants: FxHashMap<Item, FxHashMap<String, (usize, usize)>>,
    /// The types of the fields, resolved.
    pub(super) field_types: Memo<Item, Arc<[Ty]>>,
    /// The guard that values keep alive.
    pub(super) guards: Memo<Item, Option<&'static TypeApi>>,
}

impl DataIndex {
    pub(super) fn add(&mut self, item: Item, data: &DataType) {
        if data.fields.len() > FEW {
            let fields = self.fields.entry(item).or_default();
            for (at, (name, _)) in data.fields.iter().enumerate() {
                fields.entry(name.clone()).or_insert(at);
            }
        }
        if data.variants.len() > FEW {
            let variants = self.variants.entry(item).or_default();
            for (name, start, count) in parts(data) {
                variants.entry(name.to_owned()).or_insert((start, count));
            }
        }
    }

    /// The position of a field.
    pub(super) fn field(&self, item: Item, data: &DataType, name: &str) -> Option<usize> {
        match self.fields.get(&item) {
            Some(fields) => fields.get(name).copied(),
            None => data.fields.iter().position(|(field, _)| field == name),
        }
    }

    /// Where the fields of a variant start, and how many it has.
    pub(super) fn variant(&self, item: Item, data: &DataType, name: &str) -> Option<(usize, usize)> {
        match self.variants.get(&item) {
            Some(variants) => variants.get(name).copied(),
            None => parts(data).find(|(variant, _, _)| *variant == name).map(|(_, start, count)| (start, count)),
        }
    }
}

fn parts(data: &DataType) -> impl Iterator<Item = (&str, usize, usize)> {
    data.variants.iter().scan(0, |next, (name, count)| {
        let start = *next;
        *next += count;
        Some((name.as_str(), start, *count))
    })
}
