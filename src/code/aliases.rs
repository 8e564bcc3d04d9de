//! Files that are one file by several paths. Each is analysed as a module of its own; what was seen in any is told of one, once.

use crate::fact::{FileId, Place, Seen};
use crate::text::offset;

/// Moves what was seen to the file that is told of. `told_by` has its number for each file.
pub(super) fn tell_once(seen: &mut Vec<Seen>, told_by: &[usize]) {
    if told_by.iter().enumerate().all(|(at, by)| at == *by) {
        return;
    }
    let moved = |place: &mut Place| {
        if let Some(by) = told_by.get(place.file.0 as usize) {
            place.file = FileId(offset(*by));
        }
    };
    for seen in seen.iter_mut() {
        moved(&mut seen.place);
        seen.related.iter_mut().for_each(|related| moved(&mut related.place));
        seen.edits.iter_mut().for_each(|edit| moved(&mut edit.place));
    }
    // Stable, so that of the same ones the first stays where it was among its neighbours.
    seen.sort_by_key(|seen| seen.place);
    let mut once: Vec<Seen> = Vec::with_capacity(seen.len());
    for seen in seen.drain(..) {
        let mut same_place = once.iter().rev().take_while(|known| known.place == seen.place);
        if !same_place.any(|known| *known == seen) {
            once.push(seen);
        }
    }
    *seen = once;
}
