//! Expressions in evaluation order.

use std::sync::Arc;

use super::generics::bind_fields;
use super::own_calls::{Given, call_result};
use super::paths::is_constructor;
use super::{Called, Inference, awaited, element_of, own_functions, place_type};
use crate::code::tree::{Expr, ExprKind, Literal, Path, Range, Type};
use crate::code::types::Ty;
use crate::code::workspace::split_last;
use crate::knowledge::Scalar;

impl<'i> Inference<'i> {
    /// Infers an expression and what is in it.
    pub(super) fn expr(&mut self, expr: &'i Expr) -> Ty {
        let ty = self.typed(expr);
        self.note(expr, &ty);
        ty
    }

    fn typed(&mut self, expr: &'i Expr) -> Ty {
        match &expr.kind {
            ExprKind::Path(path) => self.path(expr, path),
            ExprKind::Literal(literal) => self.literal(expr.range, literal),
            ExprKind::Call { callee, arguments } => self.call(expr, callee, arguments),
            ExprKind::Method { receiver, name, generics, arguments } => self.method(expr, receiver, name, generics, arguments),
            ExprKind::Field { base, name } => {
                let base = self.expr(base);
                self.workspace.field_type(&base, name)
            }
            ExprKind::Index { base, index } => {
                let base = self.expr(base);
                self.expr(index);
                match &index.kind {
                    // A part of the same.
                    ExprKind::Range(_) => Ty::Borrowed(Arc::new(base.owned())),
                    _ => Ty::Borrowed(Arc::new(element_of(self.workspace, &base).owned())),
                }
            }
            ExprKind::Await(future) => {
                let ty = self.expr(future);
                awaited(self.workspace, &ty)
            }
            ExprKind::Try(inner) => {
                let ty = self.expr(inner);
                self.settle(ty.tried())
            }
            ExprKind::Reference(inner) => Ty::Borrowed(Arc::new(self.expr(inner))),
            ExprKind::Dereference(inner) => self.expr(inner).unwrapped().clone(),
            ExprKind::Mutable(inner) | ExprKind::Unary(inner) | ExprKind::Negative(inner) => self.expr(inner),
            ExprKind::Binary { left, right, .. } => {
                let first = self.expr(left);
                self.expr(right);
                self.combined(left, right, &first)
            }
            ExprKind::Cast { value, to } => {
                self.expr(value);
                self.type_of(to)
            }
            ExprKind::Assign { target, value, .. } => {
                let ty = self.expr(value);
                if let Ty::Inferred(number) = self.expr(target) {
                    self.learn(number, &ty);
                }
                Ty::Unknown
            }
            ExprKind::Struct { path, fields, rest } => {
                let types: Vec<(&str, Ty)> = fields.iter().map(|(name, value)| (name.as_str(), self.expr(value))).collect();
                let rest = rest.as_ref().map(|rest| self.expr(rest));
                match (self.type_of(&Type::Path(path.clone())), rest) {
                    // What is the same but for some fields.
                    (Ty::Own(item, given), Some(Ty::Own(same, arguments))) if item == same && given.is_empty() => {
                        Ty::Own(item, arguments)
                    }
                    (Ty::Own(item, given), _) if given.is_empty() => {
                        Ty::Own(item, bind_fields(self.workspace.data_type(item), &types).into()).of_sane_size()
                    }
                    (built, _) => built,
                }
            }
            ExprKind::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.expr(item)).collect()).of_sane_size(),
            ExprKind::List(items) | ExprKind::Range(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item)).collect();
                // An integer without a suffix takes the type of the others.
                let telling = items.iter().position(|item| !matches!(item.kind, ExprKind::Literal(_))).unwrap_or_default();
                let item = types.into_iter().nth(telling).unwrap_or_default();
                match &expr.kind {
                    ExprKind::Range(_) => self.workspace.type_by_path("std::ops::Range", || vec![item]),
                    _ => Ty::Slice(Arc::new(item)),
                }
            }
            ExprKind::Macro(call) => self.macro_call(expr, call),
            ExprKind::Opaque(_) | ExprKind::Underscore => Ty::Unknown,
            _ => self.control(expr),
        }
    }

    fn path(&mut self, expr: &'i Expr, path: &Path) -> Ty {
        if let Some(ty) = path.name().and_then(|name| self.locals.named(name)) {
            return self.settle(ty.clone());
        }
        let Some(absolute) = self.absolute(path) else { return Ty::Unknown };
        if let Some(item) = self.workspace.constants.get(&absolute) {
            self.types.constants.insert(expr.id.position(), *item);
        }
        if self.workspace.functions.contains_key(&absolute) {
            self.note_callee(expr, super::Callee::Own(own_functions(self.workspace, &absolute)));
        }
        match place_type(self.workspace, &absolute) {
            Ty::Unknown => self.function_value(path, &absolute),
            Ty::Own(item, given) if is_constructor(self.workspace, item, &absolute) => {
                Ty::Closure(Arc::new(Ty::Own(item, given)))
            }
            place => place,
        }
    }

    /// A function that is no call but a value: `map(Span::none)`. What it gives is told as far as its arguments need not be known.
    fn function_value(&mut self, path: &Path, absolute: &str) -> Ty {
        let turbofish = self.types_of(&path.arguments);
        let given = match self.workspace.knowledge.catalog.call(absolute) {
            Some(call) => {
                let owner = split_last(absolute).map(|(owner, _)| self.workspace.type_by_path(owner, Vec::new));
                let with = Called { whole: owner.as_ref(), arguments: &[], generics: &turbofish, on_value: false };
                self.shape(&call.signature.form, &with)
            }
            None if own_functions(self.workspace, absolute).is_empty() => return Ty::Unknown,
            None => call_result(self.workspace, absolute, Given { turbofish: &turbofish, arguments: &[] }),
        };
        Ty::Closure(Arc::new(given))
    }

    fn literal(&self, range: Range, literal: &Literal) -> Ty {
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
    fn combined(&self, left: &Expr, right: &Expr, first: &Ty) -> Ty {
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
}

/// The type that a number's literal names: `5u64`.
fn number_suffix(text: &str) -> Option<&'static str> {
    const SUFFIXES: &[&str] =
        &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64"];
    // In `0xf32` the letters are digits.
    let is_hexadecimal = text.starts_with("0x");
    SUFFIXES.iter().find(|suffix| text.ends_with(**suffix) && !(is_hexadecimal && suffix.starts_with('f'))).copied()
}
