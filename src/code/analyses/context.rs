//! What every analysis may ask of a function, besides its events and values. Read only.

use crate::code::constant_texts::text_of_constant;
use crate::code::events::{Event, EventKind, Made, Place};
use crate::code::source_text::SourceText;
use crate::code::tree::{Function, Literal, Range};
use crate::code::type_inference::{BodyTypes, Callee};
use crate::code::types::Ty;
use crate::code::values::At;
use crate::code::workspace::Workspace;
use crate::fact::{Key, On, Seen};
use crate::knowledge::Call;

#[derive(Clone, Copy)]
pub(in crate::code) struct Context<'a> {
    pub(in crate::code) workspace: &'a Workspace,
    pub(in crate::code) source: SourceText<'a>,
    pub(in crate::code) types: &'a BodyTypes,
    /// As it is called; empty for an arm of a macro.
    pub(in crate::code) function: &'a str,
    /// A program begins with it.
    pub(in crate::code) is_main: bool,
    /// Test code, by its attributes or those around it.
    pub(in crate::code) in_test: bool,
}

impl<'a> Context<'a> {
    pub(in crate::code) fn new(
        workspace: &'a Workspace,
        source: SourceText<'a>,
        types: &'a BodyTypes,
        function: &'a Function,
        in_test: bool,
    ) -> Self {
        Self { workspace, source, types, function: &function.name, is_main: function.is_main(), in_test }
    }

    /// The type of what an event makes.
    pub(in crate::code) fn type_of(&self, event: &Event) -> &'a Ty {
        self.types.type_of(event.expr)
    }

    /// The function or method of a library that an event calls.
    pub(in crate::code) fn library_call(&self, event: &Event) -> Option<&'static Call> {
        match self.types.called(event.expr)? {
            Callee::Library(call, _) => Some(call),
            Callee::Own(_) | Callee::Foreign(_) => None,
        }
    }

    /// The text that is at a place, if it is known when the program is compiled.
    pub(in crate::code) fn text_at(&self, at: &At<'_>, place: &Place) -> Option<String> {
        let made = at.values.maker(at.values_behind(place).only()?)?;
        match &made.kind {
            EventKind::Make { what: Made::Literal(Literal::Text(text)), .. } => Some(text.clone()),
            EventKind::Make { what: Made::Path(_), .. } => text_of_constant(self.workspace, self.types.constant(made.expr)?),
            _ => None,
        }
    }

    /// Something at a place, with what is said of every place.
    pub(in crate::code) fn site(&self, kind: &'static str, range: Range) -> Seen {
        let mut seen = Seen::new(On::Site, kind, self.source.place(range));
        seen.facts.flag(Key::InTest, self.in_test);
        seen.facts.flag(Key::InExample, self.source.source.is_example());
        seen.facts.text(Key::Expression, self.source.quote(range));
        seen
    }
}
