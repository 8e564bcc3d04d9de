//! What a path is: where it leads to, and the type of what stands there.

use std::sync::Arc;

use crate::code::tree::Path;
use crate::code::types::{Context, Parts, Ty};
use crate::code::workspace::{At, Item, Workspace, split_last};

/// The absolute path of a callee; `Self::f` and `<T>::f` through the type.
pub(in crate::code) fn absolute(workspace: &Workspace, at: At, this: Option<&Ty>, path: &Path) -> Option<String> {
    if path.segments.first().is_some_and(|first| first == "Self")
        && let Some(Ty::Own(item, _)) = this
    {
        let data = workspace.data_type(*item);
        let module = workspace.path(At { unit: item.unit, scope: data.scope });
        return Some(format!("{module}::{}::{}", data.name, path.segments.get(1)?));
    }
    workspace.resolve(at, path)
}

/// The type of a constant, a static, a type without fields or a variant.
pub(in crate::code) fn place_type(workspace: &Workspace, absolute: &str) -> Ty {
    if let Some(&item) = workspace.constants.get(absolute) {
        let constant = workspace.constant(item);
        let at = At { unit: item.unit, scope: constant.scope };
        return Ty::Borrowed(Arc::new(workspace.type_of(Context { at, generics: &[], this: None }, &constant.annotation)));
    }
    if workspace.knowledge.catalog.key_constant(absolute).is_some() {
        return workspace.type_by_path("str", Vec::new);
    }
    if let Some(&item) = workspace.types.get(absolute) {
        return Ty::Own(item, Parts::default());
    }
    let Some((owner, name)) = split_last(absolute) else { return Ty::Unknown };
    match workspace.types.get(owner) {
        Some(&item) if workspace.has_variant(item, name) => Ty::Own(item, Parts::default()),
        Some(_) => Ty::Unknown,
        // `u64::MAX`, `StatusCode::OK`: constants of a type are mostly of that type; only numbers are certain.
        None => match workspace.type_by_path(owner, Vec::new) {
            found @ Ty::Api(..) if found.scalar().is_some() && matches!(name, "MAX" | "MIN") => found,
            _ => Ty::Unknown,
        },
    }
}

/// Whether a path is that of a tuple struct or of a variant with fields: a function that makes one.
pub(super) fn is_constructor(workspace: &Workspace, item: Item, absolute: &str) -> bool {
    let data = workspace.data_type(item);
    match split_last(absolute).map(|(_, name)| workspace.data.variant(item, data, name)) {
        Some(Some((_, count))) => count > 0,
        _ => data.variants.is_empty() && data.fields.first().is_some_and(|(name, _)| name == "0"),
    }
}

/// The functions of this workspace that an absolute path may stand for: more than one where `cfg` gives twins.
pub(in crate::code) fn own_functions(workspace: &Workspace, absolute: &str) -> Vec<Item> {
    if let Some(items) = workspace.functions.get(absolute) {
        return items.clone();
    }
    let owner = split_last(absolute).and_then(|(owner, name)| Some((*workspace.types.get(owner)?, name)));
    owner.map(|(item, name)| workspace.methods_of(item, name)).unwrap_or_default()
}
