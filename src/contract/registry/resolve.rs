//! References within a registry: the attributes of a group are its own and those of the groups that it extends.

use std::collections::BTreeMap;

use super::{Registry, Requirement};
use crate::contract::model::Spanned;
use crate::knowledge::conventions;

/// Groups that extend groups.
const DEEPEST: usize = 32;

impl Registry<'_> {
    /// Refuses references to what is not there.
    pub(super) fn check_references(&mut self) {
        let mut unknown: Vec<(Spanned<String>, bool)> = Vec::new();
        for group in &self.groups {
            let keys = group.attributes.iter().map(|(key, _)| key);
            unknown.extend(
                keys.filter(|key| !self.by_key.contains_key(&key.value) && !conventions().knows(&key.value))
                    .map(|key| (key.clone(), true)),
            );
            if !self.builds_on_others {
                let others = group.extends.iter().filter(|id| !self.by_id.contains_key(&id.value));
                unknown.extend(others.map(|id| (id.clone(), false)));
            }
        }
        for (name, is_attribute) in unknown {
            let (what, label) = if is_attribute {
                (
                    "attribute",
                    self.mistakes.meant(&name.value, self.by_key.keys().map(String::as_str), "no attribute has this name"),
                )
            } else {
                ("group", self.mistakes.meant(&name.value, self.by_id.keys().map(String::as_str), "no group has this name"))
            };
            let help = "a registry defines what it refers to; what OpenTelemetry's conventions define is known as well";
            self.refuse(name.at, format!("{what} `{}` is defined nowhere in this registry", name.value), label, help);
        }
    }

    /// What a group asks of each attribute. What it says itself counts more than what it takes over; where it says nothing, that counts.
    pub(super) fn requirements(&self, position: usize) -> BTreeMap<String, Requirement> {
        let mut said = BTreeMap::new();
        self.gather(position, DEEPEST, &mut said);
        said.into_iter().map(|(key, level)| (key, level.unwrap_or(Requirement::Recommended))).collect()
    }

    fn gather(&self, position: usize, depth: usize, said: &mut BTreeMap<String, Option<Requirement>>) {
        let Some(group) = self.groups.get(position).filter(|_| depth > 0) else { return };
        for (key, level) in &group.attributes {
            let known = said.entry(key.value.clone()).or_default();
            *known = known.or(*level);
        }
        for other in &group.extends {
            if let Some(&other) = self.by_id.get(&other.value) {
                self.gather(other, depth - 1, said);
            }
        }
    }
}
