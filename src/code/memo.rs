//! Answers that are kept: a pure question that can be asked twice is answered once. No lock is held while an answer is found, so two
//! threads may find the same one, and it does not matter whose is kept.

use std::borrow::Borrow;
use std::hash::Hash;
use std::sync::{PoisonError, RwLock};

use rustc_hash::FxHashMap;

/// Answers by what was asked. They hold for one state of what is asked about: with the next, all are forgotten.
#[derive(Debug)]
pub(super) struct Memo<K, V> {
    kept: RwLock<(u32, FxHashMap<K, V>)>,
}

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self { kept: RwLock::new((0, FxHashMap::default())) }
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    /// The answer that is kept for this state, or the one that `find` gives.
    pub(super) fn get_or<Q>(&self, state: u32, asked: &Q, find: impl FnOnce() -> V) -> V
    where
        Q: Eq + Hash + ToOwned<Owned = K> + ?Sized,
        K: Borrow<Q>,
    {
        let kept = self.kept.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = kept.1.get(asked).filter(|_| kept.0 == state) {
            return answer.clone();
        }
        drop(kept);
        let answer = find();
        let mut kept = self.kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.0 != state {
            *kept = (state, FxHashMap::default());
        }
        kept.1.insert(asked.to_owned(), answer.clone());
        answer
    }
}
