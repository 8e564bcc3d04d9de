//! Calls of macros, by what their tokens were read as.

use super::answers::MacroFlow;
use super::bodies::Making;
use super::control::Control;
use super::graph::{BodyKind, EventKind, LocalId, Made, Mode, Operand, Place, Suspension, Symbol, Test};
use super::lowerer::{Lowerer, RETURNED};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use crate::code::tree::{Block, Expr, ExprKind, Format, MacroCall, MacroContent, SelectArm, Statement};

pub(super) struct Macros<'l, 'a> {
    pub(super) lowerer: &'l mut Lowerer<'a>,
}

impl Macros<'_, '_> {
    pub(super) fn call(&mut self, expr: &Expr, call: &MacroCall, to: LocalId) {
        let path = call.path.segments.join("::");
        let is_own = |ends: Option<bool>, otherwise: bool| ends.unwrap_or(otherwise);
        let ends = self.lowerer.answers.macro_ends_temporaries(expr.id, &path);
        let ends = match &call.content {
            MacroContent::Span(_) | MacroContent::Event(_) | MacroContent::Format(_) => is_own(ends, true),
            _ => is_own(ends, false),
        };
        if ends {
            self.lowerer.in_frame(Takes::Temporaries, |lowerer, _| Macros { lowerer }.content(expr, call, to));
        } else {
            self.content(expr, call, to);
        }
        if self.lowerer.answers.suspends(expr.id) == Some(true) {
            self.suspend(expr, Suspension::Macro);
        }
        match self.lowerer.answers.macro_flow(expr.id, &path) {
            MacroFlow::Panics => self.lowerer.jump(|jump| *jump == Jump::Panic),
            MacroFlow::ReturnsError => self.fail(expr, to),
            MacroFlow::ReturnsErrorUnless | MacroFlow::GoesOn => {}
        }
    }

    fn content(&mut self, expr: &Expr, call: &MacroCall, to: LocalId) {
        let path = self.lowerer.path_symbol(&call.path);
        match &call.content {
            MacroContent::Span(found) => self.telemetry(expr, (path, true), found, to),
            MacroContent::Event(found) => self.telemetry(expr, (path, false), found, to),
            MacroContent::Format(format) => self.formatted(expr, call, format, to),
            MacroContent::Select(arms) => self.select(expr, arms, to),
            MacroContent::Join(futures) => self.join(expr, futures, to),
            MacroContent::Expressions(items)
                if items.iter().any(|item| matches!(item.kind, ExprKind::Let { .. }) || yields_in(item)) =>
            {
                self.own_or_perhaps(expr, (path, to), items.iter().any(yields_in), |lowerer, to| {
                    lowerer.in_frame(Takes::Both, |lowerer, _| Control { lowerer }.sequence(items));
                    lowerer.unit(to, expr);
                });
            }
            MacroContent::Expressions(items) => {
                let operands = items.iter().map(|item| self.lowerer.perhaps_lent(item)).collect();
                self.lowerer.make(to, Made::Macro(path), operands, expr);
            }
            MacroContent::Statements(block) => self.statements(expr, block, (path, to)),
            MacroContent::Opaque(names) => self.opaque(expr, names, to),
        }
    }

    /// A function is left with an error that the macro has made.
    fn fail(&mut self, expr: &Expr, made: LocalId) {
        let from = Operand { place: Place::of(made), mode: Mode::Move };
        self.lowerer.make(RETURNED, Made::Failure, vec![from], expr);
        self.lowerer.jump(|jump| *jump == Jump::Return);
    }

