//! Guards that may be alive, and the spans that they certainly keep current.

use super::life::Owner;
use super::limits::{Limit, MOST_SPANS};
use super::{Origin, Walker};
use crate::code::tree::{Expr, ExprKind, Range};
use crate::knowledge::{Does, TypeApi};

/// A guard that may be alive.
pub(super) struct Guard {
    pub(super) range: Range,
    pub(super) api: &'static TypeApi,
    pub(super) origin: Option<Origin>,
    pub(super) keeps: Keeps,
}

/// The span that a guard certainly keeps current.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keeps {
    /// None, or one that is not in sight.
    Nothing,
    Span,
    /// One whose life is followed: it may be ended while it is current.
    Life(usize),
}

impl<'w> Walker<'w> {
    pub(super) fn new_guard(&mut self, value: &'w Expr, api: &'static TypeApi, origin: Option<Origin>) -> usize {
        let keeps = self.kept_by(value, origin.is_some());
        self.guards.push(Guard { range: value.range, api, origin, keeps });
        let index = self.guards.len() - 1;
        self.stays_alive(index);
        index
    }

    /// A guard is alive from here on.
    pub(super) fn stays_alive(&mut self, index: usize) {
        if self.flow.alive.len() < MOST_SPANS {
            self.flow.alive.push(index);
        } else {
            self.limits.reach(Limit::Spans);
        }
    }

    /// What the guard that a call makes keeps current.
    fn kept_by(&self, value: &'w Expr, has_origin: bool) -> Keeps {
        let Some(call) = self.known_call(value) else { return if has_origin { Keeps::Span } else { Keeps::Nothing } };
        let entered = match &value.kind {
            ExprKind::Method { receiver, .. } => Some(&**receiver),
            ExprKind::Call { arguments, .. } => arguments.first(),
            _ => None,
        };
        let Some(entered) = entered else { return Keeps::Nothing };
        // What starts a span of tracing enters it.
        if has_origin || call.starts.is_some() {
            return Keeps::Span;
        }
        if call.does != Some(Does::Activates) {
            return Keeps::Nothing;
        }
        match self.life_of(entered) {
            Some(life) if self.lives[life].owner == Owner::Here => Keeps::Life(life),
            None if self.start_in(entered).is_some() => Keeps::Span,
            _ => Keeps::Nothing,
        }
    }

    pub(super) fn end_guard(&mut self, index: usize) {
        self.flow.alive.retain(|alive| *alive != index);
    }
}
