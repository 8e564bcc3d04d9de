//! Paths, calls and methods: what they return, what they do with a span, a guard or a message.

use super::deeds::does_no_more;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Path, Type};
use crate::code::types::{Context, Ty};
use crate::code::workspace::{At, Item};
use crate::knowledge::{Call, Does, HandsOn, Is, catalog};

impl<'w> Walker<'w> {
    pub(super) fn path(&mut self, path: &Path, how: Use) -> Ty {
        if let Some(name) = path.name()
            && let Some(ty) = self.use_variable(name, how)
        {
            return ty;
        }
        let Some(absolute) = self.workspace.resolve(self.at, path) else { return Ty::Unknown };
        if let Some(&item) = self.workspace.constants.get(&absolute) {
            let constant = self.workspace.constant(item);
            let at = At { unit: item.unit, scope: constant.scope };
            return Ty::Borrowed(Box::new(
                self.workspace.type_of(Context { at, generics: &[], this: None }, &constant.annotation),
            ));
        }
        match self.workspace.types.get(&absolute) {
            Some(&item) => Ty::Own(item, Vec::new()),
            None => Ty::Unknown,
        }
    }

    pub(super) fn call(&mut self, expr: &'w Expr, callee: &'w Expr, arguments: &'w [Expr]) -> Ty {
        let ExprKind::Path(path) = &callee.kind else {
            let function = self.expr(callee, Use::Borrow);
            self.arguments(arguments, None);
            return match function.unwrapped() {
                Ty::Closure(result) => (**result).clone(),
                _ => Ty::Unknown,
            };
        };
        if let Some(name) = path.name()
            && let Some(called) = self.use_variable(name, Use::Borrow)
        {
            self.arguments(arguments, None);
            return match called.unwrapped() {
                Ty::Closure(result) => (**result).clone(),
                _ => Ty::Unknown,
            };
        }
        let absolute = self.absolute(path);
        let known = absolute.as_deref().and_then(Self::call_by_path);
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
        let is_method = known.is_some() && absolute.as_deref().is_some_and(|path| catalog().function(path).is_none());
        let life = arguments.first().filter(|_| is_method).and_then(|receiver| self.life_of(receiver));
        let hands_on = if life.is_some() { Some(HandsOn::Argument) } else { known.and_then(|call| call.hands_on) };
        let types = match (known.and_then(|call| call.scope), arguments) {
            (Some(scope), [Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                vec![self.scoped(parameters, body, scope, expr)]
            }
            _ => self.arguments(arguments, hands_on),
        };
        match (life, known) {
            (Some(life), Some(call)) if does_no_more(call) => {
                self.operate(life, call, expr, arguments.get(1..).unwrap_or_default());
            }
            (Some(life), _) => self.share(life),
            (None, _) => {}
        }
        if let Some(call) = known {
            self.started_beside(call, expr.range);
            self.observe_call(expr, call, None, arguments);
            let ty = self.returned(call, absolute.as_deref().unwrap_or_default(), &types);
            if call.hands_on.is_none() && ty.is(Is::Context) {
                self.share_current();
            }
            return ty;
        }
        let Some(absolute) = absolute else { return Ty::Unknown };
        let items = self.workspace.functions.get(&absolute).map_or(&[][..], Vec::as_slice);
        self.errors.told |= self.tells_of_errors(items);
        if self.may_write(items) {
            self.share_current();
        }
        self.own_call(&absolute)
    }

    /// The absolute path of a callee; `Self::f` and `<T>::f` through the type.
    pub(super) fn absolute(&self, path: &Path) -> Option<String> {
        if path.segments.first().is_some_and(|first| first == "Self")
            && let Some(Ty::Own(item, _)) = &self.this
        {
            let data = self.workspace.data_type(*item);
            let module = self.workspace.path(At { unit: item.unit, scope: data.scope });
            return Some(format!("{module}::{}::{}", data.name, path.segments.get(1)?));
        }
        self.workspace.resolve(self.at, path)
    }

    /// A library function by path: a free one, or one of a type.
    pub(in crate::code) fn call_by_path(absolute: &str) -> Option<&'static Call> {
        catalog().function(absolute).or_else(|| {
            let (owner, name) = absolute.rsplit_once("::")?;
            catalog().type_api(owner)?.method(name)
        })
    }

