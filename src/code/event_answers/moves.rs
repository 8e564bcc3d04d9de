//! Whether a value that is taken out of its place is still there afterwards, and which calls put it into what they make.

use crate::code::events::Mode;
use crate::code::tree::ExprId;
use crate::code::type_inference::{BodyTypes, Callee};
use crate::code::types::Ty;
use crate::code::workspace::Workspace;
use crate::knowledge::{Form, Is, Scalar};

/// What makes values of a type copied instead of moved.
const COPY: &str = "Copy";

pub(super) fn taken(workspace: &Workspace, ty: &Ty) -> Option<Mode> {
    is_copy(workspace, ty).map(|copy| if copy { Mode::Copy } else { Mode::Move })
}

fn is_copy(workspace: &Workspace, ty: &Ty) -> Option<bool> {
    match ty {
        // `&mut T` is lent again where it is handed on.
        Ty::Borrowed(_) => Some(true),
        Ty::Api(api, parts) => match (api.scalar, api.is) {
            (Some(Scalar::Signed | Scalar::Unsigned | Scalar::Float | Scalar::Flag), _) => Some(true),
            (Some(Scalar::Optional), _) => is_copy(workspace, parts.first()?),
            (None, Some(Is::Plain | Is::Count) | None) => None,
            (Some(Scalar::Text | Scalar::Many), _) | (None, Some(_)) => Some(false),
        },
        Ty::Own(item, _) => {
            let derives = &workspace.data_type(*item).derives;
            Some(derives.iter().any(|derived| derived == COPY) || workspace.implements(*item, COPY))
        }
        Ty::Tuple(parts) => parts.iter().map(|part| is_copy(workspace, part)).reduce(|all, part| match (all, part) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        })?,
        _ => None,
    }
}

/// `Some(value)`, `Arc::new(value)`: a library says that what it makes holds the argument.
pub(super) fn holds_argument(types: &BodyTypes, call: ExprId) -> bool {
    let Some(Callee::Library(called, _)) = types.called(call) else { return false };
    let holds = matches!(&called.signature.form, Form::Made(_, parts) if parts.iter().any(|part| matches!(part, Form::Given)));
    // What holds its argument is returned by value.
    holds && matches!(types.type_of(call), Ty::Api(api, _) if matches!(api.is, Some(Is::Container | Is::Wrapper)))
}
