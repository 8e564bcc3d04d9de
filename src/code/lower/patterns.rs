//! Patterns.

use syn::Pat;

use super::paths::{self, name, path_range, qualified};
use super::range;
use crate::code::tree::{Path, Pattern, PatternKind, Range};

pub(super) fn pattern(pat: &Pat) -> Pattern {
    match pat {
        Pat::Ident(binding) => binding_pattern(binding),
        Pat::Wild(wild) => Pattern { range: range(wild.underscore_token.span), kind: PatternKind::Underscore },
        Pat::Tuple(tuple) => Pattern {
            range: range(tuple.paren_token.span.join()),
            kind: PatternKind::Tuple(tuple.elems.iter().map(pattern).collect()),
        },
        Pat::TupleStruct(tuple) => Pattern {
            range: path_range(&tuple.path).to(range(tuple.paren_token.span.join())),
            kind: PatternKind::TupleStruct {
                path: qualified(tuple.qself.as_ref(), &tuple.path),
                fields: tuple.elems.iter().map(pattern).collect(),
            },
        },
        Pat::Struct(structure) => Pattern {
            range: path_range(&structure.path).to(range(structure.brace_token.span.join())),
            kind: PatternKind::Struct {
                path: qualified(structure.qself.as_ref(), &structure.path),
                fields: structure.fields.iter().map(|field| (member(&field.member), pattern(&field.pat))).collect(),
            },
        },
        Pat::Reference(reference) => {
            let inner = pattern(&reference.pat);
            Pattern { range: range(reference.and_token.span).to(inner.range), kind: PatternKind::Reference(Box::new(inner)) }
        }
        Pat::Type(typed) => {
            let inner = pattern(&typed.pat);
            Pattern { range: inner.range, kind: PatternKind::Typed(Box::new(inner), paths::of(&typed.ty)) }
        }
        Pat::Or(either) => {
            let cases: Vec<_> = either.cases.iter().map(pattern).collect();
            let whole = cases.iter().map(|case| case.range).reduce(Range::to).unwrap_or_default();
            Pattern { range: whole, kind: PatternKind::Or(cases) }
        }
        Pat::Paren(inner) => pattern(&inner.pat),
        Pat::Guard(guarded) => pattern(&guarded.pat),
        Pat::Slice(slice) => Pattern {
            range: range(slice.bracket_token.span.join()),
            kind: PatternKind::Tuple(slice.elems.iter().map(pattern).collect()),
        },
        Pat::Rest(rest) => Pattern { range: range(rest.dot2_token.spans[0]), kind: PatternKind::Rest },
        _ => Pattern { range: Range::default(), kind: PatternKind::Other },
    }
}

fn binding_pattern(binding: &syn::PatIdent) -> Pattern {
    let start = binding.by_ref.map_or(binding.ident.span(), |by_ref| by_ref.span);
    let inner = binding.subpat.as_ref().map(|(_, inner)| Box::new(pattern(inner)));
    let bound = name(&binding.ident);
    let whole = range(start).to(range(binding.ident.span()));
    // `None`, `Ordering` constants and unit variants parse as bindings; real bindings start in lowercase.
    if inner.is_none() && bound.chars().next().is_some_and(char::is_uppercase) {
        let path = Path { segments: vec![bound], ..Path::default() };
        return Pattern { range: whole, kind: PatternKind::TupleStruct { path, fields: Vec::new() } };
    }
    Pattern { range: whole, kind: PatternKind::Binding { name: bound, by_reference: binding.by_ref.is_some(), inner } }
}

pub(super) fn member(member: &syn::Member) -> String {
    match member {
        syn::Member::Named(ident) => name(ident),
        syn::Member::Unnamed(index) => index.index.to_string(),
    }
}
