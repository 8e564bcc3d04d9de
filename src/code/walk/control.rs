//! Branches, loops, jumps and closures: which ways lead where, and which guards live on them.

use super::bindings::is_place;
use super::flow::{Flow, Turns, literal_turns};
use super::rest_of_block::Body;
use super::target::{Target, also};
use super::{Use, Walker};
use crate::code::tree::{Arm, Block, Expr, ExprKind, Literal, Parameter, Pattern, PatternKind, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;

impl<'w> Walker<'w> {
    pub(super) fn control(&mut self, expr: &'w Expr, how: Use) {
        match &expr.kind {
            ExprKind::Block(block) if block.label.is_some() => self.labelled(block, how),
            ExprKind::Block(block) => self.block(block, how),
            ExprKind::Async(block) => {
                self.in_body(block.range, Body::Async, |walker| {
                    walker.error_tails_of(block);
                    walker.block(block, Use::Value);
                });
            }
            ExprKind::Closure { parameters, body, .. } => self.closure_with(parameters, body, None, |_, _| {}),
            ExprKind::If { condition, then, otherwise } => {
                let mark = self.open_scope();
                let held = self.condition(condition);
                let before = self.flow.clone();
                self.branches += 1;
                self.block(then, how);
                self.close_scope(mark);
                let after_then = std::mem::replace(&mut self.flow, before);
                if let Some(otherwise) = otherwise {
                    self.expr(otherwise, how);
                }
                self.branches -= 1;
                self.flow.join(after_then);
                for guard in held {
                    self.end_guard(guard);
                }
            }
            ExprKind::Let { pattern, value } => {
                self.expr(value, Use::Borrow);
                let whole = Some(&**value).filter(|_| matches!(pattern.kind, PatternKind::TupleStruct { .. }));
                let mark = self.open_scope();
                self.bind(pattern, whole);
                self.inherits(mark, self.carried(value));
            }
            ExprKind::Match { scrutinee, arms } => self.matched(scrutinee, arms, how),
            ExprKind::Loop { condition, body } => {
                self.in_loop(expr.range, |walker| walker.looped(expr, condition.as_deref(), body));
            }
            ExprKind::For { pattern, iterable, body } => {
                self.in_loop(expr.range, |walker| walker.each(expr, pattern, iterable, body));
            }
            ExprKind::Return(value) => {
                if let Some(value) = value {
                    self.expr(value, Use::Value);
                    self.returned_error(value, "return");
                    self.returned_failure(value);
                }
                self.leave();
                if self.body == 0 {
                    self.returns_value(value.as_deref());
                }
                self.returns_carried(value.as_deref());
                self.hand_back();
                self.leaves += 1;
                self.flow = Flow::unreachable();
            }
            ExprKind::Break { label, value } => {
                if let Some(value) = value {
                    self.expr(value, Use::Value);
                }
                self.jump(label.as_deref(), |target, flow| also(&mut target.breaks, flow));
            }
            ExprKind::Continue { label } => {
                self.jump(label.as_deref(), |target, flow| also(&mut target.continues, flow));
            }
            _ => {}
        }
    }

    /// A `loop` or `while`.
    fn looped(&mut self, expr: &'w Expr, condition: Option<&'w Expr>, body: &'w Block) {
        let mark = self.open_scope();
        let held = condition.map(|condition| self.condition(condition)).unwrap_or_default();
        let turns = match condition.map(|condition| &condition.kind) {
            Some(ExprKind::Let { .. }) => Turns::Data,
            _ => Turns::Unknown,
        };
        let ends = match condition.map(|condition| &condition.kind) {
            None | Some(ExprKind::Literal(Literal::Bool(true))) => Some("never"),
            Some(ExprKind::Let { value, .. }) if self.waits_for_message(value) => Some("with_channel"),
            Some(_) => None,
        };
        if let Some(condition) = condition {
            self.note_waiting(condition);
        }
        self.repeat(expr, body, turns, ends);
        self.close_scope(mark);
        for guard in held {
            self.end_guard(guard);
        }
    }

    /// A `for`.
    fn each(&mut self, expr: &'w Expr, pattern: &'w Pattern, iterable: &'w Expr, body: &'w Block) {
        self.expr(iterable, Use::Value);
        let mark = self.open_scope();
        // Over a list of literals the variable is one of them.
        let literal = match &iterable.kind {
            ExprKind::List(items) if items.iter().all(|item| matches!(item.kind, ExprKind::Literal(_))) => items.first(),
            _ => None,
        };
        self.bind(pattern, literal);
        self.inherits(mark, self.carried(iterable));
        self.repeat(expr, body, turns_over(iterable), None);
        self.close_scope(mark);
    }

    /// A `match`: its arms are alternatives.
    fn matched(&mut self, scrutinee: &'w Expr, arms: &'w [Arm], how: Use) {
        let ty = self.expr(scrutinee, Use::Borrow);
        let held = self.temporary(scrutinee, &ty);
        self.each_way(arms, |walker, arm| {
            let mark = walker.open_scope();
            walker.bind(&arm.pattern, None);
            walker.inherits(mark, walker.carried(scrutinee));
            if let Some(guard) = &arm.guard {
                walker.expr(guard, Use::Read);
            }
            walker.expr(&arm.body, how);
        });
        if let Some(guard) = held {
            self.end_guard(guard);
        }
    }

    /// A jump to the loop or block of that label, or to the innermost loop. What follows it is not reached.
    fn jump(&mut self, label: Option<&str>, keep: impl FnOnce(&mut Target, Flow)) {
        let from = std::mem::replace(&mut self.flow, Flow::unreachable());
        for target in self.targets.iter_mut().rev() {
            let is_it = if label.is_some() { target.label.as_deref() == label } else { target.is_loop };
            if !is_it {
                target.is_left = true;
                continue;
            }
            if !from.dead {
                keep(target, from);
            }
            break;
        }
    }

    /// The body of a loop, and what is known after it: what is at its `break`s and, where it may end by itself or run not at
    /// all, what was before it.
    fn repeat(&mut self, whole: &Expr, body: &'w Block, turns: Turns, ends: Option<&'static str>) {
        let before = self.flow.clone();
        let around = self.open_span();
        let (opaque, leaves) = (self.opaque, self.leaves);
        let lives_before = self.lives.len();
        let target = Target { label: body.label.clone(), is_loop: true, lives_before, turns, ..Target::default() };
        self.targets.push(target);
        let made = std::mem::take(&mut self.flow.made);
        self.block(body, Use::Value);
        let target = self.targets.pop().unwrap_or_default();
        if let Some(flow) = target.continues {
            self.flow.join(flow);
        }
        // A span that is left or ended in the loop is none around it.
        let around = around.filter(|_| self.flow.dead || self.open_span().is_some());
        let mut back = std::mem::replace(&mut self.flow, Flow::unreachable());
        if target.breaks.is_none() {
            self.spans_of_loop(&back.made, turns);
        }
        back.made = made;
        let is_left = target.is_left || target.breaks.is_some() || self.opaque > opaque || self.leaves > leaves;
        let before_dead = before.dead;
        self.next_turn(target.deeds, &back, turns);
        // Tokens that were not understood may leave the loop as well.
        if ends != Some("never") || self.opaque > opaque {
            self.flow = before;
            self.flow.join(back);
        }
        if let Some(flow) = target.breaks {
            self.flow.join(flow);
        }
        self.note_going_on(ends, is_left);
        if let (Some(ends), Some(around), false) = (ends, around, is_left || before_dead) {
            self.observe_endless_loop(body, Range { start: whole.range.start, end: body.range.start }, ends, around);
        }
    }

    /// A block that may be left by its label.
    fn labelled(&mut self, block: &'w Block, how: Use) {
        self.targets.push(Target { label: block.label.clone(), lives_before: self.lives.len(), ..Target::default() });
        self.block(block, how);
        let target = self.targets.pop().unwrap_or_default();
        if let Some(flow) = target.breaks {
            self.flow.join(flow);
        }
    }

    /// A condition; returns the guards that its temporaries keep through the branch.
    fn condition(&mut self, condition: &'w Expr) -> Vec<usize> {
        match &condition.kind {
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value, Use::Borrow);
                let held = self.temporary(value, &ty);
                let mark = self.open_scope();
                self.bind(pattern, None);
                self.inherits(mark, self.carried(value));
                held.into_iter().collect()
            }
            ExprKind::Binary { left, right, .. } => {
                let mut held = self.condition(left);
                held.extend(self.perhaps(|walker| walker.condition(right)));
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
        Some(self.new_guard(value, api, origin))
    }

    /// A closure. `begin` gets to know where the variables of its parameters start.
    pub(super) fn closure_with(
        &mut self,
        parameters: &'w [Parameter],
        body: &'w Expr,
        lent_by: Option<Item>,
        begin: impl FnOnce(&mut Self, usize),
    ) {
        self.in_body(body.range, Body::Closure(body), |walker| {
            let mark = walker.open_scope();
            for parameter in parameters {
                walker.bind(&parameter.pattern, None);
            }
            walker.variables[mark..].iter_mut().for_each(|variable| variable.lent_by = lent_by);
            begin(walker, mark);
            walker.error_tails(body);
            walker.expr(body, Use::Value);
            walker.close_scope(mark);
        });
    }
}

/// How often a `for` loop turns.
fn turns_over(iterable: &Expr) -> Turns {
    match &iterable.kind {
        ExprKind::Range(ends) => literal_turns(ends).map_or(Turns::Unknown, Turns::Counted),
        ExprKind::List(items) => Turns::Counted(items.len().try_into().unwrap_or(u64::MAX)),
        ExprKind::Reference(inner) => turns_over(inner),
        // What is called on the data with a number may take only so many of them.
        ExprKind::Method { arguments, .. } if arguments.iter().any(|argument| matches!(argument.kind, ExprKind::Literal(_))) => {
            Turns::Unknown
        }
        _ => Turns::Data,
    }
}
