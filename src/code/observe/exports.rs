//! Keys and values of attributes as they are exported: what the conventions say of a key, and the type with which a value arrives.

use super::bounds::key_bounds;
use super::conventions::{namespace_facts, style_facts};
use super::{Walker, privacy_word};
use crate::code::tree::{Expr, ExprKind, MacroContent, Sigil};
use crate::code::types::Ty;
use crate::fact::{Key, Seen};
use crate::knowledge::{Convention, Conventions, Scalar, unusual};

/// Variables that are looked through to find what a key is made of.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// What a key tells by itself.
    pub(super) fn key_facts(&self, seen: &mut Seen, key: &str) {
        seen.facts.text(Key::AttributeKey, key);
        if let Some(privacy) = self.workspace.privacy(key) {
            seen.facts.word(Key::AttributeKeyPrivacy, privacy_word(privacy));
        }
        let form = if key.is_empty() {
            Some("empty")
        } else if key.contains(char::is_control) {
            Some("control")
        } else {
            (key.trim() != key).then_some("padded")
        };
        if let Some(form) = form {
            seen.facts.word(Key::KeyForm, form);
        }
        if let Some(convention) = self.workspace.knowledge.conventions.of(key) {
            seen.facts.word(Key::KeyType, convention.kind.name());
        } else if seen.facts.get(Key::KeyForm).is_none() {
            style_facts(seen, unusual(key));
            namespace_facts(seen, key, &self.workspace.knowledge);
        }
        key_bounds(seen, key, self.workspace.knowledge.words);
        seen.facts.flag(Key::KeyIdentifies, self.workspace.knowledge.words.identifies(key));
        seen.facts.flag(Key::WorkspaceBridges, self.workspace.bridges(self.at.unit));
    }

    /// A key that is built at run time.
    pub(super) fn built_key_facts(&mut self, seen: &mut Seen, key: &'w Expr) {
        seen.facts.text(Key::KeyBuilt, self.source.quote(key.range));
        if let Some(convention) = built_convention(key, self.workspace.knowledge.conventions) {
            seen.facts.word(Key::KeyType, convention.kind.name());
        }
        if let Some((part, kind)) = self.unbounded_part(key, MAX_STEPS) {
            seen.facts.text(Key::KeyUnbounded, part);
            seen.facts.word(Key::KeyUnboundedKind, kind);
        } else if let Some(part) = self.number_in(key) {
            seen.facts.text(Key::KeyUnbounded, part);
            seen.facts.word(Key::KeyUnboundedKind, "number");
        }
    }

    /// A number that goes into a formatted text, and is not one of a few that are in sight.
    fn number_in(&mut self, expr: &'w Expr) -> Option<String> {
        let ExprKind::Macro(call) = &expr.kind else {
            return match &expr.kind {
                ExprKind::Reference(inner) => self.number_in(inner),
                ExprKind::Method { receiver, arguments, .. } if arguments.is_empty() => self.number_in(receiver),
                ExprKind::Call { arguments, .. } => match arguments.as_slice() {
                    [argument] => self.number_in(argument),
                    _ => None,
                },
                _ => None,
            };
        };
        let MacroContent::Format(format) = &call.content else { return None };
        for argument in &format.arguments {
            let is_fixed = match &argument.kind {
                ExprKind::Path(path) => match path.name().and_then(|name| self.variable(name)) {
                    Some(variable) => variable.value.is_some_and(|value| matches!(value.kind, ExprKind::Literal(_))),
                    None => true,
                },
                ExprKind::Literal(_) => true,
                _ => false,
            };
            if !is_fixed && matches!(self.type_at(argument).scalar(), Some(Scalar::Signed | Scalar::Unsigned)) {
                let text = self.source.quote(argument.range);
                return Some(if text.starts_with('"') { "a number".to_owned() } else { text });
            }
        }
        None
    }
}

/// The type with which a field of a span or event is exported. Source: tracing-opentelemetry 0.34, `SpanAttributeVisitor`: only
/// `bool`, `f64`, `i64` and text have an attribute of their kind; all else is what its `Debug` prints.
pub(super) fn field_exports(seen: &mut Seen, sigil: Sigil, ty: &Ty) {
    type_facts(seen, ty);
    match sigil {
        Sigil::Debug => seen.facts.word(Key::ValueSigil, "debug"),
        Sigil::Display => seen.facts.word(Key::ValueSigil, "display"),
        Sigil::None => {}
    }
    let exported = match (sigil, plain(ty)) {
        (Sigil::Debug | Sigil::Display, _) | (_, Some(Scalar::Unsigned)) => Some("string"),
        (_, scalar) => exported(scalar),
    };
    if let Some(exported) = exported {
        seen.facts.word(Key::ValueExported, exported);
    }
}

/// The type with which an attribute of the OpenTelemetry API is exported.
pub(super) fn call_exports(seen: &mut Seen, ty: &Ty) {
    type_facts(seen, ty);
    if let Some(exported) = exported(ty.scalar()) {
        seen.facts.word(Key::ValueExported, exported);
    }
}

fn type_facts(seen: &mut Seen, ty: &Ty) {
    let Some(scalar) = ty.scalar() else { return };
    seen.facts.word(Key::ValueType, scalar.name());
    if let Some(inner) = held(ty).and_then(Ty::scalar) {
        seen.facts.word(Key::ValueInner, inner.name());
    }
}

/// The type of attribute that has room for a plain value.
fn exported(scalar: Option<Scalar>) -> Option<&'static str> {
    match scalar? {
        Scalar::Text => Some("string"),
        Scalar::Signed => Some("int"),
        Scalar::Float => Some("double"),
        Scalar::Flag => Some("boolean"),
        Scalar::Unsigned | Scalar::Many | Scalar::Optional => None,
    }
}

/// What an optional value holds.
fn held(ty: &Ty) -> Option<&Ty> {
    match ty.unwrapped() {
        Ty::Api(api, arguments) if api.scalar == Some(Scalar::Optional) => arguments.first(),
        _ => None,
    }
}

/// The plain value that a field without a sigil records: of an optional one what it holds.
fn plain(ty: &Ty) -> Option<Scalar> {
    match ty.scalar()? {
        Scalar::Optional => held(ty)?.scalar(),
        scalar => Some(scalar),
    }
}

/// What the conventions say of a key that is built at run time, by the text that it starts with.
pub(super) fn built_convention(key: &Expr, conventions: &Conventions) -> Option<&'static Convention> {
    conventions.of(&format_start(key)?)
}

/// The text of `format!("text{}", ..)` before the first value, with a letter in its place.
fn format_start(key: &Expr) -> Option<String> {
    match &key.kind {
        ExprKind::Macro(call) => match &call.content {
            MacroContent::Format(format) => Some(format!("{}x", format.text.as_ref()?.split('{').next()?)),
            _ => None,
        },
        ExprKind::Reference(inner) => format_start(inner),
        ExprKind::Method { receiver, .. } => format_start(receiver),
        ExprKind::Call { arguments, .. } => arguments.first().and_then(format_start),
        _ => None,
    }
}
