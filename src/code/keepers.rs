//! Values that keep telemetry going for as long as they live: guards of libraries, types of this workspace whose `Drop` shuts a
//! pipeline down or flushes it, and whatever holds one of those.

use std::borrow::Borrow;
use std::collections::{BTreeSet, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::holding::each_name;
use super::source_text::SourceText;
use super::tree::Type;
use super::types::Ty;
use super::walk::{Summaries, Walker};
use super::workspace::{Item, Workspace};
use crate::knowledge::{Is, Signal};
use crate::source::Source;

/// Calls between a `Drop` and what shuts the pipeline down.
const MAX_DEPTH: usize = 3;

/// What ends with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keeper {
    /// The type that does it, without its path.
    pub(super) name: String,
    /// Whether something that is not exported or written yet waits for it.
    pub(super) holds_back: bool,
    /// Whether it is `Send`, where that is stated.
    pub(super) crosses_threads: Option<bool>,
}

/// Types whose `Drop` shuts a pipeline down or flushes it, for certain.
pub(super) fn keepers(workspace: &Workspace, sources: &[impl Borrow<Source>]) -> FxHashSet<Item> {
    let mut keepers = FxHashSet::default();
    for (item, function) in workspace.own.read() {
        if function.name == "drop" && ends_pipeline(workspace, sources, item) {
            keepers.extend(workspace.own_type_of(item));
        }
    }
    keepers
}

/// Whether a function, or one of this workspace that it calls, ends a pipeline that is known to be one.
fn ends_pipeline(workspace: &Workspace, sources: &[impl Borrow<Source>], function: Item) -> bool {
    let mut seen = BTreeSet::new();
    let mut frontier = vec![function];
    for _ in 0..MAX_DEPTH {
        let mut next = Vec::new();
        for item in frontier {
            let (Some(source), true) = (sources.get(item.unit), seen.insert(item)) else { continue };
            let text = SourceText::new(item.unit, source.borrow());
            let walked = Walker::walk(workspace, text, workspace.function(item), item.unit, false, &Summaries::default());
            if walked.footprint.ends_known_pipeline() {
                return true;
            }
            next.extend(walked.footprint.calls);
        }
        frontier = next;
    }
    false
}

impl Workspace {
    /// What keeps telemetry going for as long as a value of this type lives: it is such a guard, or it holds one.
    pub(super) fn keeper_in(&self, ty: &Ty) -> Option<Keeper> {
        self.search_keeper(ty, &mut HashSet::new())
    }

    /// Whether a value of this type is such a guard by itself.
    pub(super) fn is_keeper(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Api(api, _) => matches!(api.is, Some(Is::TelemetryGuard | Is::SubscriberGuard)),
            Ty::Own(item, _) => self.keepers.contains(item),
            _ => false,
        }
    }

    /// Whether a value of this type is one or holds one, without a look into the fields of own types.
    pub(super) fn shows_keeper(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Api(api, parts) if matches!(api.is, Some(Is::Wrapper | Is::Container)) => {
                parts.iter().any(|part| self.shows_keeper(part))
            }
            Ty::Tuple(parts) => parts.iter().any(|part| self.shows_keeper(part)),
            _ => self.is_keeper(ty),
        }
    }

    fn search_keeper(&self, ty: &Ty, seen: &mut HashSet<Item>) -> Option<Keeper> {
        match ty {
            Ty::Api(api, _) if matches!(api.is, Some(Is::TelemetryGuard | Is::SubscriberGuard)) => {
                let name = api.path.rsplit("::").next().unwrap_or(api.path);
                Some(Keeper {
                    name: name.to_owned(),
                    holds_back: api.is == Some(Is::TelemetryGuard),
                    crosses_threads: api.crosses_threads,
                })
            }
            // Of counted pointers another copy may live on; what is in an error was not taken.
            Ty::Api(api, arguments) if matches!(api.is, Some(Is::Wrapper | Is::Container)) && !api.counted => {
                self.search_keeper(arguments.first()?, seen)
            }
            Ty::Tuple(items) => items.iter().find_map(|item| self.search_keeper(item, seen)),
            Ty::Own(item, _) if self.keepers.contains(item) => {
                Some(Keeper { name: self.data_type(*item).name.clone(), holds_back: true, crosses_threads: None })
            }
            Ty::Own(item, _) if seen.insert(*item) => {
                self.field_types(*item).iter().find_map(|field| self.search_keeper(field, seen))
            }
            _ => None,
        }
    }

    /// What the providers are for that a value of this type is or holds.
    pub(super) fn providers_in(&self, ty: &Ty) -> Vec<Signal> {
        let mut found = Vec::new();
        self.search_providers(ty, &mut HashSet::new(), &mut found);
        found
    }

    fn search_providers(&self, ty: &Ty, seen: &mut HashSet<Item>, found: &mut Vec<Signal>) {
        match ty.unwrapped() {
            Ty::Api(api, _) if api.is == Some(Is::Provider) => found.extend(api.signal),
            Ty::Api(api, arguments) if api.is == Some(Is::Container) => {
                for argument in arguments.iter() {
                    self.search_providers(argument, seen, found);
                }
            }
            Ty::Tuple(items) => {
                for item in items.iter() {
                    self.search_providers(item, seen, found);
                }
            }
            Ty::Own(item, _) if seen.insert(*item) => {
                for field in self.field_types(*item).iter() {
                    self.search_providers(field, seen, found);
                }
            }
            _ => {}
        }
    }

    /// The names of those types, and of types of this workspace with a field of such a name.
    pub(super) fn keeper_names(&self) -> FxHashSet<String> {
        let own = self.keepers.iter().map(|item| self.data_type(*item).name.clone());
        let guards = self.knowledge.catalog.names_of_types(&[Is::TelemetryGuard, Is::SubscriberGuard]);
        self.names_of_holders(guards.map(str::to_owned).chain(own).collect())
    }

    /// `drop` of types that hold a provider, where it was not read.
    pub(super) fn unread_drops(&self) -> Vec<Item> {
        let mut holders = None;
        let mut unread = Vec::new();
        for (item, own) in self.own.all() {
            if own.name != "drop" || own.with_body().is_some() || self.own.calls(item).is_empty() {
                continue;
            }
            let holders = holders.get_or_insert_with(|| {
                self.names_of_holders(self.knowledge.catalog.names_of_types(&[Is::Provider]).map(str::to_owned).collect())
            });
            if matches!(self.own.owner(item), Some(Type::Path(of)) if holders.contains(of.last())) {
                unread.push(item);
            }
        }
        unread
    }

    /// These names, and those of types with a field of such a name, and so on: each name is looked at once.
    pub(super) fn names_of_holders(&self, mut names: FxHashSet<String>) -> FxHashSet<String> {
        let mut holders: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        for data in self.units.iter().flat_map(|unit| &unit.types) {
            for (_, field) in &data.fields {
                each_name(field, &mut |name| holders.entry(name).or_default().push(&data.name));
            }
        }
        let mut rest: Vec<&str> = names.iter().filter_map(|name| Some(*holders.get_key_value(name.as_str())?.0)).collect();
        while let Some(name) = rest.pop() {
            for holder in holders.remove(name).unwrap_or_default() {
                if names.insert(holder.to_owned()) {
                    rest.push(holder);
                }
            }
        }
        names
    }

    /// The type of this workspace that a method belongs to.
    pub(super) fn own_type_of(&self, method: Item) -> Option<Item> {
        match self.type_of(self.context_of(method), self.function(method).of.as_ref()?) {
            Ty::Own(item, _) => Some(item),
            _ => None,
        }
    }
}
