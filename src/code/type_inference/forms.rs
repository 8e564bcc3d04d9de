//! What library calls return, in terms of what they are called on and with; and types that only later calls tell.

use std::sync::Arc;

use super::Inference;
use crate::code::types::{Holds, Parts, Ty};
use crate::code::workspace::Workspace;
use crate::knowledge::{Call, Form, Is, TypeApi};

/// What a library's function or method is called on and with.
pub(in crate::code) struct Called<'c> {
    /// The receiver, or the type whose associated function it is.
    pub(in crate::code) whole: Option<&'c Ty>,
    pub(in crate::code) arguments: &'c [Ty],
    /// What stands between `::<` and `>`.
    pub(in crate::code) generics: &'c [Ty],
    /// It is a method: `whole` is a value.
    pub(in crate::code) on_value: bool,
}

impl Called<'_> {
    /// A part of a value, without a call.
    pub(in crate::code) fn of(whole: &Ty) -> Called<'_> {
        Called { whole: Some(whole), arguments: &[], generics: &[], on_value: true }
    }

    fn part(&self, at: usize) -> Ty {
        match self.whole.map(Ty::unwrapped) {
            Some(Ty::Future(output)) if at == 0 => (**output).clone(),
            _ => {
                let parts = self.whole.and_then(Ty::api).map(|(_, parts)| parts).unwrap_or_default();
                parts.get(at).cloned().unwrap_or_default()
            }
        }
    }
}

impl Inference<'_> {
    /// The type that a form is for a call. A type argument that nothing tells yet gets a number.
    pub(super) fn shape(&mut self, form: &Form, call: &Called<'_>) -> Ty {
        let mut numbers = self.inferred.len();
        let ty = shape(self.workspace, form, call, &mut numbers);
        self.inferred.resize(numbers, Ty::Unknown);
        self.settle(ty)
    }

    /// A call tells what its receiver holds: `spans.push(span)`.
    pub(super) fn tell(&mut self, call: &Call, receiver: &Ty, arguments: &[Ty]) {
        let parts: Vec<Ty> = receiver.api().map(|(_, parts)| parts.to_vec()).unwrap_or_default();
        for (form, argument) in call.signature.fills.iter().zip(arguments) {
            let Form::Part(at) = form else { continue };
            if let Some(Ty::Inferred(number)) = parts.get(*at) {
                self.learn(*number, argument);
            }
        }
    }

    /// A type that later expressions tell.
    pub(super) fn told_later(&mut self) -> Ty {
        self.inferred.push(Ty::Unknown);
        Ty::Inferred(self.inferred.len() - 1)
    }

    /// What a type is that was to be told later.
    pub(super) fn learn(&mut self, number: usize, ty: &Ty) {
        if let Some(known) = self.inferred.get_mut(number)
            && matches!(known, Ty::Unknown)
            && !ty.is_open()
        {
            *known = ty.clone();
        }
    }

    /// The type with what has been told since.
    pub(super) fn settle(&self, ty: Ty) -> Ty {
        if self.inferred.is_empty() || !ty.is_open() {
            return ty;
        }
        match ty {
            Ty::Inferred(number) => match self.inferred.get(number) {
                Some(Ty::Unknown | Ty::Inferred(_)) | None => Ty::Inferred(number),
                // What was told is settled by itself, one step.
                Some(told) => told.clone(),
            },
            Ty::Api(api, parts) => Ty::Api(api, self.settled(&parts)),
            Ty::Tuple(parts) => Ty::Tuple(self.settled(&parts)),
            Ty::Borrowed(inner) => Ty::Borrowed(Arc::new(self.settle(Arc::unwrap_or_clone(inner)))),
            Ty::Future(inner) => Ty::Future(Arc::new(self.settle(Arc::unwrap_or_clone(inner)))),
            other => other,
        }
    }

    fn settled(&self, parts: &[Ty]) -> Parts {
        parts.iter().map(|part| self.settle(part.clone())).collect()
    }
}

/// The type that a form is for a call, where nobody will tell more of it.
pub(in crate::code) fn form_type(workspace: &Workspace, form: &Form, call: &Called<'_>) -> Ty {
    // A number that no call tells anything of.
    shape(workspace, form, call, &mut (usize::MAX / 2))
}

