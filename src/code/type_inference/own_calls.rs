//! What calls of this workspace's own functions give, and those of libraries that nothing is known of.

use std::sync::Arc;

use super::extensions::extension;
use super::forms::{Called, form_type};
use super::generics::{Bound, bind, bind_fields};
use crate::code::lookup::parameters;
use crate::code::tree::{Function, Path, Type};
use crate::code::types::{Context, Holds, Parts, Ty};
use crate::code::workspace::{At, Item, Workspace, crate_of, split_last};
use crate::knowledge::{Form, Is, TypeApi};

/// What stands at a call.
#[derive(Clone, Copy)]
pub(super) struct Given<'g> {
    /// Between `::<` and `>`.
    pub(super) turbofish: &'g [Ty],
    /// Without the receiver of a method.
    pub(super) arguments: &'g [Ty],
}

/// What a function of this workspace returns. Twins under `cfg` share a signature.
fn function_result(workspace: &Workspace, items: &[Item], this: Option<&Ty>, call: Given<'_>) -> Ty {
    let Some(&item) = items.first() else { return Ty::Unknown };
    let function = workspace.function(item);
    let Some(returns) = &function.returns else {
        let nothing = Ty::Tuple(Parts::default());
        return if function.is_async { Ty::Future(Arc::new(nothing)) } else { nothing };
    };
    let given = bound_at(workspace, item, this, call);
    let declared = workspace.type_given(Context { this, ..workspace.context_of(item) }, &given, returns);
    let result = match (&declared, returns) {
        // `impl Trait`: what is behind it shows in the last expression, if that builds a type of this workspace.
        (Ty::Bounded(_), Type::Bounds(_)) => workspace.built_by(item).unwrap_or(declared),
        _ => declared,
    };
    let result = result.of_sane_size();
    if function.is_async { Ty::Future(Arc::new(result)) } else { result }
}

/// What the type parameters of a function stand for at a call, and those of the type that it is a method of.
fn bound_at<'w>(workspace: &'w Workspace, item: Item, this: Option<&Ty>, call: Given<'_>) -> Vec<Bound<'w>> {
    let function = workspace.function(item);
    let arguments = match this.map(Ty::unwrapped) {
        Some(Ty::Own(_, arguments)) => &arguments[..],
        _ => &[],
    };
    let mut given: Vec<Bound<'_>> = function.of.as_ref().map(|of| parameters(of, arguments)).unwrap_or_default();
    // `Type::method(value)` has its receiver among the arguments.
    let parameters = function.parameters.iter();
    let parameters = parameters.skip(usize::from(function.takes_self() && this.is_some())).map(|taken| taken.annotation.as_ref());
    bind(&mut given, function, parameters, call.turbofish, call.arguments);
    given
}

/// What a function gives to the closure that is its next argument, as far as the bounds of that parameter say.
pub(super) fn given_to_closure(workspace: &Workspace, item: Item, this: Option<&Ty>, call: Given<'_>) -> Vec<Ty> {
    let function = workspace.function(item);
    let own = usize::from(function.takes_self() && this.is_some());
    let annotation = function.parameters.get(own + call.arguments.len()).and_then(|parameter| parameter.annotation.as_ref());
    let Some(takes) = annotation.and_then(|annotation| function_bound(function, annotation)) else { return Vec::new() };
    let given = bound_at(workspace, item, this, call);
    let context = Context { this, ..workspace.context_of(item) };
    takes.arguments.iter().skip(1).map(|input| workspace.type_given(context, &given, input)).collect()
}

