//! Whether dropping a value does something that anybody sees. Giving memory back is nothing.

use crate::code::types::{Holds, Ty};
use crate::code::workspace::{Item, Workspace};
use crate::knowledge::{Is, Scalar};

/// The trait whose implementation runs code when a value is dropped.
const DROP: &str = "Drop";
/// Types of this workspace that are looked into.
const MOST_TYPES: usize = 64;

/// `None` where that is not known.
pub(super) fn needs_drop(workspace: &Workspace, ty: &Ty) -> Option<bool> {
    let mut seen = Vec::new();
    of_type(workspace, ty, &mut seen)
}

fn of_type(workspace: &Workspace, ty: &Ty, seen: &mut Vec<Item>) -> Option<bool> {
    match ty {
        Ty::Borrowed(_) | Ty::Foreign(_, Holds::Nothing) => Some(false),
        Ty::Api(api, parts) => match (api.is, api.scalar) {
            (Some(Is::Container | Is::Wrapper), _) | (_, Some(Scalar::Many | Scalar::Optional)) => any(workspace, parts, seen),
            (_, Some(_)) | (Some(Is::Plain | Is::Count), None) => Some(false),
            (Some(_), None) => Some(true),
            (None, None) => None,
        },
        Ty::Tuple(parts) => any(workspace, parts, seen),
        Ty::Slice(item) => of_type(workspace, item, seen),
        Ty::Own(item, _) if seen.contains(item) => Some(false),
        Ty::Own(item, _) => {
            if seen.len() >= MOST_TYPES {
                return None;
            }
            seen.push(*item);
            if workspace.implements(*item, DROP) {
                return Some(true);
            }
            any(workspace, &workspace.field_types(*item), seen)
        }
        _ => None,
    }
}

/// One that does is enough; one of which nothing is known leaves it open.
fn any(workspace: &Workspace, parts: &[Ty], seen: &mut Vec<Item>) -> Option<bool> {
    let mut all = Some(false);
    for part in parts {
        match of_type(workspace, part, seen) {
            Some(true) => return Some(true),
            Some(false) => {}
            None => all = None,
        }
    }
    all
}
