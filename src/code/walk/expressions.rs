//! Expressions in evaluation order: their types, and how they move guards and spans.

use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Literal};
use crate::code::types::Ty;
use crate::knowledge::Is;

impl<'w> Walker<'w> {
    /// Walks an expression and returns its type.
    pub(super) fn expr(&mut self, expr: &'w Expr, how: Use) -> Ty {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path, how),
            ExprKind::Literal(literal) => self.literal_type(literal),
            ExprKind::Call { callee, arguments } => {
                let ty = self.call(expr, callee, arguments);
                self.returned_here(expr, self.known_call(expr), &ty);
                ty
            }
            ExprKind::Method { receiver, name, generics, arguments, .. } => {
                let ty = self.method(expr, receiver, name, generics, arguments);
                if matches!(how, Use::Value | Use::Borrow)
                    && let Some(life) = self.life_of(expr)
                {
                    self.share(life);
                }
                self.returned_here(expr, self.known_call(expr), &ty);
                ty
            }
            ExprKind::Field { base, name } => {
                let base = self.expr(base, Use::Borrow);
                self.workspace.field_type(&base, name)
            }
            ExprKind::Index { base, index } => {
                let base = self.expr(base, Use::Borrow);
                self.expr(index, Use::Value);
                match base.unwrapped() {
                    Ty::Slice(item) => Ty::Borrowed(item.clone()),
                    _ => Ty::Unknown,
                }
            }
            ExprKind::Await(future) => {
                let ty = self.expr(future, Use::Value);
                self.suspend(expr.range, "await");
                self.returned_here(expr, None, &ty);
                ty
            }
            ExprKind::Try(inner) => {
                let ty = self.expr(inner, Use::Value);
                self.tried(expr.range, &ty);
                match ty {
                    Ty::Api(api, arguments) if api.is == Some(Is::Container) => arguments.into_iter().next().unwrap_or_default(),
                    _ => Ty::Unknown,
                }
            }
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.expr(inner, borrowed(how)))),
            ExprKind::Mutable(inner) => {
                self.changes(inner);
                self.expr(inner, borrowed(how))
            }
            ExprKind::Dereference(inner) => self.expr(inner, borrowed(how)).unwrapped().clone(),
            ExprKind::Unary(inner) => self.expr(inner, Use::Read),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left, Use::Read);
                self.expr(right, Use::Read);
                Ty::Unknown
            }
            ExprKind::Cast { value, to } => {
                self.expr(value, Use::Value);
                self.type_of(to)
            }
            ExprKind::Assign { target, value, compound } => {
                self.assignment(target, value, *compound);
                Ty::Unknown
            }
            ExprKind::Struct { path, fields, rest } => {
                for (_, value) in fields {
                    self.expr(value, Use::Value);
                }
                if let Some(rest) = rest {
                    self.expr(rest, Use::Value);
                }
                self.type_of(&crate::code::tree::Type::Path(path.clone()))
            }
            ExprKind::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.expr(item, Use::Value)).collect()),
            ExprKind::List(items) | ExprKind::Range(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item, Use::Value)).collect();
                Ty::Slice(Box::new(types.into_iter().next().unwrap_or_default()))
            }
            ExprKind::Macro(call) => self.macro_call(expr, call),
            ExprKind::Opaque(names) => {
                self.mention(names);
                Ty::Unknown
            }
            ExprKind::Underscore => Ty::Unknown,
            _ => self.control(expr, how),
        }
    }

    fn literal_type(&self, literal: &Literal) -> Ty {
        let path = match literal {
            Literal::Text(_) => "str",
            Literal::Integer(_) => "i64",
            Literal::Float => "f64",
            Literal::Bool(_) => "bool",
            Literal::Other => return Ty::Unknown,
        };
        self.workspace.type_by_path(path, Vec::new)
    }

    /// Names inside tokens that we do not understand: whatever they do, it is out of sight.
    pub(super) fn mention(&mut self, names: &[String]) {
        self.opaque += 1;
        for name in names {
            self.use_variable(name, Use::Value);
        }
    }
}

/// How a value is used behind a reference.
fn borrowed(how: Use) -> Use {
    if how == Use::Operate { Use::Operate } else { Use::Borrow }
}
