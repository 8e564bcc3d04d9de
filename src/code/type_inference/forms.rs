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

/// How often a part that was told is looked up in what was told: a list in a list in a map.
const MAX_TOLD: usize = 3;

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
            self.tell_part(form, &parts, argument);
        }
    }

    /// What an argument tells of the parts of a value, where it has that form.
    fn tell_part(&mut self, form: &Form, parts: &[Ty], argument: &Ty) {
        match form {
            Form::Part(at) => {
                if let Some(Ty::Inferred(number)) = parts.get(*at) {
                    self.learn(*number, argument);
                }
            }
            Form::Promise(inner) => {
                let given = awaited(self.workspace, argument);
                inner.iter().for_each(|inner| self.tell_part(inner, parts, &given));
            }
            Form::Lent(inner) => inner.iter().for_each(|inner| self.tell_part(inner, parts, &argument.clone().owned())),
            Form::Several(items) => {
                if let Ty::Tuple(given) = argument {
                    items.iter().zip(given.iter()).for_each(|(item, given)| self.tell_part(item, parts, given));
                }
            }
            Form::Made(path, inner) => {
                // By what it is called, iterated or awaited for: the argument need not be of that very type.
                let given = match self.workspace.knowledge.catalog.type_api(path) {
                    Some(api) if api.is == Some(Is::Callable) => called(argument),
                    Some(api) if !matches!(api.iterates, Form::Untold) => item_of(self.workspace, argument),
                    _ => return,
                };
                inner.iter().for_each(|inner| self.tell_part(inner, parts, &given));
            }
            _ => {}
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
            && !matches!(ty, Ty::Unknown | Ty::Inferred(_))
        {
            *known = ty.clone().of_sane_size();
        }
    }

    /// The type with what has been told since.
    pub(super) fn settle(&self, ty: Ty) -> Ty {
        self.settle_within(ty, MAX_TOLD)
    }

    /// What was told may have parts that were told too; `steps` is how many of those are looked up.
    fn settle_within(&self, ty: Ty, steps: usize) -> Ty {
        if self.inferred.is_empty() || !ty.is_open() {
            return ty;
        }
        let inner = |ty: Arc<Ty>| Arc::new(self.settle_within(Arc::unwrap_or_clone(ty), steps));
        match ty {
            Ty::Inferred(number) => match (self.inferred.get(number), steps.checked_sub(1)) {
                (Some(Ty::Unknown | Ty::Inferred(_)) | None, _) | (_, None) => Ty::Inferred(number),
                (Some(told), Some(left)) => self.settle_within(told.clone(), left),
            },
            Ty::Api(api, parts) => Ty::Api(api, self.settled(&parts, steps)),
            Ty::Own(item, parts) => Ty::Own(item, self.settled(&parts, steps)),
            Ty::Tuple(parts) => Ty::Tuple(self.settled(&parts, steps)),
            Ty::Slice(item) => Ty::Slice(inner(item)),
            Ty::Borrowed(lent) => Ty::Borrowed(inner(lent)),
            Ty::Closure(result) => Ty::Closure(inner(result)),
            Ty::Future(output) => Ty::Future(inner(output)),
            other => other,
        }
    }

    fn settled(&self, parts: &[Ty], steps: usize) -> Parts {
        parts.iter().map(|part| self.settle_within(part.clone(), steps)).collect()
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
        Form::Several(items) if call.generics.is_empty() && form.has(|part| matches!(part, Form::Inferred)) => {
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
        Form::Iterated(items) => item_of(workspace, &first(workspace, items, call, numbers)),
        Form::Tried(items) => first(workspace, items, call, numbers).each_tried(),
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
            let is_closed = workspace.knowledge.catalog.type_api(path).is_some_and(|api| !api.generic);
            let arguments = match call.on_value {
                _ if is_closed => &[],
                true => call.generics,
                false => call.arguments,
            };
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

/// A type of a trait that a type gives: `<F as Future>::Output`, `I::Item`, `<Pool as Own>::Connection`. Those of this workspace lead
/// into each other for `depth` steps at most.
pub(in crate::code) fn associated(workspace: &Workspace, of: &Ty, name: &str, depth: usize) -> Ty {
    if let Ty::Own(item, arguments) = of.unwrapped() {
        return workspace.associated_within(*item, arguments, name, depth).unwrap_or_default();
    }
    match name {
        "Output" => match awaited(workspace, of) {
            Ty::Unknown => called(of),
            output => output,
        },
        "Item" => item_of(workspace, of),
        _ => Ty::Unknown,
    }
}

/// What calling a value gives: a closure, or what implements `Fn(..) -> ..`.
pub(super) fn called(value: &Ty) -> Ty {
    match value.unwrapped() {
        Ty::Closure(result) => (**result).clone(),
        other => match other.api() {
            Some((api, [result, ..])) if api.is == Some(Is::Callable) => result.clone(),
            _ => Ty::Unknown,
        },
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