/// The bound that says how a parameter is called: `impl Fn(A)`, `F` with `F: Fn(A)`, `Box<dyn Fn(A)>`.
fn function_bound<'f>(function: &'f Function, annotation: &'f Type) -> Option<&'f Path> {
    let is_one = |bound: &&Path| matches!(bound.last(), "Fn" | "FnMut" | "FnOnce" | "AsyncFn" | "AsyncFnMut" | "AsyncFnOnce");
    match annotation.lent() {
        Type::Bounds(bounds) => bounds.iter().find(is_one),
        Type::Path(path) => match path.name().and_then(|name| function.generics.iter().find(|(known, _)| known == name)) {
            Some((_, bounds)) => bounds.iter().find(is_one),
            None => path.arguments.iter().find_map(|inner| function_bound(function, inner)),
        },
        _ => None,
    }
}

/// A function, constructor or method of this workspace or of a foreign library, by absolute path.
pub(super) fn call_result(workspace: &Workspace, absolute: &str, call: Given<'_>) -> Ty {
    if let Some(&item) = workspace.types.get(absolute) {
        let data = workspace.data_type(item);
        let fields: Vec<(&str, Ty)> =
            data.fields.iter().map(|(name, _)| name.as_str()).zip(call.arguments.iter().cloned()).collect();
        return Ty::Own(item, bind_fields(data, &fields).into());
    }
    if let Some(items) = workspace.functions.get(absolute) {
        return function_result(workspace, items, None, call);
    }
    let Some((owner, name)) = split_last(absolute) else { return Ty::Unknown };
    if workspace.traits.contains(owner) {
        let rest = Given { arguments: call.arguments.get(1..).unwrap_or_default(), ..call };
        return function_result(workspace, &workspace.methods_of_trait(owner, name), call.arguments.first(), rest);
    }
    let is_inert = || call.arguments.iter().all(is_inert);
    match workspace.type_by_path(owner, Vec::new) {
        Ty::Own(item, given) if workspace.has_variant(item, name) => Ty::Own(item, given),
        this @ Ty::Own(item, _) => {
            let methods = workspace.methods_of(item, name);
            let takes_self = methods.first().is_some_and(|method| workspace.function(*method).takes_self());
            let rest = if takes_self { call.arguments.get(1..).unwrap_or_default() } else { call.arguments };
            match workspace.knowledge.catalog.function_of_any(name).filter(|_| methods.is_empty()) {
                Some(known) => {
                    let called =
                        Called { whole: Some(&this), arguments: call.arguments, generics: call.turbofish, on_value: false };
                    form_type(workspace, &known.signature.form, &called)
                }
                None => function_result(workspace, &methods, Some(&this), Given { arguments: rest, ..call }),
            }
        }
        // `Client::new(..)` makes a client.
        Ty::Foreign(path, _) if is_type_name(owner) => {
            let holds = if is_inert() { Holds::Nothing } else { Holds::Anything(Parts::default()) };
            let makes = matches!(name, "new" | "default" | "builder" | "from" | "open" | "connect" | "with_capacity");
            Ty::Foreign(if makes { path } else { crate_of(&path).into() }, holds)
        }
        Ty::Foreign(path, _) if crate_of(&path) != "std" && is_inert() => Ty::foreign(&path),
        // A function at the root of its crate.
        _ if workspace.is_foreign(absolute) && crate_of(absolute) != "std" && !is_type_name(absolute) && is_inert() => {
            Ty::foreign(absolute)
        }
        _ => Ty::Unknown,
    }
}

