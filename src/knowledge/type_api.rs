//! What is asked of the description of a type.

use super::form::Form;
use super::model::{Call, TypeApi};

impl TypeApi {
    /// Every public path of the type.
    pub(super) fn paths(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.path).chain(self.aliases.0.iter().copied())
    }

    /// What a public field is.
    pub fn field(&self, name: &str) -> Option<&'static Form> {
        self.fields.0.iter().find(|(field, _)| *field == name).map(|(_, form)| form)
    }

    pub(super) fn own_method(&self, name: &str) -> Option<&'static Call> {
        self.methods.0.iter().find(|call| call.name == name)
    }
}
