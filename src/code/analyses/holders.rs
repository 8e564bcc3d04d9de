//! Values that end or go elsewhere as a part of what holds them: a guard in a tuple, in `Some(..)`, in a struct.

use super::Context;
use crate::code::events::Projection;
use crate::code::types::Ty;
use crate::code::values::{At, ValueId};
use crate::knowledge::Is;

/// What is meant, by its type; the second answer is whether a type is it or holds it.
pub(super) struct Kind<'k> {
    pub(super) is: &'k dyn Fn(&Ty) -> bool,
    pub(super) is_in: &'k dyn Fn(&Ty) -> bool,
}

/// Those values among which something of the kind is, by what each was made as. What holds it counts only as long as its part
/// is there as it was made: from then on the part does.
pub(super) fn roots(context: &Context<'_>, at: &At<'_>, values: impl Iterator<Item = ValueId>, kind: &Kind<'_>) -> Vec<ValueId> {
    let mut roots = Vec::new();
    for value in values {
        let ty = type_of(context, at, value);
        let has_part = || at.changed_parts(value).any(|part| (kind.is_in)(&part_of(context, at, &ty, part)));
        if ty.is_unknown() || (kind.is)(&ty) || (kind.is_in)(&ty) && !has_part() {
            roots.push(at.values.root(value));
        }
    }
    roots
}

/// The type of a value that the body makes, or of a part of it.
fn type_of(context: &Context<'_>, at: &At<'_>, value: ValueId) -> Ty {
    match at.values.whole(value) {
        Some((whole, part)) => part_of(context, at, &type_of(context, at, whole), part),
        None => at.values.maker(value).map(|made| context.type_of(made).clone()).unwrap_or_default(),
    }
}

fn part_of(context: &Context<'_>, at: &At<'_>, whole: &Ty, part: Projection) -> Ty {
    match (whole, part) {
        (Ty::Api(api, parts), Projection::Field(_)) if matches!(api.is, Some(Is::Container | Is::Wrapper)) => {
            parts.first().cloned().unwrap_or_default()
        }
        (_, Projection::Field(name)) => context.workspace.field_type(whole, at.values.bodies.name(name)),
        (Ty::Slice(item), Projection::Index) => (**item).clone(),
        (_, Projection::Index | Projection::Dereference) => Ty::Unknown,
    }
}
