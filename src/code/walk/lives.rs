//! Spans whose life is followed through a body: where each begins, who holds it, and what each call does to it.

use super::life::{Life, Owner, State, What};
use super::limits::{Limit, MOST_SPANS, MOST_WRITES};
use super::{Origin, Walker};
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, Parameter, Range};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, HandsOn, Is, Parent, Scope};

impl<'w> Walker<'w> {
    pub(super) fn new_life(&mut self, made: Range, owner: Owner) -> usize {
        self.begin_life(What::Span, made, owner)
    }

    fn begin_life(&mut self, what: What, made: Range, owner: Owner) -> usize {
        let body = self.body;
        let starts_now = owner == Owner::Scope;
        if self.lives.len() > MOST_SPANS {
            // One stands for all that are not followed: of it nothing is known.
            self.limits.reach(Limit::Spans);
            return MOST_SPANS;
        }
        self.lives.push(Life {
            made,
            owner,
            what,
            body,
            declared: None,
            starts_now,
            asked: false,
            rebound: false,
            beside: None,
            left_by_error: false,
            waits: false,
            left_early: None,
            maker: None,
            leak: None,
        });
        let index = self.lives.len() - 1;
        if index < MOST_SPANS {
            self.flow.begin(index, State { certain: true, ..State::default() });
        }
        index
    }

