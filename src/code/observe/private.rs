//! Expressions by whose data they are: the name of a variable, field or method in them says so, or the header that is asked for.

use super::Walker;
use super::shown::Shown;
use crate::code::tree::{Expr, ExprKind, Literal, MacroContent};
use crate::knowledge::{Does, Privacy, Words};

impl<'w> Walker<'w> {
    /// The part of an expression whose name says whose data it is.
    pub(super) fn private_part(&self, expr: &'w Expr) -> Option<(String, Privacy)> {
        self.named_part(expr, &|name, asked_for| {
            let privacy = self.workspace.privacy(name);
            privacy.filter(|privacy| !asked_for || *privacy == Privacy::Secret)
        })
    }

    /// The part of an expression that is called like the body of a message.
    pub(super) fn payload_part(&self, expr: &'w Expr) -> Option<String> {
        self.named_part(expr, &|name, asked_for| (!asked_for && self.workspace.knowledge.words.is_payload(name)).then_some(()))
            .map(|(part, ())| part)
    }

    /// The part of an expression of which `judge` says something: by its name, or by the name that a value is looked up by.
    fn named_part<T>(&self, expr: &'w Expr, judge: &impl Fn(&str, bool) -> Option<T>) -> Option<(String, T)> {
        let named = |name: &str| judge(name, false).map(|found| (self.source.quote(expr.range), found));
        match &expr.kind {
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) | ExprKind::Try(inner) | ExprKind::Await(inner) => {
                self.named_part(inner, judge)
            }
            ExprKind::Path(path) => {
                let name = path.name()?;
                let variable = self.variable(name)?;
                let is_constant = variable.value.is_some_and(|value| match &value.kind {
                    ExprKind::Literal(Literal::Text(text)) => !looks_like_address(text),
                    ExprKind::Literal(_) => true,
                    _ => false,
                });
                if is_constant || matches!(self.shown(&variable.ty), Shown::Count | Shown::Redacted) {
                    return None;
                }
                // In braces of a text it has no place of its own. The value may be a header under another name.
                let header =
                    variable.value.filter(|value| self.asks_by_name(value)).and_then(|value| self.named_part(value, judge));
                header.or_else(|| judge(name, false).map(|found| (name.to_owned(), found)))
            }
            ExprKind::Field { name, .. } => named(name),
            ExprKind::Method { receiver, name, arguments, .. } => match arguments.as_slice() {
                _ if self.workspace.knowledge.words.is_conversion(name) => self.named_part(receiver, judge),
                [] => named(name).or_else(|| {
                    self.workspace.knowledge.words.is_unpacking(name).then(|| self.named_part(receiver, judge)).flatten()
                }),
                [Expr { kind: ExprKind::Closure { body, .. }, .. }]
                    if self.workspace.knowledge.words.is_unpacking(name)
                        && only_converts(body, self.workspace.knowledge.words) =>
                {
                    self.named_part(receiver, judge)
                }
                [argument] if self.workspace.knowledge.words.is_look_up(name) => {
                    let header = self.literal(argument)?;
                    judge(&header, true).map(|found| (self.source.quote(expr.range), found))
                }
                [_] if self.workspace.knowledge.words.is_default(name) => self.named_part(receiver, judge),
                _ => None,
            },
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                let hands_on = self
                    .absolute(path)
                    .and_then(|path| self.workspace.knowledge.catalog.call(&path))
                    .is_some_and(|call| matches!(call.does, Some(Does::HandsOn | Does::ShowsValue)));
                arguments.first().filter(|_| hands_on).and_then(|argument| self.named_part(argument, judge))
            }
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) => format.arguments.iter().find_map(|argument| self.named_part(argument, judge)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression looks something up by a name in a literal: `headers.get("authorization")`.
    fn asks_by_name(&self, expr: &'w Expr) -> bool {
        match &expr.kind {
            ExprKind::Reference(inner) | ExprKind::Try(inner) => self.asks_by_name(inner),
            ExprKind::Method { receiver, name, arguments, .. } => {
                let asks = self.workspace.knowledge.words.is_look_up(name)
                    && arguments.len() == 1
                    && self.literal(&arguments[0]).is_some();
                asks || self.asks_by_name(receiver)
            }
            _ => false,
        }
    }
}

/// A closure's body that hands on its argument: `|value| value.to_str().ok()`.
fn only_converts(body: &Expr, words: &Words) -> bool {
    match &body.kind {
        ExprKind::Path(_) | ExprKind::Literal(_) => true,
        ExprKind::Method { receiver, name, arguments, .. } => {
            arguments.is_empty() && (words.is_conversion(name) || words.is_unpacking(name)) && only_converts(receiver, words)
        }
        ExprKind::Reference(inner) | ExprKind::Try(inner) => only_converts(inner, words),
        _ => false,
    }
}

/// `somebody@example.org` in a literal.
pub(super) fn looks_like_address(text: &str) -> bool {
    let Some((user, host)) = text.split_once('@') else { return false };
    let is_user = !user.is_empty() && user.chars().all(|letter| letter.is_alphanumeric() || "._%+-".contains(letter));
    // `left-pad@1.0.0` is a version.
    let ends_in_letters = |host: &str| host.rsplit('.').next().is_some_and(|last| last.chars().all(char::is_alphabetic));
    is_user
        && host.contains('.')
        && ends_in_letters(host)
        && host.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '.' | '-'))
}
