//! Names of spans by number, so that an entry of the index need not hold them.

use std::collections::BTreeSet;

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

impl Group {
    pub(in crate::capture) fn new(service: &str, scope: &str, name: &str, kind: u8) -> Self {
        Self { service: service.to_owned(), scope: scope.to_owned(), name: name.to_owned(), kind }
    }
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

    /// The groups that `of` makes of these, numbered by what they are and not by when they were seen first; and the new number of each.
    pub(in crate::capture) fn numbered_anew(&self, of: impl Fn(&Group) -> Group) -> (Self, Vec<u32>) {
        let made: Vec<Group> = self.list.iter().map(of).collect();
        let mut groups = Self::default();
        let sorted: BTreeSet<&Group> = made.iter().collect();
        for group in sorted {
            groups.number(group.clone());
        }
        let numbers = made.into_iter().map(|group| groups.number(group)).collect();
        (groups, numbers)
    }

    /// In the order of their numbers.
    pub(in crate::capture) fn list(&self) -> &[Group] {
        &self.list
    }
}
