//! What functions of this workspace do to the spans that are lent to them, and what comes of it where they are called.

use super::Walker;
use super::life::{Life, Owner, State, Write};
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;

/// What a function does to a span or context that is lent to it, by all ways on which it returns.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::code) struct Effect {
    ended: Certainty,
    status: Certainty,
    /// It records an error, perhaps.
    error: bool,
    /// It asks the span what it is.
    asked: bool,
    /// Of the calls that write to the span there is one on every way.
    writes: Option<Write>,
    /// The keys that it writes on every way.
    keys: Vec<String>,
}

/// What is known of each parameter to which a span is lent, by position, `self` first. Of others anything may become.
pub(in crate::code) type Effects = Vec<(usize, Effect)>;

impl Effect {
    fn of(life: &Life, state: &State) -> Self {
        Self {
            ended: state.ended,
            status: state.status.set,
            error: state.error.is_some(),
            asked: life.asked,
            writes: state.writes,
            keys: written(state),
        }
    }

    /// Either of two functions is called.
    fn join(mut self, other: &Self) -> Self {
        self.ended = self.ended.join(other.ended);
        self.status = self.status.join(other.status);
        self.error |= other.error;
        self.asked |= other.asked;
        self.writes = self.writes.filter(|_| other.writes.is_some());
        self.keys.retain(|key| other.keys.contains(key));
        self
    }
}

/// In the order of their names, since functions are told apart by them.
fn written(state: &State) -> Vec<String> {
    let mut keys: Vec<String> = state.written.iter().map(ToString::to_string).collect();
    keys.sort_unstable();
    keys
}

impl<'w> Walker<'w> {
    /// The function may return here: what has become of the spans that it was lent.
    pub(super) fn hand_back(&mut self) {
        if self.body != 0 || self.flow.dead || !self.flow.follows_lives() {
            return;
        }
        for life in 0..self.lives.len() {
            if !matches!(self.lives[life].owner, Owner::Parameter(_)) {
                continue;
            }
            let Some(state) = self.flow.state(life) else { continue };
            match self.handed_back.iter_mut().find(|(of, _)| *of == life) {
                Some((_, before)) => before.join(state),
                None => self.handed_back.push((life, state.clone())),
            }
        }
    }

    /// What the function does to the spans that it is lent, once it was walked.
    pub(super) fn effects(&self) -> Effects {
        // What an async function does is done later, and tokens that are not understood may do anything.
        if self.function.is_async || self.function.in_macro || self.opaque > 0 {
            return Effects::new();
        }
        let known = self.handed_back.iter().filter(|(life, state)| !state.shared && !self.lives[*life].rebound);
        let effects = known.filter_map(|(life, state)| match self.lives[*life].owner {
            Owner::Parameter(at) => Some((at, Effect::of(&self.lives[*life], state))),
            _ => None,
        });
        effects.collect()
    }

    /// The span that is lent with the argument at `position` of a call of any of these functions, if it is known what they do to it.
    pub(super) fn effect_on(&self, called: &[Item], position: usize, argument: &'w Expr) -> Option<(usize, Effect)> {
        let life = self.life_of(argument).filter(|_| self.is_lent(argument))?;
        let effect_of = |item: &Item| {
            let effects = self.summaries.effects.get(item)?;
            effects.iter().find(|(at, _)| *at == position).map(|(_, effect)| effect)
        };
        let (first, others) = called.split_first()?;
        let mut effect = effect_of(first)?.clone();
        for other in others {
            effect = effect.join(effect_of(other)?);
        }
        Some((life, effect))
    }

    /// Whether an argument leaves the span with whoever calls: `&mut span`, a variable that is a reference, `cx.span()`.
    fn is_lent(&self, argument: &Expr) -> bool {
        match &argument.kind {
            ExprKind::Reference(_) | ExprKind::Mutable(_) | ExprKind::Method { .. } => true,
            ExprKind::Path(path) => path
                .name()
                .and_then(|name| self.variable(name))
                .is_some_and(|variable| variable.body == self.body && matches!(variable.ty, Ty::Borrowed(_))),
            _ => false,
        }
    }

    /// One of the functions `called` is called at `range`, and a span is lent to it.
    pub(super) fn lend(&mut self, (life, effect): (usize, Effect), called: &[Item], range: Range) {
        self.lives[life].asked |= effect.asked;
        let ended = self.flow.state(life).filter(|state| state.ended == Certainty::Must).map(|state| state.ended_at);
        if let Some(ended_at) = ended {
            match effect.writes {
                Some(write) => {
                    let helper = called.first().map(|item| self.workspace.function(*item).name.as_str());
                    self.observe_write_after_end(life, write, range, "before", ended_at, helper);
                }
                None if effect.ended == Certainty::Must => self.observe_ended_again(life, range, ended_at),
                None => {}
            }
            return;
        }
        for key in effect.keys {
            self.write_key(life, key, range);
        }
        let Some(state) = self.flow.state_mut(life) else { return };
        state.writes = state.writes.or(effect.writes);
        if effect.status != Certainty::Never {
            state.status.set = state.status.set.max(effect.status);
            (state.status.ok, state.status.description) = (None, None);
        }
        if effect.error {
            state.error = state.error.or(Some(range));
        }
        if effect.ended != Certainty::Never {
            state.ended = state.ended.max(effect.ended);
            state.ended_at = Some(range);
        }
    }
}
