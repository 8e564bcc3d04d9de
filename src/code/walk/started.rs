//! Which spans of tracing have been started by the time control comes to a point: entered, asked for their context, or made a parent.
//! A started span keeps its name, kind and parent. Certain, or not said.

use rustc_hash::FxHashMap;

use super::Walker;
use super::limits::{Limit, MOST_SPANS};
use crate::code::tree::{Expr, ExprKind, Range, TelemetryMacro};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, Is, Starts};

/// How many expressions a value is followed through.
const MAX_STEPS: usize = 8;

/// What a span is known by: where it is made, else the variable that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Handle {
    Made(Range),
    Variable(usize),
}

/// Spans that have been started on every way that leads here, and where.
#[derive(Debug, Clone, Default)]
pub(super) struct StartedSpans(FxHashMap<Handle, Range>);

impl StartedSpans {
    /// Both ways lead here.
    pub(super) fn join(&mut self, other: &Self) {
        self.0.retain(|handle, _| other.0.contains_key(handle));
    }

    /// The variable holds another value now.
    pub(super) fn forget(&mut self, variable: usize) {
        self.0.remove(&Handle::Variable(variable));
    }

    fn at(&self, wanted: Handle) -> Option<Range> {
        self.0.get(&wanted).copied()
    }

    /// Whether there was room for it.
    fn mark(&mut self, handle: Handle, at: Range) -> bool {
        let has_room = self.0.len() < MOST_SPANS || self.0.contains_key(&handle);
        if has_room {
            self.0.entry(handle).or_insert(at);
        }
        has_room
    }
}

/// Why a span is known to have been started.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) enum Start {
    /// It is the current one, so it has been entered; `true` if it is that of the instrumented function itself.
    Current(bool),
    /// Before this point, and where, if that is in sight.
    Before(Option<Range>),
}

impl<'w> Walker<'w> {
    /// A call of a library function may start a span. Functions take the receiver first.
    pub(in crate::code) fn start_spans(&mut self, call: &Call, receiver: Option<&'w Expr>, arguments: &'w [Expr]) {
        let mut operands = receiver.into_iter().chain(arguments);
        let started = match call.starts {
            Some(Starts::Receiver) => operands.next(),
            Some(Starts::Argument) => operands.nth(1),
            Some(Starts::AwaitedArgument) | None => None,
        };
        if let Some(span) = started {
            self.start_span(span);
        }
    }

    /// A future that was run in a span has entered it.
    pub(super) fn start_awaited(&mut self, future: &'w Expr) {
        if let ExprKind::Method { name, arguments, .. } = &future.kind
            && self.workspace.knowledge.catalog.method_of_any(name).and_then(|call| call.starts) == Some(Starts::AwaitedArgument)
            && let Some(span) = arguments.first()
        {
            self.start_span(span);
        }
    }

    /// A span that becomes the parent of another.
    pub(super) fn start_parent(&mut self, child: &'w TelemetryMacro) {
        if let Some(parent) = &child.parent {
            self.start_span(parent);
        }
    }

    fn start_span(&mut self, span: &'w Expr) {
        if let Some(handle) = self.handle(span, MAX_STEPS)
            && !self.flow.started.mark(handle, span.range)
        {
            self.limits.reach(Limit::Spans);
        }
    }

    /// Whether a span has been started for certain. `ty` is the type of the expression.
    pub(in crate::code) fn started(&self, span: &'w Expr, ty: Option<&Ty>) -> Option<Start> {
        if self.flow.dead {
            return None;
        }
        if self.is_current(span, self.variables.len(), MAX_STEPS) {
            let is_own = self.body == 0 && self.guards.is_empty();
            return Some(Start::Current(is_own && self.own_instrument().is_some()));
        }
        let before = self.handle(span, MAX_STEPS).and_then(|handle| self.flow.started.at(handle));
        match before {
            Some(at) => Some(Start::Before(Some(at))),
            // Who holds the guard has entered the span.
            None => ty.is_some_and(|ty| ty.is(Is::Guard)).then_some(Start::Before(None)),
        }
    }

    /// Whether an expression is the current span. `scope` is how many variables there were where it stands.
    fn is_current(&self, expr: &'w Expr, scope: usize, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        match &expr.kind {
            ExprKind::Path(path) => {
                let at = path.name().and_then(|name| self.variables.position_among(scope, name));
                at.is_some_and(|at| self.variables[at].value.is_some_and(|value| self.is_current(value, at, steps)))
            }
            ExprKind::Reference(inner) => self.is_current(inner, scope, steps),
            ExprKind::Method { receiver, name, .. } => hands_on(name) && self.is_current(receiver, scope, steps),
            ExprKind::Call { callee, .. } => {
                let ExprKind::Path(path) = &callee.kind else { return false };
                let call = self.workspace.resolve(self.at, path).and_then(|path| self.workspace.knowledge.catalog.call(&path));
                call.is_some_and(|call| call.does == Some(Does::CurrentSpan))
            }
            _ => false,
        }
    }

    fn handle(&self, expr: &'w Expr, steps: usize) -> Option<Handle> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Path(path) => {
                let at = self.position(path.name()?)?;
                let variable = &self.variables[at];
                // A function that takes a span may return another.
                let is_itself = variable.value.is_some_and(|value| !matches!(value.kind, ExprKind::Call { .. }));
                let made = variable.origin.as_ref().filter(|_| is_itself).map(|origin| Handle::Made(origin.made));
                Some(made.unwrap_or(Handle::Variable(at)))
            }
            ExprKind::Reference(inner) | ExprKind::Mutable(inner) | ExprKind::Dereference(inner) => self.handle(inner, steps),
            ExprKind::Method { receiver, name, .. } if hands_on(name) => self.handle(receiver, steps),
            ExprKind::Macro(_) => self.origin_of(expr).map(|origin| Handle::Made(origin.made)),
            _ => None,
        }
    }

    /// Walks what may not run at all: nothing that it starts is certain afterwards.
    pub(super) fn perhaps<T>(&mut self, walk: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.flow.started.clone();
        let result = walk(self);
        self.flow.started = before;
        result
    }
}

/// Methods that return the same span, or what stands for it.
fn hands_on(method: &str) -> bool {
    matches!(method, "clone" | "record" | "follows_from" | "id")
}
