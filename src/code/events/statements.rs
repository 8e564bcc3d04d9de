//! Blocks and statements.

use super::control::Control;
use super::graph::{EventKind, Exit, LocalId, LocalKind, Made, Mode, Operand, Why};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use crate::code::tree::{Block, Expr, ExprId, ExprKind, Pattern, PatternKind, Range, Statement};

/// The parts of a `let`.
struct Let<'s> {
    pattern: &'s Pattern,
    value: Option<&'s Expr>,
    otherwise: Option<&'s Block>,
    at: (ExprId, Range),
}

impl Control<'_, '_> {
    /// A block; one with a label may be left by it.
    pub(super) fn block(&mut self, block: &Block, to: LocalId, at: (ExprId, Range), extend: Option<usize>) {
        if block.label.is_none() {
            return self.unlabelled(block, to, at, extend);
        }
        let after = self.add_block();
        self.open_target(Jump::Break { label: block.label.clone(), is_loop: false }, after, Some(to));
        self.unlabelled(block, to, at, extend);
        self.close_target();
        self.lowerer.open.blocks.lead_to(after);
    }

    pub(super) fn unlabelled(&mut self, block: &Block, to: LocalId, at: (ExprId, Range), extend: Option<usize>) {
        let has_variables = block.statements.iter().any(|statement| matches!(statement, Statement::Let { .. }));
        let (id, range) = at;
        if has_variables {
            self.lowerer.push_at(EventKind::Enter, id, range);
        }
        self.lowerer.in_frame(Takes::Variables, |lowerer, _| {
            let mut inner = Control { lowerer };
            let (tail, before) = match block.statements.split_last() {
                Some((Statement::Expr { value, semicolon: false, .. }, before)) => (Some(value), before),
                _ => (None, block.statements.as_slice()),
            };
            for statement in before {
                inner.statement(statement, at);
            }
            if let Some(tail) = tail {
                return inner.tail(tail, to, extend);
            }
            let unit = EventKind::Make { to, what: Made::Unit, operands: Box::default() };
            inner.lowerer.push_at(unit, id, range);
        });
        if has_variables {
            self.lowerer.push_at(EventKind::Leave, id, range);
        }
    }

    /// Temporaries of the tail end with the statement around the block, from edition 2024 on before its variables.
    fn tail(&mut self, tail: &Expr, to: LocalId, extend: Option<usize>) {
        if self.lowerer.edition.ends_tails_early() {
            return self.in_own_statement(|inner| {
                inner.lowerer.extend = extend;
                inner.lowerer.evaluate(tail, to);
            });
        }
        self.lowerer.extend = extend;
        self.lowerer.evaluate(tail, to);
    }

    fn statement(&mut self, statement: &Statement, (block, _): (ExprId, Range)) {
        match statement {
            Statement::Expr { value, .. } => self.in_own_statement(|inner| {
                let ignored = matches!(value.kind, ExprKind::Path(_)) && !inner.lowerer.is_place(value);
                if ignored || !inner.lowerer.may_need_drop(value) {
                    let nothing = inner.lowerer.new_temporary(value.range);
                    inner.lowerer.evaluate(value, nothing);
                } else {
                    inner.discarded(value);
                }
            }),
            Statement::Let { range, pattern, value, otherwise, .. } => {
                let at = (value.as_ref().map_or(block, |value| value.id), *range);
                self.bind(&Let { pattern, value: value.as_ref(), otherwise: otherwise.as_deref(), at });
            }
        }
    }

    /// Statements that a macro's tokens were read as expressions of.
    pub(super) fn sequence(&mut self, items: &[Expr]) {
        for item in items {
            match &item.kind {
                ExprKind::Let { pattern, value } => {
                    self.bind(&Let { pattern, value: Some(value), otherwise: None, at: (item.id, item.range) });
                }
                _ => self.in_own_statement(|inner| inner.discarded(item)),
            }
        }
    }

    /// A value that nobody takes is dropped at the end of its statement.
    fn discarded(&mut self, value: &Expr) {
        let local = self.lowerer.new_temporary(value.range);
        self.lowerer.evaluate(value, local);
        let frame = self.lowerer.open.scopes.temporaries();
        self.lowerer.schedule_temporary(frame, local, value);
    }

