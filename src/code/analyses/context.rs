//! What every analysis may ask of a function, besides its events and values. Read only.

use crate::code::constant_texts::text_of_constant;
use crate::code::events::{Event, EventKind, Made, Place};
use crate::code::source_text::SourceText;
use crate::code::tree::{Literal, Range};
use crate::code::type_inference::BodyTypes;
use crate::code::types::Ty;
use crate::code::values::At;
use crate::code::workspace::Workspace;
use crate::fact::{Key, On, Seen};

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
    /// The type of what an event makes.
    pub(in crate::code) fn type_of(&self, event: &Event) -> &'a Ty {
        self.types.type_of(event.expr)
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