/// What a method gives that is no library's as far as its receiver tells; `methods` are the functions of this workspace that it may be.
pub(super) fn method_result(workspace: &Workspace, ty: &Ty, name: &str, methods: &[Item], call: Given<'_>) -> Ty {
    if !methods.is_empty() {
        let this = if matches!(ty.unwrapped(), Ty::Own(..)) { ty.unwrapped() } else { ty };
        return function_result(workspace, methods, Some(this), call);
    }
    // A method of a trait that every type has: what it says of the result is told of the value it is called on.
    if let Some(known) = workspace.knowledge.catalog.method_of_any(name) {
        let called = Called { whole: Some(ty), arguments: call.arguments, generics: call.turbofish, on_value: true };
        return form_type(workspace, &known.signature.form, &called);
    }
    if !matches!(ty.unwrapped(), Ty::Own(..))
        && let Some(known) = workspace.knowledge.catalog.method_of_anything(name)
        // What takes arguments is told only where it gives the value that it is called on.
        && (call.arguments.is_empty() || matches!(known.signature.form, Form::Whole))
    {
        return form_type(workspace, &known.signature.form, &Called::of(ty));
    }
    let is_given_back = || !call.turbofish.is_empty() || call.arguments.iter().any(may_return);
    match ty.unwrapped() {
        _ if name == "clone" => ty.clone().owned(),
        // What a library that knows nothing of telemetry makes of its own values is none, unless it hands back what it was given.
        Ty::Foreign(path, Holds::Nothing) if !is_given_back() => Ty::foreign(path),
        Ty::Api(api, parts) if makes_its_own(workspace, api, parts) && !is_given_back() => Ty::foreign(api.path),
        _ => Ty::Unknown,
    }
}

/// Whether the methods of a library's type that nothing is said of make values of that library, which knows nothing of telemetry.
fn makes_its_own(workspace: &Workspace, api: &TypeApi, parts: &[Ty]) -> bool {
    let holds_nothing = || if api.generic { !parts.is_empty() && parts.iter().all(is_inert) } else { parts.iter().all(is_inert) };
    api.is.is_none()
        && api.scalar.is_none()
        && !workspace.knowledge.catalog.knows_telemetry(crate_of(api.path))
        && holds_nothing()
}

/// The methods of that name: of a type or trait of this workspace, or of a trait of it that gives a foreign type one.
pub(super) fn own_methods(workspace: &Workspace, ty: &Ty, name: &str, at: At) -> Vec<Item> {
    if let Some((item, _)) = workspace.described_here(ty) {
        return workspace.methods_of(item, name);
    }
    let found = match ty.unwrapped() {
        Ty::Own(item, _) => workspace.methods_of(*item, name),
        Ty::Trait(path) => workspace.methods_of_trait(path, name),
        Ty::Bounded(bounds) => {
            let of_trait = |bound: &Ty| match bound {
                Ty::Trait(path) => workspace.methods_of_trait(path, name),
                Ty::Api(api, _) if workspace.traits.contains(api.path) => workspace.methods_of_trait(api.path, name),
                _ => Vec::new(),
            };
            bounds.iter().map(of_trait).find(|methods| !methods.is_empty()).unwrap_or_default()
        }
        _ => Vec::new(),
    };
    if found.is_empty() { extension(workspace, ty, name, at) } else { found }
}

/// Whether the last segment of a path is written as types are.
fn is_type_name(path: &str) -> bool {
    path.rsplit("::").next().unwrap_or(path).starts_with(char::is_uppercase)
}

/// Whether a value can be nothing of telemetry, wherever it is put.
fn is_inert(ty: &Ty) -> bool {
    match ty.unwrapped() {
        Ty::Api(api, arguments) => arguments.iter().all(is_inert) && (api.scalar.is_some() || api.is.is_some_and(holds_values)),
        Ty::Foreign(_, holds) => matches!(holds, Holds::Nothing),
        Ty::Tuple(items) => items.iter().all(is_inert),
        Ty::Slice(item) => is_inert(item),
        _ => false,
    }
}

fn holds_values(part: Is) -> bool {
    matches!(part, Is::Container | Is::Wrapper | Is::Lender | Is::Plain | Is::Count)
}

/// Whether a method may hand back what it was given or what a closure makes.
fn may_return(argument: &Ty) -> bool {
    match argument.unwrapped() {
        Ty::Closure(made) | Ty::Future(made) => !is_inert(made),
        Ty::Api(api, arguments) => api.is.is_some_and(|part| !holds_values(part)) || arguments.iter().any(may_return),
        _ => false,
    }
}
