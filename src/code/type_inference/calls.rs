//! Calls and methods: which one it is, and what it returns.

use std::sync::Arc;

use super::forms::called;
use super::own_calls::{Given, call_result, given_to_closure, method_result, own_methods};
use super::{Called, Callee, Inference, library_method, own_functions};
use crate::code::tree::{Expr, ExprKind, Parameter, Type};
use crate::code::types::Ty;
use crate::code::workspace::{Item, Workspace, crate_of, split_last};
use crate::knowledge::{Call, Does, Form, Is, Scope};

impl<'i> Inference<'i> {
    pub(super) fn call(&mut self, expr: &'i Expr, callee: &'i Expr, arguments: &'i [Expr]) -> Ty {
        let ExprKind::Path(path) = &callee.kind else {
            let function = self.expr(callee);
            self.arguments(arguments);
            return called(&function);
        };
        if path.name().is_some_and(|name| self.locals.named(name).is_some()) {
            let value = self.expr(callee);
            self.arguments(arguments);
            return called(&value);
        }
        let absolute = self.absolute(path);
        let catalog = &self.workspace.knowledge.catalog;
        let Some(call) = absolute.as_deref().and_then(|path| catalog.call(path)) else {
            let Some(absolute) = absolute else {
                self.arguments(arguments);
                return Ty::Unknown;
            };
            let items = own_functions(self.workspace, &absolute);
            let turbofish = self.types_of(&path.arguments);
            let types = self.own_arguments(&items, None, &turbofish, arguments);
            if !items.is_empty() {
                self.note_callee(expr, Callee::Own(items));
            } else if is_constructor(self.workspace, &absolute) {
                self.types.constructors.insert(expr.id.position());
            } else if !self.workspace.is_own_crate(crate_of(&absolute)) {
                self.note_callee(expr, Callee::Foreign(absolute.as_str().into()));
            }
            return call_result(self.workspace, &absolute, Given { turbofish: &turbofish, arguments: &types });
        };
        self.note_callee(expr, Callee::Library(call, None));
        let types = match (call.scope, &call.signature.passes, arguments) {
            (Some(scope), _, [argument @ Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }]) => {
                let ty = self.scoped(parameters, body, scope);
                self.note(argument, &ty);
                vec![ty]
            }
            (None, passes, [argument @ Expr { kind: ExprKind::Closure { parameters, body, .. }, .. }])
                if !matches!(passes, Form::Untold) =>
            {
                let given = self.shape(passes, &Called { whole: None, arguments: &[], generics: &[], on_value: false });
                let ty = self.closure(parameters, body, &[given]);
                self.note(argument, &ty);
                vec![ty]
            }
            _ => self.arguments(arguments),
        };
        if call.does == Some(Does::Drops) {
            return Ty::Unknown;
        }
        let owner =
            split_last(absolute.as_deref().unwrap_or_default()).map(|(owner, _)| self.workspace.type_by_path(owner, Vec::new));
        let generics = self.types_of(&path.arguments);
        let with = Called { whole: owner.as_ref(), arguments: &types, generics: &generics, on_value: false };
        self.shape(&call.signature.form, &with)
    }

    pub(super) fn method(
        &mut self,
        expr: &'i Expr,
        receiver: &'i Expr,
        name: &str,
        generics: &[Type],
        arguments: &'i [Expr],
    ) -> Ty {
        let ty = self.expr(receiver);
        let found = library_method(self.workspace, &ty, name);
        let generics = self.types_of(generics);
        let own = if found.is_none() { own_methods(self.workspace, &ty, name, self.at) } else { Vec::new() };
        let types = if own.is_empty() {
            self.method_arguments(found.as_ref(), &ty, arguments)
        } else {
            self.own_arguments(&own, Some(&ty), &generics, arguments)
        };
        let Some((call, on)) = found else {
            let given = Given { turbofish: &generics, arguments: &types };
            let result = method_result(self.workspace, &ty, name, &own, given);
            if !own.is_empty() {
                self.note_callee(expr, Callee::Own(own));
            }
            return result;
        };
        self.tell(call, &on, &types);
        let called = Called { whole: Some(&on), arguments: &types, generics: &generics, on_value: true };
        let result = self.shape(&call.signature.form, &called);
        self.note_callee(expr, Callee::Library(call, Some(on)));
        result
    }

    fn arguments(&mut self, arguments: &'i [Expr]) -> Vec<Ty> {
        arguments.iter().map(|argument| self.expr(argument)).collect()
    }

    /// The arguments of a function of this workspace; a closure is told what its bounds say.
    fn own_arguments(&mut self, items: &[Item], this: Option<&Ty>, turbofish: &[Ty], arguments: &'i [Expr]) -> Vec<Ty> {
        let mut types = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let ty = match (&argument.kind, items.first()) {
                (ExprKind::Closure { parameters, body, is_async, .. }, Some(item)) => {
                    let call = Given { turbofish, arguments: &types };
                    let given = given_to_closure(self.workspace, *item, this, call);
                    let made = self.closure(parameters, body, &given).asynchronous(*is_async);
                    self.note(argument, &made);
                    made
                }
                _ => self.expr(argument),
            };
            types.push(ty);
        }
        types
    }

    /// The arguments of a method; a closure is told what it is called with, where that is known.
    fn method_arguments(&mut self, found: Option<&(&'static Call, Ty)>, receiver: &Ty, arguments: &'i [Expr]) -> Vec<Ty> {
        let mut types = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let ExprKind::Closure { parameters, body, is_async, .. } = &argument.kind else {
                types.push(self.expr(argument));
                continue;
            };
            let passed = match found {
                Some((call, on)) if !matches!(call.signature.passes, Form::Untold) => {
                    self.shape(&call.signature.passes, &Called::of(on))
                }
                _ => match receiver.unwrapped() {
                    Ty::Api(api, inner) if api.is == Some(Is::Container) => inner.first().cloned().unwrap_or_default(),
                    _ => Ty::Unknown,
                },
            };
            let made = match found.and_then(|(call, _)| call.scope) {
                Some(scope) => self.scoped(parameters, body, scope),
                None => self.closure(parameters, body, &[passed]),
            };
            let made = made.asynchronous(*is_async);
            self.note(argument, &made);
            types.push(made);
        }
        types
    }

    /// A closure that runs in a scope of a library, which may give it something.
    fn scoped(&mut self, parameters: &'i [Parameter], body: &'i Expr, scope: Scope) -> Ty {
        let given = scope.gives.map(|path| self.workspace.type_by_path(path, Vec::new)).unwrap_or_default();
        self.closure(parameters, body, &[given])
    }

    /// A closure, and what the call that takes it gives to its parameters, as far as that is known.
    pub(super) fn closure(&mut self, parameters: &'i [Parameter], body: &'i Expr, given: &[Ty]) -> Ty {
        let mark = self.locals.mark();
        for (at, parameter) in parameters.iter().enumerate() {
            let known = parameter.annotation.as_ref().map(|annotation| self.type_of(annotation));
            let ty = known.unwrap_or_else(|| given.get(at).cloned().unwrap_or_default());
            self.bind(&parameter.pattern, &ty);
        }
        let result = self.expr(body);
        self.locals.leave(mark);
        Ty::Closure(Arc::new(result))
    }
}

/// Whether a path is that of a tuple struct or variant of this workspace.
fn is_constructor(workspace: &Workspace, absolute: &str) -> bool {
    let is_variant = |(owner, name): (&str, &str)| workspace.types.get(owner).is_some_and(|of| workspace.has_variant(*of, name));
    workspace.types.contains_key(absolute) || split_last(absolute).is_some_and(is_variant)
}
