//! Where control has come to: which guards live there, what has become of the spans whose life is followed, and how ways join.

use std::cmp::Ordering;
use std::rc::Rc;

use rustc_hash::FxHashSet;

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
    /// Those of them that are not alive on every way to here, in order.
    pub(super) unsure: Vec<usize>,
    /// Spans made on every way to here from the start of the innermost loop.
    pub(super) made: Vec<Range>,
    /// The last warning, if it is on every way to here and nothing was tried since.
    pub(super) warned: Option<Range>,
    /// The last event that marks its span as failed, if it is on every way to here.
    pub(super) failure: Option<Range>,
    /// What is known of each life that began on a way to here: its index, and its state, in order. Ways share what they have not changed.
    lives: Vec<(usize, Rc<State>)>,
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
        keep_common(&mut self.made, &other.made);
        self.failure = self.failure.filter(|failure| other.failure == Some(*failure));
        self.warned = self.warned.filter(|warned| other.warned == Some(*warned));
        self.join_guards(&other.alive, &other.unsure);
        self.installed.join(&other.installed);
        self.started.join(&other.started);
        self.join_lives(other.lives);
    }

    fn join_guards(&mut self, alive: &[usize], unsure: &[usize]) {
        let (had, same) = (self.unsure.len(), self.unsure == unsure);
        if self.alive != alive {
            // They begin alike as far as the ways to here have been one.
            let shared = self.alive.iter().zip(alive).take_while(|(one, other)| one == other).count();
            let here: FxHashSet<usize> = self.alive[shared..].iter().copied().collect();
            let there: FxHashSet<usize> = alive[shared..].iter().copied().collect();
            self.unsure.extend(here.symmetric_difference(&there));
            self.alive.extend(alive[shared..].iter().filter(|guard| !here.contains(guard)));
        }
        if !same {
            self.unsure.extend(unsure);
        }
        if self.unsure.len() > had {
            // Each once: ways that part and meet again have the same ones.
            self.unsure.sort_unstable();
            self.unsure.dedup();
        }
    }

    fn join_lives(&mut self, other: Vec<(usize, Rc<State>)>) {
        let mut joined = Vec::with_capacity(self.lives.len().max(other.len()));
        let (mut here, mut there) = (std::mem::take(&mut self.lives).into_iter().peekable(), other.into_iter().peekable());
        let uncertain = |(life, mut state): (usize, Rc<State>)| {
            Rc::make_mut(&mut state).certain = false;
            (life, state)
        };
        loop {
            let next = match (here.peek(), there.peek()) {
                (Some((one, _)), Some((other, _))) => one.cmp(other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            match next {
                Ordering::Less => joined.extend(here.next().map(uncertain)),
                Ordering::Greater => joined.extend(there.next().map(uncertain)),
                Ordering::Equal => {
                    let (Some((life, mut state)), Some((_, more))) = (here.next(), there.next()) else { break };
                    if !Rc::ptr_eq(&state, &more) {
                        Rc::make_mut(&mut state).join(&more);
                    }
                    joined.push((life, state));
                }
            }
        }
        self.lives = joined;
    }

    pub(super) fn begin(&mut self, life: usize, state: State) {
        self.lives.push((life, Rc::new(state)));
    }

    fn position(&self, life: usize) -> Option<usize> {
        self.lives.binary_search_by_key(&life, |(index, _)| *index).ok()
    }

    /// The state of a life, if it began on every way to here.
    pub(super) fn state(&self, life: usize) -> Option<&State> {
        self.position(life).map(|at| &*self.lives[at].1).filter(|state| state.certain)
    }

    /// Whether a life began on every way to here, ended on none, and nobody out of sight has got hold of it.
    pub(super) fn is_open(&self, life: usize) -> bool {
        self.state(life).is_some_and(|state| !state.shared && state.ended == Certainty::Never)
    }

    pub(super) fn state_mut(&mut self, life: usize) -> Option<&mut State> {
        self.position(life).map(|at| Rc::make_mut(&mut self.lives[at].1))
    }

    /// Every life that began on a way to here.
    pub(super) fn lives(&self) -> impl Iterator<Item = usize> {
        self.lives.iter().map(|(life, _)| *life)
    }

    pub(super) fn follows_lives(&self) -> bool {
        !self.lives.is_empty()
    }
}

/// Keeps what is in both lists. They begin alike as far as the ways to here have been one.
fn keep_common(list: &mut Vec<Range>, other: &[Range]) {
    let alike = list.iter().zip(other).take_while(|(one, other)| one == other).count();
    if alike == list.len() {
        return;
    }
    let rest: FxHashSet<Range> = other[alike..].iter().copied().collect();
    let mut at = 0;
    list.retain(|made| {
        at += 1;
        at <= alike || rest.contains(made)
    });
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
        if self.done != other.done {
            self.done.extend(&other.done);
            self.done.sort_unstable();
            self.done.dedup();
        }
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
