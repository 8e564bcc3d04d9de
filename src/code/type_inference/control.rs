//! Blocks, branches and loops.

use std::sync::Arc;

use super::{Inference, item_of};
use crate::code::tree::{Arm, Block, Expr, ExprKind, Statement};
use crate::code::types::Ty;

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
                self.block(body);
                self.locals.leave(mark);
                Ty::Unknown
            }
            ExprKind::For { pattern, iterable, body } => {
                let ty = self.expr(iterable);
                let mark = self.locals.mark();
                self.bind(pattern, &item_of(self.workspace, &ty));
                self.block(body);
                self.locals.leave(mark);
                Ty::Unknown
            }
            ExprKind::Return(value) | ExprKind::Break { value, .. } => {
                if let Some(value) = value {
                    self.expr(value);
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
                let ty = if matches!(annotated, Ty::Unknown) { found } else { annotated };
                self.bind(pattern, &ty);
                Ty::Unknown
            }
        }
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
