//! Where a body is left by an error: `?`, `return Err(..)`, an `Err(..)` that is its value, macros that return one.

use super::Walker;
use crate::code::tree::{Block, Expr, ExprKind, Range, Statement, Type};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does};

/// What types that hold an error are called, also those of crates that we know nothing of.
const RESULT: &str = "Result";

impl<'w> Walker<'w> {
    /// `?`, of a value of that type.
    pub(super) fn tried(&mut self, range: Range, ty: &Ty) {
        self.leaves += 1;
        let fails = match ty {
            Ty::Api(api, _) => api.fails,
            _ => self.body != 0 || self.function.returns.as_ref().is_some_and(|returns| self.is_result(returns)),
        };
        if fails {
            self.leave_by_error(range, "question_mark");
        }
    }

    /// Whether a type holds an error where all is not well.
    pub(in crate::code) fn is_result(&self, ty: &Type) -> bool {
        match self.type_of(ty) {
            Ty::Api(api, _) => api.fails,
            Ty::Unknown => matches!(ty, Type::Path(path) if path.last().ends_with(RESULT)),
            _ => false,
        }
    }

    /// The value of a `return`.
    pub(super) fn returned_error(&mut self, value: &'w Expr, form: &'static str) {
        if self.makes_error(value) {
            self.leave_by_error(value.range, form);
        }
    }

    fn makes_error(&self, value: &'w Expr) -> bool {
        self.known_call(value).is_some_and(|call| call.does == Some(Does::MakesError))
    }

    /// From now on, errors that are the value of a body leave it.
    pub(super) fn error_tails(&mut self, body: &'w Expr) {
        let mut found = Vec::new();
        tails(body, &mut found);
        self.error_tails.extend(found);
    }

    pub(super) fn error_tails_of(&mut self, block: &'w Block) {
        let mut found = Vec::new();
        block_tails(block, &mut found);
        self.error_tails.extend(found);
    }

    /// A call was made: the value of the body, if it is an error.
    pub(super) fn returned_here(&mut self, expr: &'w Expr, call: &Call) {
        if call.does == Some(Does::MakesError) && self.error_tails.contains(&expr.range) {
            self.leave_by_error(expr.range, "value");
        }
    }
}

/// The expressions that may be the value of an expression.
fn tails(expr: &Expr, found: &mut Vec<Range>) {
    match &expr.kind {
        ExprKind::Block(block) => block_tails(block, found),
        ExprKind::If { then, otherwise, .. } => {
            block_tails(then, found);
            if let Some(otherwise) = otherwise {
                tails(otherwise, found);
            }
        }
        ExprKind::Match { arms, .. } => arms.iter().for_each(|arm| tails(&arm.body, found)),
        ExprKind::Call { .. } => found.push(expr.range),
        _ => {}
    }
}

fn block_tails(block: &Block, found: &mut Vec<Range>) {
    if let Some(Statement::Expr { value, semicolon: false, .. }) = block.statements.last() {
        tails(value, found);
    }
}
