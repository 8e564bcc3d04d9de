//! Paths and types.

use syn::{GenericArgument, PathArguments, ReturnType, TypeParamBound};

use super::range;
use crate::code::tree::{Path, Range, Type};

/// An identifier without `r#`.
pub(super) fn name(ident: &syn::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or(text.clone(), str::to_owned)
}

pub(super) fn path(path: &syn::Path) -> Path {
    Path {
        global: path.leading_colon.is_some(),
        segments: path.segments.iter().map(|segment| name(&segment.ident)).collect(),
        arguments: path.segments.last().map(|segment| arguments(&segment.arguments)).unwrap_or_default(),
        of: None,
    }
}

/// A path with `<T as Trait>::` before it: the segments of the trait stay, the type is kept beside them.
pub(super) fn qualified(qself: Option<&syn::QSelf>, whole: &syn::Path) -> Path {
    let mut lowered = path(whole);
    lowered.of = qself.map(|qself| Box::new(of(&qself.ty)));
    lowered
}

pub(super) fn path_range(whole: &syn::Path) -> Range {
    let first = whole.leading_colon.map(|colon| range(colon.spans[0]));
    let mut all = first;
    for segment in &whole.segments {
        let here = range(segment.ident.span());
        all = Some(all.map_or(here, |before: Range| before.to(here)));
        if let PathArguments::AngleBracketed(generic) = &segment.arguments {
            all = all.map(|before| before.to(range(generic.gt_token.span)));
        }
    }
    all.unwrap_or_default()
}

fn arguments(given: &PathArguments) -> Vec<Type> {
    match given {
        PathArguments::AngleBracketed(generic) => generic
            .args
            .iter()
            .filter_map(|argument| match argument {
                GenericArgument::Type(ty) => Some(of(ty)),
                GenericArgument::AssocType(bound) => Some(of(&bound.ty)),
                _ => None,
            })
            .collect(),
        // What it gives comes first, then what it is given.
        PathArguments::Parenthesized(call) => std::iter::once(returned(&call.output).unwrap_or_default())
            .chain(call.inputs.iter().map(|input| of(&input.ty)))
            .collect(),
        PathArguments::None => Vec::new(),
    }
}

pub(super) fn returned(output: &ReturnType) -> Option<Type> {
    match output {
        ReturnType::Default => None,
        ReturnType::Type(_, ty) => Some(of(ty)),
    }
}

pub(super) fn bounds<'b>(given: impl IntoIterator<Item = &'b TypeParamBound>) -> Vec<Path> {
    let traits = given.into_iter().filter_map(|bound| match bound {
        TypeParamBound::Trait(bound) => Some(path(&bound.path)),
        _ => None,
    });
    traits.collect()
}

pub(super) fn of(ty: &syn::Type) -> Type {
    match ty {
        syn::Type::Path(named) => Type::Path(qualified(named.qself.as_ref(), &named.path)),
        syn::Type::Reference(reference) if reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static") => {
            Type::Static(Box::new(of(&reference.elem)))
        }
        syn::Type::Reference(reference) => Type::Reference(Box::new(of(&reference.elem))),
        syn::Type::Paren(inner) => of(&inner.elem),
        syn::Type::Group(inner) => of(&inner.elem),
        syn::Type::Tuple(tuple) => Type::Tuple(tuple.elems.iter().map(of).collect()),
        syn::Type::Array(array) => Type::Slice(Box::new(of(&array.elem))),
        syn::Type::Slice(slice) => Type::Slice(Box::new(of(&slice.elem))),
        syn::Type::ImplTrait(bound) => Type::Bounds(bounds(&bound.bounds)),
        syn::Type::TraitObject(bound) => Type::Bounds(bounds(&bound.bounds)),
        _ => Type::Unknown,
    }
}
