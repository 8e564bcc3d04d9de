//! Methods that traits of this workspace give to types of others.

use crate::code::types::{Context, Ty};
use crate::code::workspace::{At, Item, Workspace};

/// The methods of that name that a trait of this workspace gives to a value: by an implementation for its type where that is not of this
/// workspace, else by the one for every type. Where several may be meant, none is.
pub(super) fn extension(workspace: &Workspace, ty: &Ty, name: &str, at: At) -> Vec<Item> {
    let path = match ty.unwrapped() {
        Ty::Api(api, _) => Some(api.path),
        Ty::Foreign(path, _) => Some(&**path),
        Ty::Own(..) | Ty::Slice(_) | Ty::Closure(_) | Ty::Future(_) => None,
        _ => return Vec::new(),
    };
    let last = path.map(|path| path.rsplit("::").next().unwrap_or(path));
    let found = last.and_then(|last| workspace.methods.get(&(last.to_owned(), name.to_owned()))).map_or(&[][..], Vec::as_slice);
    let is_of = |method: &&Item| {
        let context = Context { at: workspace.scope_of(**method), generics: &[], this: None };
        let of = workspace.function(**method).of.as_ref().map(|of| workspace.type_of(context, of));
        match (of, ty.unwrapped()) {
            (Some(Ty::Api(of, _)), Ty::Api(api, _)) => of.path == api.path,
            (Some(Ty::Foreign(of, _)), Ty::Foreign(path, _)) => of == *path,
            _ => false,
        }
    };
    let own: Vec<Item> = found.iter().filter(is_of).copied().collect();
    if !own.is_empty() {
        return own;
    }
    match workspace.blanket.get(name).map(Vec::as_slice) {
        Some([method]) if is_in_reach(workspace, *method, at) => vec![*method],
        _ => Vec::new(),
    }
}

/// Whether a function stands in a package that the code at hand may use.
fn is_in_reach(workspace: &Workspace, method: Item, at: At) -> bool {
    let (Some(of), Some(here)) = (workspace.package(method.unit), workspace.package(at.unit)) else { return true };
    of == here || workspace.packages.get(here).is_some_and(|package| package.together.contains(&of))
}
