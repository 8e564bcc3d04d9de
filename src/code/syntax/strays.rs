//! Tokens where items should stand: syn says what is wrong with them.

use super::item::SourceFile;
use super::parse::Unparsed;
use crate::code::tree::Range;

/// One for each place, however many parts of it are no item.
pub(super) fn strays(file: &SourceFile) -> Vec<Unparsed> {
    let items = &file.outline.items;
    let is_item_between = |before: Range, after: Range| {
        let next = items.partition_point(|item| item.whole.start < before.end);
        items.get(next).is_some_and(|item| item.whole.start < after.start)
    };
    let mut places: Vec<Range> = Vec::new();
    for stray in &file.outline.stray {
        match places.last_mut() {
            Some(before) if !is_item_between(*before, *stray) => before.end = stray.end,
            _ => places.push(*stray),
        }
    }
    let parse = |range| file.piece(range).parse(<syn::File as syn::parse::Parse>::parse, |_| Some(()));
    places.into_iter().filter_map(|range| parse(range).value.err()).collect()
}
