//! Values that are followed back through the definitions of variables, to the context of a trace or the field that it travels in. Many
//! definitions may name the same one: each is looked at once.

use super::Walker;
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;
use crate::knowledge::Does;

impl<'w> Walker<'w> {
    /// Whether an expression is the current context, also by way of variables. What was found of their values is kept.
    pub(super) fn is_current_context(&mut self, expr: &'w Expr) -> bool {
        let (mut expr, mut scope, mut passed) = (expr, self.variables.len(), Vec::new());
        let is_it = loop {
            match &expr.kind {
                ExprKind::Reference(inner) => expr = inner,
                ExprKind::Path(path) => {
                    // A value speaks of variables that were there before it.
                    let at = path.name().and_then(|name| self.variables.position_among(scope, name));
                    let value =
                        at.and_then(|at| self.variables[at].value).filter(|value| !matches!(value.kind, ExprKind::Path(_)));
                    let (Some(at), Some(value)) = (at, value) else { break false };
                    if let Some(known) = self.followed.current.get(&value.range) {
                        break *known;
                    }
                    passed.push(value.range);
                    (expr, scope) = (value, at);
                }
                _ => break self.does(expr, Does::CurrentContext),
            }
        };
        self.followed.current.extend(passed.into_iter().map(|value| (value, is_it)));
        is_it
    }

    /// Context goes into a field of a type of this workspace, or comes out of it: that is what the field is for. Each definition that
    /// leads to one is looked at once, however many name it.
    pub(super) fn fields_carry(&mut self, carrier: &'w Expr) {
        let mut rest = vec![carrier];
        while let Some(expr) = rest.pop() {
            match &expr.kind {
                ExprKind::Field { base, name } => {
                    if let Ty::Own(item, _) = *self.type_at(base).unwrapped() {
                        self.footprint.context_fields.push((item, name.clone()));
                    }
                }
                ExprKind::Mutable(inner)
                | ExprKind::Reference(inner)
                | ExprKind::Dereference(inner)
                | ExprKind::Try(inner)
                | ExprKind::Method { receiver: inner, .. } => rest.push(inner),
                ExprKind::Call { arguments, .. } => rest.extend(arguments),
                ExprKind::Struct { fields, .. } => rest.extend(fields.iter().map(|(_, value)| value)),
                ExprKind::Path(path) => {
                    let value = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value);
                    if let Some(value) = value.filter(|value| !matches!(value.kind, ExprKind::Path(_)))
                        && self.followed.definitions.insert(value.range)
                    {
                        rest.push(value);
                    }
                }
                _ => {}
            }
        }
    }
}
