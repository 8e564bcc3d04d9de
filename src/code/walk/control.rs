//! Branches, loops, jumps and closures: which ways lead where, and which guards live on them.

use super::bindings::is_place;
use super::{Flow, Use, Walker};
use crate::code::tree::{Arm, Expr, ExprKind, Parameter};
use crate::code::types::Ty;

impl<'w> Walker<'w> {
    pub(super) fn control(&mut self, expr: &'w Expr, how: Use) -> Ty {
        match &expr.kind {
            ExprKind::Block(block) => self.block(block, how),
            ExprKind::Async(block) => {
                let result = self.in_body(|walker| walker.block(block, Use::Value));
                Ty::Future(Box::new(result))
            }
            ExprKind::Closure { parameters, body, is_async } => {
                let made = self.closure(parameters, body, &Ty::Unknown);
                match made {
                    Ty::Closure(result) if *is_async => Ty::Closure(Box::new(Ty::Future(result))),
                    made => made,
                }
            }
            ExprKind::If { condition, then, otherwise } => {
                let mark = self.open_scope();
                let held = self.condition(condition);
                let before = self.flow.clone();
                let ty = self.block(then, how);
                self.close_scope(mark);
                let after_then = std::mem::replace(&mut self.flow, before);
                let other = otherwise.as_ref().map(|otherwise| self.expr(otherwise, how));
                self.flow.join(after_then);
                for guard in held {
                    self.end_guard(guard);
                }
                if matches!(ty, Ty::Unknown) { other.unwrap_or_default() } else { ty }
            }
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value, Use::Borrow);
                self.bind(pattern, &ty, None);
                Ty::Unknown
            }
            ExprKind::Match { scrutinee, arms } => self.matched(scrutinee, arms, how),
            ExprKind::Loop { condition, body } => {
                let mark = self.open_scope();
                let held = condition.as_ref().map(|condition| self.condition(condition)).unwrap_or_default();
                let before = self.flow.clone();
                self.breaks.push(Vec::new());
                self.block(body, Use::Value);
                self.close_scope(mark);
                self.leave_loop(before, condition.is_none());
                for guard in held {
                    self.end_guard(guard);
                }
                Ty::Unknown
            }
            ExprKind::For { pattern, iterable, body } => {
                let ty = self.expr(iterable, Use::Value);
                let item = self.item_of(&ty);
                let before = self.flow.clone();
                let mark = self.open_scope();
                // Over a list of literals the variable is one of them.
                let literal = match &iterable.kind {
                    ExprKind::List(items) if items.iter().all(|item| matches!(item.kind, ExprKind::Literal(_))) => items.first(),
                    _ => None,
                };
                self.bind(pattern, &item, literal);
                self.breaks.push(Vec::new());
                self.block(body, Use::Value);
                self.close_scope(mark);
                self.leave_loop(before, false);
                Ty::Unknown
            }
            ExprKind::Return(value) | ExprKind::Break(value) => {
                if let Some(value) = value {
                    self.expr(value, Use::Value);
                }
                if matches!(expr.kind, ExprKind::Break(_))
                    && let Some(breaks) = self.breaks.last_mut()
                {
                    breaks.push(self.flow.clone());
                }
                self.flow.dead = true;
                Ty::Unknown
            }
            ExprKind::Continue => {
                self.flow.dead = true;
                Ty::Unknown
            }
            _ => Ty::Unknown,
        }
    }

    /// A `match`: its arms are alternatives.
    fn matched(&mut self, scrutinee: &'w Expr, arms: &'w [Arm], how: Use) -> Ty {
        let ty = self.expr(scrutinee, Use::Borrow);
        let held = self.temporary(scrutinee, &ty);
        let mut result = Ty::Unknown;
        self.each_way(arms, |walker, arm| {
            walker.bind(&arm.pattern, &ty, None);
            if let Some(guard) = &arm.guard {
                walker.expr(guard, Use::Read);
            }
            let value = walker.expr(&arm.body, how);
            if matches!(result, Ty::Unknown) {
                result = value;
            }
        });
        if let Some(guard) = held {
            self.end_guard(guard);
        }
        result
    }

    /// What is alive after a loop: what is at its `break`s and, where it may end by itself or run not at all, what was before it.
    fn leave_loop(&mut self, before: Flow, is_endless: bool) {
        let breaks = self.breaks.pop().unwrap_or_default();
        // A loop without an end of its own and without `break` is left by a label, which is out of sight.
        if is_endless && !breaks.is_empty() {
            self.flow = Flow { alive: Vec::new(), dead: true };
        } else {
            self.flow.join(before);
        }
        for flow in breaks {
            self.flow.join(flow);
        }
    }

    /// A condition; returns the guards that its temporaries keep through the branch.
    fn condition(&mut self, condition: &'w Expr) -> Vec<usize> {
        match &condition.kind {
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value, Use::Borrow);
                let held = self.temporary(value, &ty);
                self.bind(pattern, &ty, None);
                held.into_iter().collect()
            }
            ExprKind::Binary { left, right } => {
                let mut held = self.condition(left);
                held.extend(self.condition(right));
                held
            }
            _ => {
                self.expr(condition, Use::Read);
                Vec::new()
            }
        }
    }

    /// A guard made by the scrutinee of `match` or `if let`: it lives to the end of the whole expression.
    fn temporary(&mut self, value: &'w Expr, ty: &Ty) -> Option<usize> {
        if is_place(value) {
            return None;
        }
        let api = self.workspace.guard_in(ty)?;
        let origin = self.origin_of(value);
        Some(self.new_guard(value.range, api, origin))
    }

    /// A closure. `argument` is the type of its first parameter, where the call that takes it tells.
    pub(super) fn closure(&mut self, parameters: &'w [Parameter], body: &'w Expr, argument: &Ty) -> Ty {
        let result = self.in_body(|walker| {
            let mark = walker.open_scope();
            for (at, parameter) in parameters.iter().enumerate() {
                let known = parameter.annotation.as_ref().map(|annotation| walker.type_of(annotation));
                let ty = known.unwrap_or_else(|| if at == 0 { argument.clone() } else { Ty::Unknown });
                walker.bind(&parameter.pattern, &ty, None);
            }
            let result = walker.expr(body, Use::Value);
            walker.close_scope(mark);
            result
        });
        Ty::Closure(Box::new(result))
    }
}
