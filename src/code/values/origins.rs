//! Where values come from, and their parts.

use rustc_hash::FxHashMap;

use crate::code::events::{Body, EventId, EventKind, Place, Projection};
use crate::text::offset;

/// A value that may be in places of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ValueId(u32);

impl ValueId {
    /// Some value, whichever.
    pub(crate) const UNKNOWN: Self = Self(0);

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// What made a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Origin {
    Unknown,
    /// A make, call or borrow.
    Event(EventId),
    /// By position.
    Parameter(u32),
    /// By position among the captures of the body.
    Capture(u32),
    /// A part of a value that was not made here.
    Part(ValueId, Projection),
}

/// A part of a part of a part .. is unknown from there on.
const MAX_DEPTH: u32 = 6;

#[derive(Debug, Default)]
pub(super) struct Origins {
    all: Vec<Origin>,
    depths: Vec<u32>,
    /// The value of each event that makes one.
    of_events: Vec<Option<ValueId>>,
    /// What a reference points to.
    lent: FxHashMap<ValueId, Place>,
    parts: FxHashMap<(ValueId, Projection), (usize, ValueId)>,
    /// By the number of a part: the value that is there until another is put there.
    firsts: Vec<ValueId>,
    /// Of each value its parts, in the order in which they were first asked for.
    by_whole: Vec<Vec<(Projection, usize)>>,
    /// Something was not told apart any more.
    pub(super) is_limited: bool,
}

impl Origins {
    pub(super) fn of(body: &Body) -> Self {
        let mut origins = Self::default();
        origins.add(Origin::Unknown, 0);
        for at in 0..body.parameters.len() {
            origins.add(Origin::Parameter(offset(at)), 0);
        }
        for at in 0..body.captures.len() {
            origins.add(Origin::Capture(offset(at)), 0);
        }
        for block in body.blocks.iter().filter(|block| block.is_reached) {
            for (id, event) in body.events_of(block) {
                let makes = matches!(event.kind, EventKind::Make { .. } | EventKind::Call { .. } | EventKind::Borrow { .. });
                if origins.of_events.len() <= id.index() {
                    origins.of_events.resize(id.index() + 1, None);
                }
                if !makes {
                    continue;
                }
                let value = origins.add(Origin::Event(id), 0);
                origins.of_events[id.index()] = Some(value);
                if let EventKind::Borrow { place, .. } = &event.kind {
                    origins.lent.insert(value, place.clone());
                }
            }
        }
        origins
    }

    fn add(&mut self, origin: Origin, depth: u32) -> ValueId {
        self.all.push(origin);
        self.depths.push(depth);
        self.by_whole.push(Vec::new());
        ValueId(offset(self.all.len() - 1))
    }

    pub(super) fn origin(&self, value: ValueId) -> &Origin {
        self.all.get(value.index()).unwrap_or(&Origin::Unknown)
    }

    pub(super) fn parameter(at: usize) -> ValueId {
        ValueId(offset(at + 1))
    }

    pub(super) fn capture(body: &Body, at: usize) -> ValueId {
        ValueId(offset(at + 1 + body.parameters.len()))
    }

    pub(super) fn of_event(&self, event: EventId) -> Option<ValueId> {
        self.of_events.get(event.index()).copied().flatten()
    }

    /// The place that a reference points to.
    pub(super) fn lent(&self, reference: ValueId) -> Option<&Place> {
        self.lent.get(&reference)
    }

    /// The number of a part, and the value that is there until another is put there.
    pub(super) fn part(&self, whole: ValueId, part: Projection) -> Option<(usize, ValueId)> {
        self.parts.get(&(whole, part)).copied()
    }

    pub(super) fn parts(&self, whole: ValueId) -> &[(Projection, usize)] {
        self.by_whole.get(whole.index()).map_or(&[], Vec::as_slice)
    }

    /// The value that is in a part as it was made.
    pub(super) fn first(&self, number: usize) -> ValueId {
        self.firsts.get(number).copied().unwrap_or(ValueId::UNKNOWN)
    }

    pub(super) fn ensure_part(&mut self, whole: ValueId, part: Projection) -> (usize, ValueId) {
        if let Some(known) = self.parts.get(&(whole, part)) {
            return *known;
        }
        let depth = self.depths.get(whole.index()).map_or(0, |depth| depth + 1);
        let value = if whole == ValueId::UNKNOWN {
            ValueId::UNKNOWN
        } else if depth > MAX_DEPTH {
            self.is_limited = true;
            ValueId::UNKNOWN
        } else {
            self.add(Origin::Part(whole, part), depth)
        };
        let number = self.parts.len();
        self.parts.insert((whole, part), (number, value));
        self.firsts.push(value);
        self.by_whole[whole.index()].push((part, number));
        (number, value)
    }
}
