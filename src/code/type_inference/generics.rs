//! What type parameters stand for at a call: by turbofish, else by what the arguments are.

use rustc_hash::FxHashMap;

use crate::code::tree::{DataType, Function, Path, Type};
use crate::code::types::Ty;
use crate::knowledge::Is;

/// A type parameter, and what it stands for.
pub(super) type Bound<'t> = (&'t str, Ty);

/// Parts of types that are compared.
const MAX_DEPTH: usize = 8;

/// Adds what the type parameters of a function stand for. `parameters` are the types of those that the arguments are for.
pub(super) fn bind<'t>(
    bound: &mut Vec<Bound<'t>>,
    function: &'t Function,
    parameters: impl Iterator<Item = Option<&'t Type>>,
    turbofish: &[Ty],
    arguments: &[Ty],
) {
    if function.generics.is_empty() {
        return;
    }
    // Those of the block around a method come after its own.
    for ((name, _), ty) in function.generics.iter().zip(turbofish) {
        learn(bound, name, ty);
    }
    let unifier = Unifier { generics: &function.generics };
    for (annotation, ty) in parameters.zip(arguments) {
        if let Some(annotation) = annotation {
            unifier.unify(bound, annotation, ty, MAX_DEPTH);
        }
    }
}

/// What the type parameters of a struct stand for, whose fields these are.
pub(super) fn bind_fields(data: &DataType, given: &[(&str, Ty)]) -> Vec<Ty> {
    if data.generics.is_empty() || !data.variants.is_empty() {
        return Vec::new();
    }
    let generics: Vec<(String, Vec<Path>)> = data.generics.iter().map(|name| (name.clone(), Vec::new())).collect();
    let mut bound = Vec::new();
    let mut named: FxHashMap<&str, &Type> = data.fields.iter().map(|(name, annotation)| (name.as_str(), annotation)).collect();
    for (name, ty) in given {
        if let Some(annotation) = named.remove(name) {
            Unifier { generics: &generics }.unify(&mut bound, annotation, ty, MAX_DEPTH);
        }
    }
    let of = |name: &String| bound.iter().find(|(known, _)| known == name).map(|(_, ty)| ty.clone()).unwrap_or_default();
    data.generics.iter().map(of).collect()
}

fn learn<'t>(bound: &mut Vec<Bound<'t>>, name: &'t str, ty: &Ty) {
    if !ty.is_unknown() && !bound.iter().any(|(known, _)| *known == name) {
        bound.push((name, ty.clone()));
    }
}

struct Unifier<'t> {
    generics: &'t [(String, Vec<Path>)],
}

impl<'t> Unifier<'t> {
    fn unify(&self, bound: &mut Vec<Bound<'t>>, annotation: &'t Type, ty: &Ty, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match (annotation, ty) {
            (Type::Path(path), _) => {
                let parameter = path.name().and_then(|name| self.generics.iter().find(|(known, _)| known == name));
                if let Some((name, bounds)) = parameter {
                    learn(bound, name, ty);
                    return self.through_bounds(bound, bounds, ty, depth);
                }
                let parts = match ty {
                    Ty::Api(_, parts) | Ty::Own(_, parts) => &parts[..],
                    Ty::Slice(item) => std::slice::from_ref(&**item),
                    _ => &[],
                };
                for (annotation, part) in path.arguments.iter().zip(parts) {
                    self.unify(bound, annotation, part, depth);
                }
            }
            (Type::Reference(inner) | Type::Static(inner), Ty::Borrowed(lent)) => self.unify(bound, inner, lent, depth),
            (Type::Reference(inner) | Type::Static(inner), _) => self.unify(bound, inner, ty, depth),
            (Type::Slice(inner), Ty::Slice(item)) => self.unify(bound, inner, item, depth),
            // A list is lent as a slice.
            (Type::Slice(inner), Ty::Api(api, parts)) if api.is == Some(Is::Container) => {
                if let Some(item) = parts.first() {
                    self.unify(bound, inner, item, depth);
                }
            }
            (Type::Tuple(items), Ty::Tuple(parts)) => {
                for (annotation, part) in items.iter().zip(parts.iter()) {
                    self.unify(bound, annotation, part, depth);
                }
            }
            (Type::Bounds(bounds), _) => self.through_bounds(bound, bounds, ty, depth),
            _ => {}
        }
    }

    /// `F: Fn() -> R` and `F: Future<Output = R>`: what a closure returns, and what awaiting gives.
    fn through_bounds(&self, bound: &mut Vec<Bound<'t>>, bounds: &'t [Path], ty: &Ty, depth: usize) {
        let (Ty::Closure(gives) | Ty::Future(gives)) = ty else { return };
        for result in bounds.iter().filter_map(|bound| bound.arguments.first()) {
            self.unify(bound, result, gives, depth);
        }
    }
}
