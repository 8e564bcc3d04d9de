//! Which signal a protobuf body is of. The requests of all three look alike on the two outer levels; their items do not. All of what
//! the items show decides, and not the field that happens to come first.

use super::wire::{Fields, Wire};
use crate::knowledge::Signal;

/// Where so many items are of one signal and none of another, the rest is not asked.
const ENOUGH: usize = 40;

const ALL: [Signal; 3] = [Signal::Traces, Signal::Metrics, Signal::Logs];

/// What the items of a body show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shown {
    /// There are none.
    NoItems,
    /// There are some, and they could be of any signal.
    Nothing,
    Signal(Signal),
    /// What most are; others are of another signal.
    Mostly(Signal),
}

/// What the items of a body show, all together.
pub(crate) fn shown(body: &[u8]) -> Shown {
    let mut votes = [0_usize; 3];
    let mut has_items = false;
    let resources = inner(body, 1);
    for item in resources.flat_map(|resource| inner(resource, 2)).flat_map(|scope| inner(scope, 2)) {
        has_items = true;
        let Some(signal) = vote(item) else { continue };
        votes[signal as usize] += 1;
        if votes[signal as usize] == ENOUGH && votes.iter().sum::<usize>() == ENOUGH {
            break;
        }
    }
    match most(votes) {
        Some(signal) if votes.iter().filter(|count| **count > 0).count() == 1 => Shown::Signal(signal),
        Some(signal) => Shown::Mostly(signal),
        None if has_items => Shown::Nothing,
        None => Shown::NoItems,
    }
}

/// Of equally many the first counts, so that the same bytes are always the same.
fn most(votes: [usize; 3]) -> Option<Signal> {
    let best = ALL.into_iter().rev().max_by_key(|signal| votes[*signal as usize])?;
    (votes[best as usize] > 0).then_some(best)
}

fn inner(message: &[u8], number: u64) -> impl Iterator<Item = &[u8]> {
    Fields::new(message).filter_map(move |field| match field {
        (found, Wire::Bytes(bytes)) if found == number => Some(bytes),
        _ => None,
    })
}

/// What an item is by the fields that only one signal has; where it has none of these, by what stands in the others.
fn vote(item: &[u8]) -> Option<Signal> {
    let mut votes = [0_usize; 3];
    let (mut is_named, mut has_ids, mut has_data) = (false, false, None);
    for field in Fields::new(item) {
        if let Some(signal) = only(field) {
            votes[signal as usize] += 1;
        }
        match field {
            // The id of a trace, or the name of a metric.
            (1, Wire::Bytes(bytes)) if is_text(bytes) => is_named = true,
            (1, Wire::Bytes(id)) => has_ids |= id.len() == 16,
            // The id of a span, or the description of a metric.
            (2, Wire::Bytes(id)) => has_ids |= id.len() == 8 && !is_text(id),
            // The name of a span, or the points of a metric.
            (5 | 9 | 10 | 11, Wire::Bytes(bytes)) if !bytes.is_empty() => has_data = Some(is_data(bytes)),
            _ => {}
        }
    }
    most(votes).or(match (is_named, has_ids, has_data) {
        (true, false, None | Some(true)) => Some(Signal::Metrics),
        (false, true, _) => Some(Signal::Traces),
        _ => None,
    })
}

/// The signal whose items alone have a field of that number and type.
/// Source: `Span`, `Metric` and `LogRecord` of <https://github.com/open-telemetry/opentelemetry-proto>.
fn only(field: (u64, Wire<'_>)) -> Option<Signal> {
    match field {
        (6 | 10 | 12 | 14, Wire::Varint(_))
        | (7 | 8, Wire::Fixed64(_))
        | (4 | 13 | 15, Wire::Bytes(_))
        | (16, Wire::Fixed32(_)) => Some(Signal::Traces),
        (7, Wire::Bytes(_)) => Some(Signal::Metrics),
        (1 | 11, Wire::Fixed64(_)) | (2 | 7, Wire::Varint(_)) | (6, Wire::Bytes(_)) | (8, Wire::Fixed32(_)) => Some(Signal::Logs),
        _ => None,
    }
}

/// Names are written by people. An id is a text once in 10^12 times.
fn is_text(bytes: &[u8]) -> bool {
    !bytes.is_empty() && std::str::from_utf8(bytes).is_ok_and(|text| !text.chars().any(char::is_control))
}

/// Whether this can be what holds the points of a metric: them, a temporality, and whether it only grows.
fn is_data(bytes: &[u8]) -> bool {
    let mut fields = Fields::new(bytes);
    let has_only = fields.by_ref().all(|field| matches!(field, (1, Wire::Bytes(_)) | (2 | 3, Wire::Varint(_))));
    has_only && fields.fault().is_none()
}
