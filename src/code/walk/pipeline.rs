//! Providers and subscribers in one body: what is installed in which order, what is open when the process ends.

use super::life::{Owner, What};
use super::{Variable, Walker};
use crate::code::tree::{Expr, ExprKind, Range, Statement};
use crate::code::workspace::{At, Item};
use crate::knowledge::{Call, Does, Is, Signal};

/// What the whole process has from here on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Installed {
    /// Providers, on every way to here.
    providers: Vec<(Signal, Range)>,
    /// A subscriber, on every way to here.
    subscriber: Option<Range>,
    /// Statics that took the global tracer or meter when they were first used, on some way to here.
    forced: Vec<(Signal, Range)>,
    /// Something out of sight, or of a type that is not known, may have shut a pipeline down, on some way to here.
    perhaps_ended: bool,
    /// The last call that shut a pipeline down or flushed it.
    last_end: Option<Range>,
}

impl Installed {
    pub(super) fn join(&mut self, other: &Self) {
        self.providers.retain(|(signal, _)| other.providers.iter().any(|(known, _)| known == signal));
        self.subscriber = self.subscriber.filter(|_| other.subscriber.is_some());
        self.perhaps_ended |= other.perhaps_ended;
        for forced in &other.forced {
            if !self.forced.contains(forced) {
                self.forced.push(*forced);
            }
        }
    }
}

