//! Names of spans by number, so that an entry of the index need not hold them.

use rustc_hash::FxHashMap;

/// Spans of one name, scope and service.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub(in crate::capture) struct Group {
    pub(in crate::capture) service: String,
    pub(in crate::capture) scope: String,
    /// The skeleton.
    pub(in crate::capture) name: String,
    pub(in crate::capture) kind: u8,
}

/// All groups by number.
#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Groups {
    list: Vec<Group>,
    numbers: FxHashMap<Group, u32>,
}

impl Groups {
    /// The number of a group, a new one if it has none.
    pub(in crate::capture) fn number(&mut self, group: Group) -> u32 {
        if let Some(known) = self.numbers.get(&group) {
            return *known;
        }
        let number = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.list.push(group.clone());
        self.numbers.insert(group, number);
        number
    }

    /// In the order of their numbers.
    pub(in crate::capture) fn list(&self) -> &[Group] {
        &self.list
    }
}
