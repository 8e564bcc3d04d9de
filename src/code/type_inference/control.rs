//! Blocks, branches and loops.

use std::sync::Arc;

use super::{Called, Callee, Inference, form_type, item_of};
use crate::code::tree::{Arm, Block, Expr, ExprKind, Statement};
use crate::code::types::Ty;
use crate::knowledge::Form;

impl<'i> Inference<'i> {
    pub(super) fn control(&mut self, expr: &'i Expr) -> Ty {
        match &expr.kind {
            ExprKind::Block(block) => self.block(block),
            ExprKind::Async(block) => Ty::Future(Arc::new(self.block(block))),
            ExprKind::Closure { parameters, body, is_async, .. } => self.closure(parameters, body, &[]).asynchronous(*is_async),
            ExprKind::If { condition, then, otherwise } => {
                let mark = self.locals.mark();
                self.condition(condition);
                let ty = self.block(then);
                self.locals.leave(mark);
                let other = otherwise.as_ref().map(|otherwise| self.expr(otherwise));
                if ty.is_unknown() { other.unwrap_or_default() } else { ty }
            }
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value);
                self.bind(pattern, &ty);
                Ty::Unknown
            }
            ExprKind::Match { scrutinee, arms } => self.matched(scrutinee, arms),
            ExprKind::Loop { condition, body } => {
                let mark = self.locals.mark();
                if let Some(condition) = condition {
                    self.condition(condition);
                }
                let outer = std::mem::take(&mut self.broken_out);
                self.block(body);
                self.locals.leave(mark);
                std::mem::replace(&mut self.broken_out, outer)
            }
            ExprKind::For { pattern, iterable, body } => {
                let ty = self.expr(iterable);
                let mark = self.locals.mark();
                self.bind(pattern, &item_of(self.workspace, &ty));
                self.block(body);
                self.locals.leave(mark);
                Ty::Unknown
            }
            ExprKind::Return(Some(value)) => {
                self.expr(value);
                Ty::Unknown
            }
            ExprKind::Break { label, value: Some(value) } => {
                let ty = self.expr(value);
                if label.is_none() && self.broken_out.is_unknown() {
                    self.broken_out = ty;
                }
                Ty::Unknown
            }
            _ => Ty::Unknown,
        }
    }

    /// A block; what it declares goes out of scope with it.
    pub(super) fn block(&mut self, block: &'i Block) -> Ty {
        let outer = self.at.scope;
        self.at.scope = block.scope.unwrap_or(outer);
        let mark = self.locals.mark();
        let mut result = Ty::Unknown;
        let last = block.statements.len().saturating_sub(1);
        for (at, statement) in block.statements.iter().enumerate() {
            let ty = self.statement(statement);
            if at == last {
                result = ty;
            }
        }
        self.locals.leave(mark);
        self.at.scope = outer;
        result
    }

    /// The value of a statement, if it may be that of its block.
    fn statement(&mut self, statement: &'i Statement) -> Ty {
        match statement {
            Statement::Expr { value, semicolon, .. } => {
                let ty = self.expr(value);
                if *semicolon { Ty::Unknown } else { ty }
            }
            Statement::Let { pattern, annotation, value, otherwise, .. } => {
                let found = match value {
                    Some(value) => self.expr(value),
                    // A later assignment tells.
                    None if annotation.is_none() => self.told_later(),
                    None => Ty::Unknown,
                };
                let annotated = annotation.as_ref().map(|annotation| self.type_of(annotation)).unwrap_or_default();
                if let Some(otherwise) = otherwise {
                    self.block(otherwise);
                }
                let ty = match (annotated, value) {
                    (Ty::Unknown, _) => found,
                    (annotated, Some(value)) => self.as_annotated(annotated, value, &found),
                    (annotated, None) => annotated,
                };
                self.bind(pattern, &ty);
                Ty::Unknown
            }
        }
    }

    /// What an annotation leaves open, such as the item in `Vec<_>`, told by the value.
    fn as_annotated(&mut self, annotated: Ty, value: &'i Expr, found: &Ty) -> Ty {
        if !annotated.has_holes() {
            return annotated;
        }
        let told = match (self.types.callee(value), found) {
            (Some(Callee::Library(call, Some(on))), _) if matches!(call.signature.form, Form::Told) => {
                let called =
                    Called { whole: Some(on), arguments: &[], generics: std::slice::from_ref(&annotated), on_value: true };
                form_type(self.workspace, &call.signature.form, &called)
            }
            (_, Ty::Api(api, _)) if matches!(&annotated, Ty::Api(wanted, _) if wanted.path == api.path) => found.clone(),
            (_, Ty::Own(item, _)) if matches!(&annotated, Ty::Own(wanted, _) if wanted == item) => found.clone(),
            _ => annotated,
        };
        self.settle(told)
    }

    /// A condition, whose patterns bind for what it leads to.
    fn condition(&mut self, condition: &'i Expr) {
        match &condition.kind {
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value);
                self.bind(pattern, &ty);
                self.note(condition, &Ty::Unknown);
            }
            ExprKind::Binary { left, right, .. } => {
                self.condition(left);
                self.condition(right);
                let flag = self.workspace.type_by_path("bool", Vec::new);
                self.note(condition, &flag);
            }
            _ => drop(self.expr(condition)),
        }
    }

    /// A `match`: its arms are alternatives.
    fn matched(&mut self, scrutinee: &'i Expr, arms: &'i [Arm]) -> Ty {
        let ty = self.expr(scrutinee);
        let mut result = Ty::Unknown;
        for arm in arms {
            let mark = self.locals.mark();
            self.bind(&arm.pattern, &ty);
            if let Some(guard) = &arm.guard {
                self.condition(guard);
            }
            let value = self.expr(&arm.body);
            if result.is_unknown() {
                result = value;
            }
            self.locals.leave(mark);
        }
        result
    }
}
