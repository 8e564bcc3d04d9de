//! Values of attributes: what they are made of, whose data they are, and how their type shows them.

use std::collections::HashSet;

use super::names::is_conversion;
use super::{Walker, privacy_word};
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent, Type};
use crate::code::types::{Context, Ty};
use crate::code::workspace::{At, Item};
use crate::fact::{Key, Seen};
use crate::knowledge::{Is, Privacy, words};

/// A value's type, seen from what is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// Text or bytes, as they are.
    Verbatim,
    Redacted,
    /// A number or flag.
    Count,
    /// The derived `Debug` of a type of this workspace: a field in it and whose data that is.
    Holds(String, Privacy),
    Unknown,
}

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
                    seen.facts.word(Key::ValuePrivacy, privacy_word(privacy));
                    seen.facts.word(Key::ValueOf, "name");
                    seen.facts.text(Key::ValuePart, part);
                }
            }
        }
        self.shown_fact(seen, ty);
    }

    pub(super) fn shown_fact(&self, seen: &mut Seen, ty: &Ty) {
        match self.shown(ty) {
            Shown::Verbatim => seen.facts.word(Key::ValueShown, "verbatim"),
            Shown::Redacted => seen.facts.word(Key::ValueShown, "redacted"),
            Shown::Count => seen.facts.word(Key::ValueShown, "count"),
            Shown::Holds(..) | Shown::Unknown => {}
        }
    }

    /// What the derived `Debug` of the value's type shows.
    pub(super) fn debug_facts(&self, seen: &mut Seen, ty: &Ty) {
        if let Shown::Holds(field, privacy) = self.shown(ty)
            && seen.facts.get(Key::ValuePrivacy).is_none()
        {
            seen.facts.word(Key::ValueShown, "verbatim");
            seen.facts.word(Key::ValuePrivacy, privacy_word(privacy));
            seen.facts.word(Key::ValueOf, "type");
            seen.facts.text(Key::ValuePart, field);
        }
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
            ExprKind::Path(path) => about_or(path.last(), "direct"),
            ExprKind::Field { name, .. } => about_or(name, "direct"),
            ExprKind::Method { receiver, name, arguments, .. }
                if is_conversion(name) || arguments.is_empty() && words().privacy(name).is_some() =>
            {
                match self.value_kind(receiver) {
                    "about" | "computed" if is_conversion(name) => "computed",
                    _ => about_or(name, "direct"),
                }
            }
            ExprKind::Method { name, .. } => about_or(name, "computed"),
            ExprKind::Macro(call) if matches!(call.content, MacroContent::Format(_)) => "formatted",
            _ => "computed",
        }
    }

    pub(in crate::code) fn declares_empty(&self, value: &Expr) -> bool {
        let ExprKind::Path(path) = &value.kind else { return false };
        let absolute = self.workspace.resolve(self.at, path);
        let call = absolute.and_then(|absolute| crate::knowledge::catalog().function(&absolute));
        call.is_some_and(|call| call.does == Some(crate::knowledge::Does::DeclaresEmpty))
    }

    /// The part of an expression whose name says whose data it is.
    fn private_part(&self, expr: &'w Expr) -> Option<(String, Privacy)> {
        let named = |name: &str| words().privacy(name).map(|privacy| (self.source.quote(expr.range), privacy));
        match &expr.kind {
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.private_part(inner)
            }
            ExprKind::Path(path) => {
                let name = path.name()?;
                let variable = self.variable(name);
                let is_constant = variable.and_then(|variable| variable.value).is_some_and(|value| match &value.kind {
                    ExprKind::Literal(Literal::Text(text)) => !looks_like_address(text),
                    ExprKind::Literal(_) => true,
                    _ => false,
                });
                let harmless =
                    variable.is_some_and(|variable| matches!(self.shown(&variable.ty), Shown::Count | Shown::Redacted));
                variable.filter(|_| !is_constant && !harmless).and_then(|_| named(name))
            }
            ExprKind::Field { name, .. } => named(name),
            ExprKind::Method { receiver, name, arguments, .. } => {
                if is_conversion(name) {
                    self.private_part(receiver)
                } else {
                    arguments.is_empty().then(|| named(name)).flatten()
                }
            }
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) => format.arguments.iter().find_map(|argument| self.private_part(argument)),
                _ => None,
            },
            _ => None,
        }
    }

    /// How a value of that type is exported.
    pub(super) fn shown(&self, ty: &Ty) -> Shown {
        self.shown_type(ty, &mut HashSet::new())
    }

    fn shown_type(&self, ty: &Ty, seen: &mut HashSet<Item>) -> Shown {
        match ty.unwrapped() {
            Ty::Api(api, arguments) => match api.is {
                Some(Is::Plain) => Shown::Verbatim,
                Some(Is::Redacted) => Shown::Redacted,
                Some(Is::Count) => Shown::Count,
                // Of a `Result` the value, not the error.
                Some(Is::Container | Is::RequestPart | Is::Wrapper) => {
                    arguments.first().map_or(Shown::Unknown, |argument| self.shown_type(argument, seen))
                }
                _ => Shown::Unknown,
            },
            // Numbers side by side are bytes or the like: all of them are printed.
            Ty::Slice(item) => match self.shown_type(item, seen) {
                Shown::Count => Shown::Verbatim,
                other => other,
            },
            Ty::Own(item, _) => self.shown_own(*item, seen),
            _ => Shown::Unknown,
        }
    }

    /// A type of this workspace: its own `Debug` or `Display` may hide anything; a derived one shows every field.
    fn shown_own(&self, item: Item, seen: &mut HashSet<Item>) -> Shown {
        let data = self.workspace.data_type(item);
        if self.workspace.implements(item, "Debug") {
            return Shown::Redacted;
        }
        if !data.derives.iter().any(|derive| derive == "Debug") || !seen.insert(item) {
            return Shown::Unknown;
        }
        let context = Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None };
        // A type without fields prints its name or that of its variant.
        let mut only_count = true;
        for (at, (name, field)) in data.fields.iter().enumerate() {
            let inner = if *field == Type::Unknown || data.hidden.contains(&at) {
                Shown::Unknown
            } else {
                self.shown_type(&self.workspace.type_of(context, field), seen)
            };
            only_count &= inner == Shown::Count;
            match inner {
                Shown::Holds(path, privacy) => return Shown::Holds(format!("{name}.{path}"), privacy),
                Shown::Verbatim => match words().privacy(name) {
                    Some(privacy) if privacy != Privacy::Ambiguous => return Shown::Holds(name.clone(), privacy),
                    // `struct Password(String)`: the type's own name tells.
                    None if name == "0" && data.fields.len() == 1 => return Shown::Verbatim,
                    _ => {}
                },
                Shown::Redacted | Shown::Count | Shown::Unknown => {}
            }
        }
        if only_count { Shown::Count } else { Shown::Unknown }
    }
}

fn about_or(name: &str, kind: &'static str) -> &'static str {
    if words().is_about(name) { "about" } else { kind }
}

/// `somebody@example.org` in a literal.
fn looks_like_address(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let is_user = !user.is_empty() && user.chars().all(|letter| letter.is_alphanumeric() || "._%+-".contains(letter));
    // `left-pad@1.0.0` is a version.
    let ends_in_letters = |host: &str| host.rsplit('.').next().is_some_and(|last| last.chars().all(char::is_alphabetic));
    is_user
        && host.contains('.')
        && ends_in_letters(host)
        && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-'))
}