    fn formatted(&mut self, expr: &Expr, call: &MacroCall, format: &Format, to: LocalId) {
        let path = call.path.segments.join("::");
        if self.lowerer.answers.macro_flow(expr.id, &path) != MacroFlow::ReturnsErrorUnless {
            return self.format(expr, call, (&format.before, &format.arguments), format.text.as_deref(), to);
        }
        let (condition, before, arguments) = match (format.before.split_first(), format.arguments.split_first()) {
            (Some((condition, before)), _) => (condition, before, &*format.arguments),
            (None, Some((condition, arguments))) => (condition, &*format.before, arguments),
            (None, None) => return self.lowerer.unit(to, expr),
        };
        Control { lowerer: self.lowerer }.unless(condition, |inner| {
            let made = inner.lowerer.new_temporary(expr.range);
            let mut inner = Macros { lowerer: inner.lowerer };
            inner.format(expr, call, (before, arguments), format.text.as_deref(), made);
            inner.fail(expr, made);
        });
        self.lowerer.unit(to, expr);
    }

    fn format(
        &mut self,
        expr: &Expr,
        call: &MacroCall,
        (before, arguments): (&[Expr], &[Expr]),
        text: Option<&str>,
        to: LocalId,
    ) {
        let mut operands: Vec<Operand> = before.iter().map(|before| self.lowerer.perhaps_lent(before)).collect();
        operands.extend(arguments.iter().map(|argument| self.lowerer.lent(argument)).collect::<Vec<_>>());
        let text = text.map(|text| self.lowerer.symbol(text));
        let macro_path = self.lowerer.path_symbol(&call.path);
        self.lowerer.make(to, Made::Format { macro_path, text }, operands, expr);
    }

    pub(super) fn suspend(&mut self, expr: &Expr, how: Suspension) {
        self.lowerer.push(EventKind::Suspend { how, on: None }, expr);
    }

    /// All futures are made, then one comes to its end, then all are dropped, then its handler runs.
    /// Source: tokio 1, `macro.select.html`.
    fn select(&mut self, expr: &Expr, arms: &[SelectArm], to: LocalId) {
        let mut outputs = Vec::new();
        self.lowerer.in_frame(Takes::Temporaries, |lowerer, frame| {
            for condition in arms.iter().filter_map(|arm| arm.condition.as_ref()) {
                lowerer.temporary(condition);
            }
            for (at, arm) in arms.iter().enumerate() {
                let Some(future) = &arm.future else { continue };
                let from = lowerer.operand(future);
                let pinned = lowerer.new_temporary(future.range);
                lowerer.push(EventKind::Use { to: pinned, from }, future);
                lowerer.schedule_temporary(frame, pinned, future);
                outputs.push((at, pinned, lowerer.new_temporary(future.range)));
            }
            Macros { lowerer }.suspend(expr, Suspension::Select);
            for (_, pinned, output) in &outputs {
                let from = Operand { place: Place::of(*pinned), mode: Mode::Mutable };
                lowerer.make(*output, Made::Output, vec![from], expr);
            }
        });
        let after = self.lowerer.open.blocks.add();
        for (at, arm) in arms.iter().enumerate() {
            let next = self.lowerer.open.blocks.add();
            let output = outputs.iter().find(|(of, ..)| *of == at).map(|(_, _, output)| *output);
            self.lowerer.open.scopes.open_target(Jump::Otherwise, next, None);
            if at + 1 < arms.len() {
                self.lowerer.branch_or_jump(Test::Unknown, expr.id, |jump| *jump == Jump::Otherwise);
            }
            self.handler(expr, arm, output, to);
            self.lowerer.open.scopes.close_target();
            self.lowerer.open.blocks.end(super::graph::Exit::Goto(after));
            self.lowerer.open.blocks.continue_at(next);
        }
        self.lowerer.open.blocks.end(super::graph::Exit::Unreachable);
        self.lowerer.open.blocks.continue_at(after);
    }

