//! What calls do to the spans whose life is followed: ends, writes, status; once, again, or in every turn of a loop.

use super::Walker;
use super::flow::{Flow, Turns};
use super::life::{Owner, Write};
use super::limits::{Limit, MOST_WRITES};
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, MacroContent, Range};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, Is};

/// Something done to a span that began before the loop around it.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    life: usize,
    range: Range,
    /// The key that was written, or none for any other write.
    key: Option<String>,
    call: Option<&'static Call>,
    /// What else a further turn adds to the span, where that counts.
    adds: Option<&'static str>,
    /// How often the loops turn that it was seen to be repeated by.
    turns: Turns,
}

impl<'w> Walker<'w> {
    /// A known call on a span.
    pub(super) fn operate(&mut self, life: usize, call: &'static Call, expr: &'w Expr, arguments: &'w [Expr]) {
        let Some(does) = call.does else { return };
        let range = self.operation(expr);
        match does {
            // A guard of tracing that is left ends no span.
            Does::Ends | Does::EndsAt if self.lives[life].owner == Owner::Tracing => {}
            Does::Ends | Does::EndsAt => {
                if let Some(state) = self.flow.state(life).filter(|state| state.ended == Certainty::Must) {
                    let ended_at = state.ended_at;
                    self.observe_ended_again(life, range, ended_at);
                } else if does == Does::EndsAt
                    && let Some(time) = arguments.first()
                {
                    self.observe_end_time(life, range, time);
                }
                self.end_life(life, range);
            }
            Does::SetsAttribute
            | Does::AddsEvent
            | Does::AddsLink
            | Does::SetsStatus
            | Does::RecordsError
            | Does::NamesSpan
            | Does::RecordsField => self.written_to(life, call, does, range, arguments),
            Does::Activates => self.share(life),
            Does::ShutsDown | Does::Flushes => {
                self.shut_down(life, call, range);
                self.end_life(life, range);
            }
            Does::Reads => self.lives[life].asked = true,
            _ => {}
        }
    }

    fn end_life(&mut self, life: usize, range: Range) {
        if let Some(state) = self.flow.state_mut(life) {
            state.ended = Certainty::Must;
            state.ended_at = Some(range);
        }
    }

    /// Its holder is dropped in so many words: with a span, that is its end; a context may have a copy.
    pub(super) fn let_go(&mut self, life: usize, ty: &Ty) {
        if !matches!(ty, Ty::Api(api, _) if api.is == Some(Is::StartedSpan)) {
            self.share(life);
        } else if let Some(state) = self.flow.state_mut(life) {
            state.ended = Certainty::Must;
        }
    }

    fn written_to(&mut self, life: usize, call: &'static Call, does: Does, range: Range, arguments: &'w [Expr]) {
        let ended = self.flow.state(life).filter(|state| state.ended == Certainty::Must).map(|state| state.ended_at);
        let write = Write { method: call.name, place: self.source.place(range) };
        if let Some(at) = ended {
            self.observe_write_after_end(life, write, range, "before", at, None);
        } else {
            let adds = self.adds(does, arguments);
            self.remember(&Deed { life, range, key: None, call: Some(call), adds, turns: Turns::Counted(1) });
            if let Some(state) = self.flow.state_mut(life) {
                state.writes = state.writes.or(Some(write));
            }
        }
        match does {
            Does::SetsAttribute | Does::RecordsField if ended.is_none() => {
                for (key, at) in self.keys_of(life, does, arguments) {
                    self.write_key(life, key, at);
                }
            }
            Does::SetsStatus => {
                if let Some(status) = arguments.first() {
                    self.set_status(life, status, range);
                }
            }
            Does::RecordsError => {
                if let Some(state) = self.flow.state_mut(life) {
                    state.error = state.error.or(Some(range));
                }
            }
            _ => {}
        }
    }

