//! What a workspace describes beside what the program knows: libraries of its own, types of its own, and more of known ones.

use super::catalog::Catalog;
use super::form::Form;
use super::model::{Api, Call, TypeApi};
use crate::table::List;

impl Catalog {
    /// Whether it is the workspace that says so. Then it is used, though it may be no dependency, but a module of its own.
    pub(super) fn is_described(&self, api: &'static Api) -> bool {
        self.described.iter().any(|described| std::ptr::eq(described, api))
    }

    /// A type under one of its paths; what was known of it before stays where this says nothing.
    pub(super) fn add_type(&mut self, path: &'static str, added: &'static TypeApi) {
        let merged = self.types.get(path).map(|known| &List::keep(vec![known.with(added)]).0[0]);
        self.types.insert(path, merged.unwrap_or(added));
    }
}

impl TypeApi {
    /// What both say; of the same, what the other says.
    fn with(&self, other: &Self) -> Self {
        let methods: Vec<Call> = other.methods.iter().chain(self.methods.0).copied().collect();
        let form = |of: fn(&Self) -> Form| if matches!(of(other), Form::Untold) { of(self) } else { of(other) };
        Self {
            path: self.path,
            aliases: List::keep(self.aliases.iter().chain(other.aliases.0).copied().collect()),
            is: other.is.or(self.is),
            signal: other.signal.or(self.signal),
            crosses_threads: other.crosses_threads.or(self.crosses_threads),
            borrows: other.borrows || self.borrows,
            counted: other.counted || self.counted,
            fails: other.fails || self.fails,
            carries: other.carries.or(self.carries),
            sent: other.sent.or(self.sent),
            scalar: other.scalar.or(self.scalar),
            prints: other.prints.or(self.prints),
            awaited: form(|of| of.awaited),
            iterates: form(|of| of.iterates),
            element: form(|of| of.element),
            extends: List::keep(self.extends.iter().chain(other.extends.0).copied().collect()),
            generic: other.generic || self.generic,
            fields: List::keep(other.fields.iter().chain(self.fields.0).copied().collect()),
            methods: List::keep(methods),
        }
    }
}
