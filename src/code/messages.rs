//! What a workspace as a whole says of trace context in messages.

use rustc_hash::FxHashSet;

use super::item::Item;

#[derive(Debug, Default)]
pub(super) struct Messages {
    /// Whether anything is sent or propagated whose context is followed.
    pub(super) followed: bool,
    /// Whether it exports spans, and not only metrics or logs.
    pub(super) traces: bool,
    /// Types with a field that is named as trace context is, or is of such a type, also inside others.
    pub(super) roomy: FxHashSet<Item>,
    /// The names of those that are written out as a whole.
    pub(super) envelopes: Vec<String>,
    /// Fields that context goes into or comes out of.
    pub(super) context_fields: FxHashSet<(Item, String)>,
    /// Hashes of the names of calls that inject, and of functions that lead to one.
    pub(super) injecting: FxHashSet<u64>,
    /// The same for calls that extract.
    pub(super) extracting: FxHashSet<u64>,
    /// The workspace hands on what it gets.
    pub(super) forwards: bool,
}

impl Messages {
    /// Takes in what walks have noted of fields.
    pub(super) fn learn(&mut self, fields: Vec<(Item, String)>) {
        self.roomy.extend(fields.iter().map(|(item, _)| *item));
        self.context_fields.extend(fields);
    }

    /// The field of a type that context travels in.
    pub(super) fn context_field(&self, item: Item) -> Option<&str> {
        self.context_fields.iter().filter(|(of, _)| *of == item).map(|(_, field)| field.as_str()).min()
    }
}