/// `numbers` is the next one for a type argument.
fn shape(workspace: &Workspace, form: &Form, call: &Called<'_>, numbers: &mut usize) -> Ty {
    let mut fresh = || {
        *numbers += 1;
        Ty::Inferred(*numbers - 1)
    };
    match form {
        Form::Inferred if call.generics.is_empty() => fresh(),
        // One and the same for all places in the form.
        Form::Several(items) if call.generics.is_empty() => {
            let inferred = [fresh()];
            let call = Called { generics: &inferred, ..*call };
            Ty::Tuple(items.iter().map(|item| shape(workspace, item, &call, numbers)).collect())
        }
        Form::Several(items) => Ty::Tuple(items.iter().map(|item| shape(workspace, item, call, numbers)).collect()),
        Form::Made(path, items) => {
            let arguments: Vec<Ty> = items.iter().map(|item| shape(workspace, item, call, numbers)).collect();
            workspace.type_by_path(path, || arguments).of_sane_size()
        }
        Form::Lent(items) => Ty::Borrowed(Arc::new(first(workspace, items, call, numbers))),
        Form::Owned(items) => first(workspace, items, call, numbers).owned(),
        Form::Promise(items) => Ty::Future(Arc::new(first(workspace, items, call, numbers))),
        Form::Awaited(items) => awaited(workspace, &first(workspace, items, call, numbers)),
        _ => known_shape(workspace, form, call),
    }
}

fn first(workspace: &Workspace, items: &[Form], call: &Called<'_>, numbers: &mut usize) -> Ty {
    items.first().map(|item| shape(workspace, item, call, numbers)).unwrap_or_default()
}

fn known_shape(workspace: &Workspace, form: &Form, call: &Called<'_>) -> Ty {
    match form {
        Form::Whole => call.whole.cloned().unwrap_or_default().owned(),
        Form::Part(at) => call.part(*at),
        Form::Given if call.on_value => call.part(0),
        Form::Given => call.arguments.first().cloned().unwrap_or_default(),
        Form::Last => call.arguments.last().cloned().unwrap_or_default(),
        Form::Closed => match call.arguments.last() {
            Some(Ty::Closure(result)) => (**result).clone(),
            _ => Ty::Unknown,
        },
        Form::Told | Form::Inferred => told(call),
        Form::Bare(path) => {
            let arguments = if call.on_value { call.generics } else { call.arguments };
            workspace.type_by_path(path, || arguments.to_vec())
        }
        _ => Ty::Unknown,
    }
}

/// What turbofish tells; the `_` in `collect::<Vec<_>>()` is what there is to collect.
fn told(call: &Called<'_>) -> Ty {
    match call.generics.first() {
        Some(Ty::Api(api, parts)) if api.is == Some(Is::Container) && call.on_value && matches!(parts[..], [Ty::Unknown]) => {
            Ty::Api(api, [call.part(0)].into())
        }
        told => told.cloned().unwrap_or_default(),
    }
}

/// What awaiting a value gives.
pub(in crate::code) fn awaited(workspace: &Workspace, future: &Ty) -> Ty {
    match future {
        Ty::Future(inner) => (**inner).clone(),
        Ty::Own(item, arguments) => workspace.associated_type(*item, arguments, "Output").unwrap_or_default(),
        Ty::Foreign(path, Holds::Nothing) => Ty::foreign(path),
        Ty::Borrowed(inner) => awaited(workspace, inner),
        Ty::Bounded(bounds) => {
            bounds.iter().map(|bound| awaited(workspace, bound)).find(|ty| !ty.is_unknown()).unwrap_or_default()
        }
        Ty::Api(api, arguments) => match (api.awaited, arguments.first()) {
            (Form::Untold, Some(inner)) if api.is == Some(Is::Wrapper) => awaited(workspace, inner),
            (form, _) => form_type(workspace, &form, &Called::of(future)),
        },
        _ => Ty::Unknown,
    }
}

/// What a `for` over a value gives.
pub(in crate::code) fn item_of(workspace: &Workspace, iterable: &Ty) -> Ty {
    part_of(workspace, iterable, |api| api.iterates, "Item")
}

/// What `value[index]` is.
pub(in crate::code) fn element_of(workspace: &Workspace, indexed: &Ty) -> Ty {
    part_of(workspace, indexed, |api| api.element, "Output")
}

fn part_of(workspace: &Workspace, whole: &Ty, form: impl Fn(&TypeApi) -> Form, associated: &str) -> Ty {
    let (inside, is_lent) = match whole {
        Ty::Borrowed(inner) => (&**inner, true),
        other => (other, false),
    };
    let part = match inside.unwrapped() {
        Ty::Slice(item) => (**item).clone(),
        Ty::Own(item, arguments) => workspace.associated_type(*item, arguments, associated).unwrap_or_default(),
        Ty::Foreign(path, Holds::Nothing) => Ty::foreign(path),
        inside @ Ty::Api(api, _) => form_type(workspace, &form(api), &Called::of(inside)),
        inside @ Ty::Bounded(_) => match inside.api() {
            Some((api, _)) => form_type(workspace, &form(api), &Called::of(inside)),
            None => Ty::Unknown,
        },
        _ => Ty::Unknown,
    };
    match part {
        Ty::Tuple(parts) if is_lent => Ty::Tuple(parts.iter().map(|part| Ty::Borrowed(Arc::new(part.clone()))).collect()),
        Ty::Unknown => Ty::Unknown,
        part if is_lent => Ty::Borrowed(Arc::new(part)),
        part => part,
    }
}
