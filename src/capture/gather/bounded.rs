//! A map that never holds more than so many keys, and always the same ones: those with the smallest hashes, whatever order they come
//! in and however many parts are put together. What is kept of a key is whole, since a key that is kept at the end was never left out.

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::distinct::Distinct;
use super::merge::Merge;

#[derive(Debug, Clone)]
pub(in crate::capture) struct Bounded<V, const MOST: usize> {
    kept: FxHashMap<Box<str>, V>,
    /// Once keys were left out: how many there are in all, and the largest hash of those that are kept.
    beyond: Option<Box<(Distinct, u64)>>,
}

impl<V, const MOST: usize> Default for Bounded<V, MOST> {
    fn default() -> Self {
        Self { kept: FxHashMap::default(), beyond: None }
    }
}

/// The same on every machine.
pub(in crate::capture) fn hash(text: &str) -> u64 {
    hash_of_bytes(text.as_bytes())
}

/// The same of any bytes.
pub(in crate::capture) fn hash_of_bytes(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.write_u64(bytes.len() as u64);
    hasher.finish()
}

impl<V, const MOST: usize> Bounded<V, MOST> {
    /// The value of a key, made by `new` if there is none yet; none where the key is left out.
    pub(in crate::capture) fn entry(&mut self, key: &str, new: impl FnOnce() -> V) -> Option<&mut V> {
        if !self.kept.contains_key(key) && !self.insert(key.into(), new) {
            return None;
        }
        self.kept.get_mut(key)
    }

    pub(in crate::capture) fn get(&self, key: &str) -> Option<&V> {
        self.kept.get(key)
    }

    pub(in crate::capture) fn has(&self, key: &str) -> bool {
        self.kept.contains_key(key)
    }

    pub(in crate::capture) fn get_mut(&mut self, key: &str) -> Option<&mut V> {
        self.kept.get_mut(key)
    }

    /// Whether there is room for a new key.
    fn insert(&mut self, key: Box<str>, new: impl FnOnce() -> V) -> bool {
        if self.kept.len() < MOST && self.beyond.is_none() {
            self.kept.insert(key, new());
            return true;
        }
        let hash = hash(&key);
        let largest = |kept: &FxHashMap<Box<str>, V>| kept.keys().map(|key| self::hash(key)).max().unwrap_or(0);
        let kept = &mut self.kept;
        let beyond = self.beyond.get_or_insert_with(|| {
            let mut all = Distinct::default();
            for key in kept.keys() {
                all.add(self::hash(key));
            }
            Box::new((all, largest(kept)))
        });
        beyond.0.add(hash);
        if hash >= beyond.1 {
            return false;
        }
        self.kept.insert(key, new());
        let last = beyond.1;
        self.kept.retain(|key, _| self::hash(key) != last);
        beyond.1 = largest(&self.kept);
        true
    }

    /// How many keys there were, also of those that are left out.
    pub(in crate::capture) fn count(&self) -> u64 {
        self.beyond.as_ref().map_or(self.kept.len() as u64, |beyond| beyond.0.count())
    }

    pub(in crate::capture) fn left_some_out(&self) -> bool {
        self.beyond.is_some()
    }

    /// Sorted by key.
    pub(in crate::capture) fn sorted(&self) -> Vec<(&str, &V)> {
        let mut all: Vec<_> = self.kept.iter().map(|(key, value)| (&**key, value)).collect();
        all.sort_unstable_by_key(|(key, _)| *key);
        all
    }

    /// In no order.
    pub(in crate::capture) fn values(&self) -> impl Iterator<Item = &V> {
        self.kept.values()
    }
}

impl<V: Merge, const MOST: usize> Merge for Bounded<V, MOST> {
    fn merge(&mut self, other: Self) {
        let mut all = None;
        if self.beyond.is_some() || other.beyond.is_some() {
            let mut distinct = self.distinct();
            distinct.merge(other.distinct());
            all = Some(distinct);
        }
        for (key, value) in other.kept {
            match self.kept.get_mut(&key) {
                Some(kept) => kept.merge(value),
                None => {
                    self.kept.insert(key, value);
                }
            }
        }
        if self.kept.len() > MOST || all.is_some() {
            let distinct = all.unwrap_or_else(|| {
                let mut distinct = Distinct::default();
                for key in self.kept.keys() {
                    distinct.add(hash(key));
                }
                distinct
            });
            let mut hashes: Vec<u64> = self.kept.keys().map(|key| hash(key)).collect();
            hashes.sort_unstable();
            let largest = hashes.get(MOST - 1).or(hashes.last()).copied().unwrap_or(0);
            self.kept.retain(|key, _| hash(key) <= largest);
            self.beyond = Some(Box::new((distinct, largest)));
        }
    }
}

impl<V, const MOST: usize> Bounded<V, MOST> {
    fn distinct(&self) -> Distinct {
        if let Some(beyond) = &self.beyond {
            return beyond.0.clone();
        }
        let mut distinct = Distinct::default();
        for key in self.kept.keys() {
            distinct.add(hash(key));
        }
        distinct
    }
}

#[derive(Serialize)]
struct Written<'v, V> {
    kept: Vec<(&'v str, &'v V)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all: Option<&'v Distinct>,
}

#[derive(Deserialize)]
struct Read<V> {
    kept: Vec<(Box<str>, V)>,
    #[serde(default)]
    all: Option<Distinct>,
}

impl<V: Serialize, const MOST: usize> Serialize for Bounded<V, MOST> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Written { kept: self.sorted(), all: self.beyond.as_ref().map(|beyond| &beyond.0) }.serialize(serializer)
    }
}

impl<'de, V: Deserialize<'de>, const MOST: usize> Deserialize<'de> for Bounded<V, MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Read::deserialize(deserializer)?;
        let kept: FxHashMap<Box<str>, V> = read.kept.into_iter().take(MOST).collect();
        let largest = kept.keys().map(|key| hash(key)).max().unwrap_or(0);
        Ok(Self { kept, beyond: read.all.map(|all| Box::new((all, largest))) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Few = Bounded<u64, 10>;

    fn of(keys: impl Iterator<Item = u64>) -> Few {
        let mut map = Few::default();
        for key in keys {
            if let Some(value) = map.entry(&format!("key {key}"), || 0) {
                *value += 1;
            }
        }
        map
    }

    #[test]
    fn order_and_parts_change_nothing() {
        let shown = |map: &Few| serde_json::to_string(map).unwrap();
        let once = of((0..200).map(|at| at % 100));
        let other_way_round = of((0..200).rev().map(|at| at % 100));
        let mut parts = of(0..100);
        parts.merge(of((0..60).chain(60..100).rev()));
        let mut small = of(0..4);
        for part in [of(4..8), of(8..70), of(70..100), of(0..100)] {
            small.merge(part);
        }
        let read: Few = serde_json::from_str(&shown(&once)).unwrap();
        for map in [&other_way_round, &parts, &small, &read] {
            assert_eq!(shown(map), shown(&once));
        }
        assert_eq!((once.sorted().len(), once.count(), once.left_some_out()), (10, 100, true));
        assert!(once.values().all(|count| *count == 2));
        assert_eq!(of(0..10).count(), 10);
    }
}
