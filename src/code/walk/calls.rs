//! Paths, calls and methods: what they return, what they do with a span, a guard or a message.

use super::arguments::keeps_in_sight;
use super::deeds::does_no_more;
use super::life::What;
use super::returns::Called;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Path, Range, Type};
use crate::code::types::{Context, Ty};
use crate::code::workspace::{At, Item, crate_of, split_last};
use crate::knowledge::{Call, Catalog, Does, Form, Is};

impl<'w> Walker<'w> {
    pub(super) fn path(&mut self, path: &Path, range: Range, how: Use) -> Ty {
        if let Some(name) = path.name()
            && let Some(ty) = self.use_variable(name, how)
        {
            if matches!(how, Use::Value | Use::Borrow) {
                self.lent_named(name);
            }
            return ty;
        }
        self.static_named(path, how == Use::Operate);
        let Some(absolute) = self.absolute(path) else { return Ty::Unknown };
        if let Some(items) = self.workspace.functions.get(&absolute) {
            self.note_called(range, items);
            self.calls(items.iter().copied());
        }
        if let Some(&item) = self.workspace.constants.get(&absolute) {
            self.forces(item, range);
        }
        self.place_by_path(&absolute)
    }

    /// A constant, a static, a type without fields or a variant.
    pub(super) fn place_by_path(&self, absolute: &str) -> Ty {
        if let Some(&item) = self.workspace.constants.get(absolute) {
            let constant = self.workspace.constant(item);
            let at = At { unit: item.unit, scope: constant.scope };
            return Ty::Borrowed(Box::new(
                self.workspace.type_of(Context { at, generics: &[], this: None }, &constant.annotation),
            ));
        }
        if self.workspace.knowledge.catalog.key_constant(absolute).is_some() {
            return self.workspace.type_by_path("str", Vec::new);
        }
        if let Some(&item) = self.workspace.types.get(absolute) {
            return Ty::Own(item, Vec::new());
        }
        let Some((owner, name)) = split_last(absolute) else { return Ty::Unknown };
        match self.workspace.types.get(owner) {
            Some(&item) if self.workspace.has_variant(item, name) => Ty::Own(item, Vec::new()),
            Some(_) => Ty::Unknown,
            // `u64::MAX`, `StatusCode::OK`: constants of a type are mostly of that type; only numbers are certain.
            None => match self.workspace.type_by_path(owner, Vec::new) {
                found @ Ty::Api(..) if found.scalar().is_some() && matches!(name, "MAX" | "MIN") => found,
                _ => Ty::Unknown,
            },
        }
    }

