//! What of a file is left out because it nests too deep: the body of the function around the place, or the whole item where none is.

use super::item::{Item, Kind};
use super::tables::Outline;
use crate::code::nesting::TooDeep;
use crate::code::tree::Range;

/// Notes the parts, each with the place that is too deep.
pub(super) fn leave_out(outline: &mut Outline, too_deep: &[TooDeep]) {
    for told in too_deep {
        let part = told.item.or_else(|| innermost(&outline.items, told.at));
        let part = part.unwrap_or_else(|| outline.scopes.first().map(|file| file.range).unwrap_or_default());
        if !outline.left_out.iter().any(|(known, _)| known.contains(part)) {
            outline.left_out.push((part, told.at));
        }
    }
}

/// The body of the innermost function around a place; of other items, such as a type with a block in it, the whole.
fn innermost(items: &[Item], at: u32) -> Option<Range> {
    let before = items.partition_point(|item| item.whole.start <= at);
    let mut next = before.checked_sub(1).and_then(|last| items.get(last));
    let mut around = None;
    while let Some(item) = next {
        if item.whole.start <= at && at < item.whole.end {
            if item.kind == Kind::Function && item.body.start <= at && at <= item.body.end {
                return Some(item.body);
            }
            around.get_or_insert(item.whole);
        }
        next = item.parent.and_then(|parent| items.get(parent as usize));
    }
    around
}