impl<'w> Walker<'w> {
    /// A known call, if it does something to the pipeline of the process.
    pub(super) fn pipeline_call(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr]) {
        match call.does {
            Some(Does::InstallsProvider) => {
                self.installs(arguments);
                if let Some(signal) = call.signal {
                    self.provider_installed(signal, expr.range);
                }
            }
            Some(Does::TakesProvider) => self.installs(arguments),
            Some(Does::InstallsSubscriber) => {
                let here = self.operation(expr);
                match self.flow.installed.subscriber {
                    Some(first) => self.observe_second_subscriber(expr, here, first),
                    None => self.flow.installed.subscriber = Some(here),
                }
            }
            Some(Does::ShutsDown | Does::Flushes) => self.ends_pipeline(expr, call),
            Some(Does::Exits) => self.process_ends(expr.range),
            _ => {}
        }
    }

    /// A pipeline is shut down or flushed. If it is no variable's, it may be any.
    fn ends_pipeline(&mut self, expr: &'w Expr, call: &Call) {
        let of_variable = match &expr.kind {
            ExprKind::Method { receiver, .. } => self.life_of(receiver).is_some(),
            _ => false,
        };
        self.flow.installed.perhaps_ended |= !of_variable;
        self.flow.installed.last_end = Some(expr.range);
        // Whoever shuts the first provider down replaces it on purpose.
        if call.does == Some(Does::ShutsDown) {
            self.flow.installed.providers.retain(|(signal, _)| call.signal.is_some_and(|ended| ended != *signal));
        }
    }

    /// A method by whose name a pipeline may be shut down.
    pub(in crate::code) fn may_end_pipeline(&mut self) {
        self.flow.installed.perhaps_ended = true;
    }

    /// The provider in the arguments is the whole process's now.
    fn installs(&mut self, arguments: &'w [Expr]) {
        let life = arguments.first().and_then(|provider| self.provider_in(provider));
        if let Some(state) = life.and_then(|life| self.flow.state_mut(life)) {
            state.installed = true;
        }
    }

    /// The provider that an expression is, a copy of, or asks something of.
    fn provider_in(&self, expr: &'w Expr) -> Option<usize> {
        self.life_of(expr).or_else(|| match &expr.kind {
            ExprKind::Method { receiver, .. } => self.provider_in(receiver),
            _ => None,
        })
    }

    fn provider_installed(&mut self, signal: Signal, range: Range) {
        if self.flow.dead {
            return;
        }
        let first = self.flow.installed.providers.iter().find(|(known, _)| *known == signal).map(|(_, first)| *first);
        if let Some(first) = first {
            self.observe_provider_again(signal, range, first);
            return;
        }
        let taken = self.variables.iter().filter(|variable| variable.body == self.body);
        let taken = taken.filter_map(|variable| variable.value.filter(|value| self.is_of_global(value, signal)));
        let forced = self.flow.installed.forced.iter().filter(|(of, _)| *of == signal).map(|(_, range)| *range);
        let early: Vec<Range> = taken.map(|value| value.range).chain(forced).collect();
        for place in early {
            self.observe_taken_early(signal, place, range);
        }
        self.flow.installed.providers.push((signal, range));
    }

    /// Whether a value is made by the global tracer or meter of that signal, and keeps it.
    fn is_of_global(&self, value: &'w Expr, signal: Signal) -> bool {
        let ty = self.type_at(value);
        let keeps = [Is::Tracer, Is::Meter, Is::MetricInstrument, Is::ObservableInstrument].iter().any(|part| ty.is(*part));
        keeps && self.global_in(value) == Some(signal)
    }

    /// The signal whose global tracer or meter stands at the start of a chain.
    pub(super) fn global_in(&self, expr: &'w Expr) -> Option<Signal> {
        let call = self.known_call(expr);
        if let Some(call) = call.filter(|call| call.does == Some(Does::GetsGlobal)) {
            return call.signal;
        }
        match &expr.kind {
            ExprKind::Method { receiver, .. } => self.global_in(receiver),
            _ => None,
        }
    }

    /// A static is used: what it takes when it is made, it takes now at the latest.
    pub(super) fn forces(&mut self, constant: Item, range: Range) {
        let held = self.workspace.constant(constant);
        let at = At { unit: constant.unit, scope: held.scope };
        if let Some(signal) = held.value.as_ref().and_then(|value| self.taken_in(at, value)) {
            self.flow.installed.forced.push((signal, range));
        }
    }

    /// The signal of the global tracer or meter that the initial value of a static takes.
    fn taken_in(&self, at: At, value: &Expr) -> Option<Signal> {
        match &value.kind {
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                let known =
                    self.workspace.resolve(at, path).and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
                let global = known.filter(|call| call.does == Some(Does::GetsGlobal)).and_then(|call| call.signal);
                global.or_else(|| arguments.iter().find_map(|argument| self.taken_in(at, argument)))
            }
            ExprKind::Method { receiver, .. } => self.taken_in(at, receiver),
            ExprKind::Closure { body, .. } => self.taken_in(at, body),
            ExprKind::Block(block) => match block.statements.last()? {
                Statement::Expr { value, semicolon: false, .. } => self.taken_in(at, value),
                _ => None,
            },
            _ => None,
        }
    }

    /// The process ends here, without dropping anything.
    fn process_ends(&mut self, range: Range) {
        if self.flow.dead {
            return;
        }
        let open = |what: What| {
            let found = self.flow.lives().find(|index| {
                let life = &self.lives[*index];
                life.what == what && life.owner == Owner::Here && self.flow.is_open(*index)
            });
            found.map(|index| &self.lives[index])
        };
        let provider = open(What::Provider).filter(|life| life.waits).map(|life| Some(life.made));
        let keeper = || self.open_keeper().map(|keeper| keeper.value.map(|value| value.range));
        let provider = provider.or_else(keeper);
        let provider = provider.filter(|_| !self.flow.installed.perhaps_ended).map(|made| (What::Provider, made));
        let span = || open(What::Span).map(|life| (What::Span, Some(life.made)));
        if let Some((what, made)) = provider.or_else(span) {
            self.observe_exit(range, what, made);
        }
        self.flow = super::Flow::unreachable();
    }

    /// A variable of this body whose value exports or writes what is left when it is dropped.
    fn open_keeper(&self) -> Option<&Variable<'w>> {
        let mut here = self.variables.iter().filter(|variable| variable.body == self.body && !variable.moved);
        here.find(|variable| self.workspace.keeper_in(&variable.ty).is_some_and(|keeper| keeper.holds_back))
    }

    /// The function of this workspace that a value comes from.
    pub(super) fn maker_of(&self, value: &Expr) -> Option<Item> {
        match &value.kind {
            ExprKind::Try(inner) | ExprKind::Await(inner) => self.maker_of(inner),
            ExprKind::Method { receiver, .. } => self.maker_of(receiver),
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Path(path) => self.workspace.own_function(&self.absolute(path)?),
                _ => None,
            },
            _ => None,
        }
    }

    /// `?` leaves the body while an installed provider waits to be shut down further below.
    pub(super) fn leave_early(&mut self, range: Range) {
        // Where one shutdown fails, the other pipelines can hardly be reached either.
        let of_shutdown = self.flow.installed.last_end.is_some_and(|end| range.contains(end));
        let mut providers: Vec<usize> = self.flow.lives().collect();
        providers.retain(|index| self.lives[*index].what == What::Provider && self.lives[*index].waits);
        if providers.is_empty() || of_shutdown || self.flow.installed.perhaps_ended || self.open_keeper().is_some() {
            return;
        }
        for index in providers {
            let is_open = self.flow.is_open(index);
            let installed = self.flow.state(index).is_some_and(|state| state.installed);
            let life = &mut self.lives[index];
            let may_be_installed = installed || life.maker.is_some();
            if life.body == self.body && is_open && may_be_installed {
                let by = life.maker.filter(|_| !installed);
                life.left_early = life.left_early.or(Some((range, by)));
            }
        }
    }

    /// A provider is shut down or flushed: what an error jumps over, and spans that come too late.
    pub(super) fn shut_down(&mut self, provider: usize, call: &Call, range: Range) {
        if let Some((early, by)) = self.lives[provider].left_early.take() {
            self.observe_left_early(early, by, range);
        }
        // What is only flushed goes on exporting, and spans are exported by one for traces.
        if self.flow.dead || call.does != Some(Does::ShutsDown) || call.signal.is_some_and(|signal| signal != Signal::Traces) {
            return;
        }
        let open = self.flow.lives().find(|index| {
            let life = &self.lives[*index];
            let is_open = self.flow.is_open(*index);
            let held = || self.variables.iter().any(|variable| variable.life == Some(*index) && !variable.moved);
            life.what == What::Span && life.owner == Owner::Here && life.body == self.body && is_open && held()
        });
        let open = open.map(|index| self.lives[index].made);
        let guard = self.flow.alive.iter().find(|guard| !self.flow.unsure.contains(guard));
        let guard = guard.filter(|_| self.workspace.bridges(self.at.unit)).map(|&index| self.guards[index].range);
        if let Some(made) = open.or(guard) {
            self.observe_span_open_at_shutdown(range, made);
        }
    }
}
