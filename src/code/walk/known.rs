//! Values that the source gives away: texts, numbers, lists of them, keys of attributes. What is not certain is unknown.

use std::sync::Arc;

use super::{Making, Walker};
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent};
use crate::knowledge::{Does, Is};

/// Longest text that is put together.
const MAX_TEXT: usize = 4_096;
/// Constants and variables that are looked through.
const MAX_STEPS: usize = 4;

#[derive(Debug, Clone, Default)]
pub(in crate::code) enum Known {
    #[default]
    Unknown,
    Text(String),
    Number(f64),
    List(Vec<Known>),
    /// An attribute, by its key where that is known.
    Attribute(Option<String>),
    /// A value of a library.
    Made(Arc<Making>),
}

impl<'w> Walker<'w> {
    /// The value of an expression that was walked.
    pub(in crate::code) fn known(&self, expr: &'w Expr) -> Known {
        match self.making(expr) {
            Some(making) => Known::Made(making.clone()),
            None => self.value(expr, MAX_STEPS),
        }
    }

    fn value(&self, expr: &'w Expr, steps: usize) -> Known {
        let Some(steps) = steps.checked_sub(1) else { return Known::Unknown };
        match &expr.kind {
            ExprKind::Path(path) => {
                // A variable only where it is a plain literal: others may be changed where they are.
                if let Some(variable) = path.name().and_then(|name| self.variable(name)) {
                    let literal = variable.value.filter(|value| is_literal(value));
                    return literal.map_or(Known::Unknown, |value| self.value(value, steps));
                }
                let Some(absolute) = self.workspace.resolve(self.at, path) else { return Known::Unknown };
                if self.workspace.knowledge.catalog.call(&absolute).is_some_and(|call| call.does == Some(Does::NotFinite)) {
                    return Known::Number(f64::NAN);
                }
                let constant = self.workspace.constants.get(&absolute).map(|&item| self.workspace.constant(item));
                constant.and_then(|constant| constant.value.as_ref()).map_or(Known::Unknown, |value| self.value(value, steps))
            }
            ExprKind::Literal(_) => literal(expr),
            ExprKind::Negative(inner) => match self.value(inner, steps) {
                Known::Number(number) => Known::Number(-number),
                _ => Known::Unknown,
            },
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) | ExprKind::Cast { value: inner, .. } => {
                self.value(inner, steps + 1)
            }
            ExprKind::Binary { operator, left, right } if operator == "/" => match (self.value(left, steps), &right.kind) {
                // Whatever is divided by `0.0`, the result is no finite number.
                (_, ExprKind::Literal(Literal::Float(digits))) if digits.parse() == Ok(0.0) => Known::Number(f64::NAN),
                _ => Known::Unknown,
            },
            ExprKind::List(items) => self.list(items, steps),
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Expressions(items) if call.path.last() == "vec" => self.list(items, steps),
                MacroContent::Format(format) if format.arguments.is_empty() && format.before.is_empty() => {
                    format.text.clone().filter(|text| !text.contains(['{', '}'])).map_or(Known::Unknown, Known::Text)
                }
                _ => Known::Unknown,
            },
            ExprKind::Method { receiver, name, arguments, .. } => self.value_of_method(receiver, name, arguments, steps),
            ExprKind::Call { callee, arguments } => self.value_of_call(callee, arguments, steps),
            _ => Known::Unknown,
        }
    }

    fn list(&self, items: &'w [Expr], steps: usize) -> Known {
        Known::List(
            items
                .iter()
                .map(|item| self.making(item).map_or_else(|| self.value(item, steps), |made| Known::Made(made.clone())))
                .collect(),
        )
    }

    fn value_of_method(&self, receiver: &'w Expr, name: &str, arguments: &'w [Expr], steps: usize) -> Known {
        match (name, arguments) {
            ("to_string" | "to_owned" | "into" | "clone" | "as_str" | "as_ref" | "to_vec" | "into_iter" | "iter", []) => {
                self.value(receiver, steps + 1)
            }
            ("repeat", [count]) => match (self.value(receiver, steps), self.value(count, steps)) {
                (Known::Text(text), Known::Number(count)) => repeated(&text, count),
                _ => Known::Unknown,
            },
            _ => Known::Unknown,
        }
    }

    fn value_of_call(&self, callee: &'w Expr, arguments: &'w [Expr], steps: usize) -> Known {
        let ExprKind::Path(path) = &callee.kind else { return Known::Unknown };
        let call = self.workspace.resolve(self.at, path).and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
        let Some(call) = call else { return Known::Unknown };
        if call.does == Some(Does::MakesAttribute) {
            return Known::Attribute(arguments.first().and_then(|key| self.literal(key)));
        }
        let hands_on = call.signature.returns.is_some_and(|name| {
            let ty = self.made_by(call);
            name == "Argument" || ty.is(Is::Wrapper) || ty.is(Is::Container) || ty.is(Is::Plain)
        });
        match arguments {
            [inner] if hands_on => self.value(inner, steps + 1),
            _ => Known::Unknown,
        }
    }
}

fn is_literal(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(_) => true,
        ExprKind::Negative(inner) => is_literal(inner),
        _ => false,
    }
}

fn literal(expr: &Expr) -> Known {
    match &expr.kind {
        ExprKind::Literal(Literal::Text(text)) => Known::Text(text.clone()),
        ExprKind::Literal(Literal::Integer(digits) | Literal::Float(digits)) => {
            digits.parse().map_or(Known::Unknown, Known::Number)
        }
        _ => Known::Unknown,
    }
}

/// `text.repeat(count)`, where that is not too long.
fn repeated(text: &str, count: f64) -> Known {
    let mut whole = String::new();
    let mut left = count;
    while left >= 1.0 {
        whole.push_str(text);
        left -= 1.0;
        if whole.len() > MAX_TEXT || text.is_empty() {
            return Known::Unknown;
        }
    }
    Known::Text(whole)
}
