//! Expressions in evaluation order: their types, and how they move guards and spans.

use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Literal, Range};
use crate::code::types::Ty;
use crate::knowledge::Scalar;

impl<'w> Walker<'w> {
    /// Walks an expression and returns its type.
    pub(super) fn expr(&mut self, expr: &'w Expr, how: Use) -> Ty {
        let ty = self.typed(expr, how);
        if matches!(how, Use::Value | Use::Borrow) {
            self.static_handed_on(expr, &ty);
        }
        self.note_making(expr, &ty);
        self.note_context_in(expr, &ty);
        ty
    }

    /// A call that hands a span on, to whoever takes its value.
    fn hand_on(&mut self, expr: &'w Expr, how: Use) {
        if matches!(how, Use::Value | Use::Borrow)
            && let Some(life) = self.life_of(expr)
        {
            self.share(life);
        }
    }

    fn typed(&mut self, expr: &'w Expr, how: Use) -> Ty {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path, expr.range, how),
            ExprKind::Literal(literal) => self.literal_type(expr.range, literal),
            ExprKind::Call { callee, arguments } => {
                let ty = self.call(expr, callee, arguments);
                self.hand_on(expr, how);
                if self.error_tails.contains(&expr.range) {
                    self.returned_failure(expr);
                }
                self.returned_here(expr, &ty);
                ty
            }
            ExprKind::Method { receiver, name, generics, arguments, .. } => {
                let ty = self.method(expr, receiver, name, generics, arguments);
                self.hand_on(expr, how);
                self.returned_here(expr, &ty);
                ty
            }
            ExprKind::Field { base, name } => {
                let how = if matches!(base.kind, ExprKind::Method { .. }) { borrowed(how) } else { Use::Borrow };
                let base = self.expr(base, how);
                let ty = self.workspace.field_type(&base, name);
                self.note_field(name, &ty, expr.range);
                ty
            }
            ExprKind::Index { base, index } => {
                let base = self.expr(base, Use::Borrow);
                self.expr(index, Use::Value);
                match &index.kind {
                    // A part of the same.
                    ExprKind::Range(_) => Ty::Borrowed(Box::new(base.owned())),
                    _ => Ty::Borrowed(Box::new(self.element_of(&base).owned())),
                }
            }
            ExprKind::Await(future) => {
                self.runs_here(future);
                let ty = self.expr(future, Use::Value);
                self.suspend(expr.range, "await");
                self.start_awaited(future);
                let ty = self.awaited(&ty);
                self.returned_here(expr, &ty);
                ty
            }
            ExprKind::Try(inner) => {
                let ty = self.expr(inner, Use::Value);
                self.tried(expr.range, &ty);
                self.settle(ty.tried())
            }
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.expr(inner, borrowed(how)))),
            ExprKind::Mutable(inner) => {
                self.changes(inner);
                self.expr(inner, borrowed(how))
            }
            ExprKind::Dereference(inner) => self.expr(inner, borrowed(how)).unwrapped().clone(),
            ExprKind::Unary(inner) | ExprKind::Negative(inner) => self.expr(inner, Use::Read),
            ExprKind::Binary { left, right, .. } => {
                let first = self.expr(left, Use::Read);
                self.perhaps(|walker| walker.expr(right, Use::Read));
                self.combined(left, right, &first)
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
                let ty = self.type_of(&crate::code::tree::Type::Path(path.clone()));
                self.note_kept(&ty, fields);
                ty
            }
            ExprKind::Tuple(items) => {
                let ty = Ty::Tuple(items.iter().map(|item| self.expr(item, Use::Value)).collect()).of_sane_size();
                self.returned_here(expr, &ty);
                ty
            }
            ExprKind::Range(items) | ExprKind::List(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item, Use::Value)).collect();
                // An integer without a suffix takes the type of the others.
                let telling = items.iter().position(|item| !matches!(item.kind, ExprKind::Literal(_))).unwrap_or_default();
                Ty::Slice(Box::new(types.into_iter().nth(telling).unwrap_or_default()))
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

    pub(super) fn literal_type(&self, range: Range, literal: &Literal) -> Ty {
        let path = match literal {
            Literal::Text(_) => "str",
            Literal::Integer(_) => number_suffix(self.source.text(range)).unwrap_or("i64"),
            Literal::Float(_) => number_suffix(self.source.text(range)).unwrap_or("f64"),
            Literal::Bool(_) => "bool",
            Literal::Other => return Ty::Unknown,
        };
        self.workspace.type_by_path(path, Vec::new)
    }

    /// What an operator makes of numbers: one of the same kind, or a flag.
    pub(super) fn combined(&self, left: &Expr, right: &Expr, first: &Ty) -> Ty {
        let between = self.source.text(Range { start: left.range.end, end: right.range.start });
        let operator = between.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')'));
        match operator {
            "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||" => self.workspace.type_by_path("bool", Vec::new),
            // An integer without a suffix takes the type of the other side.
            "+" | "-" | "*" | "/" | "%" if !matches!(left.kind, ExprKind::Literal(_)) => match first.scalar() {
                Some(Scalar::Signed | Scalar::Unsigned | Scalar::Float) => first.unwrapped().clone(),
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        }
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

/// The type that a number's literal names: `5u64`.
fn number_suffix(text: &str) -> Option<&'static str> {
    const SUFFIXES: &[&str] =
        &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];
    // In `0xf32` the letters are digits.
    let is_hexadecimal = text.starts_with("0x");
    SUFFIXES.iter().find(|suffix| text.ends_with(**suffix) && !(is_hexadecimal && suffix.starts_with('f'))).copied()
}
