//! Spans whose life is followed through a body: where each begins, who holds it, and what each call does to it.

use super::Walker;
use super::flow::{Flow, Turns};
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, Literal, Parameter, Range};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, HandsOn, Is, Parent, Scope};

/// A span whose life is followed.
#[derive(Debug)]
pub(in crate::code) struct Life {
    /// Where it begins: the call that starts it, or the parameter that brings it.
    pub(in crate::code) made: Range,
    pub(in crate::code) owner: Owner,
    pub(super) what: What,
    /// The body that it begins in.
    pub(super) body: usize,
    /// The variable that held it was given another span.
    rebound: bool,
    /// What another span was started with while this one was neither current nor given as parent.
    pub(in crate::code) beside: Option<Range>,
    /// An error path without status was seen.
    pub(in crate::code) left_by_error: bool,
    /// Where `?` leaves the body before a provider is shut down.
    pub(super) left_early: Option<Range>,
    /// The call that keeps the span from being dropped.
    pub(super) leak: Option<Range>,
}

/// Who is answerable for a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Owner {
    /// This body starts it.
    Here,
    /// A call starts it and hands it to a closure.
    Scope,
    /// The caller; by position, `self` first.
    Parameter(usize),
    /// Started by a span macro or attribute: only what is written to it is followed.
    Tracing,
}

/// What it is whose life is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum What {
    Span,
    Provider,
}

/// What is known of a span at one point.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct State {
    /// It began on every way to here.
    pub(super) certain: bool,
    /// Somebody out of sight may do anything to it.
    pub(super) shared: bool,
    pub(in crate::code) ended: Certainty,
    pub(in crate::code) ended_at: Option<Range>,
    pub(in crate::code) status: Status,
    /// Where an error was written to it.
    pub(in crate::code) error: Option<Range>,
    /// Keys written on every way to here.
    pub(super) written: Vec<String>,
    /// A provider that the whole process uses.
    pub(super) installed: bool,
}

/// The status of a span.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Status {
    /// Whether any was set.
    pub(in crate::code) set: Certainty,
    /// Where it may have been set to ok.
    pub(in crate::code) ok: Option<Range>,
    /// The description of the last error, if that is a literal and the last on every way.
    pub(in crate::code) description: Option<(String, Range)>,
}

impl Status {
    pub(super) fn join(&mut self, other: &Self) {
        self.set = self.set.join(other.set);
        self.ok = self.ok.or(other.ok);
        if self.description != other.description {
            self.description = None;
        }
    }
}

/// Something done to a span that began before the loop around it.
#[derive(Debug, Clone)]
pub(super) struct Deed {
    life: usize,
    range: Range,
    /// The key that was written, or none for any other write.
    key: Option<String>,
    call: Option<&'static Call>,
}

impl<'w> Walker<'w> {
    pub(super) fn new_life(&mut self, made: Range, owner: Owner) -> usize {
        self.begin_life(What::Span, made, owner)
    }

    fn begin_life(&mut self, what: What, made: Range, owner: Owner) -> usize {
        let body = self.body;
        self.lives.push(Life {
            made,
            owner,
            what,
            body,
            rebound: false,
            beside: None,
            left_by_error: false,
            left_early: None,
            leak: None,
        });
        let index = self.lives.len() - 1;
        self.flow.begin(index, State { certain: true, ..State::default() });
        index
    }

    pub(in crate::code) fn life(&self, index: usize) -> &Life {
        &self.lives[index]
    }

