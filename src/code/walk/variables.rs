//! The variables in scope, in the order of their declarations, and the innermost of each name in one step.

use std::ops::{Deref, DerefMut};

use rustc_hash::FxHashMap;

use super::Variable;

#[derive(Default)]
pub(super) struct Variables<'w> {
    list: Vec<Variable<'w>>,
    /// Positions in the list, innermost last.
    by_name: FxHashMap<&'w str, Vec<usize>>,
    /// How many variables hold each life.
    holders: FxHashMap<usize, usize>,
}

impl<'w> Variables<'w> {
    pub(super) fn push(&mut self, variable: Variable<'w>) {
        self.by_name.entry(variable.name).or_default().push(self.list.len());
        self.count(None, variable.life);
        self.list.push(variable);
    }

    /// The variable holds that life, and none that it held before.
    pub(super) fn set_life(&mut self, at: usize, life: Option<usize>) {
        if let Some(variable) = self.list.get_mut(at) {
            let before = std::mem::replace(&mut variable.life, life);
            self.count(before, life);
        }
    }

    fn count(&mut self, before: Option<usize>, after: Option<usize>) {
        if let Some(life) = after {
            *self.holders.entry(life).or_default() += 1;
        }
        if let Some(count) = before.and_then(|life| self.holders.get_mut(&life)) {
            *count -= 1;
        }
    }

    /// Whether one of them holds a life.
    pub(super) fn hold(&self, life: usize) -> bool {
        self.holders.get(&life).is_some_and(|count| *count > 0)
    }

    pub(super) fn pop(&mut self) -> Option<Variable<'w>> {
        let variable = self.list.pop()?;
        if let Some(positions) = self.by_name.get_mut(variable.name) {
            positions.pop();
        }
        self.count(variable.life, None);
        Some(variable)
    }

    /// The position of the innermost variable of that name.
    pub(super) fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name)?.last().copied()
    }

    /// The same among the first `count`.
    pub(super) fn position_among(&self, count: usize, name: &str) -> Option<usize> {
        let positions = self.by_name.get(name)?;
        let later = positions.partition_point(|position| *position < count);
        positions.get(later.checked_sub(1)?).copied()
    }

    /// The innermost variable of that name.
    pub(super) fn named(&self, name: &str) -> Option<&Variable<'w>> {
        self.list.get(self.position(name)?)
    }

    pub(super) fn named_mut(&mut self, name: &str) -> Option<&mut Variable<'w>> {
        let at = self.position(name)?;
        self.list.get_mut(at)
    }
}

/// To be looked through and changed; only a declaration adds one, and only the end of its scope takes it away.
impl<'w> Deref for Variables<'w> {
    type Target = [Variable<'w>];

    fn deref(&self) -> &Self::Target {
        &self.list
    }
}

impl DerefMut for Variables<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.list
    }
}
