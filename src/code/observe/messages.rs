//! Texts that are exported as they are: messages of events, descriptions of statuses, bodies of logs, names of spans. Whose data is
//! interpolated into them.

use super::{Walker, privacy_word};
use crate::code::tree::{Expr, Format};
use crate::fact::Key;

impl<'w> Walker<'w> {
    /// The message of an event: each private value that it interpolates.
    pub(super) fn observe_message(&mut self, message: &'w Format) {
        for argument in &message.arguments {
            self.observe_text(argument, "event");
        }
    }

    /// A text that is exported: the first private value in it.
    pub(super) fn observe_text(&mut self, text: &'w Expr, of: &'static str) {
        let Some((part, privacy)) = self.private_part(text) else { return };
        let ty = self.type_at(text);
        let mut seen = self.site("message", text.range);
        seen.facts.word(Key::MessageOf, of);
        seen.facts.word(Key::ValuePrivacy, privacy_word(privacy));
        seen.facts.text(Key::ValuePart, part);
        self.shown_fact(&mut seen, ty);
        self.keep(seen);
    }
}
