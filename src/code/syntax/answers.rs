//! Answers that are kept. A wave of questions is answered at once: each that was not asked before, once.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::parse::{Answer, Given};
use crate::code::outline::ItemId;

#[derive(Debug)]
pub(super) struct Answers<T> {
    found: FxHashMap<ItemId, Answer<T>>,
}

impl<T> Default for Answers<T> {
    fn default() -> Self {
        Self { found: FxHashMap::default() }
    }
}

impl<T: Send> Answers<T> {
    /// Asks for these, each by itself. The order of the list is of no matter.
    pub(super) fn fill(&mut self, wanted: &[ItemId], read: impl Fn(ItemId) -> Option<Answer<T>> + Sync) {
        let mut new: Vec<ItemId> = wanted.iter().filter(|id| !self.found.contains_key(id)).copied().collect();
        new.sort_unstable();
        new.dedup();
        let answers: Vec<(ItemId, Answer<T>)> = new.into_par_iter().filter_map(|id| Some((id, read(id)?))).collect();
        self.found.extend(answers);
    }

    pub(super) fn answer(&self, id: ItemId) -> Option<&Answer<T>> {
        self.found.get(&id)
    }

    /// The answer, where there is one.
    pub(super) fn get(&self, id: ItemId) -> Option<&T> {
        self.found.get(&id).and_then(|answer| answer.value.as_ref().ok())
    }

    pub(super) fn given(&self) -> Given {
        self.found.values().map(|answer| answer.given).fold(Given::default(), Given::with)
    }
}
