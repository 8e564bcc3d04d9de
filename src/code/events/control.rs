//! Branches, jumps, `await` and `?`.

use super::graph::{BlockId, Callee, EventKind, Exit, LocalId, LocalKind, Made, Mode, Operand, Place, Suspension, Test, Why};
use super::lowerer::{Lowerer, RETURNED};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use crate::code::tree::{Arm, Block, Expr, ExprKind, Literal};

/// Lowers what decides where control goes.
pub(super) struct Control<'l, 'a> {
    pub(super) lowerer: &'l mut Lowerer<'a>,
}

impl Control<'_, '_> {
    pub(super) fn evaluate(&mut self, expr: &Expr, to: LocalId, extend: Option<usize>) {
        match &expr.kind {
            ExprKind::Block(block) => self.block(block, to, (expr.id, block.range), extend),
            ExprKind::If { condition, then, otherwise } => {
                self.branch(expr, condition, (then, otherwise.as_deref()), (to, extend));
            }
            ExprKind::Let { .. } => self.flag(expr, to),
            ExprKind::Match { scrutinee, arms } => self.matched(expr, scrutinee, arms, (to, extend)),
            ExprKind::Loop { condition, body } => self.looped(expr, condition.as_deref(), body, to),
            ExprKind::For { pattern, iterable, body } => self.each(expr, pattern, iterable, body, to),
            ExprKind::Await(future) => self.awaited(expr, future, to),
            ExprKind::Try(tried) => self.tried(expr, tried, to),
            ExprKind::Return(value) => {
                match value {
                    Some(value) => self.lowerer.evaluate(value, RETURNED),
                    None => self.lowerer.unit(RETURNED, expr),
                }
                self.lowerer.jump(|jump| *jump == Jump::Return);
            }
            ExprKind::Break { label, value } => self.broken(expr, label.as_deref(), value.as_deref()),
            ExprKind::Continue { label } => self.lowerer.jump(|jump| match jump {
                Jump::Continue { label: own } => label.is_none() || own == label,
                _ => false,
            }),
            _ => self.lowerer.unit(to, expr),
        }
    }

    fn broken(&mut self, expr: &Expr, label: Option<&str>, value: Option<&Expr>) {
        let wanted = |jump: &Jump| match jump {
            Jump::Break { label: own, is_loop } => label.map_or(*is_loop, |label| own.as_deref() == Some(label)),
            _ => false,
        };
        let to = self.lowerer.open.scopes.find(wanted).and_then(|(_, to)| to);
        match (value, to) {
            (Some(value), Some(to)) => self.lowerer.evaluate(value, to),
            (Some(value), None) => {
                self.lowerer.temporary(value);
            }
            (None, Some(to)) => self.lowerer.unit(to, expr),
            (None, None) => {}
        }
        self.lowerer.jump(wanted);
    }

    /// Goes on where several ways meet.
    pub(super) fn meet(&mut self, at: BlockId) {
        self.lowerer.open.blocks.end(Exit::Goto(at));
    }

    pub(super) fn continue_at(&mut self, block: BlockId) {
        self.lowerer.open.blocks.continue_at(block);
    }

    pub(super) fn add_block(&mut self) -> BlockId {
        self.lowerer.open.blocks.add()
    }

    pub(super) fn open_target(&mut self, jump: Jump, block: BlockId, to: Option<LocalId>) {
        self.lowerer.open.scopes.open_target(jump, block, to);
    }

    pub(super) fn close_target(&mut self) {
        self.lowerer.open.scopes.close_target();
    }

    /// Temporaries of a condition's `let` live to the end of the statement, from edition 2024 on only until `else`.
    fn branch(
        &mut self,
        expr: &Expr,
        condition: &Expr,
        (then, otherwise): (&Block, Option<&Expr>),
        (to, extend): (LocalId, Option<usize>),
    ) {
        let (failed, after) = (self.add_block(), self.add_block());
        self.open_target(Jump::Otherwise, failed, None);
        let takes = if self.lowerer.edition.ends_tails_early() { Takes::Both } else { Takes::Variables };
        self.lowerer.in_frame(takes, |lowerer, _| {
            let mut inner = Control { lowerer };
            inner.condition(condition);
            inner.in_own_statement(|inner| inner.block(then, to, (expr.id, then.range), extend));
        });
        self.close_target();
        self.meet(after);
        self.continue_at(failed);
        match otherwise {
            Some(otherwise) => self.in_own_statement(|inner| {
                inner.lowerer.extend = extend;
                inner.lowerer.evaluate(otherwise, to);
            }),
            None => self.lowerer.unit(to, expr),
        }
        self.lowerer.open.blocks.lead_to(after);
    }

