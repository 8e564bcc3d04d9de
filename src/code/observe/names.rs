//! Names of spans: fixed, or built from values that have no bound.

use super::Walker;
use crate::code::lower::METAVARIABLE;
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent, Parameter, Type};
use crate::code::types::Ty;
use crate::code::walk::tail;
use crate::fact::{Key, Seen};
use crate::knowledge::{Is, Unbounded};

/// Variables that are looked through to find what a name is made of.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// A name given to a span by a call.
    pub(super) fn observe_name(&mut self, name: &'w Expr, set: &'static str) {
        let mut seen = self.site("span", name.range);
        seen.facts.word(Key::SpanMadeBy, "call");
        seen.facts.word(Key::NameSet, set);
        self.name_facts(&mut seen, name);
        self.keep(seen);
        self.observe_text(name, "name");
    }

    pub(super) fn name_facts(&self, seen: &mut Seen, name: &'w Expr) {
        if let Some(text) = self.literal(name) {
            if let Some(placeholder) = placeholder(&text) {
                seen.facts.text(Key::NamePlaceholder, placeholder);
            }
            let kind = if matches!(name.kind, ExprKind::Literal(Literal::Text(_))) { "literal" } else { "constant" };
            seen.facts.word(Key::NameKind, kind);
            seen.facts.text(Key::Name, text);
            return;
        }
        seen.facts.text(Key::Name, self.source.quote(name.range));
        seen.facts.word(Key::NameKind, "built");
        if let Some((part, kind)) = self.unbounded_part(name, MAX_STEPS) {
            seen.facts.text(Key::NameUnbounded, part);
            seen.facts.word(Key::NameUnboundedKind, kind);
        }
    }

    /// The first part of an expression whose values have no bound, and why.
    pub(super) fn unbounded_part(&self, expr: &'w Expr, steps: usize) -> Option<(String, &'static str)> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) => format.arguments.iter().find_map(|argument| self.unbounded_part(argument, steps)),
                _ => None,
            },
            ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast { value: inner, .. } => self.unbounded_part(inner, steps),
            ExprKind::Match { arms, .. } => arms.iter().find_map(|arm| self.unbounded_part(&arm.body, steps)),
            ExprKind::If { then, otherwise, .. } => {
                let first = tail(then).and_then(|value| self.unbounded_part(value, steps));
                first.or_else(|| otherwise.as_ref().and_then(|otherwise| self.unbounded_part(otherwise, steps)))
            }
            ExprKind::Block(block) => tail(block).and_then(|value| self.unbounded_part(value, steps)),
            ExprKind::Path(path) => {
                let name = path.name().filter(|name| !name.starts_with(METAVARIABLE))?;
                let variable = self.variable(name)?;
                let is_enum =
                    matches!(variable.ty.unwrapped(), Ty::Own(item, _) if self.workspace.data_type(*item).fields.is_empty());
                if variable.from_request && !is_enum {
                    return Some((name.to_owned(), "parameter"));
                }
                if let Some(value) = variable.value {
                    // What it was made from says more than how it is called.
                    return match &value.kind {
                        ExprKind::Literal(_) => None,
                        _ if is_simple(value) => self.unbounded_part(value, steps),
                        _ => self.unbounded_name(name, &variable.ty),
                    };
                }
                self.unbounded_name(name, &variable.ty)
            }
            ExprKind::Field { base, name } => {
                self.unbounded_name(&with_owner(base, name), &Ty::Unknown).map(|(_, kind)| (self.source.quote(expr.range), kind))
            }
            ExprKind::Method { receiver, name, arguments, .. } => {
                if self.workspace.knowledge.words.is_conversion(name) {
                    return self.unbounded_part(receiver, steps);
                }
                let named =
                    arguments.is_empty().then(|| self.unbounded_name(&with_owner(receiver, name), &Ty::Unknown)).flatten();
                named.map(|(_, kind)| (self.source.quote(expr.range), kind))
            }
            ExprKind::Call { arguments, callee } => match &callee.kind {
                ExprKind::Path(path) if matches!(path.last(), "from" | "new" | "Some" | "Owned" | "Borrowed") => {
                    arguments.first().and_then(|argument| self.unbounded_part(argument, steps))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// A parameter of type `&'static str`.
    fn is_fixed_text(&self, name: &str) -> bool {
        let is_named = |parameter: &&Parameter| parameter.pattern.names() == [name];
        let parameter = self.function.parameters.iter().find(is_named);
        matches!(parameter.and_then(|parameter| parameter.annotation.as_ref()), Some(Type::Static(_)))
    }

    fn unbounded_name(&self, name: &str, ty: &Ty) -> Option<(String, &'static str)> {
        let kind = match self.workspace.knowledge.own_words.unbounded(name)? {
            Unbounded::Id => "id",
            Unbounded::Path => "path",
            Unbounded::Url => "url",
            Unbounded::Topic => "topic",
            Unbounded::Payload => "payload",
            Unbounded::Time => "time",
        };
        // An enum of this workspace has as many values as it has variants; what is fixed in the program is one of few.
        let is_own =
            matches!(ty.unwrapped(), Ty::Own(item, _) if kind != "id" || self.workspace.data_type(*item).fields.is_empty());
        (!is_own && !self.is_fixed_text(name) && !ty.is(Is::Guard)).then(|| (name.to_owned(), kind))
    }
}

/// `worker.id` is the id of a worker, as `worker_id` is.
fn with_owner(owner: &Expr, name: &str) -> String {
    match &owner.kind {
        ExprKind::Path(path) => format!("{}_{name}", path.last()),
        ExprKind::Field { name: owner, .. } | ExprKind::Method { name: owner, .. } => format!("{owner}_{name}"),
        ExprKind::Reference(inner) | ExprKind::Dereference(inner) => with_owner(inner, name),
        _ => name.to_owned(),
    }
}

/// A chain without calls of own functions: the names in it tell where the value comes from.
fn is_simple(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(_) | ExprKind::Field { .. } | ExprKind::Match { .. } | ExprKind::If { .. } | ExprKind::Block(_) => true,
        ExprKind::Reference(inner) | ExprKind::Try(inner) | ExprKind::Dereference(inner) => is_simple(inner),
        ExprKind::Method { receiver, .. } => is_simple(receiver),
        ExprKind::Macro(call) => matches!(call.content, MacroContent::Format(_)),
        _ => false,
    }
}

/// The first `{..}` of a text that looks like a format string.
fn placeholder(text: &str) -> Option<String> {
    let mut rest = text;
    loop {
        let (before, after) = rest.split_once('{')?;
        if let Some(escaped) = after.strip_prefix('{') {
            rest = escaped;
            continue;
        }
        let (inside, beyond) = after.split_once('}')?;
        let (name, format) = inside.split_once(':').unwrap_or((inside, ""));
        let is_name = name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
        // `/orders/{id}` is a route template: there the braces are part of the name.
        let is_route = before.ends_with('/') && format.is_empty() && !name.is_empty();
        if is_name && !is_route {
            return Some(format!("{{{inside}}}"));
        }
        rest = beyond;
    }
}
