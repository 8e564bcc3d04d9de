//! Paths, calls and methods: what they return, what they do with a span, a guard or a message.

use super::arguments::keeps_in_sight;
use super::deeds::does_no_more;
use super::life::What;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Function, Path, Range};
use crate::code::type_inference::{self, Callee};
use crate::code::types::Ty;
use crate::code::workspace::{Item, crate_of};
use crate::knowledge::{Call, Catalog, Does, Form, Is};

impl<'w> Walker<'w> {
    pub(super) fn path(&mut self, path: &Path, range: Range, how: Use) {
        if let Some(name) = path.name()
            && self.use_variable(name, how)
        {
            if matches!(how, Use::Value | Use::Borrow) {
                self.lent_named(name);
            }
            return;
        }
        self.static_named(path, how == Use::Operate);
        let Some(absolute) = self.absolute(path) else { return };
        if let Some(items) = self.workspace.functions.get(&absolute) {
            self.note_called(range, items);
            self.calls(items.iter().copied());
        }
        if let Some(&item) = self.workspace.constants.get(&absolute) {
            self.forces(item, range);
        }
    }

    pub(super) fn call(&mut self, expr: &'w Expr, callee: &'w Expr, arguments: &'w [Expr]) {
        let ExprKind::Path(path) = &callee.kind else {
            self.expr(callee, Use::Borrow);
            self.arguments(expr, arguments, false, &[]);
            return;
        };
        if path.name().is_some_and(|name| self.use_variable(name, Use::Borrow)) {
            self.arguments(expr, arguments, false, &[]);
            return;
        }
        let absolute = self.absolute(path);
        let known = absolute.as_deref().and_then(|path| self.workspace.knowledge.catalog.call(path));
        if known.and_then(|call| call.does) == Some(Does::Drops) {
            for argument in arguments {
                let life = self.life_of(argument);
                let ty = self.expr(argument, Use::End);
                if let Some(life) = life {
                    self.let_go(life, &ty);
                }
            }
            return;
        }
        // A method by its path: its receiver comes first.
        let is_method =
            known.is_some() && absolute.as_deref().is_some_and(|path| self.workspace.knowledge.catalog.function(path).is_none());
        let life = arguments.first().filter(|_| is_method).and_then(|receiver| self.life_of(receiver));
        let items = absolute.as_deref().filter(|_| known.is_none()).map(|path| self.own_functions(path)).unwrap_or_default();
        let around = self.carry(known);
        if let Some(call) = known {
            self.runs_task(call, expr, arguments);
        }
        let passes = known.filter(|call| !matches!(call.signature.passes, Form::Untold));
        let types = match (known.and_then(|call| call.scope), passes, arguments) {
            (Some(scope), _, [argument @ Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                self.scoped(parameters, body, scope, expr);
                vec![self.type_at(argument).clone()]
            }
            (None, Some(call), [argument @ Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                self.marks_here(known, body);
                let walk = |walker: &mut Self| walker.closure_with(parameters, body, None, |_, _| {});
                self.with_propagator(call, expr.range, walk);
                vec![self.type_at(argument).clone()]
            }
            _ => self.arguments(expr, arguments, life.is_some() || known.is_some_and(keeps_in_sight), &items),
        };
        self.carrier = around;
        if let Some(carrier) = known.and_then(|call| call.attributes) {
            self.carry_variables(carrier.name(), arguments);
        }
        match (life, known) {
            (Some(life), Some(call)) if does_no_more(call) => {
                self.operate(life, call, expr, arguments.get(1..).unwrap_or_default());
            }
            (Some(life), _) => self.share(life),
            (None, _) => {}
        }
        if let Some(call) = known {
            self.asks_for_current(call.does, expr.range);
            self.note_span_call(call, None, expr.range);
            self.started_beside(call, expr.range);
            self.pipeline_call(expr, call, arguments);
            self.leaking_call(expr, call, arguments, &types);
            self.start_spans(call, None, arguments);
            self.propagates(expr, call, None, arguments);
            self.observe_call(expr, call, None, arguments, &types);
            if call.hands_on.is_none() && self.type_at(expr).is(Is::Context) {
                self.share_current();
            }
            return;
        }
        let Some(absolute) = absolute else {
            // The constructor of a type of this workspace keeps what it gets.
            if path.name() != Some("Self") {
                self.note_given_away(expr.range, &types);
            }
            return;
        };
        if !self.workspace.is_own_crate(crate_of(&absolute)) {
            self.note_given_away(expr.range, &types);
        }
        self.errors.told |= self.tells_of_errors(&items);
        if self.may_write(&items) {
            self.share_current();
        }
        self.injected_by(expr, &items, None, arguments);
        self.observe_own_call(expr, &absolute, &items, arguments, &types);
        self.note_called(expr.range, &items);
        self.calls(items);
    }

    /// Whether functions of this workspace have to do with telemetry, as far as their words say.
    fn may_write(&self, items: &[Item]) -> bool {
        let may_write = |function: &Function| function.body.is_some() && !function.is_aside;
        items.iter().any(|item| may_write(self.workspace.function(*item)))
    }

    /// The functions of this workspace that an absolute path may stand for: more than one where `cfg` gives twins.
    pub(in crate::code) fn own_functions(&self, absolute: &str) -> Vec<Item> {
        type_inference::own_functions(self.workspace, absolute)
    }

    /// From here on attributes are set on what the call says, if it does. Returns what they were set on before.
    fn carry(&mut self, call: Option<&Call>) -> Option<&'static str> {
        let around = self.carrier;
        if let Some(carrier) = call.and_then(|call| call.attributes) {
            self.carrier = Some(carrier.name());
        }
        around
    }

    /// The absolute path of a callee; `Self::f` and `<T>::f` through the type.
    pub(in crate::code) fn absolute(&self, path: &Path) -> Option<String> {
        type_inference::absolute(self.workspace, self.at, self.this.as_ref(), path)
    }

    pub(super) fn method(&mut self, expr: &'w Expr, receiver: &'w Expr, name: &str, arguments: &'w [Expr]) {
        let receiver_path = match &receiver.kind {
            ExprKind::Path(path) => path.name(),
            _ => None,
        };
        let variable = receiver_path.and_then(|name| self.variable(name));
        let known_type = variable.map(|variable| variable.ty.clone());
        let is_lent = variable.is_some_and(|variable| variable.lent_by.is_some());
        let life = self.life_of(receiver);
        let how = match known_type.as_ref().map_or(Use::Borrow, |ty| use_of(ty, name, &self.workspace.knowledge.catalog)) {
            Use::Borrow if life.is_some() || known_type.is_none() || is_lent => Use::Operate,
            how => how,
        };
        self.around_next = self.attached(receiver, name, arguments);
        self.runs_attached(receiver, name, expr, None);
        let ty = self.expr(receiver, how);
        self.around_next = None;
        let found = match self.types.callee(expr) {
            Some(Callee::Library(call, Some(on))) => Some((*call, on.clone())),
            _ => None,
        };
        self.attached_to_handle(receiver, name, expr);
        let asks = || self.workspace.knowledge.catalog.does(name, Does::AttachesCurrent).then_some(Does::AttachesCurrent);
        let known_does = found.as_ref().map_or_else(asks, |(call, _)| call.does);
        self.asks_for_current(known_does, self.operation(expr));
        self.only_reads_current(receiver.range, known_does);
        if let Some((call, on)) = &found {
            self.note_span_call(call, Some(on), expr.range);
            self.runs_task(call, expr, arguments);
            self.started_beside(call, expr.range);
            self.starts_root(expr, call);
            self.start_spans(call, Some(receiver), arguments);
        }
        let by_name = || self.workspace.knowledge.catalog.method_of_anything(name).filter(|_| ty.is_unknown() || found.is_some());
        let carries = found.as_ref().map(|(call, _)| *call).filter(|call| call.attributes.is_some()).or_else(by_name);
        let around = self.carry(carries);
        let methods = match self.types.callee(expr) {
            Some(Callee::Own(methods)) => methods.clone(),
            _ => Vec::new(),
        };
        let before = self.seen.len();
        let types = self.method_arguments(expr, found.as_ref().map(|(call, _)| *call), arguments, &methods);
        self.carrier = around;
        if let Some(carrier) = carries.and_then(|call| call.attributes) {
            self.carry_variables(carrier.name(), arguments);
        } else if let Some(name) = receiver_path.filter(|_| self.seen.len() > before) {
            // `attributes.push(KeyValue::new(..))`
            self.additions.entry(name).or_default().push(expr.range);
        }
        let known = found.as_ref().map(|(call, _)| *call);
        match (life, known) {
            (Some(life), Some(call)) if does_no_more(call) => self.operate(life, call, expr, arguments),
            // Any other known call only asks a provider for something.
            (Some(life), Some(call)) if self.lives[life].what == What::Provider && !call.signature.consumes => {}
            (Some(life), _) => self.share(life),
            (None, _) => {}
        }
        self.static_method(expr, receiver, known, arguments, &types);
        if let Some(value) = arguments.last().filter(|_| known.is_some_and(|call| !call.signature.fills.is_empty())) {
            self.held_by(receiver, value, expr.range);
        }
        if let Some(call) = known {
            self.pipeline_call(expr, call, arguments);
            self.observe_scope(expr, call, &types);
        }
        self.errors.told |= known.is_some_and(|call| call.does == Some(Does::SetsStatus));
        self.count_receiver(&ty, name, found.is_some());
        let Some((call, on)) = found else {
            self.observe_unknown_method(expr, &ty, name, arguments, &types);
            self.errors.told |= self.workspace.knowledge.catalog.does(name, Does::SetsStatus);
            self.errors.told |= self.tells_of_errors(&methods);
            if self.may_write(&methods) {
                self.share_current();
            }
            self.adds_headers(receiver, &ty, name, arguments);
            self.injected_by(expr, &methods, Some(receiver), arguments);
            self.observe_own_method(expr, receiver, name, &methods, (arguments, &types));
            self.note_called(expr.range, &methods);
            self.calls(methods);
            // Whatever it is, it may change what it is called on.
            self.forget_making(receiver);
            return;
        };
        self.adds_headers(receiver, &ty, name, arguments);
        self.propagates(expr, call, Some(receiver), arguments);
        self.observe_call(expr, call, Some((receiver, &on)), arguments, &types);
    }

    /// Where the span is made that a call attaches to an async block.
    fn attached(&self, receiver: &'w Expr, name: &str, arguments: &'w [Expr]) -> Option<Range> {
        match (&receiver.kind, arguments) {
            (ExprKind::Async(_), [span]) if self.workspace.knowledge.catalog.does(name, Does::Attaches) => {
                self.origin_of(span).map(|origin| origin.made)
            }
            _ => None,
        }
    }
}

/// What calling a method does to its receiver.
fn use_of(ty: &Ty, name: &str, catalog: &Catalog) -> Use {
    match ty.method(name, catalog) {
        Some((call, _)) => match call.does {
            Some(Does::RecordsField) => Use::Write,
            Some(Does::Reads) => Use::Read,
            Some(Does::Measures | Does::Increases) => Use::Measure,
            Some(Does::Ends | Does::EndsAt) => Use::End,
            _ if call.signature.consumes => Use::Value,
            _ => Use::Borrow,
        },
        None => Use::Borrow,
    }
}
