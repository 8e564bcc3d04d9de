//! Types and calls of expressions that are not walked again: what variables, fields and chains of known calls say by themselves.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, MacroContent};
use crate::code::types::Ty;
use crate::knowledge::{Call, Is, catalog};

/// Calls in one chain that are looked through.
const MAX_STEPS: usize = 32;

impl<'w> Walker<'w> {
    /// The type of an expression, without a mark on any variable.
    pub(in crate::code) fn known_type(&self, expr: &'w Expr) -> Ty {
        self.type_within(expr, MAX_STEPS)
    }

    /// The library function or method that an expression calls.
    pub(in crate::code) fn known_call(&self, expr: &'w Expr) -> Option<&'static Call> {
        self.call_within(expr, MAX_STEPS)
    }

    fn type_within(&self, expr: &'w Expr, steps: usize) -> Ty {
        let Some(steps) = steps.checked_sub(1) else { return Ty::Unknown };
        match &expr.kind {
            ExprKind::Path(path) => {
                path.name().and_then(|name| self.variable(name)).map(|variable| variable.ty.clone()).unwrap_or_default()
            }
            ExprKind::Field { base, name } => self.workspace.field_type(&self.type_within(base, steps), name),
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.type_within(inner, steps))),
            ExprKind::Mutable(inner) => self.type_within(inner, steps),
            ExprKind::Dereference(inner) => self.type_within(inner, steps).unwrapped().clone(),
            ExprKind::Method { receiver, name, generics, .. } => {
                let on = self.type_within(receiver, steps);
                match on.method(name) {
                    Some((call, on)) => self.method_result(call, on, &[], generics),
                    None => self.own_method(&on, name),
                }
            }
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return Ty::Unknown };
                let Some(absolute) = self.absolute(path) else { return Ty::Unknown };
                match Self::call_by_path(&absolute) {
                    Some(call) => {
                        let types: Vec<Ty> = arguments.iter().map(|argument| self.type_within(argument, steps)).collect();
                        self.returned(call, &absolute, &types)
                    }
                    None => self.own_call(&absolute),
                }
            }
            ExprKind::Macro(call) if matches!(call.content, MacroContent::Span(_)) => {
                let absolute = self.workspace.resolve_macro(self.at, &call.path);
                let made = absolute.and_then(|path| catalog().type_beside(&path, Is::Span));
                made.map(|api| Ty::Api(api, Vec::new())).unwrap_or_default()
            }
            _ => Ty::Unknown,
        }
    }

    fn call_within(&self, expr: &'w Expr, steps: usize) -> Option<&'static Call> {
        match &expr.kind {
            ExprKind::Method { receiver, name, .. } => {
                let on = self.type_within(receiver, steps);
                on.method(name).map(|(call, _)| call)
            }
            ExprKind::Call { callee, .. } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                Self::call_by_path(&self.absolute(path)?)
            }
            _ => None,
        }
    }
}
