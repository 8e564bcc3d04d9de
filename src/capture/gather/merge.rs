//! What can be put together from two parts, in either order.

use std::collections::BTreeMap;

pub(in crate::capture) trait Merge {
    fn merge(&mut self, other: Self);
}

impl Merge for u64 {
    fn merge(&mut self, other: Self) {
        *self = self.saturating_add(other);
    }
}

/// All counts together. What a part says of itself may be anything.
pub(in crate::capture) fn total(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}

/// Puts maps together by their keys.
pub(in crate::capture) fn merge_maps<K: Ord, V: Merge + Default>(into: &mut BTreeMap<K, V>, from: BTreeMap<K, V>) {
    for (key, value) in from {
        into.entry(key).or_default().merge(value);
    }
}
