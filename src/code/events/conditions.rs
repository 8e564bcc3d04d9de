//! Conditions: what holds leads on, what does not leads to the innermost `Otherwise`.

use super::control::Control;
use super::graph::{Exit, Place, Test};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use crate::code::tree::{Expr, ExprKind};

impl Control<'_, '_> {
    pub(super) fn condition(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Binary { left, operator, right } if operator == "&&" => {
                self.condition(left);
                self.condition(right);
            }
            ExprKind::Binary { left, operator, right } if operator == "||" => {
                let (other, holds) = (self.add_block(), self.add_block());
                self.open_target(Jump::Otherwise, other, None);
                self.alternative(left);
                self.close_target();
                self.meet(holds);
                self.continue_at(other);
                self.alternative(right);
                self.lowerer.open.blocks.lead_to(holds);
            }
            ExprKind::Unary(inner) if is_lazy(inner) => {
                let (failed, holds) = (self.add_block(), self.add_block());
                self.open_target(Jump::Otherwise, failed, None);
                self.alternative(inner);
                self.close_target();
                self.lowerer.jump(|jump| *jump == Jump::Otherwise);
                self.continue_at(failed);
                self.lowerer.open.blocks.lead_to(holds);
            }
            ExprKind::Let { pattern, value } => {
                let place = self.lowerer.place(value);
                Patterns { lowerer: self.lowerer, scrutinee: value }.arm(pattern, &place, None, false);
            }
            _ => self.plain(expr),
        }
    }

    /// No variable of it is seen by what follows.
    fn alternative(&mut self, expr: &Expr) {
        self.lowerer.in_frame(Takes::Variables, |lowerer, _| Control { lowerer }.condition(expr));
    }

    /// Temporaries of a condition are dropped before the branch.
    fn plain(&mut self, expr: &Expr) {
        let flag = self.lowerer.new_temporary(expr.range);
        self.in_own_statement(|inner| inner.lowerer.evaluate(expr, flag));
        self.lowerer.branch_or_jump(Test::Holds(Place::of(flag)), expr.id, |jump| *jump == Jump::Otherwise);
    }

    /// A condition that decides about what stands behind it; where it does not hold, control goes to a new block.
    pub(super) fn unless(&mut self, condition: &Expr, otherwise: impl FnOnce(&mut Control<'_, '_>)) {
        let (failed, after) = (self.add_block(), self.add_block());
        self.open_target(Jump::Otherwise, failed, None);
        self.alternative(condition);
        self.close_target();
        self.meet(after);
        self.continue_at(failed);
        otherwise(self);
        self.lowerer.open.blocks.end(Exit::Goto(after));
        self.continue_at(after);
    }
}

/// `&&` and `||`, which have no value that could be negated where they are a condition.
fn is_lazy(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Binary { operator, .. } => matches!(operator.as_str(), "&&" | "||"),
        ExprKind::Unary(inner) => is_lazy(inner),
        _ => false,
    }
}
