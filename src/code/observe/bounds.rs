//! How many values an attribute may have: what its key says of that, and what its value is made of.

use super::Walker;
use super::shown::Shown;
use crate::code::tree::{Expr, ExprKind, MacroContent};
use crate::code::types::Ty;
use crate::fact::{Key, Seen};
use crate::knowledge::{Does, Is, Prints, Words};

/// Variables that are looked through to find what a value is made of.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// States what has no bound in a value.
    pub(super) fn bound_facts(&self, seen: &mut Seen, value: &'w Expr) {
        seen.facts.flag(Key::ValueAddress, self.asked_address(value));
        if let Some((part, kind)) = self.unbounded_value(value) {
            seen.facts.flag(
                Key::ValueEach,
                kind == "id" && (self.workspace.knowledge.words.is_one_of_many(&part) || self.makes_id(value)),
            );
            seen.facts.text(Key::ValueUnbounded, part);
            seen.facts.word(Key::ValueUnboundedKind, kind);
        } else if let Some(part) = self.query_value(value) {
            seen.facts.text(Key::ValueUnbounded, part);
            seen.facts.word(Key::ValueUnboundedKind, "query");
        }
    }

    /// The address that a request asks for, as it was sent: `request.uri().path()`.
    pub(super) fn asked_address(&self, value: &'w Expr) -> bool {
        match &value.kind {
            ExprKind::Reference(inner) => self.asked_address(inner),
            ExprKind::Method { receiver, name, arguments, .. } if arguments.is_empty() => {
                self.workspace.knowledge.words.is_address_call(name) && self.is_request(receiver) || self.asked_address(receiver)
            }
            _ => false,
        }
    }

    fn is_request(&self, expr: &'w Expr) -> bool {
        match self.type_at(expr).unwrapped() {
            Ty::Api(api, _) => api.prints == Some(Prints::Message),
            Ty::Unknown => {
                matches!(&expr.kind, ExprKind::Path(path) if path.name().is_some_and(|name| self.workspace.knowledge.words.is_request(name)))
            }
            _ => false,
        }
    }

    /// The part of a value that has no bound, and why.
    fn unbounded_value(&self, value: &'w Expr) -> Option<(String, &'static str)> {
        let made = |expr: &'w Expr| match self.known_call(expr)?.does? {
            Does::TakesTime => Some("now"),
            Does::MakesId => Some("id"),
            Does::TakesBacktrace => Some("stack"),
            _ => None,
        };
        let source = self.source_of(value);
        if let Some(kind) = made(source) {
            return Some((self.source.quote(source.range), kind));
        }
        if let Some(error) = self.error_text(value) {
            return Some((error, "error"));
        }
        // Who asks for one of a few things by its id gets an error for any other.
        self.unbounded_part(value, MAX_STEPS)
            .filter(|(part, kind)| *kind != "parameter" || !self.workspace.knowledge.words.is_one_of_few(part))
    }

    fn makes_id(&self, value: &'w Expr) -> bool {
        self.known_call(self.source_of(value)).is_some_and(|call| call.does == Some(Does::MakesId))
    }

    /// What conversions, `format!` of one value and a variable lead back to.
    fn source_of(&self, value: &'w Expr) -> &'w Expr {
        match &value.kind {
            ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Cast { value: inner, .. } => self.source_of(inner),
            ExprKind::Method { receiver, name, .. }
                if self.workspace.knowledge.words.is_conversion(name) || self.workspace.knowledge.words.is_printing(name) =>
            {
                self.source_of(receiver)
            }
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) => match format.arguments.as_slice() {
                    [only] => self.source_of(only),
                    _ => value,
                },
                _ => value,
            },
            ExprKind::Path(path) => {
                let made = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value);
                made.filter(|made| matches!(made.kind, ExprKind::Call { .. } | ExprKind::Method { .. })).unwrap_or(value)
            }
            _ => value,
        }
    }

    /// The message of an error as text: the error, unless its messages are few.
    fn error_text(&self, value: &'w Expr) -> Option<String> {
        let error = match &value.kind {
            ExprKind::Method { receiver, name, arguments, .. } if arguments.is_empty() && name == "to_string" => receiver,
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Format(format) => return format.arguments.iter().find_map(|argument| self.error_named(argument)),
                _ => return None,
            },
            ExprKind::Reference(inner) => return self.error_text(inner),
            ExprKind::Method { receiver, name, .. } if self.workspace.knowledge.words.is_conversion(name) => {
                return self.error_text(receiver);
            }
            _ => return None,
        };
        self.error_named(error)
    }

    /// A variable that holds an error. One of this workspace may have a handful of messages.
    fn error_named(&self, expr: &'w Expr) -> Option<String> {
        let ExprKind::Path(path) = &expr.kind else { return None };
        let name = path.name().filter(|name| self.workspace.knowledge.words.is_error(name))?;
        let ty = &self.variable(name)?.ty;
        let is_own = matches!(ty.unwrapped(), Ty::Own(..) | Ty::Trait(_));
        let is_text = ty.is(Is::Plain) || matches!(self.shown(ty), Shown::Count);
        (!is_own && !is_text).then(|| name.to_owned())
    }

    /// The first value that is written into the text of a query where a parameter could stand: behind `=`, or in quotes.
    fn query_value(&self, value: &'w Expr) -> Option<String> {
        let ExprKind::Macro(call) = &value.kind else { return None };
        let MacroContent::Format(format) = &call.content else { return None };
        let text = format.text.as_ref()?;
        let is_query = text
            .split_whitespace()
            .next()
            .is_some_and(|first| self.workspace.knowledge.words.is_query_verb(&first.to_lowercase()));
        let holes = text.match_indices('{').filter_map(|(at, sign)| {
            let (before, rest) = text.split_at_checked(at)?;
            let after = rest.strip_prefix(sign)?;
            (!before.ends_with(sign) && !after.starts_with(sign)).then_some(before)
        });
        let mut values =
            holes.zip(&format.arguments).filter(|(before, _)| before.trim_end().ends_with(['=', '\'', '"', '<', '>']));
        let (_, argument) = values.next().filter(|_| is_query)?;
        let text = self.source.quote(argument.range);
        Some(match &argument.kind {
            ExprKind::Path(path) => path.last().to_owned(),
            _ => text,
        })
    }

    /// A call sets attributes on something: so do those that a variable among its arguments holds.
    pub(in crate::code) fn carry_variables(&mut self, carrier: &'static str, arguments: &'w [Expr]) {
        let mut homes = Vec::new();
        for argument in arguments {
            self.homes_of(argument, &mut homes);
        }
        for home in homes {
            // Each attribute is found once: those that are set on something are looked for no more.
            let starts: Vec<u32> = self.uncarried.range(home.start..=home.end).map(|(start, _)| *start).collect();
            for start in starts {
                let Some(waiting) = self.uncarried.remove(&start) else { continue };
                let (inside, rest): (Vec<usize>, Vec<usize>) =
                    waiting.into_iter().partition(|at| self.seen[*at].place.end <= home.end);
                for at in inside {
                    self.seen[at].facts.word(Key::Carrier, carrier);
                }
                if !rest.is_empty() {
                    self.uncarried.insert(start, rest);
                }
            }
        }
    }

    /// Where the attributes are made that variables in an expression hold.
    pub(super) fn homes_of(&self, expr: &'w Expr, homes: &mut Vec<crate::code::tree::Range>) {
        match &expr.kind {
            ExprKind::Path(path) => {
                let Some(name) = path.name() else { return };
                homes.extend(self.variable(name).and_then(|variable| variable.value).map(|value| value.range));
                homes.extend(self.additions.get(name).into_iter().flatten());
            }
            ExprKind::Reference(inner) | ExprKind::Mutable(inner) => self.homes_of(inner, homes),
            ExprKind::List(items) => items.iter().for_each(|item| self.homes_of(item, homes)),
            ExprKind::Method { receiver, .. } => self.homes_of(receiver, homes),
            ExprKind::Macro(call) => {
                if let MacroContent::Expressions(items) = &call.content {
                    for item in items {
                        self.homes_of(item, homes);
                    }
                }
            }
            _ => {}
        }
    }
}

/// What the key says of the number of its values.
pub(super) fn key_bounds(seen: &mut Seen, key: &str, words: &Words) {
    if words.has_no_bound(key) {
        seen.facts.word(Key::KeyBounds, "none");
        if let Some(instead) = words.bounded_twin(key) {
            seen.facts.text(Key::KeyBoundedTwin, instead);
        }
    } else if words.has_few_values(key) {
        seen.facts.word(Key::KeyBounds, "few");
    }
}
