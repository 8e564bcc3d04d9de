//! Which signal a protobuf body is of. The requests of all three look alike on the two outer levels; their items do not.

use super::wire::{Fields, Wire};
use crate::knowledge::Signal;

/// How many items are asked at most.
const MOST_VOTES: usize = 40;

/// What most of the first items are; none where no item says.
pub(super) fn signal(body: &[u8]) -> Option<Signal> {
    let mut votes = [0_usize; 3];
    let resources = inner(body, 1);
    let items = resources.flat_map(|resource| inner(resource, 2)).flat_map(|scope| inner(scope, 2));
    for signal in items.take(MOST_VOTES).filter_map(vote) {
        votes[signal as usize] += 1;
    }
    let all = [Signal::Traces, Signal::Metrics, Signal::Logs];
    let best = all.into_iter().max_by_key(|signal| votes[*signal as usize])?;
    (votes[best as usize] > 0).then_some(best)
}

/// Whether a body holds items at all.
pub(super) fn has_items(body: &[u8]) -> bool {
    inner(body, 1).flat_map(|resource| inner(resource, 2)).flat_map(|scope| inner(scope, 2)).next().is_some()
}

fn inner(message: &[u8], number: u64) -> impl Iterator<Item = &[u8]> {
    Fields::new(message).filter_map(move |field| match field {
        (found, Wire::Bytes(bytes)) if found == number => Some(bytes),
        _ => None,
    })
}

/// Times are at other numbers in spans and logs, and metrics have none of their own.
fn vote(item: &[u8]) -> Option<Signal> {
    let mut has_text_first = false;
    for field in Fields::new(item) {
        match field {
            (1 | 11, Wire::Fixed64(_)) | (2, Wire::Varint(_)) => return Some(Signal::Logs),
            (7 | 8, Wire::Fixed64(_)) | (6, Wire::Varint(_)) => return Some(Signal::Traces),
            (5 | 7 | 9 | 10 | 11, Wire::Bytes(_)) if has_text_first => return Some(Signal::Metrics),
            (1, Wire::Bytes(id)) if id.len() != 16 => has_text_first = true,
            (1, Wire::Bytes(text)) => has_text_first = text.iter().all(u8::is_ascii_graphic),
            // An id of a span, or the description of a metric.
            (2, Wire::Bytes(id)) if id.len() == 8 && !has_text_first => return Some(Signal::Traces),
            _ => {}
        }
    }
    has_text_first.then_some(Signal::Metrics)
}
