//! How work on many items is done: side by side, in any order, and the results in that of the items. Tests choose the order, the number
//! of threads, and that what seems not to matter is read as well: none of it changes what comes out.

use rayon::prelude::*;

/// As it is by default for everybody but tests.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Schedule {
    /// As many as the machine has, where none are chosen.
    pub threads: Option<usize>,
    /// Items are taken in an order of their own for each seed but 0.
    pub seed: u64,
    /// Words decide nothing: the bodies of all functions are read.
    pub every_body: bool,
}

impl Schedule {
    /// What `work` gives for each item, in their order.
    pub(super) fn map<T: Sync, R: Send>(self, items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
        if self.seed == 0 {
            return items.par_iter().map(work).collect();
        }
        let mut results: Vec<(usize, R)> = self.order(items.len()).into_par_iter().map(|at| (at, work(&items[at]))).collect();
        results.sort_by_key(|(at, _)| *at);
        results.into_iter().map(|(_, result)| result).collect()
    }

    /// Positions, shuffled by the seed. Source: Fisher and Yates; numbers by the generator of Knuth's MMIX.
    fn order(self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        let mut state = self.seed;
        for last in (1..count).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let chosen = usize::try_from(state >> 33).unwrap_or_default() % (last + 1);
            order.swap(last, chosen);
        }
        order
    }
}
