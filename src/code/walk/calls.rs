//! Paths, calls and methods: what they return, what they do with a span, a guard or a message.

use super::returns::Called;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Path, Type};
use crate::code::types::{Context, Ty};
use crate::code::workspace::At;
use crate::knowledge::{Call, Carrier, Does, Form, Is, catalog};

impl<'w> Walker<'w> {
    pub(super) fn path(&mut self, path: &Path, how: Use) -> Ty {
        if let Some(name) = path.name()
            && let Some(ty) = self.use_variable(name, how)
        {
            return ty;
        }
        let Some(absolute) = self.absolute(path) else { return Ty::Unknown };
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
        if catalog().key_constant(absolute).is_some() {
            return self.workspace.type_by_path("str", Vec::new);
        }
        if let Some(&item) = self.workspace.types.get(absolute) {
            return Ty::Own(item, Vec::new());
        }
        let Some((owner, name)) = absolute.rsplit_once("::") else { return Ty::Unknown };
        match self.workspace.types.get(owner) {
            Some(&item) if self.workspace.data_type(item).variants.iter().any(|(variant, _)| variant == name) => {
                Ty::Own(item, Vec::new())
            }
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
            self.arguments(arguments);
            return called_value(&function);
        };
        if let Some(name) = path.name()
            && let Some(called) = self.use_variable(name, Use::Borrow)
        {
            self.arguments(arguments);
            return called_value(&called);
        }
        let absolute = self.absolute(path);
        let known = absolute.as_deref().and_then(Self::call_by_path);
        if known.and_then(|call| call.does) == Some(Does::Drops) {
            for argument in arguments {
                self.expr(argument, Use::End);
            }
            return Ty::Unknown;
        }
        let around = self.carry(known);
        let types = self.arguments(arguments);
        self.carrier = around;
        if let Some(call) = known {
            self.observe_call(expr, call, None, arguments);
            return self.returned(call, absolute.as_deref().unwrap_or_default(), path, &types);
        }
        absolute.map(|absolute| self.workspace.call_result(&absolute, &types)).unwrap_or_default()
    }

    /// From here on attributes are set on what the call says, if it does. Returns what they were set on before.
    fn carry(&mut self, call: Option<&Call>) -> Option<&'static str> {
        let around = self.carrier;
        if let Some(carrier) = call.and_then(|call| call.attributes) {
            self.carrier = Some(match carrier {
                Carrier::SpanOrLink => "span",
                Carrier::SpanEvent => "event",
                Carrier::Measurement => "metric",
                Carrier::Resource => "resource",
                Carrier::Baggage => "baggage",
            });
        }
        around
    }

    /// What a library function returns.
    pub(super) fn returned(&mut self, call: &Call, absolute: &str, path: &Path, arguments: &[Ty]) -> Ty {
        let owner = absolute.rsplit_once("::").map(|(owner, _)| self.workspace.type_by_path(owner, Vec::new));
        let generics: Vec<Ty> = path.arguments.iter().map(|argument| self.type_of(argument)).collect();
        self.shape(&call.signature.form, &Called { whole: owner.as_ref(), arguments, generics: &generics, on_value: false })
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
    pub(super) fn call_by_path(absolute: &str) -> Option<&'static Call> {
        catalog().function(absolute).or_else(|| {
            let (owner, name) = absolute.rsplit_once("::")?;
            catalog().type_api(owner)?.method(name)
        })
    }

    fn arguments(&mut self, arguments: &'w [Expr]) -> Vec<Ty> {
        arguments.iter().map(|argument| self.expr(argument, Use::Value)).collect()
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
        let how = known_type.as_ref().map_or(Use::Borrow, |ty| use_of(ty, name));
        let ty = self.expr(receiver, how);
        let found = self.find_method(&ty, name);
        let by_name = || catalog().method_of_anything(name).filter(|_| ty.is_unknown() || found.is_some());
        let carries = found.as_ref().map(|(call, _)| *call).filter(|call| call.attributes.is_some()).or_else(by_name);
        let around = self.carry(carries);
        let types = self.method_arguments(found.as_ref(), &ty, arguments);
        self.carrier = around;
        self.count_receiver(&ty, name, found.is_some());
        let generics: Vec<Ty> = generics.iter().map(|generic| self.type_of(generic)).collect();
        let Some((call, on)) = found else {
            self.observe_unknown_method(expr, &ty, name, arguments, &types);
            return self.other_method(&ty, name, &types, &generics);
        };
        self.observe_call(expr, call, Some((receiver, &on)), arguments);
        self.tell(call, &on, &types);
        self.shape(&call.signature.form, &Called { whole: Some(&on), arguments: &types, generics: &generics, on_value: true })
    }

    /// A library's method: of the type, of what it wraps, or of what the `Deref` of an own type leads to.
    pub(super) fn find_method(&self, ty: &Ty, name: &str) -> Option<(&'static Call, Ty)> {
        if let Some((call, on)) = ty.method(name) {
            return Some((call, on.clone()));
        }
        let item = match ty.unwrapped() {
            Ty::Own(item, _) => item,
            // Arrays and slices have the methods of a list.
            Ty::Slice(item) => {
                let list = self.workspace.type_by_path("Vec", || vec![(**item).clone()]);
                return list.method(name).map(|(call, on)| (call, on.clone()));
            }
            _ => return None,
        };
        if !self.workspace.methods_of(*item, name).is_empty() {
            return None;
        }
        let targets = self.workspace.targets(ty);
        targets.iter().find_map(|target| target.method(name)).map(|(call, on)| (call, on.clone()))
    }

    /// The arguments of a method; a closure is told what it is called with, where that is known.
    fn method_arguments(&mut self, found: Option<&(&'static Call, Ty)>, receiver: &Ty, arguments: &'w [Expr]) -> Vec<Ty> {
        let mut types = Vec::new();
        for argument in arguments {
            types.push(match &argument.kind {
                ExprKind::Closure { parameters, body, is_async } => {
                    let passed = match found {
                        Some((call, on)) if !matches!(call.signature.passes, Form::Untold) => {
                            let call = &call.signature.passes;
                            self.shape(call, &Called::of(on))
                        }
                        _ => match receiver.unwrapped() {
                            Ty::Api(api, inner) if api.is == Some(Is::Container) => inner.first().cloned().unwrap_or_default(),
                            _ => Ty::Unknown,
                        },
                    };
                    match self.closure(parameters, body, &passed) {
                        Ty::Closure(result) if *is_async => Ty::Closure(Box::new(Ty::Future(result))),
                        made => made,
                    }
                }
                _ => self.expr(argument, Use::Value),
            });
        }
        types
    }

    /// A method that is no library's as far as its receiver tells.
    pub(super) fn other_method(&mut self, ty: &Ty, name: &str, arguments: &[Ty], generics: &[Ty]) -> Ty {
        let found = self.workspace.method_result_of(ty, name, arguments, !generics.is_empty());
        match catalog().method_of_anything(name) {
            Some(call) if arguments.is_empty() && !matches!(ty.unwrapped(), Ty::Own(..)) => {
                self.shape(&call.signature.form, &Called::of(ty))
            }
            _ => found,
        }
    }
}

/// What calling a method does to its receiver.
fn use_of(ty: &Ty, name: &str) -> Use {
    match ty.method(name) {
        Some((call, _)) => match call.does {
            Some(Does::RecordsField) => Use::Write,
            Some(Does::Reads) => Use::Read,
            Some(Does::Ends) => Use::End,
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