    /// Temporaries made inside end with it.
    pub(super) fn in_own_statement(&mut self, inside: impl FnOnce(&mut Control<'_, '_>)) {
        self.lowerer.in_frame(Takes::Temporaries, |lowerer, _| inside(&mut Control { lowerer }));
    }

    /// Temporaries of the scrutinee live as long as those of the statement around it.
    fn matched(&mut self, expr: &Expr, scrutinee: &Expr, arms: &[Arm], (to, extend): (LocalId, Option<usize>)) {
        let place = self.lowerer.place(scrutinee);
        let after = self.add_block();
        for (at, arm) in arms.iter().enumerate() {
            let next = self.add_block();
            self.open_target(Jump::Otherwise, next, None);
            // Somebody has to take what no arm before has taken.
            let always = at + 1 == arms.len() && arm.guard.is_none();
            self.lowerer.in_frame(Takes::Both, |lowerer, _| {
                Patterns { lowerer, scrutinee }.arm(&arm.pattern, &place, arm.guard.as_ref(), always);
                Control { lowerer }.in_own_statement(|inner| {
                    inner.lowerer.extend = extend;
                    inner.lowerer.evaluate(&arm.body, to);
                });
            });
            self.close_target();
            self.meet(after);
            self.continue_at(next);
        }
        self.lowerer.open.blocks.end(Exit::Unreachable);
        self.continue_at(after);
        if arms.is_empty() {
            self.lowerer.unit(to, expr);
        }
    }

    /// The future is dropped as soon as it has come to its end, other temporaries at the end of the statement.
    fn awaited(&mut self, expr: &Expr, future: &Expr, to: LocalId) {
        let from = self.lowerer.operand(future);
        self.lowerer.in_frame(Takes::Temporaries, |lowerer, frame| {
            let pinned = lowerer.new_temporary(future.range);
            lowerer.push(EventKind::Use { to: pinned, from }, future);
            lowerer.schedule_temporary(frame, pinned, expr);
            lowerer.push(EventKind::Suspend { how: Suspension::Await, on: Some(pinned) }, expr);
            lowerer.make(to, Made::Output, vec![Operand { place: Place::of(pinned), mode: Mode::Mutable }], expr);
        });
    }

    fn tried(&mut self, expr: &Expr, tried: &Expr, to: LocalId) {
        let from = self.lowerer.operand(tried);
        let value = self.lowerer.new_temporary(tried.range);
        self.lowerer.push(EventKind::Use { to: value, from }, tried);
        let (yes, no) = (self.add_block(), self.add_block());
        self.lowerer.branch(Test::Succeeds(value), yes, no, expr.id);
        self.continue_at(no);
        let taken = || Operand { place: Place::of(value), mode: Mode::Move };
        self.lowerer.make(RETURNED, Made::Failure, vec![taken()], expr);
        self.lowerer.jump(|jump| *jump == Jump::Return);
        self.continue_at(yes);
        self.lowerer.make(to, Made::Unwrapped, vec![taken()], expr);
    }

    /// A condition as a value.
    pub(super) fn flag(&mut self, expr: &Expr, to: LocalId) {
        let (failed, after) = (self.add_block(), self.add_block());
        self.open_target(Jump::Otherwise, failed, None);
        self.lowerer.in_frame(Takes::Variables, |lowerer, _| Control { lowerer }.condition(expr));
        self.close_target();
        self.lowerer.make(to, Made::Literal(Literal::Bool(true)), Vec::new(), expr);
        self.meet(after);
        self.continue_at(failed);
        self.lowerer.make(to, Made::Literal(Literal::Bool(false)), Vec::new(), expr);
        self.lowerer.open.blocks.lead_to(after);
    }

    /// A variable without a place in the source: an iterator.
    pub(super) fn hidden_variable(&mut self, frame: usize, of: &Expr) -> LocalId {
        let local = self.lowerer.open.local(LocalKind::Temporary, of.range);
        self.lowerer.open.scopes.schedule(frame, local, Why::Scope, (of.id, of.range));
        local
    }

    pub(super) fn iterate(&mut self, to: LocalId, from: Operand, of: &Expr) {
        let name = self.lowerer.symbol("into_iter");
        self.lowerer.call(to, Callee::Method(name), vec![from], of);
    }
}