    fn bind(&mut self, bound: &Let<'_>) {
        let Some(value) = bound.value else {
            return self.declare(bound);
        };
        let block = self.lowerer.open.scopes.variables();
        if let Some(otherwise) = bound.otherwise {
            return self.bind_or(bound, value, otherwise);
        }
        self.in_own_statement(|inner| {
            let lends = lends_by_pattern(bound.pattern);
            let lowerer = &mut *inner.lowerer;
            lowerer.extend = Some(block);
            if let Some((name, false)) = simple(bound.pattern) {
                let name = lowerer.symbol(name);
                let local = lowerer.open.local(LocalKind::Variable(name), bound.pattern.range);
                lowerer.evaluate(value, local);
                lowerer.open.name(name, local);
                return lowerer.open.scopes.schedule(block, local, Why::Scope, bound.at);
            }
            // `let _ = place` does not even look at it; a value is dropped at once.
            let frame = if lends { block } else { lowerer.open.scopes.temporaries() };
            let place = lowerer.place_in(value, frame);
            lowerer.extend = None;
            let mode = if lowerer.open.is_temporary(place.local) { Mode::Move } else { Mode::MoveOrCopy };
            Patterns { lowerer, scrutinee: value }.irrefutable(bound.pattern, &Operand { place, mode });
        });
    }

    /// `let x;`
    fn declare(&mut self, bound: &Let<'_>) {
        let block = self.lowerer.open.scopes.variables();
        for name in bound.pattern.names() {
            let name = self.lowerer.symbol(name);
            let local = self.lowerer.open.local(LocalKind::Variable(name), bound.pattern.range);
            self.lowerer.push_at(EventKind::Declare(local), bound.at.0, bound.at.1);
            self.lowerer.open.name(name, local);
            self.lowerer.open.scopes.schedule(block, local, Why::Scope, bound.at);
        }
    }

    /// `let .. else`: temporaries are dropped before the `else` runs.
    fn bind_or(&mut self, bound: &Let<'_>, value: &Expr, otherwise: &Block) {
        let (failed, after) = (self.add_block(), self.add_block());
        self.open_target(Jump::Otherwise, failed, None);
        let block = self.lowerer.open.scopes.variables();
        // The names stay when the frame of the statement ends, so it is no frame of names.
        self.lowerer.open.scopes.open(Takes::Temporaries);
        self.lowerer.extend = Some(block);
        let place = self.lowerer.place(value);
        self.lowerer.extend = None;
        let mark = self.lowerer.open.mark();
        Patterns { lowerer: self.lowerer, scrutinee: value }.arm(bound.pattern, &place, None, false);
        let open = &mut self.lowerer.open;
        open.scopes.close(&mut open.blocks);
        self.close_target();
        self.meet(after);
        self.continue_at(failed);
        let hidden = self.lowerer.open.hide_from(mark);
        let nothing = self.lowerer.new_temporary(otherwise.range);
        self.in_own_statement(|inner| inner.block(otherwise, nothing, (value.id, otherwise.range), None));
        self.lowerer.open.blocks.end(Exit::Unreachable);
        self.continue_at(after);
        for (name, local) in hidden {
            self.lowerer.open.name(name, local);
        }
    }
}

/// A pattern that is one name, and whether it has `ref` before it.
pub(super) fn simple(pattern: &Pattern) -> Option<(&str, bool)> {
    match &pattern.kind {
        PatternKind::Binding { name, by_reference, inner: None } => Some((name, *by_reference)),
        PatternKind::Typed(inner, _) => simple(inner),
        _ => None,
    }
}

/// Whether the pattern lends a part of what it is matched with, which then lives as long as the variable.
fn lends_by_pattern(pattern: &Pattern) -> bool {
    match &pattern.kind {
        PatternKind::Binding { by_reference, .. } => *by_reference,
        PatternKind::Typed(inner, _) => lends_by_pattern(inner),
        PatternKind::Struct { fields, .. } => fields.iter().any(|(_, field)| lends_by_pattern(field)),
        PatternKind::Tuple(items) | PatternKind::TupleStruct { fields: items, .. } | PatternKind::Or(items) => {
            items.iter().any(lends_by_pattern)
        }
        PatternKind::Reference(_) | PatternKind::Underscore | PatternKind::Rest | PatternKind::Other => false,
    }
}
