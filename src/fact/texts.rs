//! Several texts, which many facts may share: each of a thousand fields knows those before it.

use std::cmp::Ordering;
use std::ops::Deref;
use std::sync::Arc;

use rustc_hash::FxHashSet;

/// Texts in source order.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    shared: Arc<Shared>,
    count: usize,
}

#[derive(Debug, Default)]
struct Shared {
    list: Vec<String>,
    /// The same, to be asked for by name; left out where there are few.
    known: FxHashSet<String>,
}

/// More are not looked through one by one.
const FEW: usize = 16;

impl Texts {
    /// The first `count` of them.
    #[must_use]
    pub fn first(&self, count: usize) -> Self {
        Self { shared: self.shared.clone(), count: count.min(self.count) }
    }

    /// Whether one of them is this.
    pub fn has(&self, text: &str) -> bool {
        if self.count > FEW && !self.shared.known.contains(text) {
            return false;
        }
        self.iter().any(|known| known == text)
    }
}

impl Deref for Texts {
    type Target = [String];

    fn deref(&self) -> &[String] {
        self.shared.list.get(..self.count).unwrap_or_default()
    }
}

impl PartialOrd for Texts {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Texts {
    fn cmp(&self, other: &Self) -> Ordering {
        // What is shared by many is compared once.
        if Arc::ptr_eq(&self.shared, &other.shared) { self.count.cmp(&other.count) } else { self[..].cmp(&other[..]) }
    }
}

impl From<Vec<String>> for Texts {
    fn from(list: Vec<String>) -> Self {
        let count = list.len();
        let known = if count > FEW { list.iter().cloned().collect() } else { FxHashSet::default() };
        Self { shared: Arc::new(Shared { list, known }), count }
    }
}

impl PartialEq for Texts {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Texts {}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn the_first_are_a_part_of_the_same() {
        let all = Texts::from((0..40).map(|at| format!("a{at}")).collect::<Vec<_>>());
        let some = all.first(20);
        assert_eq!(some.len(), 20);
        assert!(some.has("a19") && !some.has("a20") && all.has("a39") && !all.has("b"));
        assert_eq!(some, Texts::from((0..20).map(|at| format!("a{at}")).collect::<Vec<_>>()));
    }
}