    /// The life that a new variable holds: the one that its value hands on, or a new one.
    pub(super) fn life_for(&mut self, ty: &Ty, value: Option<&'w Expr>) -> Option<usize> {
        let value = value?;
        if let Some(known) = self.life_of(value) {
            self.lives[known].leak = self.lives[known].leak.or(self.leak_in(value));
            return Some(known);
        }
        if ty.is(Is::Span) && self.makes_span(value) {
            return Some(self.tracing_life(value));
        }
        if ty.is(Is::Provider) && matches!(value.kind, ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Try(_)) {
            return Some(self.begin_life(What::Provider, value.range, Owner::Here));
        }
        let leak = self.leak_in(value);
        let inside = if leak.is_some() { ty.unwrapped() } else { ty };
        if leak.is_none() && matches!(ty, Ty::Borrowed(_)) || !(inside.is(Is::StartedSpan) || inside.is(Is::Context)) {
            return None;
        }
        let made = self.start_in(value)?;
        let life = self.new_life(made, Owner::Here);
        self.lives[life].leak = leak;
        Some(life)
    }

    /// The span of an instrumented function is there from the start.
    pub(super) fn begin_own_life(&mut self) {
        let Some(instrument) = self.function.instrument.as_ref().filter(|instrument| self.is_instrument(instrument)) else {
            return;
        };
        let filled = self.origin_of_instrument(instrument).filled;
        let life = self.new_life(instrument.range, Owner::Tracing);
        if let Some(state) = self.flow.state_mut(life) {
            state.written = filled;
        }
        self.own_life = Some(life);
    }

    /// A span or context that the caller gives; its variable is the only one since `mark`.
    pub(super) fn parameter_life(&mut self, at: usize, ty: &Ty, mark: usize) {
        let holds = ty.is(Is::StartedSpan) || ty.is(Is::SpanReference) || ty.is(Is::Context);
        if !holds || self.variables.len() != mark + 1 {
            return;
        }
        let made = self.function.parameters.get(at).map(|parameter| parameter.pattern.range).unwrap_or_default();
        let life = self.new_life(made, Owner::Parameter(at));
        self.variables[mark].life = Some(life);
    }

    /// A span of tracing: its fields are written when it is made.
    fn tracing_life(&mut self, value: &'w Expr) -> usize {
        let filled = self.origin_of(value).map(|origin| origin.filled).unwrap_or_default();
        let life = self.new_life(value.range, Owner::Tracing);
        if let Some(state) = self.flow.state_mut(life) {
            state.written = filled;
        }
        life
    }