    /// A key is written: again, or for the first time.
    pub(super) fn write_key(&mut self, life: usize, key: String, at: Range) {
        // That there is no key is what is wrong with it.
        if key.is_empty() {
            return;
        }
        let again = self.flow.state(life).is_some_and(|state| state.written.contains(key.as_str()));
        if again {
            self.observe_key_again(life, &key, at, "before");
        } else {
            let turns = Turns::Counted(1);
            self.remember(&Deed { life, range: at, key: Some(key.clone()), call: None, adds: None, turns });
        }
        if again {
            return;
        }
        if let Some(state) = self.flow.state_mut(life) {
            if state.written.len() < MOST_WRITES {
                state.written.insert(key.into());
            } else {
                self.limits.reach(Limit::Writes);
            }
        }
    }

    /// The keys of attributes that a call writes, as far as they are in sight.
    fn keys_of(&self, life: usize, does: Does, arguments: &'w [Expr]) -> Vec<(String, Range)> {
        let Some(first) = arguments.first() else { return Vec::new() };
        if does == Does::RecordsField {
            let is_there = arguments.get(1).is_some_and(|value| self.is_there(value));
            let is_declared = |key: &String| self.life(life).declared.as_ref().is_some_and(|fields| fields.has(key));
            let key = self.literal(first).filter(|key| is_there && is_declared(key));
            return key.map(|key| (key, first.range)).into_iter().collect();
        }
        self.attribute_keys(first)
    }

    /// Whether a field certainly has a value once this is written to it: what may be none exports nothing.
    fn is_there(&self, value: &'w Expr) -> bool {
        match &value.kind {
            ExprKind::Literal(_) | ExprKind::Binary { .. } | ExprKind::Cast { .. } => true,
            ExprKind::Macro(call) => matches!(call.content, MacroContent::Format(_)),
            ExprKind::Reference(inner) => self.is_there(inner),
            _ if self.does(value, Does::ShowsValue) => true,
            _ => match self.type_at(value).unwrapped() {
                Ty::Api(api, _) => matches!(api.is, Some(Is::Plain | Is::Count)),
                _ => false,
            },
        }
    }

    /// What a write adds to a span each time that it is done.
    fn adds(&self, does: Does, arguments: &'w [Expr]) -> Option<&'static str> {
        match does {
            Does::AddsEvent => Some("event"),
            Does::AddsLink => Some("link"),
            // The same key again is another matter, and so is a key of many forms.
            Does::SetsAttribute if !arguments.first().is_some_and(|attribute| self.shows_key(attribute)) => Some("attribute"),
            _ => None,
        }
    }

    /// A status is set: what it replaces, and what comes of it.
    fn set_status(&mut self, life: usize, status: &'w Expr, range: Range) {
        let kind = self.status_kind(status);
        let description = if kind == Some(Does::MakesErrorStatus) { self.description(status) } else { None };
        let Some(before) = self.flow.state(life).map(|state| state.status.clone()) else { return };
        if kind == Some(Does::MakesErrorStatus) {
            if let Some(ok) = before.ok {
                self.observe_status_kept(ok, range);
            } else if let (Some((old, at)), Some((new, _))) = (&before.description, &description)
                && new < old
            {
                self.observe_description_lost(range, *at);
            }
        }
        if let Some(state) = self.flow.state_mut(life) {
            state.status.set = Certainty::Must;
            if kind == Some(Does::MakesOkStatus) {
                state.status.ok = Some(range);
            }
            state.status.description = match (&before.description, description) {
                (Some(old), Some(new)) if new.0 < old.0 => Some(old.clone()),
                (_, new) => new,
            };
        }
    }

    /// Whether an expression is a status that says ok, or one that says error.
    fn status_kind(&self, status: &'w Expr) -> Option<Does> {
        let path = match &status.kind {
            ExprKind::Path(path) | ExprKind::Struct { path, .. } => path,
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Path(path) => path,
                _ => return None,
            },
            _ => return None,
        };
        let absolute = self.workspace.resolve(self.at, path)?;
        let does = self.workspace.knowledge.catalog.call(&absolute)?.does?;
        matches!(does, Does::MakesOkStatus | Does::MakesErrorStatus).then_some(does)
    }

