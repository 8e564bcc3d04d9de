//! Loops.

use super::control::Control;
use super::graph::{LocalId, Made, Mode, Operand, Place, Test};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use crate::code::tree::{Block, Expr, Pattern};

impl Control<'_, '_> {
    /// `loop` and `while`: everything of one turn is dropped before the next.
    pub(super) fn looped(&mut self, expr: &Expr, condition: Option<&Expr>, body: &Block, to: LocalId) {
        let (head, after) = (self.add_block(), self.add_block());
        self.lowerer.open.blocks.lead_to(head);
        if condition.is_some() {
            self.lowerer.unit(to, expr);
        }
        let result = condition.is_none().then_some(to);
        self.open_turn(body, head, after, result);
        self.open_target(Jump::Otherwise, after, None);
        self.lowerer.in_frame(Takes::Both, |lowerer, _| {
            let mut inner = Control { lowerer };
            if let Some(condition) = condition {
                inner.condition(condition);
            }
            inner.turn(expr, body);
        });
        self.close_target();
        self.close_turn();
        self.meet(head);
        self.continue_at(after);
    }

    /// `for`: the iterator lives in a place of its own, and what its expression lends ends with the loop.
    pub(super) fn each(&mut self, expr: &Expr, pattern: &Pattern, iterable: &Expr, body: &Block, to: LocalId) {
        self.lowerer.in_frame(Takes::Both, |lowerer, frame| {
            let from = lowerer.operand(iterable);
            let mut inner = Control { lowerer };
            let iterator = inner.hidden_variable(frame, iterable);
            inner.iterate(iterator, from, iterable);
            inner.turns(expr, (pattern, iterable), iterator, body);
        });
        self.lowerer.unit(to, expr);
    }

    fn turns(&mut self, expr: &Expr, (pattern, iterable): (&Pattern, &Expr), iterator: LocalId, body: &Block) {
        let (head, after) = (self.add_block(), self.add_block());
        self.lowerer.open.blocks.lead_to(head);
        self.open_turn(body, head, after, None);
        self.open_target(Jump::Otherwise, after, None);
        self.lowerer.branch_or_jump(Test::HasNext(iterator), iterable.id, |jump| *jump == Jump::Otherwise);
        self.lowerer.in_frame(Takes::Both, |lowerer, frame| {
            let item = lowerer.new_temporary(pattern.range);
            let from = Operand { place: Place::of(iterator), mode: Mode::Mutable };
            lowerer.make(item, Made::Item, vec![from], iterable);
            lowerer.schedule_temporary(frame, item, iterable);
            Patterns { lowerer, scrutinee: iterable }.irrefutable(pattern, &Operand { place: Place::of(item), mode: Mode::Move });
            Control { lowerer }.turn(expr, body);
        });
        self.close_target();
        self.close_turn();
        self.meet(head);
        self.continue_at(after);
    }

    fn turn(&mut self, expr: &Expr, body: &Block) {
        let nothing = self.lowerer.new_temporary(body.range);
        self.unlabelled(body, nothing, (expr.id, body.range), None);
    }

    fn open_turn(&mut self, body: &Block, head: super::graph::BlockId, after: super::graph::BlockId, to: Option<LocalId>) {
        self.open_target(Jump::Break { label: body.label.clone(), is_loop: true }, after, to);
        self.open_target(Jump::Continue { label: body.label.clone() }, head, None);
    }

    fn close_turn(&mut self) {
        self.close_target();
        self.close_target();
    }
}