    pub(super) fn call(&mut self, expr: &'w Expr, callee: &'w Expr, arguments: &'w [Expr]) -> Ty {
        let ExprKind::Path(path) = &callee.kind else {
            let function = self.expr(callee, Use::Borrow);
            self.arguments(expr, arguments, false, &[]);
            return called_value(&function);
        };
        if let Some(name) = path.name()
            && let Some(called) = self.use_variable(name, Use::Borrow)
        {
            self.arguments(expr, arguments, false, &[]);
            return called_value(&called);
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
            return Ty::Unknown;
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
        let passes = known.map(|call| &call.signature.passes).filter(|form| !matches!(form, Form::Untold));
        let types = match (known.and_then(|call| call.scope), known.zip(passes), arguments) {
            (Some(scope), _, [Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                vec![self.scoped(parameters, body, scope, expr)]
            }
            (None, Some((call, form)), [Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                self.marks_here(known, body);
                let given = self.shape(form, &Called { whole: None, arguments: &[], generics: &[], on_value: false });
                let walk = |walker: &mut Self| walker.closure_with(parameters, body, &given, None, |_, _| {});
                vec![self.with_propagator(call, expr.range, walk)]
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
            let ty = self.returned(call, absolute.as_deref().unwrap_or_default(), path, &types);
            if call.hands_on.is_none() && ty.is(Is::Context) {
                self.share_current();
            }
            return ty;
        }
        let Some(absolute) = absolute else {
            // The constructor of a type of this workspace keeps what it gets.
            if path.name() != Some("Self") {
                self.note_given_away(expr.range, &types);
            }
            return Ty::Unknown;
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
        self.workspace.call_result(&absolute, &types)
    }

    /// Whether functions of this workspace have to do with telemetry: bodies without it are not read.
    fn may_write(&self, items: &[Item]) -> bool {
        items.iter().any(|item| self.workspace.function(*item).body.is_some())
    }

    /// The functions of this workspace that an absolute path may stand for: more than one where `cfg` gives twins.
    pub(in crate::code) fn own_functions(&self, absolute: &str) -> Vec<Item> {
        if let Some(items) = self.workspace.functions.get(absolute) {
            return items.clone();
        }
        let owner = split_last(absolute).and_then(|(owner, name)| Some((*self.workspace.types.get(owner)?, name)));
        owner.map(|(item, name)| self.workspace.methods_of(item, name)).unwrap_or_default()
    }

    /// From here on attributes are set on what the call says, if it does. Returns what they were set on before.
    fn carry(&mut self, call: Option<&Call>) -> Option<&'static str> {
        let around = self.carrier;
        if let Some(carrier) = call.and_then(|call| call.attributes) {
            self.carrier = Some(carrier.name());
        }
        around
    }

    /// What a library function returns.
    pub(super) fn returned(&mut self, call: &Call, absolute: &str, path: &Path, arguments: &[Ty]) -> Ty {
        let owner = self.owner(absolute);
        let generics = self.types_of(&path.arguments);
        self.shape(&call.signature.form, &Called { whole: owner.as_ref(), arguments, generics: &generics, on_value: false })
    }

    /// The same, where nobody will tell more of it.
    pub(super) fn peek_returned(&self, call: &Call, absolute: &str, path: &Path, arguments: &[Ty]) -> Ty {
        let owner = self.owner(absolute);
        let generics = self.types_of(&path.arguments);
        self.peek_shape(&call.signature.form, &Called { whole: owner.as_ref(), arguments, generics: &generics, on_value: false })
    }

    /// The type that an associated function is of.
    fn owner(&self, absolute: &str) -> Option<Ty> {
        split_last(absolute).map(|(owner, _)| self.workspace.type_by_path(owner, Vec::new))
    }

    /// The absolute path of a callee; `Self::f` and `<T>::f` through the type.
    pub(in crate::code) fn absolute(&self, path: &Path) -> Option<String> {
        if path.segments.first().is_some_and(|first| first == "Self")
            && let Some(Ty::Own(item, _)) = &self.this
        {
            let data = self.workspace.data_type(*item);
            let module = self.workspace.path(At { unit: item.unit, scope: data.scope });
            return Some(format!("{module}::{}::{}", data.name, path.segments.get(1)?));
        }
        self.workspace.resolve(self.at, path)
    }

    pub(super) fn method(
        &mut self,
        expr: &'w Expr,
        receiver: &'w Expr,
        name: &str,
        generics: &[Type],
        arguments: &'w [Expr],
    ) -> Ty {
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
        let found = self.find_method(&ty, name);
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
        let methods = match ty.unwrapped() {
            Ty::Own(item, _) if found.is_none() => self.workspace.methods_of(*item, name),
            described if found.is_none() => {
                let item = self.workspace.described_here(described);
                item.map(|(item, _)| self.workspace.methods_of(item, name)).unwrap_or_default()
            }
            _ => Vec::new(),
        };
        let before = self.seen.len();
        let types = self.method_arguments(expr, found.as_ref(), &ty, arguments, &methods);
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
        let generics = self.types_of(generics);
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
            return self.other_method(&ty, name, &types, &generics);
        };
        self.adds_headers(receiver, &ty, name, arguments);
        self.propagates(expr, call, Some(receiver), arguments);
        self.observe_call(expr, call, Some((receiver, &on)), arguments, &types);
        self.tell(call, &on, &types);
        self.shape(&call.signature.form, &Called { whole: Some(&on), arguments: &types, generics: &generics, on_value: true })
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

    /// A library's method: of the type, of what it wraps, or of what the `Deref` of an own type leads to.
    pub(in crate::code) fn find_method(&self, ty: &Ty, name: &str) -> Option<(&'static Call, Ty)> {
        let catalog = &self.workspace.knowledge.catalog;
        if let Some((call, on)) = ty.method(name, catalog) {
            return Some((call, on.clone()));
        }
        let item = match ty.unwrapped() {
            Ty::Own(item, _) => item,
            // Arrays and slices have the methods of a list.
            Ty::Slice(item) => {
                let list = self.workspace.type_by_path("Vec", || vec![(**item).clone()]);
                return list.method(name, catalog).map(|(call, on)| (call, on.clone()));
            }
            _ => return None,
        };
        if !self.workspace.methods_of(*item, name).is_empty() {
            return None;
        }
        let targets = self.workspace.targets(ty);
        targets.iter().find_map(|target| target.method(name, catalog)).map(|(call, on)| (call, on.clone()))
    }

    /// A method that is no library's as far as its receiver tells.
    pub(super) fn other_method(&self, ty: &Ty, name: &str, arguments: &[Ty], generics: &[Ty]) -> Ty {
        let found = self.workspace.method_result_of(ty, name, arguments, !generics.is_empty());
        match self.workspace.knowledge.catalog.method_of_anything(name) {
            Some(call) if arguments.is_empty() && !matches!(ty.unwrapped(), Ty::Own(..)) => {
                self.peek_shape(&call.signature.form, &Called::of(ty))
            }
            _ => found,
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

/// What calling a value gives: a closure, or what implements `Fn(..) -> ..`.
fn called_value(called: &Ty) -> Ty {
    match called.unwrapped() {
        Ty::Closure(result) => (**result).clone(),
        other => match other.api() {
            Some((api, [result, ..])) if api.is == Some(Is::Callable) => result.clone(),
            _ => Ty::Unknown,
        },
    }
}