    /// The first argument of a call that hands it on goes nowhere else.
    fn arguments(&mut self, arguments: &'w [Expr], hands_on: Option<HandsOn>) -> Vec<Ty> {
        let how = |at: usize| if at == 0 && hands_on == Some(HandsOn::Argument) { Use::Operate } else { Use::Value };
        arguments.iter().enumerate().map(|(at, argument)| self.expr(argument, how(at))).collect()
    }

    /// The type of an expression that is not walked again: variables, fields and library calls.
    pub(in crate::code) fn peek_type(&self, expr: &Expr) -> Ty {
        match &expr.kind {
            ExprKind::Path(path) => {
                let parameters = self.function.parameters.iter();
                let mut named = parameters.filter(|parameter| parameter.pattern.names() == [path.name().unwrap_or_default()]);
                named.find_map(|parameter| parameter.annotation.as_ref()).map(|ty| self.type_of(ty)).unwrap_or_default()
            }
            ExprKind::Field { base, name } => self.workspace.field_type(&self.peek_type(base), name),
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.peek_type(inner))),
            _ => Ty::Unknown,
        }
    }

    /// What a library function returns. Wrappers and containers hold their first argument.
    pub(super) fn returned(&self, call: &Call, path: &str, arguments: &[Ty]) -> Ty {
        let owner = path.rsplit_once("::").map_or("", |(owner, _)| owner);
        let name = match call.signature.returns {
            Some("Self") => owner,
            Some("Argument") => return arguments.first().cloned().unwrap_or_default(),
            Some(name) => name,
            None => return Ty::Unknown,
        };
        self.workspace.written_type(name, || arguments.to_vec())
    }

    /// A function, constructor or method of this workspace, by absolute path.
    pub(super) fn own_call(&self, absolute: &str) -> Ty {
        if let Some(&item) = self.workspace.types.get(absolute) {
            return Ty::Own(item, Vec::new());
        }
        if let Some(items) = self.workspace.functions.get(absolute) {
            return self.function_result(items, None);
        }
        let Some((owner, name)) = absolute.rsplit_once("::") else { return Ty::Unknown };
        match self.workspace.types.get(owner) {
            Some(&item) => self.function_result(&self.workspace.methods_of(item, name), Some(&Ty::Own(item, Vec::new()))),
            None => Ty::Unknown,
        }
    }

    /// Whether functions of this workspace have to do with telemetry: bodies without it are not read.
    fn may_write(&self, items: &[Item]) -> bool {
        items.iter().any(|item| self.workspace.function(*item).body.is_some())
    }

    /// What a function of this workspace returns; unknown where twins differ would be seen by the first: they share a signature.
    fn function_result(&self, items: &[Item], this: Option<&Ty>) -> Ty {
        let Some(&item) = items.first() else { return Ty::Unknown };
        let function = self.workspace.function(item);
        if function.is_async {
            return Ty::Unknown;
        }
        let Some(returns) = &function.returns else { return Ty::Unknown };
        let at = At { unit: item.unit, scope: function.scope };
        let declared = self.workspace.type_of(Context { at, generics: &function.generics, this }, returns);
        match (&declared, returns) {
            // `impl Trait`: what is behind it shows in the last expression, if that builds a type of this workspace.
            (Ty::Bounded(_), Type::Bounds(_)) => self.workspace.built_by(item).unwrap_or(declared),
            _ => declared,
        }
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
        let known_type = receiver_path.and_then(|name| self.variable(name)).map(|variable| variable.ty.clone());
        let life = self.life_of(receiver);
        let how = match known_type.as_ref().map_or(Use::Borrow, |ty| use_of(ty, name)) {
            Use::Borrow if life.is_some() => Use::Operate,
            how => how,
        };
        let ty = self.expr(receiver, how);
        let found = ty.method(name).map(|(call, on)| (call, on.clone()));
        let known = found.as_ref().map(|(call, _)| *call);
        if let Some(call) = known {
            self.started_beside(call, expr.range);
        }
        let mut types = Vec::new();
        for argument in arguments {
            let inner = match ty.unwrapped() {
                Ty::Api(api, inner) if api.is == Some(Is::Container) => inner.first().cloned().unwrap_or_default(),
                _ => Ty::Unknown,
            };
            types.push(match (&argument.kind, known.and_then(|call| call.scope)) {
                (ExprKind::Closure { parameters, body, .. }, Some(scope)) => self.scoped(parameters, body, scope, expr),
                (ExprKind::Closure { parameters, body, .. }, None) => self.closure(parameters, body, &inner),
                _ if known.and_then(|call| call.hands_on) == Some(HandsOn::Argument) => self.expr(argument, Use::Operate),
                _ => self.expr(argument, Use::Value),
            });
        }
        match (life, known) {
            (Some(life), Some(call)) if does_no_more(call) => self.operate(life, call, expr, arguments),
            (Some(life), _) => self.share(life),
            (None, _) => {}
        }
        self.errors.told |= known.is_some_and(|call| call.does == Some(Does::SetsStatus));
        self.count_receiver(&ty, name, found.is_some());
        let Some((call, on)) = found else {
            self.observe_unknown_method(expr, &ty, name, arguments, &types);
            self.errors.told |= catalog().may_set_status(name);
            if let Ty::Own(item, _) = ty.unwrapped() {
                let methods = self.workspace.methods_of(*item, name);
                self.errors.told |= self.tells_of_errors(&methods);
                if self.may_write(&methods) {
                    self.share_current();
                }
            }
            return self.own_method(&ty, name);
        };
        self.observe_call(expr, call, Some((receiver, &on)), arguments);
        self.method_result(call, &on, &types, generics)
    }

    pub(super) fn method_result(&self, call: &Call, on: &Ty, arguments: &[Ty], generics: &[Type]) -> Ty {
        let inner = || match on.unwrapped() {
            Ty::Api(_, inner) => inner.first().cloned().unwrap_or_default(),
            _ => Ty::Unknown,
        };
        let closure = || match arguments.last() {
            Some(Ty::Closure(result)) => (**result).clone(),
            _ => Ty::Unknown,
        };
        match call.signature.returns {
            Some("Self") => match on {
                Ty::Borrowed(inner) => (**inner).clone(),
                other => other.clone(),
            },
            Some("Argument") => inner(),
            Some("Borrowed") => Ty::Borrowed(Box::new(on.clone())),
            Some("Closure") => closure(),
            Some("Mapped") => match on.unwrapped() {
                Ty::Api(api, _) => Ty::Api(api, vec![closure()]),
                _ => Ty::Unknown,
            },
            Some(name) => self.workspace.written_type(name, || generics.iter().map(|generic| self.type_of(generic)).collect()),
            None => Ty::Unknown,
        }
    }

    pub(super) fn own_method(&self, ty: &Ty, name: &str) -> Ty {
        if name == "clone" {
            return match ty {
                Ty::Borrowed(inner) => (**inner).clone(),
                other => other.clone(),
            };
        }
        match ty.unwrapped() {
            Ty::Own(item, _) => self.function_result(&self.workspace.methods_of(*item, name), Some(ty.unwrapped())),
            _ => Ty::Unknown,
        }
    }
}

/// What calling a method does to its receiver.
fn use_of(ty: &Ty, name: &str) -> Use {
    match ty.method(name) {
        Some((call, _)) => match call.does {
            Some(Does::RecordsField) => Use::Write,
            Some(Does::Reads) => Use::Read,
            Some(Does::Ends | Does::EndsAt) => Use::End,
            _ if call.signature.consumes => Use::Value,
            _ => Use::Borrow,
        },
        None => Use::Borrow,
    }
}
