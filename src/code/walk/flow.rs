//! Where control has come to: which guards live there, what has become of the spans whose life is followed, and how ways join.

use super::life::State;
use super::pipeline::Installed;
use super::started::StartedSpans;
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, Literal, Range};

/// What is known at one point of a body.
#[derive(Debug, Clone, Default)]
pub(super) struct Flow {
    /// Guards that may be alive, by index.
    pub(super) alive: Vec<usize>,
    /// Whether this point can be reached at all.
    pub(super) dead: bool,
    /// Those of them that are not alive on every way to here.
    pub(super) unsure: Vec<usize>,
    /// Spans made on every way to here from the start of the innermost loop.
    pub(super) made: Vec<Range>,
    /// The last warning, if it is on every way to here and nothing was tried since.
    pub(super) warned: Option<Range>,
    /// The last event that marks its span as failed, if it is on every way to here.
    pub(super) failure: Option<Range>,
    /// What is known of each life that began on a way to here: its index, and its state.
    lives: Vec<(usize, State)>,
    pub(super) installed: Installed,
    /// Spans of tracing that have been started.
    pub(super) started: StartedSpans,
}

impl Flow {
    /// A point that nothing leads to.
    pub(super) fn unreachable() -> Self {
        Self { dead: true, ..Self::default() }
    }

    /// Both ways lead here.
    pub(super) fn join(&mut self, other: Self) {
        if other.dead {
            return;
        }
        if self.dead {
            *self = other;
            return;
        }
        self.made.retain(|made| other.made.contains(made));
        self.failure = self.failure.filter(|failure| other.failure == Some(*failure));
        self.warned = self.warned.filter(|warned| other.warned == Some(*warned));
        self.unsure.extend(other.unsure);
        self.unsure.extend(self.alive.iter().filter(|guard| !other.alive.contains(guard)));
        for guard in other.alive {
            if !self.alive.contains(&guard) {
                self.alive.push(guard);
                self.unsure.push(guard);
            }
        }
        self.installed.join(&other.installed);
        self.started.join(&other.started);
        for (life, state) in &mut self.lives {
            match other.lives.iter().find(|(index, _)| index == life) {
                Some((_, more)) => state.join(more),
                None => state.certain = false,
            }
        }
        for (life, mut state) in other.lives {
            if !self.lives.iter().any(|(index, _)| *index == life) {
                state.certain = false;
                self.lives.push((life, state));
            }
        }
    }

    pub(super) fn begin(&mut self, life: usize, state: State) {
        self.lives.push((life, state));
    }

    /// The state of a life, if it began on every way to here.
    pub(super) fn state(&self, life: usize) -> Option<&State> {
        self.lives.iter().find(|(index, _)| *index == life).map(|(_, state)| state).filter(|state| state.certain)
    }

    /// Whether a life began on every way to here, ended on none, and nobody out of sight has got hold of it.
    pub(super) fn is_open(&self, life: usize) -> bool {
        self.state(life).is_some_and(|state| !state.shared && state.ended == Certainty::Never)
    }

    pub(super) fn state_mut(&mut self, life: usize) -> Option<&mut State> {
        self.lives.iter_mut().find(|(index, _)| *index == life).map(|(_, state)| state)
    }

    /// Every life that began on a way to here.
    pub(super) fn lives(&self) -> impl Iterator<Item = usize> {
        self.lives.iter().map(|(life, _)| *life)
    }

    pub(super) fn follows_lives(&self) -> bool {
        !self.lives.is_empty()
    }
}

/// How often the body of a loop runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::code) enum Turns {
    /// As often as a literal says.
    Counted(u64),
    /// Once for each element of some data.
    Data,
    #[default]
    Unknown,
}

impl Turns {
    /// A loop in a loop.
    pub(super) fn times(self, outer: Self) -> Self {
        match (self, outer) {
            (Self::Counted(a), Self::Counted(b)) => Self::Counted(a.saturating_mul(b)),
            (Self::Data, _) | (_, Self::Data) => Self::Data,
            _ => Self::Unknown,
        }
    }
}

impl State {
    pub(super) fn join(&mut self, other: &Self) {
        self.ended = self.ended.join(other.ended);
        self.status.join(&other.status);
        self.shared |= other.shared;
        self.installed &= other.installed;
        self.certain &= other.certain;
        self.error = self.error.or(other.error);
        self.writes = self.writes.filter(|_| other.writes.is_some());
        self.written.retain(|key| other.written.contains(key));
        self.done.extend(&other.done);
        self.done.sort_unstable();
        self.done.dedup();
        if self.ended == Certainty::Never {
            self.ended_at = None;
        } else {
            self.ended_at = self.ended_at.or(other.ended_at);
        }
    }
}

/// Counts of a literal range.
pub(super) fn literal_turns(ends: &[Expr]) -> Option<u64> {
    let number = |expr: &Expr| match &expr.kind {
        ExprKind::Literal(Literal::Integer(digits)) => digits.parse::<u64>().ok(),
        _ => None,
    };
    match ends {
        [first, last] => Some(number(last)?.saturating_sub(number(first)?)),
        _ => None,
    }
}
