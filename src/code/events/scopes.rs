//! What is to be dropped where: frames of scheduled drops, and the targets of jumps that leave frames behind. Jumps from many places to
//! one target share the drops that they have in common, so the graph stays linear in the source.

use super::blocks::Blocks;
use super::graph::{BlockId, Event, EventKind, Exit, LocalId, Place, Why};
use crate::code::tree::{ExprId, Range};

/// What a frame takes: temporaries, variables, or both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Takes {
    Temporaries,
    Variables,
    Both,
}

#[derive(Debug, Default)]
pub(super) struct Scopes {
    frames: Vec<Frame>,
    targets: Vec<Target>,
    /// The frames that temporaries and variables go into.
    temporaries: usize,
    variables: usize,
    /// The frame of each local that waits for its drop.
    homes: Vec<Option<u32>>,
    jumps: u32,
    additions: u32,
}

#[derive(Debug)]
struct Frame {
    scheduled: Vec<Scheduled>,
    /// What was added last to a frame around this one while this one was open.
    around_changed: u32,
    outer: (usize, usize),
}

#[derive(Debug)]
struct Scheduled {
    local: LocalId,
    why: Why,
    at: (ExprId, Range),
    /// By target: the block that drops this and all around it, and what had been added by then.
    cached: Vec<(u32, BlockId, u32)>,
}

/// Where a jump leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Jump {
    Return,
    Panic,
    /// Out of a loop, or of a block with a label.
    Break {
        label: Option<String>,
        is_loop: bool,
    },
    Continue {
        label: Option<String>,
    },
    /// A condition or pattern does not hold.
    Otherwise,
}

#[derive(Debug)]
struct Target {
    number: u32,
    jump: Jump,
    depth: usize,
    block: BlockId,
    /// The local that gets the value of a `break`.
    to: Option<LocalId>,
}

impl Scopes {
    pub(super) fn open(&mut self, takes: Takes) -> usize {
        let outer = (self.temporaries, self.variables);
        self.frames.push(Frame { scheduled: Vec::new(), around_changed: 0, outer });
        let here = self.frames.len() - 1;
        if takes != Takes::Variables {
            self.temporaries = here;
        }
        if takes != Takes::Temporaries {
            self.variables = here;
        }
        here
    }

    /// Ends the innermost frame: what is left in it is dropped, the last first.
    pub(super) fn close(&mut self, blocks: &mut Blocks) {
        let Some(frame) = self.frames.pop() else { return };
        (self.temporaries, self.variables) = frame.outer;
        for scheduled in frame.scheduled.into_iter().rev() {
            blocks.push(scheduled.event());
            self.forget(scheduled.local);
        }
    }

    pub(super) fn temporaries(&self) -> usize {
        self.temporaries
    }

    pub(super) fn variables(&self) -> usize {
        self.variables
    }

    pub(super) fn schedule(&mut self, frame: usize, local: LocalId, why: Why, at: (ExprId, Range)) {
        self.additions += 1;
        for inner in self.frames.iter_mut().skip(frame + 1) {
            inner.around_changed = self.additions;
        }
        if let Some(frame) = self.frames.get_mut(frame) {
            frame.scheduled.push(Scheduled { local, why, at, cached: Vec::new() });
        }
        if self.homes.len() <= local.index() {
            self.homes.resize(local.index() + 1, None);
        }
        self.homes[local.index()] = Some(crate::text::offset(frame));
    }

    fn forget(&mut self, local: LocalId) {
        if let Some(home) = self.homes.get_mut(local.index()) {
            *home = None;
        }
    }

    /// The value of a temporary has gone elsewhere.
    pub(super) fn unschedule(&mut self, local: LocalId) {
        let Some(home) = self.homes.get(local.index()).copied().flatten() else { return };
        if let Some(frame) = self.frames.get_mut(home as usize)
            && let Some(at) = frame.scheduled.iter().rposition(|scheduled| scheduled.local == local)
        {
            frame.scheduled.remove(at);
        }
        self.forget(local);
    }

    /// Jumps lead to `block` from here on, and leave every frame that is opened meanwhile.
    pub(super) fn open_target(&mut self, jump: Jump, block: BlockId, to: Option<LocalId>) {
        self.jumps += 1;
        self.targets.push(Target { number: self.jumps, jump, depth: self.frames.len(), block, to });
    }

    pub(super) fn close_target(&mut self) {
        self.targets.pop();
    }

    /// The innermost target of that kind.
    pub(super) fn find(&self, wanted: impl Fn(&Jump) -> bool) -> Option<(usize, Option<LocalId>)> {
        let at = self.targets.iter().rposition(|target| wanted(&target.jump))?;
        Some((at, self.targets[at].to))
    }

    /// The block to which control goes on its way to a target: the drops of what it leaves, then the target.
    pub(super) fn way_to(&mut self, target: usize, blocks: &mut Blocks) -> Option<BlockId> {
        let Target { number, depth, block, .. } = *self.targets.get(target)?;
        let mut next = block;
        let mut missing = Vec::new();
        'search: for (at, frame) in self.frames.iter().enumerate().skip(depth).rev() {
            for (position, scheduled) in frame.scheduled.iter().enumerate().rev() {
                if let Some(known) = scheduled.cached_for(number, frame.around_changed) {
                    next = known;
                    break 'search;
                }
                missing.push((at, position));
            }
        }
        for (at, position) in missing.into_iter().rev() {
            let scheduled = &mut self.frames[at].scheduled[position];
            let own = blocks.add();
            blocks.push_to(own, scheduled.event());
            blocks.end_of(own, Exit::Goto(next));
            scheduled.cached.retain(|(other, ..)| *other != number);
            scheduled.cached.push((number, own, self.additions));
            next = own;
        }
        Some(next)
    }
}

impl Scheduled {
    fn event(&self) -> Event {
        let (expr, range) = self.at;
        Event { kind: EventKind::Drop { place: Place::of(self.local), why: self.why }, expr, range }
    }

    fn cached_for(&self, target: u32, since: u32) -> Option<BlockId> {
        let found = self.cached.iter().find(|(number, _, added)| *number == target && *added >= since);
        found.map(|(_, block, _)| *block)
    }
}
