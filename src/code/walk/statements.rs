//! Blocks, statements and assignments: what is bound, moved, or dropped where it was made.

use super::bindings::is_place;
use super::{Use, Walker};
use crate::code::observe::Dropped;
use crate::code::tree::{Block, Expr, ExprKind, PatternKind, Range, Statement};
use crate::code::types::Ty;
use crate::knowledge::Is;

impl<'w> Walker<'w> {
    pub(super) fn block(&mut self, block: &'w Block, how: Use) {
        self.statements(block, how, false);
    }

    /// The statements of a block, or those among the tokens of a macro.
    pub(super) fn statements(&mut self, block: &'w Block, how: Use, in_macro_call: bool) {
        let outer = self.at.scope;
        if let Some(scope) = block.scope {
            self.at.scope = scope;
        }
        let mark = self.open_scope();
        let around = (std::mem::replace(&mut self.block, block.range), self.statement);
        let rest_around = self.enters_block(block, in_macro_call);
        let last = block.statements.len().saturating_sub(1);
        for (at, statement) in block.statements.iter().enumerate() {
            self.at_statement(at);
            self.statement(statement, at == last, how);
        }
        self.close_scope(mark);
        (self.block, self.statement) = around;
        self.rest = rest_around;
        self.at.scope = outer;
    }

    fn statement(&mut self, statement: &'w Statement, is_last: bool, how: Use) {
        if let Statement::Expr { value, .. } = statement {
            self.statement = value.range;
        }
        match statement {
            Statement::Expr { value, semicolon: false, .. } if is_last => drop(self.expr(value, how)),
            Statement::Expr { range, value, semicolon } => {
                let ty = self.expr(value, Use::Borrow);
                // A block without a semicolon that has a value can only be one of several that `cfg` chooses from.
                let is_choice = !semicolon && !matches!(value.kind, ExprKind::Macro(_));
                // The end of a macro's arm may be the value of the macro.
                let is_macro_value = is_last && self.function.in_macro;
                if !is_place(value) && !is_macro_value && !is_choice {
                    self.dropped(value, &ty, "statement", Some(*range));
                }
            }
            Statement::Let { pattern, value, otherwise, conditional, .. } => {
                let Some(value) = value else {
                    self.bind(pattern, None);
                    return;
                };
                let discards = matches!(pattern.kind, PatternKind::Underscore);
                if let PatternKind::Binding { name, .. } = &pattern.kind {
                    self.binds_body(name, value);
                }
                let moves =
                    matches!(&value.kind, ExprKind::Path(path) if path.name().is_some_and(|name| self.variable(name).is_some()));
                // A plain move is bound before it is a use, so that the new variable takes the guard over.
                if moves && !discards {
                    self.moved(value);
                } else {
                    // What hands a span on to the new variable hands it to nobody else.
                    let is_named = matches!(pattern.kind, PatternKind::Binding { .. });
                    let hands_on = !discards && self.life_of(value).is_some() || is_named && self.lends_static(value);
                    self.expr(
                        value,
                        if hands_on {
                            Use::Operate
                        } else if discards {
                            Use::Borrow
                        } else {
                            Use::Value
                        },
                    );
                }
                let ty = self.types.taken_apart(pattern).clone();
                if let Some(otherwise) = otherwise {
                    let before = self.flow.clone();
                    self.block(otherwise, Use::Value);
                    self.flow = before;
                }
                if discards {
                    if !is_place(value) {
                        self.dropped(value, &ty, "underscore", Some(pattern.range));
                    }
                    return;
                }
                self.dropped_parts(pattern, value, &ty);
                let mark = self.open_scope();
                self.bind(pattern, Some(value));
                self.inherits(mark, self.carried(value));
                if *conditional {
                    self.conditional(mark);
                }
            }
        }
    }

    /// A variable is about to be moved as it is.
    fn moved(&mut self, value: &Expr) {
        let ExprKind::Path(path) = &value.kind else { return };
        let name = path.name().unwrap_or_default();
        let Some(variable) = self.variables.named_mut(name) else { return };
        variable.escaped = true;
        variable.moved = true;
        if let Some(index) = variable.guard {
            self.end_guard(index);
        }
    }

    pub(super) fn assignment(&mut self, target: &'w Expr, value: &'w Expr, compound: bool) {
        let ty = self.expr(value, Use::Value);
        match &target.kind {
            ExprKind::Underscore => {
                if !is_place(value) {
                    let is_statement = target.range.to(value.range) == self.statement;
                    self.dropped(value, &ty, "assignment", Some(target.range).filter(|_| is_statement));
                }
            }
            ExprKind::Path(path) if !compound => match path.name() {
                Some(name) => self.assign(name, &ty, value, target.range.to(value.range) == self.statement),
                None => {
                    self.expr(target, Use::Borrow);
                }
            },
            _ => {
                self.changes(target);
                self.static_assigned(target, value, &ty);
                self.held_by(target, value, target.range.to(value.range));
                self.expr(target, Use::Operate);
                // `*span = ..` puts another span in its place.
                if let ExprKind::Dereference(place) = &target.kind
                    && let Some(life) = self.life_of(place)
                {
                    self.share(life);
                }
            }
        }
    }

    /// A value that ends in the statement that made it. `at` is that statement, or the `_` in it, if it could be kept there.
    fn dropped(&mut self, value: &'w Expr, ty: &Ty, form: &'static str, at: Option<Range>) {
        self.leaked_at_once(value);
        let dropped = Dropped { value, form, at };
        if let Some(api) = self.workspace.guard_in(ty) {
            // What is taken out of a container is ended in so many words.
            if self.is_taken(value) {
                return;
            }
            let origin = self.origin_of(value);
            self.observe_guard_dropped(dropped, api, origin.as_ref());
        } else if let Some(keeper) = self.workspace.keeper_in(ty) {
            if !self.is_taken(value) {
                self.observe_keeper_dropped(dropped, &keeper, value.range);
            }
        } else if self.makes_span(value) {
            let origin = self.origin_of(value);
            self.observe_span_use(value.range, origin.as_ref(), "dropped_at_once");
        } else if ty.is(Is::StartedSpan)
            && !matches!(ty, Ty::Borrowed(_))
            && matches!(value.kind, ExprKind::Call { .. } | ExprKind::Method { .. })
        {
            self.observe_started_span_dropped(dropped);
        } else {
            self.observe_unused(value, ty, "dropped_at_once", "");
        }
    }

    /// Whether a value comes out of a container that keeps it, as in `self.guard.take()`.
    fn is_taken(&self, value: &Expr) -> bool {
        let ExprKind::Method { receiver, .. } = &value.kind else { return false };
        let mut root = &**receiver;
        while let ExprKind::Method { receiver, .. } = &root.kind {
            root = receiver;
        }
        let holder = self.type_at(receiver);
        // What a call has just made is kept by nobody.
        matches!(holder.unwrapped(), Ty::Api(api, _) if api.is == Some(Is::Container)) && is_place(root)
    }
}
