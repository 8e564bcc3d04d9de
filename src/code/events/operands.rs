//! Places and operands: where an expression's value is, and how it is taken from there.

use super::graph::{EventKind, LocalId, Mode, Operand, Place, Projection};
use super::lowerer::Lowerer;
use crate::code::tree::{Expr, ExprKind};

impl Lowerer<'_> {
    /// The place that the expression names, or a temporary with its value.
    pub(super) fn place(&mut self, expr: &Expr) -> Place {
        let frame = self.open.scopes.temporaries();
        self.place_in(expr, frame)
    }

    /// The same; what is lent lives as long as the frame. The bases of fields, indices and dereferences live with it.
    pub(super) fn place_in(&mut self, expr: &Expr, frame: usize) -> Place {
        match &expr.kind {
            ExprKind::Path(path) => {
                let name = path.name().map(|name| self.symbol(name));
                match name.and_then(|name| self.variable(name)) {
                    Some(local) if self.open.is_view(local) => Place::of(local).then(Projection::Dereference),
                    Some(local) => Place::of(local),
                    None => Place::of(self.temporary_in(expr, frame)),
                }
            }
            ExprKind::Field { base, name } => {
                let place = self.place_in(base, frame);
                let name = self.symbol(name);
                place.then(Projection::Field(name))
            }
            ExprKind::Dereference(inner) => self.place_in(inner, frame).then(Projection::Dereference),
            ExprKind::Mutable(inner) => self.place_in(inner, frame),
            ExprKind::Index { base, index } => {
                let place = self.place_in(base, frame);
                self.temporary(index);
                place.then(Projection::Index)
            }
            _ => Place::of(self.temporary_in(expr, frame)),
        }
    }

    /// Whether the expression names a place of this body or one around it.
    pub(super) fn is_place(&mut self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Path(path) => {
                let name = path.name().map(|name| self.symbol(name));
                name.is_some_and(|name| self.variable(name).is_some())
            }
            ExprKind::Field { .. } | ExprKind::Dereference(_) | ExprKind::Index { .. } => true,
            ExprKind::Mutable(inner) => self.is_place(inner),
            _ => false,
        }
    }

    pub(super) fn temporary(&mut self, expr: &Expr) -> LocalId {
        let frame = self.open.scopes.temporaries();
        self.temporary_in(expr, frame)
    }

    fn temporary_in(&mut self, expr: &Expr, frame: usize) -> LocalId {
        let local = self.new_temporary(expr.range);
        self.evaluate(expr, local);
        if self.may_need_drop(expr) {
            self.schedule_temporary(frame, local, expr);
        }
        local
    }

    /// The expression's value, moved or copied out of its place.
    pub(super) fn operand(&mut self, expr: &Expr) -> Operand {
        if self.is_place(expr) {
            let place = self.place(expr);
            return Operand { place, mode: self.answers.taken(expr.id).unwrap_or(Mode::MoveOrCopy) };
        }
        Operand { place: Place::of(self.temporary(expr)), mode: Mode::Move }
    }

    /// The same for something that may be taken by reference: a receiver, an argument of a macro that is not known.
    pub(super) fn perhaps_lent(&mut self, expr: &Expr) -> Operand {
        let place = self.place(expr);
        Operand { place, mode: self.answers.taken(expr.id).unwrap_or(Mode::Unknown) }
    }

    pub(super) fn lent(&mut self, expr: &Expr) -> Operand {
        Operand { place: self.place(expr), mode: Mode::Shared }
    }

    /// Arguments or parts of a value: each is taken before the next is evaluated. What parts lend lives in the frame `extend`.
    pub(super) fn parts_of<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Expr>, extend: Option<usize>) -> Vec<Operand> {
        let exprs: Vec<&Expr> = exprs.into_iter().collect();
        let mut trivial_from = exprs.len();
        while trivial_from > 0 && is_trivial(exprs[trivial_from - 1]) {
            trivial_from -= 1;
        }
        let mut operands = Vec::with_capacity(exprs.len());
        for (at, expr) in exprs.into_iter().enumerate() {
            self.extend = extend;
            let operand = self.operand(expr);
            self.extend = None;
            operands.push(if at + 1 < trivial_from && operand.mode != Mode::Move {
                self.taken_now(operand, expr)
            } else {
                operand
            });
        }
        operands
    }

    /// What follows may leave, or change the place.
    fn taken_now(&mut self, from: Operand, expr: &Expr) -> Operand {
        let to = self.new_temporary(expr.range);
        self.push(EventKind::Use { to, from }, expr);
        if self.answers.needs_drop(expr.id) != Some(false) {
            let frame = self.open.scopes.temporaries();
            self.schedule_temporary(frame, to, expr);
        }
        Operand { place: Place::of(to), mode: Mode::Move }
    }

    /// Whether dropping the expression's value may do something.
    pub(super) fn may_need_drop(&self, expr: &Expr) -> bool {
        if let Some(known) = self.answers.needs_drop(expr.id) {
            return known;
        }
        match &expr.kind {
            ExprKind::Literal(_)
            | ExprKind::Reference(_)
            | ExprKind::Unary(_)
            | ExprKind::Negative(_)
            | ExprKind::Cast { .. }
            | ExprKind::Assign { .. }
            | ExprKind::Let { .. }
            | ExprKind::For { .. }
            | ExprKind::Loop { condition: Some(_), .. }
            | ExprKind::If { otherwise: None, .. }
            | ExprKind::Return(_)
            | ExprKind::Break { .. }
            | ExprKind::Continue { .. }
            | ExprKind::Underscore
            // A static, a function, or a constant.
            | ExprKind::Path(_) => false,
            ExprKind::Binary { operator, .. } => !is_comparison(operator),
            ExprKind::Tuple(items) => {
                items.iter().any(|item| self.may_need_drop(item) || !matches!(item.kind, ExprKind::Literal(_)))
            }
            _ => true,
        }
    }
}

/// Operators that give a flag, and take their operands by reference.
pub(super) fn is_comparison(operator: &str) -> bool {
    matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||")
}

/// Evaluating it changes nothing and never leaves.
fn is_trivial(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(_) | ExprKind::Literal(_) => true,
        ExprKind::Field { base: inner, .. } | ExprKind::Reference(inner) | ExprKind::Mutable(inner) => is_trivial(inner),
        _ => false,
    }
}
