//! Texts that are known when the program is compiled: literals, constants, and what is made of them without looking at a value.

use super::tree::{Expr, ExprKind, Literal, MacroContent};
use super::type_inference::absolute;
use super::types::Ty;
use super::workspace::{At, Item, Workspace};
use crate::knowledge::Does;

/// Constants and calls that are followed into each other.
const MAX_STEPS: usize = 16;
/// A longer text is no name.
const MAX_BYTES: usize = 4096;

/// The text that a constant or static of this workspace is.
pub(super) fn text_of_constant(workspace: &Workspace, item: Item) -> Option<String> {
    let constant = workspace.constant(item);
    let at = At { unit: item.unit, scope: constant.scope };
    text_of(workspace, at, None, constant.value.as_ref()?, &|_| false)
}

/// The text that an expression is, wherever it is evaluated; `this` is what `Self` means there.
pub(super) fn text_of(
    workspace: &Workspace,
    at: At,
    this: Option<&Ty>,
    expr: &Expr,
    is_variable: &dyn Fn(&str) -> bool,
) -> Option<String> {
    Texts { workspace, at, this, is_variable }.text(at, expr, MAX_STEPS)
}

struct Texts<'t> {
    workspace: &'t Workspace,
    at: At,
    this: Option<&'t Ty>,
    is_variable: &'t dyn Fn(&str) -> bool,
}

impl Texts<'_> {
    fn text(&self, at: At, expr: &Expr, steps: usize) -> Option<String> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => self.text(at, inner, steps),
            ExprKind::Path(path) => {
                // Only where the text was asked for can a variable hide a constant.
                let is_here = at == self.at;
                if is_here && path.name().is_some_and(self.is_variable) {
                    return None;
                }
                let absolute = absolute(self.workspace, at, self.this.filter(|_| is_here), path)?;
                let Some(&item) = self.workspace.constants.get(&absolute) else {
                    return self.workspace.knowledge.catalog.key_constant(&absolute).map(str::to_owned);
                };
                let constant = self.workspace.constant(item);
                self.text(At { unit: item.unit, scope: constant.scope }, constant.value.as_ref()?, steps)
            }
            ExprKind::Method { receiver, name, arguments, .. } => match (name.as_str(), arguments.as_slice()) {
                ("to_string" | "to_owned" | "into" | "as_str" | "clone" | "as_ref" | "into_owned", []) => {
                    self.text(at, receiver, steps)
                }
                ("repeat", [Expr { kind: ExprKind::Literal(Literal::Integer(count)), .. }]) => {
                    let text = self.text(at, receiver, steps)?;
                    let count: usize = count.parse().ok()?;
                    (text.len().checked_mul(count)? <= MAX_BYTES).then(|| text.repeat(count))
                }
                _ => None,
            },
            ExprKind::Call { callee, arguments } => {
                let (ExprKind::Path(path), [argument]) = (&callee.kind, arguments.as_slice()) else { return None };
                let absolute = self.workspace.resolve(at, path)?;
                let hands_on = self.workspace.knowledge.catalog.call(&absolute)?.does == Some(Does::HandsOn);
                if hands_on { self.text(at, argument, steps) } else { None }
            }
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) if format.arguments.is_empty() && format.before.is_empty() => {
                    let text = format.text.as_ref()?;
                    (!text.contains(['{', '}'])).then(|| text.clone())
                }
                MacroContent::Expressions(parts) if call.path.name() == Some("concat") => {
                    parts.iter().map(|part| self.text(at, part, steps)).collect()
                }
                _ => None,
            },
            _ => None,
        }
    }
}
