//! Expressions whose parts are evaluated one after the other.

use super::assignments::Assignments;
use super::bodies::Making;
use super::control::Control;
use super::graph::{BodyKind, Callee, EventKind, LocalId, Made, Mode, Operand};
use super::lowerer::Lowerer;
use super::macros::Macros;
use super::operands::is_comparison;
use super::scopes::Takes;
use crate::code::tree::{Block, Expr, ExprKind};

impl Lowerer<'_> {
    /// Evaluates the expression into a local.
    pub(super) fn evaluate(&mut self, expr: &Expr, to: LocalId) {
        let extend = self.extend.take();
        if self.is_place(expr) {
            let from = self.operand(expr);
            return self.push(EventKind::Use { to, from }, expr);
        }
        match &expr.kind {
            ExprKind::Path(path) => {
                let path = self.path_symbol(path);
                self.make(to, Made::Path(path), Vec::new(), expr);
            }
            ExprKind::Literal(literal) => self.make(to, Made::Literal(literal.clone()), Vec::new(), expr),
            ExprKind::Call { callee, arguments } => self.call_of(expr, callee, arguments, (to, extend)),
            ExprKind::Method { receiver, name, arguments, .. } => {
                let receiver = self.perhaps_lent(receiver);
                let mut operands = vec![receiver];
                operands.extend(self.parts_of(arguments, None));
                let name = self.symbol(name);
                self.call(to, Callee::Method(name), operands, expr);
            }
            ExprKind::Reference(inner) => self.reference(expr, inner, (to, extend)),
            ExprKind::Unary(inner) | ExprKind::Negative(inner) => {
                let operator = self.symbol(if matches!(expr.kind, ExprKind::Unary(_)) { "!" } else { "-" });
                let operand = self.operand(inner);
                self.make(to, Made::Operator(operator), vec![operand], expr);
            }
            ExprKind::Binary { left, operator, right } => self.binary(expr, (left, operator, right), to),
            ExprKind::Cast { value, .. } => {
                self.extend = extend;
                let value = self.operand(value);
                self.make(to, Made::Cast, vec![value], expr);
            }
            ExprKind::Assign { target, value, compound } => {
                Assignments { lowerer: self }.assign(expr, target, value, *compound);
                self.unit(to, expr);
            }
            ExprKind::Struct { path, fields, rest } => {
                let values = self.parts_of(fields.iter().map(|(_, value)| value), extend);
                self.structure(expr, (path, fields, rest.as_deref()), values, to);
            }
            ExprKind::Tuple(items) if items.is_empty() => self.unit(to, expr),
            ExprKind::Tuple(items) => self.aggregate(expr, Made::Tuple, items, (to, extend)),
            ExprKind::List(items) => self.aggregate(expr, Made::List, items, (to, extend)),
            ExprKind::Range(ends) => self.aggregate(expr, Made::Range, ends, (to, extend)),
            ExprKind::Closure { parameters, body, is_async, moves } => {
                let kind = if *is_async { BodyKind::AsyncClosure } else { BodyKind::Closure };
                self.body(expr, Making { kind, moves: *moves, parameters }, to, |lowerer| lowerer.closure_value(body));
            }
            ExprKind::Async(block) => {
                let making = Making { kind: BodyKind::AsyncBlock, moves: block.moves, parameters: &[] };
                self.body(expr, making, to, |lowerer| lowerer.body_block(block, expr));
            }
            ExprKind::Macro(call) => Macros { lowerer: self }.call(expr, call, to),
            ExprKind::Opaque(names) => Macros { lowerer: self }.opaque(expr, names, to),
            ExprKind::Underscore => self.unit(to, expr),
            _ => Control { lowerer: self }.evaluate(expr, to, extend),
        }
    }

    pub(super) fn unit(&mut self, to: LocalId, expr: &Expr) {
        self.make(to, Made::Unit, Vec::new(), expr);
    }

    fn call_of(&mut self, expr: &Expr, callee: &Expr, arguments: &[Expr], (to, extend): (LocalId, Option<usize>)) {
        if self.is_place(callee) {
            let place = self.place(callee);
            let mode = self.answers.taken(callee.id).unwrap_or(Mode::Unknown);
            let mut operands = vec![Operand { place, mode }];
            operands.extend(self.parts_of(arguments, None));
            return self.call(to, Callee::Value, operands, expr);
        }
        let ExprKind::Path(path) = &callee.kind else {
            let mut operands = vec![self.perhaps_lent(callee)];
            operands.extend(self.parts_of(arguments, None));
            return self.call(to, Callee::Value, operands, expr);
        };
        let name = self.path_symbol(path);
        // What a constructor holds is lent as long as what it makes. Functions begin with a small letter, by the language's own lint.
        let is_constructor = || path.last().starts_with(|first: char| first.is_uppercase());
        let constructs = self.answers.constructs(expr.id).unwrap_or_else(is_constructor);
        let operands = self.parts_of(arguments, extend.filter(|_| constructs));
        self.call(to, Callee::Path(name), operands, expr);
    }

    fn aggregate(&mut self, expr: &Expr, what: Made, items: &[Expr], (to, extend): (LocalId, Option<usize>)) {
        let operands = self.parts_of(items, extend);
        self.make(to, what, operands, expr);
    }

    fn structure(
        &mut self,
        expr: &Expr,
        (path, fields, rest): (&crate::code::tree::Path, &[(String, Expr)], Option<&Expr>),
        mut operands: Vec<Operand>,
        to: LocalId,
    ) {
        if let Some(rest) = rest {
            let place = self.place(rest);
            operands.push(Operand { place, mode: Mode::Unknown });
        }
        let path = self.path_symbol(path);
        let fields = fields.iter().map(|(name, _)| self.symbol(name)).collect();
        self.make(to, Made::Struct { path, fields, rest: rest.is_some() }, operands, expr);
    }

    /// `&x` and `&mut x`.
    fn reference(&mut self, expr: &Expr, inner: &Expr, (to, extend): (LocalId, Option<usize>)) {
        let frame = extend.unwrap_or(self.open.scopes.temporaries());
        let (inner, mutable) = match &inner.kind {
            ExprKind::Mutable(inner) => (&**inner, true),
            _ => (inner, false),
        };
        self.extend = extend;
        let place = self.place_in(inner, frame);
        self.extend = None;
        self.push(EventKind::Borrow { to, place, mutable }, expr);
    }

    fn binary(&mut self, expr: &Expr, (left, operator, right): (&Expr, &str, &Expr), to: LocalId) {
        if matches!(operator, "&&" | "||") {
            return Control { lowerer: self }.flag(expr, to);
        }
        let operands = if is_comparison(operator) {
            let left = self.lent(left);
            vec![left, self.lent(right)]
        } else {
            self.parts_of([left, right], None)
        };
        let operator = self.symbol(operator);
        self.make(to, Made::Operator(operator), operands, expr);
    }

    /// The value of a closure, its temporaries dropped before its parameters.
    pub(super) fn closure_value(&mut self, body: &Expr) {
        self.in_frame(Takes::Both, |lowerer, _| lowerer.evaluate(body, super::lowerer::RETURNED));
    }

    pub(super) fn body_block(&mut self, block: &Block, expr: &Expr) {
        self.body_block_into(block, expr, super::lowerer::RETURNED);
    }

    /// Statements whose temporaries end with them.
    pub(super) fn body_block_into(&mut self, block: &Block, expr: &Expr, to: LocalId) {
        self.in_frame(Takes::Both, |lowerer, _| {
            Control { lowerer }.block(block, to, (expr.id, block.range), None);
        });
    }
}
