//! Texts that are known when the program is compiled: literals, constants, and what is made of them without looking at a value.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent};
use crate::code::workspace::At;
use crate::knowledge::Does;

/// Constants and calls that are followed into each other.
const MAX_STEPS: usize = 16;
/// A longer text is no name.
const MAX_BYTES: usize = 4096;

impl Walker<'_> {
    /// The text that an expression is, wherever it is evaluated.
    pub(in crate::code) fn literal(&self, expr: &Expr) -> Option<String> {
        self.text_at(self.at, expr, MAX_STEPS)
    }

    fn text_at(&self, at: At, expr: &Expr, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => self.text_at(at, inner, steps),
            ExprKind::Path(path) => {
                // Only in the function's own scope can a variable hide a constant.
                if path.name().is_some_and(|name| self.variable(name).is_some()) && at == self.at {
                    return None;
                }
                let absolute = if at == self.at { self.absolute(path) } else { self.workspace.resolve(at, path) }?;
                let Some(&item) = self.workspace.constants.get(&absolute) else {
                    return self.workspace.knowledge.catalog.key_constant(&absolute).map(str::to_owned);
                };
                let constant = self.workspace.constant(item);
                self.text_at(At { unit: item.unit, scope: constant.scope }, constant.value.as_ref()?, steps)
            }
            ExprKind::Method { receiver, name, arguments, .. } => match (name.as_str(), arguments.as_slice()) {
                ("to_string" | "to_owned" | "into" | "as_str" | "clone" | "as_ref" | "into_owned", []) => {
                    self.text_at(at, receiver, steps)
                }
                ("repeat", [Expr { kind: ExprKind::Literal(Literal::Integer(count)), .. }]) => {
                    let text = self.text_at(at, receiver, steps)?;
                    let count: usize = count.parse().ok()?;
                    (text.len().checked_mul(count)? <= MAX_BYTES).then(|| text.repeat(count))
                }
                _ => None,
            },
            ExprKind::Call { callee, arguments } => {
                let (ExprKind::Path(path), [argument]) = (&callee.kind, arguments.as_slice()) else { return None };
                let absolute = self.workspace.resolve(at, path)?;
                let hands_on = self.workspace.knowledge.catalog.call(&absolute)?.does == Some(Does::HandsOn);
                if hands_on { self.text_at(at, argument, steps) } else { None }
            }
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) if format.arguments.is_empty() && format.before.is_empty() => {
                    let text = format.text.as_ref()?;
                    (!text.contains(['{', '}'])).then(|| text.clone())
                }
                MacroContent::Expressions(parts) if call.path.name() == Some("concat") => {
                    parts.iter().map(|part| self.text_at(at, part, steps)).collect()
                }
                _ => None,
            },
            _ => None,
        }
    }
}
