//! Which keys of a contract a record has, and where among its attributes.

/// By the number of the key.
#[derive(Debug, Default)]
pub(in crate::capture) struct Present {
    /// 1 more than the position of the first attribute with the key; 0 where there is none.
    at: Vec<u32>,
    /// Every number of every attribute, with its position.
    all: Vec<(u32, u32)>,
}

impl Present {
    /// Begins with another record, or another contract of so many keys.
    pub(in crate::capture) fn clear(&mut self, keys: usize) {
        for (key, _) in self.all.drain(..) {
            if let Some(at) = self.at.get_mut(key as usize) {
                *at = 0;
            }
        }
        if self.at.len() < keys {
            self.at.resize(keys, 0);
        }
    }

    /// The attribute at `position` has the key.
    pub(in crate::capture) fn add(&mut self, key: u32, position: u32) {
        if let Some(at) = self.at.get_mut(key as usize) {
            if *at == 0 {
                *at = position + 1;
            }
            self.all.push((key, position));
        }
    }

    pub(in crate::capture) fn has(&self, key: u32) -> bool {
        self.at.get(key as usize).is_some_and(|at| *at != 0)
    }

    /// Where the first attribute with the key stands.
    pub(in crate::capture) fn position(&self, key: u32) -> Option<usize> {
        self.at.get(key as usize).filter(|at| **at != 0).map(|at| *at as usize - 1)
    }

    /// Whether the attribute at `position` has one of these keys.
    pub(in crate::capture) fn is_one_of(&self, position: usize, keys: &[u32]) -> bool {
        self.all.iter().any(|(key, at)| *at as usize == position && keys.contains(key))
    }
}
