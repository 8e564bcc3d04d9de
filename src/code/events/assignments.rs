//! Assignments: what is at the place is dropped before the new value is put there.

use super::graph::{EventKind, LocalId, Mode, Operand, Place, Projection, Why};
use super::lowerer::Lowerer;
use super::scopes::Takes;
use crate::code::tree::{Expr, ExprKind};

pub(super) struct Assignments<'l, 'a> {
    pub(super) lowerer: &'l mut Lowerer<'a>,
}

impl Assignments<'_, '_> {
    pub(super) fn assign(&mut self, expr: &Expr, target: &Expr, value: &Expr, compound: bool) {
        if compound {
            let by = self.lowerer.operand(value);
            let place = self.lowerer.place(target);
            return self.lowerer.push(EventKind::Change { place, by }, expr);
        }
        if matches!(target.kind, ExprKind::Underscore) {
            self.lowerer.place(value);
            return;
        }
        let from = self.lowerer.operand(value);
        if takes_apart(target) {
            return self.assign_parts(expr, target, value, &from);
        }
        self.assign_to(expr, target, from);
    }

    fn assign_to(&mut self, expr: &Expr, target: &Expr, from: Operand) {
        let place = self.lowerer.place(target);
        self.lowerer.push(EventKind::Drop { place: place.clone(), why: Why::Overwritten }, expr);
        self.lowerer.push(EventKind::Assign { to: place, from }, expr);
    }

    /// A tuple, list or struct on the left: the parts are bound as by a `let`, whose temporaries end before they are assigned.
    fn assign_parts(&mut self, expr: &Expr, target: &Expr, value: &Expr, from: &Operand) {
        self.lowerer.in_frame(Takes::Both, |lowerer, frame| {
            let mut parts = Vec::new();
            lowerer.in_frame(Takes::Temporaries, |lowerer, inner| {
                if lowerer.open.is_temporary(from.place.local) && lowerer.may_need_drop(value) {
                    lowerer.open.scopes.unschedule(from.place.local);
                    lowerer.schedule_temporary(inner, from.place.local, value);
                }
                Assignments { lowerer }.bind_parts(target, from, frame, &mut parts);
            });
            for (part, local) in parts {
                Assignments { lowerer }.assign_to(expr, part, Operand { place: Place::of(local), mode: Mode::Move });
            }
        });
    }

    fn bind_parts<'e>(&mut self, target: &'e Expr, from: &Operand, frame: usize, bound: &mut Vec<(&'e Expr, LocalId)>) {
        let parts: Vec<(String, &Expr)> = match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => numbered(items),
            ExprKind::Call { arguments, .. } => numbered(arguments),
            ExprKind::Struct { fields, .. } => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
            ExprKind::Underscore => return,
            _ => {
                let to = self.lowerer.new_temporary(target.range);
                self.lowerer.push(EventKind::Use { to, from: from.clone() }, target);
                self.lowerer.schedule_temporary(frame, to, target);
                return bound.push((target, to));
            }
        };
        for (name, part) in parts {
            let field = Projection::Field(self.lowerer.symbol(&name));
            let from = Operand { place: from.place.clone().then(field), mode: Mode::MoveOrCopy };
            self.bind_parts(part, &from, frame, bound);
        }
    }
}

/// Whether an assignment to it takes the value apart.
fn takes_apart(target: &Expr) -> bool {
    matches!(target.kind, ExprKind::Tuple(_) | ExprKind::List(_) | ExprKind::Call { .. } | ExprKind::Struct { .. })
}

fn numbered(items: &[Expr]) -> Vec<(String, &Expr)> {
    items.iter().enumerate().map(|(at, item)| (at.to_string(), item)).collect()
}
