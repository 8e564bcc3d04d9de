//! Looks through expressions without knowing what they mean.

use super::{Block, Expr, ExprKind, Format, MacroCall, MacroContent, Statement, TelemetryMacro};

impl Expr {
    /// Whether `wanted` holds for this expression or one inside it, bodies of closures and async blocks included.
    pub(crate) fn any<'e>(&'e self, wanted: &mut dyn FnMut(&'e Self) -> bool) -> bool {
        wanted(self) || self.any_inside(wanted)
    }

    /// The blocks that it is made of, without those in them.
    #[cfg(test)]
    pub(crate) fn blocks(&self) -> Vec<&Block> {
        match &self.kind {
            ExprKind::Block(block) | ExprKind::Async(block) => vec![block],
            ExprKind::If { then, .. } => vec![then],
            ExprKind::Loop { body, .. } | ExprKind::For { body, .. } => vec![body],
            _ => Vec::new(),
        }
    }

    fn any_inside<'e>(&'e self, wanted: &mut dyn FnMut(&'e Self) -> bool) -> bool {
        match &self.kind {
            ExprKind::Path(_) | ExprKind::Literal(_) | ExprKind::Underscore | ExprKind::Opaque(_) | ExprKind::Continue { .. } => {
                false
            }
            ExprKind::Call { callee, arguments } => callee.any(wanted) || list(arguments, wanted),
            ExprKind::Method { receiver, arguments, .. } => receiver.any(wanted) || list(arguments, wanted),
            ExprKind::Field { base: inner, .. }
            | ExprKind::Await(inner)
            | ExprKind::Try(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Unary(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Cast { value: inner, .. }
            | ExprKind::Let { value: inner, .. }
            | ExprKind::Closure { body: inner, .. } => inner.any(wanted),
            ExprKind::Index { base: first, index: second }
            | ExprKind::Binary { left: first, right: second, .. }
            | ExprKind::Assign { target: first, value: second, .. } => first.any(wanted) || second.any(wanted),
            ExprKind::Block(block) | ExprKind::Async(block) => block.any(wanted),
            ExprKind::If { condition, then, otherwise } => {
                condition.any(wanted) || then.any(wanted) || optional(otherwise.as_deref(), wanted)
            }
            ExprKind::Match { scrutinee, arms } => {
                let mut arm = |arm: &'e super::Arm| optional(arm.guard.as_ref(), wanted) || arm.body.any(wanted);
                arms.iter().any(&mut arm) || scrutinee.any(wanted)
            }
            ExprKind::Loop { condition, body } => optional(condition.as_deref(), wanted) || body.any(wanted),
            ExprKind::For { iterable, body, .. } => iterable.any(wanted) || body.any(wanted),
            ExprKind::Return(value) | ExprKind::Break { value, .. } => optional(value.as_deref(), wanted),
            ExprKind::Struct { fields, rest, .. } => {
                fields.iter().any(|(_, value)| value.any(wanted)) || optional(rest.as_deref(), wanted)
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Range(items) => list(items, wanted),
            ExprKind::Macro(call) => in_macro(call, wanted),
        }
    }
}

impl Block {
    /// The same for every statement.
    pub(crate) fn any<'e>(&'e self, wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
        self.statements.iter().any(|statement| match statement {
            Statement::Expr { value, .. } => value.any(wanted),
            Statement::Let { value, otherwise, .. } => {
                optional(value.as_ref(), wanted) || otherwise.as_ref().is_some_and(|otherwise| otherwise.any(wanted))
            }
        })
    }
}

fn in_macro<'e>(call: &'e MacroCall, wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    match &call.content {
        MacroContent::Span(inner) | MacroContent::Event(inner) => in_telemetry(inner, wanted),
        MacroContent::Format(inner) => in_format(inner, wanted),
        MacroContent::Select(arms) => arms.iter().any(|arm| {
            let parts = arm.future.iter().chain(&arm.condition).chain(&arm.handler);
            parts.into_iter().any(|part| part.any(wanted))
        }),
        MacroContent::Join(items) | MacroContent::Expressions(items) => list(items, wanted),
        MacroContent::Statements(block) => block.any(wanted),
        MacroContent::Opaque(_) => false,
    }
}

fn in_telemetry<'e>(found: &'e TelemetryMacro, wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    let values = found.fields.iter().filter_map(|field| field.value.as_ref());
    let mut parts = found.others.iter().chain(&found.parent).chain(&found.name).chain(values);
    parts.any(|part| part.any(wanted)) || found.message.as_ref().is_some_and(|message| in_format(message, wanted))
}

fn in_format<'e>(format: &'e Format, wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    list(&format.before, wanted) || list(&format.arguments, wanted)
}

fn list<'e>(items: &'e [Expr], wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    items.iter().any(|item| item.any(wanted))
}

fn optional<'e>(value: Option<&'e Expr>, wanted: &mut dyn FnMut(&'e Expr) -> bool) -> bool {
    value.is_some_and(|value| value.any(wanted))
}