    fn handler(&mut self, expr: &Expr, arm: &SelectArm, output: Option<LocalId>, to: LocalId) {
        self.lowerer.in_frame(Takes::Both, |lowerer, frame| {
            if let (Some(pattern), Some(future), Some(output)) = (&arm.pattern, &arm.future, output) {
                lowerer.schedule_temporary(frame, output, future);
                let from = Operand { place: Place::of(output), mode: Mode::Move };
                Patterns { lowerer, scrutinee: future }.irrefutable(pattern, &from);
            }
            match &arm.handler {
                Some(handler) => Control { lowerer }.in_own_statement(|inner| inner.lowerer.evaluate(handler, to)),
                None => lowerer.unit(to, expr),
            }
        });
    }

    fn join(&mut self, expr: &Expr, futures: &[Expr], to: LocalId) {
        self.lowerer.in_frame(Takes::Temporaries, |lowerer, frame| {
            let mut operands = Vec::new();
            for future in futures {
                let from = lowerer.operand(future);
                let pinned = lowerer.new_temporary(future.range);
                lowerer.push(EventKind::Use { to: pinned, from }, future);
                lowerer.schedule_temporary(frame, pinned, future);
                operands.push(Operand { place: Place::of(pinned), mode: Mode::Mutable });
            }
            Macros { lowerer }.suspend(expr, Suspension::Join);
            lowerer.make(to, Made::Output, operands, expr);
        });
    }

    fn statements(&mut self, expr: &Expr, block: &Block, at: (Symbol, LocalId)) {
        self.own_or_perhaps(expr, at, yields(block), |lowerer, to| lowerer.body_block_into(block, expr, to));
    }

    /// Statements that yield are a body of their own; whether others run is out of sight.
    fn own_or_perhaps(
        &mut self,
        expr: &Expr,
        (path, to): (Symbol, LocalId),
        yields: bool,
        inside: impl FnOnce(&mut Lowerer<'_>, LocalId),
    ) {
        if yields {
            let making = Making { kind: BodyKind::Generator, moves: false, parameters: &[] };
            return self.lowerer.body(expr, making, to, |lowerer| inside(lowerer, RETURNED));
        }
        let (within, after) = (self.lowerer.open.blocks.add(), self.lowerer.open.blocks.add());
        self.lowerer.make(to, Made::Macro(path), Vec::new(), expr);
        self.lowerer.branch(Test::Unknown, within, after, expr.id);
        self.lowerer.open.blocks.continue_at(within);
        inside(self.lowerer, to);
        self.lowerer.open.blocks.lead_to(after);
    }

    /// Whatever the tokens do: they have the variables that they name.
    pub(super) fn opaque(&mut self, expr: &Expr, names: &[String], to: LocalId) {
        let mut operands: Vec<Operand> = Vec::new();
        for name in names {
            let name = self.lowerer.symbol(name);
            let local = self.lowerer.variable(name);
            let is_new = |local: &LocalId| operands.iter().all(|operand| operand.place.local != *local);
            if let Some(local) = local.filter(is_new) {
                operands.push(Operand { place: Place::of(local), mode: Mode::Unknown });
            }
        }
        self.lowerer.make(to, Made::Opaque, operands, expr);
        let has = |word: &str| names.iter().any(|name| name == word);
        if has("yield") {
            self.suspend(expr, Suspension::Yield);
        } else if has("await") {
            self.suspend(expr, Suspension::Macro);
        }
        if has("return") {
            self.lowerer.branch_or_jump(Test::Unknown, expr.id, |jump| *jump == Jump::Return);
        }
    }
}

/// Whether a statement of it yields, outside of closures and async blocks.
fn yields(block: &Block) -> bool {
    let own = |statement: &Statement| match statement {
        Statement::Expr { value, .. } => yields_in(value),
        Statement::Let { value, .. } => value.as_ref().is_some_and(yields_in),
    };
    block.statements.iter().any(own)
}

fn yields_in(expr: &Expr) -> bool {
    let is_body = |expr: &Expr| matches!(expr.kind, ExprKind::Async(_) | ExprKind::Closure { .. });
    !is_body(expr)
        && expr.any(&mut |inner| matches!(&inner.kind, ExprKind::Opaque(names) if names.iter().any(|name| name == "yield")))
}