    /// A span is made here, which each turn of a loop may do.
    pub(super) fn makes(&mut self, range: Range) {
        if self.flow.made.len() < MOST_SPANS {
            self.flow.made.push(range);
        } else {
            self.limits.reach(Limit::Spans);
        }
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
            return Some(self.tracing_life(value.range, self.origin_of(value)));
        }
        if ty.is(Is::Provider) && matches!(value.kind, ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Try(_)) {
            let life = self.begin_life(What::Provider, value.range, Owner::Here);
            self.lives[life].waits = self.waits_for_others(value);
            self.lives[life].maker = self.maker_of(value);
            return Some(life);
        }
        let leak = self.leak_in(value);
        let inside = if leak.is_some() { ty.unwrapped() } else { ty };
        if leak.is_none() && matches!(ty, Ty::Borrowed(_)) || !(inside.is(Is::StartedSpan) || inside.is(Is::Context)) {
            return None;
        }
        let made = self.start_in(value)?;
        let life = self.new_life(made, Owner::Here);
        self.lives[life].leak = leak;
        self.lives[life].starts_now = self.starts_now(value);
        Some(life)
    }

    /// Whether a chain of calls that starts a span is in sight down to what makes it, and gives it no start of its own.
    fn starts_now(&self, expr: &'w Expr) -> bool {
        let Some(call) = self.known_call(expr) else { return false };
        match (call.does, &expr.kind) {
            (Some(Does::MakesSpan), _) => true,
            (Some(Does::StartsAt), _) => false,
            (_, ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. })
                if call.hands_on == Some(HandsOn::Argument) =>
            {
                arguments.first().is_some_and(|argument| self.starts_now(argument))
            }
            (_, ExprKind::Method { receiver, .. }) => self.starts_now(receiver),
            _ => false,
        }
    }

    /// The span of an instrumented function is there from the start.
    pub(super) fn begin_own_life(&mut self) {
        let Some(instrument) = self.own_instrument() else { return };
        let origin = self.origin_of_instrument(instrument);
        self.own_life = Some(self.tracing_life(instrument.range, Some(origin)));
    }

    /// A span or context that the caller gives; its variable is the only one since `mark`.
    pub(super) fn parameter_life(&mut self, at: usize, ty: &Ty, mark: usize) {
        let holds = ty.is(Is::StartedSpan) || ty.is(Is::SpanReference) || ty.is(Is::Context);
        if !holds || self.variables.len() != mark + 1 {
            return;
        }
        let made = self.function.parameters.get(at).map(|parameter| parameter.pattern.range).unwrap_or_default();
        let life = self.new_life(made, Owner::Parameter(at));
        self.variables.set_life(mark, Some(life));
    }

    /// A span of tracing: its fields are written when it is made.
    fn tracing_life(&mut self, made: Range, origin: Option<Origin>) -> usize {
        let life = self.new_life(made, Owner::Tracing);
        if let Some(origin) = origin {
            self.lives[life].declared = origin.fields;
            if let Some(state) = self.flow.state_mut(life) {
                state.written = origin.filled.iter().take(MOST_WRITES).map(|key| key.as_str().into()).collect();
                if origin.filled.len() > MOST_WRITES {
                    self.limits.reach(Limit::Writes);
                }
            }
        }
        life
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
                HandsOn::Receiver => self.life_of(receiver),
                HandsOn::Argument => self.life_of(arguments.first()?),
            },
            ExprKind::Call { arguments, .. } => {
                let call = self.known_call(expr)?;
                match (call.does, call.hands_on) {
                    (Some(Does::CurrentSpan), _) => self.current_life(),
                    (_, Some(HandsOn::Argument)) => self.life_of(arguments.first()?),
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
            Some(state) => {
                state.shared = true;
                // Whoever may change it may have put another span in its place.
                if state.ended == Certainty::Must {
                    state.ended = Certainty::May;
                }
            }
            // It belongs to a body around this one, whose flow is set aside.
            None if life < MOST_SPANS => self.captured.push(life),
            None => {}
        }
    }

    /// Its variable was given another span.
    pub(super) fn rebind(&mut self, life: usize) {
        self.lives[life].rebound = true;
    }

    /// A span is started with whatever is current as its parent: spans that are open beside it are not.
    pub(super) fn started_beside(&mut self, call: &Call, range: Range) {
        if call.parent.is_some() {
            self.makes(range);
            self.note_span(range);
        }
        if call.parent != Some(Parent::Active) || !self.flow.alive.is_empty() || self.has_ambient_parent() {
            return;
        }
        for index in self.flow.lives().collect::<Vec<_>>() {
            let open = self.flow.is_open(index);
            let life = &mut self.lives[index];
            if open
                && !life.asked
                && life.what == What::Span
                && life.owner == Owner::Here
                && life.body == self.body
                && life.beside.is_none()
            {
                life.beside = Some(range);
            }
        }
    }

    /// Whether something may be current here that is no span of this body: a scope around it, or a context that came in.
    pub(super) fn has_ambient_parent(&self) -> bool {
        let instrumented = self.function.instrument.is_some();
        instrumented || self.scopes > 0 || self.lives.iter().any(|life| matches!(life.owner, Owner::Parameter(_)))
    }

    /// A closure that runs while a span is current. The span that the call starts for it lives as long as the closure runs.
    pub(super) fn scoped(&mut self, parameters: &'w [Parameter], body: &'w Expr, scope: Scope, call: &'w Expr) {
        let made = self.operation(call);
        if !scope.starts {
            self.share_current();
        }
        if scope.enters {
            self.runs_in_span(body, call);
        } else {
            self.runs_here(body);
            self.mark(body.range, super::bodies::Run::Here(None));
        }
        (self.scopes, self.around_next) = (self.scopes + 1, scope.enters.then_some(made));
        self.closure_with(parameters, body, None, |walker, variables| {
            if !scope.starts {
                return;
            }
            let life = walker.new_life(made, Owner::Scope);
            for at in variables..walker.variables.len() {
                walker.variables.set_life(at, Some(life));
            }
        });
        self.scopes -= 1;
    }

    /// The variable that holds a life goes out of scope.
    pub(super) fn close_life(&mut self, index: usize) {
        if self.flow.dead {
            return;
        }
        let Some(state) = self.flow.state(index).filter(|state| !state.shared) else { return };
        let life = &self.lives[index];
        let (owner, beside, asked, left) = (life.owner, life.beside, life.asked, life.left_by_error);
        if let Some(error) = state.error.filter(|_| state.status.set == Certainty::Never && owner == Owner::Here && !left) {
            self.lives[index].left_by_error = true;
            self.observe_error_without_status(error);
        }
        if let Some(other) = beside.filter(|_| owner == Owner::Here && !asked) {
            self.observe_not_active(index, other);
            self.lives[index].beside = None;
        }
    }

    /// The body is left by an error: spans that are open say nothing of it.
    pub(super) fn leave_by_error(&mut self, range: Range, form: &'static str) {
        if self.flow.dead || !self.flow.follows_lives() {
            return;
        }
        self.fail(form);
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
            let Some(state) = self.flow.state(index).filter(|state| !state.shared && self.is_held(index)) else { continue };
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

    /// The body is left for good: errors that were written to open spans stay without a status.
    pub(super) fn leave(&mut self) {
        if self.flow.dead || !self.flow.follows_lives() {
            return;
        }
        for index in self.flow.lives().collect::<Vec<_>>() {
            let life = &self.lives[index];
            if life.owner == Owner::Here && life.body == self.body && self.is_held(index) {
                self.close_life(index);
            }
        }
    }

    /// Somebody out of sight may get at the span that is current: one that a call started for the closure around this point.
    pub(super) fn share_current(&mut self) {
        let scoped: Vec<usize> = (0..self.lives.len()).filter(|index| self.lives[*index].owner == Owner::Scope).collect();
        for life in scoped {
            self.share(life);
        }
    }

    /// Whether a variable in scope holds it.
    fn is_held(&self, life: usize) -> bool {
        self.lives[life].owner == Owner::Scope || self.variables.hold(life)
    }
}
