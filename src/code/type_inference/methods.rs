//! Which method of a library a name is on a value.

use crate::code::types::Ty;
use crate::code::workspace::Workspace;
use crate::knowledge::Call;

/// A library's method, and the type that has it: of the value's type, of what that wraps, or of what the `Deref` of an own type leads to.
pub(in crate::code) fn library_method(workspace: &Workspace, ty: &Ty, name: &str) -> Option<(&'static Call, Ty)> {
    let catalog = &workspace.knowledge.catalog;
    if let Some((call, on)) = ty.method(name, catalog) {
        return Some((call, on.clone()));
    }
    let item = match ty.unwrapped() {
        Ty::Own(item, _) => item,
        // Arrays and slices have the methods of a list.
        Ty::Slice(item) => {
            let list = workspace.type_by_path("Vec", || vec![(**item).clone()]);
            return list.method(name, catalog).map(|(call, on)| (call, on.clone()));
        }
        _ => return None,
    };
    // A derive gives the type a method of that name.
    let is_derived = name == "clone" && workspace.data_type(*item).derives.iter().any(|derive| derive == "Clone");
    if is_derived || !workspace.methods_of(*item, name).is_empty() {
        return None;
    }
    let targets = workspace.targets(ty);
    targets.iter().find_map(|target| target.method(name, catalog)).map(|(call, on)| (call, on.clone()))
}
