//! What the types of the body say of an expression, and the call that it is: nothing moves, nothing is seen.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::type_inference::Callee;
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, HandsOn, Is};

impl<'w> Walker<'w> {
    /// The type of an expression of this body.
    pub(in crate::code) fn type_at(&self, expr: &Expr) -> &Ty {
        self.types.of(expr)
    }

    /// The library function or method that an expression calls.
    pub(in crate::code) fn known_call(&self, expr: &Expr) -> Option<&'static Call> {
        match self.types.callee(expr)? {
            Callee::Library(call, _) => Some(call),
            Callee::Own(_) | Callee::Foreign(_) => None,
        }
    }

    /// Whether an expression is a call of a library that does this.
    pub(in crate::code) fn does(&self, expr: &'w Expr, does: Does) -> bool {
        self.known_call(expr).is_some_and(|call| call.does == Some(does))
    }

    /// Where the span is started that an expression is or holds.
    pub(super) fn start_in(&self, expr: &'w Expr) -> Option<Range> {
        let Some(call) = self.known_call(expr) else { return self.is_factory(expr).then_some(expr.range) };
        if call.parent.is_some() && call.scope.is_none() {
            return Some(expr.range);
        }
        match (call.hands_on?, &expr.kind) {
            (HandsOn::Argument, ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. }) => {
                self.start_in(arguments.first()?)
            }
            (HandsOn::Receiver, ExprKind::Method { receiver, .. }) => self.start_in(receiver),
            _ => None,
        }
    }

    /// Whether a call of this workspace hands out a span: who gets it answers for it.
    fn is_factory(&self, expr: &'w Expr) -> bool {
        let is_call = matches!(expr.kind, ExprKind::Call { .. } | ExprKind::Method { .. });
        is_call && matches!(self.type_at(expr), Ty::Api(api, _) if api.is == Some(Is::StartedSpan))
    }
}
