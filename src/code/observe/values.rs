//! Values of attributes: what they are made of, and what is to be said of them.

use super::private::looks_like_address;
use super::{Walker, privacy_word};
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent};
use crate::code::types::Ty;
use crate::fact::{Key, Seen, Value};
use crate::knowledge::{Does, Words};

impl<'w> Walker<'w> {
    pub(super) fn value_facts(&self, seen: &mut Seen, value: &'w Expr, ty: &Ty) {
        seen.facts.word(Key::ValueKind, self.value_kind(value));
        match &value.kind {
            ExprKind::Literal(Literal::Text(text)) => {
                seen.facts.text(Key::ValueText, text.to_lowercase());
                if looks_like_address(text) {
                    seen.facts.word(Key::ValuePrivacy, "personal");
                    seen.facts.word(Key::ValueOf, "literal");
                    seen.facts.text(Key::ValuePart, "an e-mail address");
                }
            }
            ExprKind::Literal(Literal::Integer(digits)) => seen.facts.text(Key::ValueText, digits),
            _ => {
                seen.facts.text(Key::ValueText, self.source.quote(value.range));
                if let Some((part, privacy)) = self.private_part(value) {
                    if seen.facts.get(Key::ValueKind) == Some(&Value::Word("computed")) {
                        seen.facts.word(Key::ValueKind, "direct");
                    }
                    seen.facts.word(Key::ValuePrivacy, privacy_word(privacy));
                    seen.facts.word(Key::ValueOf, "name");
                    seen.facts.text(Key::ValuePart, part);
                }
            }
        }
        self.bound_facts(seen, value);
        if let Some(part) = self.payload_part(value) {
            seen.facts.text(Key::ValuePayload, part);
        }
        if let Some(printed) = debug_formatted(value, self.workspace.knowledge.words) {
            self.debug_facts(seen, self.type_at(printed));
        }
        self.shown_fact(seen, ty);
    }

    fn value_kind(&self, value: &'w Expr) -> &'static str {
        match &value.kind {
            ExprKind::Literal(Literal::Text(_)) => "text",
            ExprKind::Literal(Literal::Integer(_)) => "integer",
            ExprKind::Literal(_) => "other_literal",
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.value_kind(inner)
            }
            ExprKind::Path(_) if self.declares_empty(value) => "empty",
            ExprKind::Path(path) => about_or(self.workspace.knowledge.words, path.last(), "direct"),
            ExprKind::Field { name, .. } => about_or(self.workspace.knowledge.words, name, "direct"),
            ExprKind::Method { receiver, name, arguments, .. }
                if self.workspace.knowledge.words.is_conversion(name)
                    || arguments.is_empty() && self.workspace.privacy(name).is_some() =>
            {
                match self.value_kind(receiver) {
                    "about" | "computed" if self.workspace.knowledge.words.is_conversion(name) => "computed",
                    _ => about_or(self.workspace.knowledge.words, name, "direct"),
                }
            }
            ExprKind::Method { name, .. } => about_or(self.workspace.knowledge.words, name, "computed"),
            ExprKind::Macro(call) if matches!(call.content, MacroContent::Format(_)) => "formatted",
            _ => "computed",
        }
    }

    pub(in crate::code) fn declares_empty(&self, value: &Expr) -> bool {
        let ExprKind::Path(path) = &value.kind else { return false };
        let absolute = self.workspace.resolve(self.at, path);
        let call = absolute.and_then(|absolute| self.workspace.knowledge.catalog.function(&absolute));
        call.is_some_and(|call| call.does == Some(Does::DeclaresEmpty))
    }
}

/// The one value that a `format!` prints by its `Debug`.
fn debug_formatted<'e>(value: &'e Expr, words: &Words) -> Option<&'e Expr> {
    match &value.kind {
        ExprKind::Macro(call) => match &call.content {
            MacroContent::Format(format) => match format.arguments.as_slice() {
                [only] if format.text.as_ref().is_some_and(|text| text.contains(":?}") || text.contains(":#?}")) => Some(only),
                _ => None,
            },
            _ => None,
        },
        ExprKind::Reference(inner) => debug_formatted(inner, words),
        ExprKind::Method { receiver, name, .. } if words.is_conversion(name) => debug_formatted(receiver, words),
        _ => None,
    }
}

fn about_or(words: &Words, name: &str, kind: &'static str) -> &'static str {
    if words.is_about(name) { "about" } else { kind }
}