    /// Where the span is started that an expression is or holds.
    pub(super) fn start_in(&self, expr: &'w Expr) -> Option<Range> {
        let call = self.known_call(expr)?;
        if call.parent.is_some() && call.scope.is_none() {
            return Some(expr.range);
        }
        match (call.hands_on?, &expr.kind) {
            (HandsOn::OfArgument, ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. }) => {
                self.start_in(arguments.first()?)
            }
            (HandsOn::OfReceiver, ExprKind::Method { receiver, .. }) => self.start_in(receiver),
            _ => None,
        }
    }

    /// The life that an expression is: a variable, a reference to it, or what a call hands on of it.
    pub(in crate::code) fn life_of(&self, expr: &'w Expr) -> Option<usize> {
        if !self.flow.follows_lives() {
            return None;
        }
        match &expr.kind {
            ExprKind::Path(path) => self.variable(path.name()?)?.life,
            ExprKind::Reference(inner) | ExprKind::Mutable(inner) | ExprKind::Dereference(inner) => self.life_of(inner),
            ExprKind::Method { receiver, arguments, .. } => match self.known_call(expr)?.hands_on? {
                HandsOn::OfReceiver => self.life_of(receiver),
                HandsOn::OfArgument => self.life_of(arguments.first()?),
            },
            ExprKind::Call { arguments, .. } => {
                let call = self.known_call(expr)?;
                match (call.does, call.hands_on) {
                    (Some(Does::CurrentSpan), _) => self.current_life(),
                    (_, Some(HandsOn::OfArgument)) => self.life_of(arguments.first()?),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// The life of the instrumented function's own span, where that is current.
    fn current_life(&self) -> Option<usize> {
        self.own_life.filter(|_| self.body == 0 && self.flow.alive.is_empty())
    }

    /// Somebody out of sight gets hold of a span.
    pub(super) fn share(&mut self, life: usize) {
        match self.flow.state_mut(life) {
            Some(state) => state.shared = true,
            // It belongs to a body around this one, whose flow is set aside.
            None => self.captured.push(life),
        }
    }

    /// Its variable was given another span.
    pub(super) fn rebind(&mut self, life: usize) {
        self.lives[life].rebound = true;
    }

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
                if let Some(state) = self.flow.state_mut(life) {
                    state.ended = Certainty::Must;
                    state.ended_at = Some(range);
                }
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
                self.shut_down(life, range);
                if let Some(state) = self.flow.state_mut(life) {
                    state.ended = Certainty::Must;
                    state.ended_at = Some(range);
                }
            }
            _ => {}
        }
    }

    fn written_to(&mut self, life: usize, call: &'static Call, does: Does, range: Range, arguments: &'w [Expr]) {
        let ended = self.flow.state(life).filter(|state| state.ended == Certainty::Must).map(|state| state.ended_at);
        if let Some(at) = ended {
            self.observe_write_after_end(life, call, range, "before", at);
        } else {
            self.observe_write_in_loop(life, call, does, range, arguments);
            self.remember(Deed { life, range, key: None, call: Some(call) });
        }
        match does {
            Does::SetsAttribute | Does::RecordsField => {
                for (key, at) in self.keys_of(does, arguments) {
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
    fn write_key(&mut self, life: usize, key: String, at: Range) {
        let again = self.flow.state(life).is_some_and(|state| state.written.contains(&key));
        if again {
            self.observe_key_again(life, &key, at, "before");
        } else {
            self.remember(Deed { life, range: at, key: Some(key.clone()), call: None });
        }
        if let Some(state) = self.flow.state_mut(life)
            && !again
        {
            state.written.push(key);
        }
    }

    /// The keys of attributes that a call writes, as far as they are in sight.
    fn keys_of(&self, does: Does, arguments: &'w [Expr]) -> Vec<(String, Range)> {
        let Some(first) = arguments.first() else { return Vec::new() };
        if does == Does::RecordsField {
            return self.literal(first).map(|key| (key, first.range)).into_iter().collect();
        }
        self.attribute_keys(first)
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
                let at = *at;
                self.observe_description_lost(range, at);
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
        let does = Self::call_by_path(&absolute)?.does?;
        matches!(does, Does::MakesOkStatus | Does::MakesErrorStatus).then_some(does)
    }

    fn description(&self, status: &'w Expr) -> Option<(String, Range)> {
        match &status.kind {
            ExprKind::Call { arguments, .. } => Some((self.literal(arguments.first()?)?, status.range)),
            _ => None,
        }
    }

    fn remember(&mut self, deed: Deed) {
        for target in &mut self.targets {
            if target.is_loop && deed.life < target.lives_before {
                target.deeds.push(deed.clone());
            }
        }
    }

    /// The next turn of a loop begins with `back`: what is done in it to spans of before.
    pub(super) fn next_turn(&mut self, deeds: Vec<Deed>, back: &Flow) {
        if back.dead {
            return;
        }
        for deed in deeds {
            if self.lives[deed.life].rebound {
                continue;
            }
            let Some(state) = back.state(deed.life) else { continue };
            match (&deed.key, deed.call) {
                (Some(key), _) if state.written.contains(key) => {
                    let key = key.clone();
                    self.observe_key_again(deed.life, &key, deed.range, "next_turn");
                }
                (None, Some(call)) if state.ended == Certainty::Must => {
                    let at = state.ended_at;
                    self.observe_write_after_end(deed.life, call, deed.range, "next_turn", at);
                }
                _ => {}
            }
        }
    }

    /// How often the loops around this point turn that a life began before.
    pub(in crate::code) fn turns_since(&self, life: usize) -> Option<Turns> {
        let mut around = self.targets.iter().filter(|target| target.is_loop && life < target.lives_before);
        let first = around.next()?.turns;
        Some(around.fold(first, |all, target| match (all, target.turns) {
            (Turns::Counted(a), Turns::Counted(b)) => Turns::Counted(a.saturating_mul(b)),
            (Turns::Data, _) | (_, Turns::Data) => Turns::Data,
            _ => Turns::Unknown,
        }))
    }

    /// A span is started with whatever is current as its parent: spans that are open beside it are not.
    pub(super) fn started_beside(&mut self, call: &Call, range: Range) {
        if call.parent != Some(Parent::Active) || !self.flow.alive.is_empty() || self.has_ambient_parent() {
            return;
        }
        for index in self.flow.lives().collect::<Vec<_>>() {
            let open = self.flow.state(index).is_some_and(|state| !state.shared && state.ended == Certainty::Never);
            let life = &mut self.lives[index];
            if open && life.what == What::Span && life.owner == Owner::Here && life.body == self.body && life.beside.is_none() {
                life.beside = Some(range);
            }
        }
    }

    /// Whether something may be current here that is no span of this body: a scope around it, or a context that came in.
    fn has_ambient_parent(&self) -> bool {
        let instrumented = self.function.instrument.is_some();
        instrumented || self.lives.iter().any(|life| matches!(life.owner, Owner::Scope | Owner::Parameter(_)))
    }

    /// A closure that runs while a span is current. The span that the call starts for it lives as long as the closure runs.
    pub(super) fn scoped(&mut self, parameters: &'w [Parameter], body: &'w Expr, scope: Scope, call: &'w Expr) -> Ty {
        let given = scope.gives.map(|path| self.workspace.type_by_path(path, Vec::new)).unwrap_or_default();
        let made = self.operation(call);
        self.closure_with(parameters, body, &given, None, |walker, variables| {
            if !scope.starts {
                return;
            }
            let life = walker.new_life(made, Owner::Scope);
            for variable in &mut walker.variables[variables..] {
                variable.life = Some(life);
            }
            walker.error_tails(body);
        })
    }

    /// The variable that holds a life goes out of scope.
    pub(super) fn close_life(&mut self, index: usize) {
        if self.flow.dead {
            return;
        }
        let Some(state) = self.flow.state(index).filter(|state| !state.shared) else { return };
        let (owner, beside, left) = (self.lives[index].owner, self.lives[index].beside, self.lives[index].left_by_error);
        if let Some(error) = state.error.filter(|_| state.status.set == Certainty::Never && owner == Owner::Here && !left) {
            self.observe_error_without_status(error);
        }
        if let Some(other) = beside.filter(|_| owner == Owner::Here) {
            self.observe_not_active(index, other);
            self.lives[index].beside = None;
        }
    }

    /// The body is left by an error: spans that are open say nothing of it.
    pub(super) fn leave_by_error(&mut self, range: Range, form: &'static str) {
        if self.flow.dead || !self.flow.follows_lives() {
            return;
        }
        self.leave_early(range);
        for index in self.flow.lives().collect::<Vec<_>>() {
            let life = &self.lives[index];
            if life.what != What::Span
                || !matches!(life.owner, Owner::Here | Owner::Scope)
                || life.body != self.body
                || life.left_by_error
            {
                continue;
            }
            let is_held = self.is_held(index);
            let Some(state) = self.flow.state(index).filter(|state| !state.shared && is_held) else { continue };
            if state.ended == Certainty::Never && state.status.set == Certainty::Never {
                let error = state.error;
                self.lives[index].left_by_error = true;
                match error {
                    Some(error) => self.observe_error_without_status(error),
                    None => self.observe_error_exit(index, range, form),
                }
            }
        }
    }

    /// Whether a variable in scope holds it.
    fn is_held(&self, life: usize) -> bool {
        self.lives[life].owner == Owner::Scope || self.variables.iter().any(|variable| variable.life == Some(life))
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

/// Counts of a literal range.
pub(super) fn literal_turns(ends: &[Expr]) -> Option<u64> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Literal(Literal::Integer(digits)) => digits.parse::<u64>().ok(),
        _ => None,
    };
    match ends {
        [first, last] => Some(number(last)?.saturating_sub(number(first)?)),
        _ => None,
    }
}
