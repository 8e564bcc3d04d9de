//! Expressions in evaluation order: their types, and how they move guards and spans.

use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;

impl<'w> Walker<'w> {
    /// Walks an expression and returns its type.
    pub(super) fn expr(&mut self, expr: &'w Expr, how: Use) -> Ty {
        self.walk_into(expr, how);
        let ty = self.types.of(expr).clone();
        if matches!(how, Use::Value | Use::Borrow) {
            self.static_handed_on(expr, &ty);
        }
        self.note_making(expr, &ty);
        self.note_context_in(expr, &ty);
        ty
    }

    /// A call that hands a span on, to whoever takes its value.
    fn hand_on(&mut self, expr: &'w Expr, how: Use) {
        if matches!(how, Use::Value | Use::Borrow)
            && let Some(life) = self.life_of(expr)
        {
            self.share(life);
        }
    }

    fn walk_into(&mut self, expr: &'w Expr, how: Use) {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path, expr.range, how),
            ExprKind::Call { callee, arguments } => {
                self.call(expr, callee, arguments);
                self.hand_on(expr, how);
                if self.error_tails.contains(&expr.range) {
                    self.returned_failure(expr);
                }
                self.returned_here(expr);
            }
            ExprKind::Method { receiver, name, arguments, .. } => {
                self.method(expr, receiver, name, arguments);
                self.hand_on(expr, how);
                self.returned_here(expr);
            }
            ExprKind::Field { base, name } => {
                let how = if matches!(base.kind, ExprKind::Method { .. }) { borrowed(how) } else { Use::Borrow };
                self.expr(base, how);
                let ty = self.types.of(expr).clone();
                self.note_field(name, &ty, expr.range);
            }
            ExprKind::Index { base, index } => {
                self.expr(base, Use::Borrow);
                self.expr(index, Use::Value);
            }
            ExprKind::Await(future) => {
                self.runs_here(future);
                self.expr(future, Use::Value);
                self.start_awaited(future);
                self.returned_here(expr);
            }
            ExprKind::Try(inner) => {
                let ty = self.expr(inner, Use::Value);
                self.tried(expr.range, &ty);
            }
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => drop(self.expr(inner, borrowed(how))),
            ExprKind::Mutable(inner) => {
                self.changes(inner);
                self.expr(inner, borrowed(how));
            }
            ExprKind::Unary(inner) | ExprKind::Negative(inner) => drop(self.expr(inner, Use::Read)),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left, Use::Read);
                self.perhaps(|walker| walker.expr(right, Use::Read));
            }
            ExprKind::Cast { value, .. } => drop(self.expr(value, Use::Value)),
            ExprKind::Assign { target, value, compound } => self.assignment(target, value, *compound),
            ExprKind::Struct { fields, rest, .. } => {
                for (_, value) in fields {
                    self.expr(value, Use::Value);
                }
                if let Some(rest) = rest {
                    self.expr(rest, Use::Value);
                }
                let ty = self.types.of(expr).clone();
                self.note_kept(&ty, fields);
            }
            ExprKind::Tuple(items) => {
                for item in items {
                    self.expr(item, Use::Value);
                }
                self.returned_here(expr);
            }
            ExprKind::Range(items) | ExprKind::List(items) => {
                for item in items {
                    self.expr(item, Use::Value);
                }
            }
            ExprKind::Macro(call) => self.macro_call(expr, call),
            ExprKind::Opaque(names) => self.mention(names),
            ExprKind::Literal(_) | ExprKind::Underscore => {}
            _ => self.control(expr, how),
        }
    }

    /// Names inside tokens that we do not understand: whatever they do, it is out of sight.
    pub(super) fn mention(&mut self, names: &[String]) {
        self.opaque += 1;
        for name in names {
            self.use_variable(name, Use::Value);
        }
    }
}

/// How a value is used behind a reference.
fn borrowed(how: Use) -> Use {
    if how == Use::Operate { Use::Operate } else { Use::Borrow }
}
