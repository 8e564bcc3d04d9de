//! What the names of a pattern are of the value that it takes apart.

use std::sync::Arc;

use super::Inference;
use crate::code::tree::{Pattern, PatternKind};
use crate::code::types::{Holds, Ty};
use crate::code::workspace::Workspace;
use crate::knowledge::Is;

impl<'i> Inference<'i> {
    /// Binds the names of a pattern to parts of a value.
    pub(super) fn bind(&mut self, pattern: &'i Pattern, ty: &Ty) {
        let ty = &ty.clone().of_sane_size();
        self.types.patterns.insert(pattern.range, ty.clone());
        match &pattern.kind {
            PatternKind::Binding { name, inner, .. } => {
                self.locals.declare(name, ty.clone());
                if let Some(inner) = inner {
                    self.bind(inner, ty);
                }
            }
            PatternKind::Tuple(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.bind(item, &part(ty, |whole| self.workspace.field_type(whole, &at.to_string())));
                }
            }
            PatternKind::TupleStruct { path, fields, .. } => {
                for (at, field) in fields.iter().enumerate() {
                    self.bind(field, &part(ty, |whole| field_of_tuple(self.workspace, whole, path.last(), at)));
                }
            }
            PatternKind::Struct { path, fields } => {
                for (name, field) in fields {
                    self.bind(field, &part(ty, |whole| field_of_struct(self.workspace, whole, path.last(), name)));
                }
            }
            PatternKind::Reference(inner) => self.bind(inner, ty.unwrapped()),
            PatternKind::Typed(inner, annotation) => {
                let annotated = self.type_of(annotation);
                self.bind(inner, &annotated);
            }
            PatternKind::Or(cases) => {
                if let Some(first) = cases.first() {
                    self.bind(first, ty);
                }
            }
            _ => {}
        }
    }
}

/// A part of a value: borrowed if the whole is.
fn part(whole: &Ty, of: impl Fn(&Ty) -> Ty) -> Ty {
    match whole {
        Ty::Borrowed(inner) => match part(inner, of) {
            Ty::Borrowed(part) => Ty::Borrowed(part),
            other => Ty::Borrowed(Arc::new(other)),
        },
        other => of(other),
    }
}

/// What the field of `Some(..)`, `Ok(..)`, `Path(..)` or of an own tuple struct or variant is.
fn field_of_tuple(workspace: &Workspace, whole: &Ty, variant: &str, at: usize) -> Ty {
    match whole.unwrapped() {
        // Of `Result<T, E>` the second part is in `Err`.
        Ty::Api(api, arguments) if matches!(api.is, Some(Is::Container | Is::Wrapper | Is::RequestPart)) => {
            arguments.get(if variant == "Err" { 1 } else { at }).cloned().unwrap_or_default()
        }
        // `State(orders): State<Orders>`: what the pattern is called as holds what it is given.
        Ty::Foreign(path, Holds::Anything(arguments))
            if arguments.len() == 1 && at == 0 && path.rsplit("::").next() == Some(variant) =>
        {
            arguments.first().cloned().unwrap_or_default()
        }
        _ => field_of_struct(workspace, whole, variant, &at.to_string()),
    }
}

/// What the field of an own struct or variant is.
fn field_of_struct(workspace: &Workspace, whole: &Ty, variant: &str, name: &str) -> Ty {
    match whole.unwrapped() {
        Ty::Own(item, arguments) if !workspace.data_type(*item).variants.is_empty() => {
            workspace.variant_field(*item, arguments, variant, name)
        }
        _ => workspace.field_type(whole, name),
    }
}