    fn description(&self, status: &'w Expr) -> Option<(String, Range)> {
        match &status.kind {
            ExprKind::Call { arguments, .. } => Some((self.literal(arguments.first()?)?, status.range)),
            _ => None,
        }
    }

    fn remember(&mut self, deed: &Deed) {
        if deed.key.is_none()
            && let Some(state) = self.flow.state_mut(deed.life)
        {
            if state.done.len() < MOST_WRITES {
                state.done.push(deed.range);
            } else {
                self.limits.reach(Limit::Writes);
            }
        }
        for target in &mut self.targets {
            if target.is_loop && deed.life < target.lives_before {
                if target.deeds.len() < MOST_WRITES {
                    target.deeds.push(deed.clone());
                } else {
                    self.limits.reach(Limit::Writes);
                }
            }
        }
    }

    /// Spans that every turn of a loop makes.
    pub(super) fn spans_of_loop(&mut self, made: &[Range], turns: Turns) {
        let around = self.targets.iter().filter(|target| target.is_loop && target.breaks.is_none());
        let turns = around.fold(turns, |turns, target| turns.times(target.turns));
        for range in made {
            self.observe_span_in_loop(*range, turns);
        }
    }

    /// The next turn of a loop begins with `back`: what is done in it to spans of before.
    pub(super) fn next_turn(&mut self, deeds: Vec<Deed>, back: &Flow, turns: Turns) {
        if back.dead {
            return;
        }
        for deed in deeds {
            if self.lives[deed.life].rebound {
                continue;
            }
            let Some(state) = back.state(deed.life) else { continue };
            match (&deed.key, deed.call) {
                (Some(key), _) if state.ended == Certainty::Never && state.written.contains(key.as_str()) => {
                    let key = key.clone();
                    self.observe_key_again(deed.life, &key, deed.range, "next_turn");
                }
                (None, Some(call)) if state.ended == Certainty::Must => {
                    let at = state.ended_at;
                    let write = Write { method: call.name, place: self.source.place(deed.range) };
                    self.observe_write_after_end(deed.life, write, deed.range, "next_turn", at, None);
                }
                (None, Some(call)) if state.ended == Certainty::Never && state.done.contains(&deed.range) => {
                    let turns = deed.turns.times(turns);
                    for target in &mut self.targets {
                        let same = target.deeds.iter_mut().filter(|other| other.range == deed.range);
                        same.for_each(|other| other.turns = turns);
                    }
                    if let Some(adds) = deed.adds {
                        self.observe_write_in_loop(deed.life, call, adds, deed.range, turns);
                    }
                }
                _ => {}
            }
        }
    }

    /// What stands at the end of a chain: `set_status(..)` of `span.set_status(..)`.
    pub(in crate::code) fn operation(&self, expr: &Expr) -> Range {
        match &expr.kind {
            ExprKind::Method { receiver, .. } => {
                let between = self.source.text(Range { start: receiver.range.end, end: expr.range.end });
                let skipped = between.find(|letter: char| letter.is_alphanumeric() || letter == '_').unwrap_or_default();
                Range { start: receiver.range.end + crate::text::offset(skipped), end: expr.range.end }
            }
            _ => expr.range,
        }
    }
}

/// Whether all is known that a call does to the span that it is a method of.
pub(super) fn does_no_more(call: &Call) -> bool {
    let writes = matches!(
        call.does,
        Some(
            Does::Ends
                | Does::EndsAt
                | Does::SetsAttribute
                | Does::AddsEvent
                | Does::AddsLink
                | Does::SetsStatus
                | Does::RecordsError
                | Does::RecordsField
                | Does::NamesSpan
                | Does::Activates
                | Does::ShutsDown
                | Does::Flushes
                | Does::Reads
        )
    );
    writes || call.hands_on.is_some()
}
