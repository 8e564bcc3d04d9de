//! The semantic conventions, indexed: which type the values of a key have, and which key a constant stands for.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::model::Convention;
use super::parts::ConventionKind;

static CONVENTIONS: &[Convention] = include!(concat!(env!("OUT_DIR"), "/semconv.rs"));

/// All attributes of the semantic conventions, indexed once.
pub fn conventions() -> &'static Conventions {
    static INDEX: LazyLock<Conventions> = LazyLock::new(|| Conventions::new(CONVENTIONS));
    &INDEX
}

/// Look-ups by key and by the name of the constant that stands for it.
#[derive(Debug)]
pub struct Conventions {
    by_key: FxHashMap<&'static str, &'static Convention>,
    /// A name that more than one key would have stands for none.
    by_constant: FxHashMap<String, Option<&'static str>>,
}

impl Conventions {
    fn new(all: &'static [Convention]) -> Self {
        let mut by_constant: FxHashMap<String, Option<&'static str>> = FxHashMap::default();
        for convention in all {
            let name = convention.key.to_uppercase().replace('.', "_");
            by_constant.entry(name).and_modify(|known| *known = None).or_insert(Some(convention.key));
        }
        Self { by_key: all.iter().map(|convention| (convention.key, convention)).collect(), by_constant }
    }

    /// The convention of a key: its own, or that of the template that it begins with.
    pub fn of(&self, key: &str) -> Option<&'static Convention> {
        if let Some(found) = self.by_key.get(key) {
            return Some(found);
        }
        let dots = key.match_indices('.').map(|(at, _)| at);
        dots.filter_map(|at| self.by_key.get(&key[..at])).find(|convention| convention.template).copied()
    }

    /// The key that a constant of that name stands for, such as `HTTP_ROUTE`.
    pub fn key_of(&self, constant: &str) -> Option<&'static str> {
        self.by_constant.get(constant).copied().flatten()
    }
}
