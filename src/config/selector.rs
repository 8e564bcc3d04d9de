//! The names by which people pick rules: an id, a family, or `all`.

use crate::rule::{Rule, rule, rules};
use crate::text::nearest;

/// Some of the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selector {
    All,
    Family(&'static str),
    Rule(&'static str),
}

impl Selector {
    pub fn by_name(name: &str) -> Option<Self> {
        if name == "all" {
            return Some(Self::All);
        }
        let family = || rules().iter().map(|rule| rule.family).find(|family| *family == name).map(Self::Family);
        rule(name).map(|rule| Self::Rule(rule.id)).or_else(family)
    }

    pub fn covers(self, rule: &Rule) -> bool {
        match self {
            Self::All => true,
            Self::Family(family) => rule.family == family,
            Self::Rule(id) => rule.id == id,
        }
    }

    /// The closer a selector looks, the more it weighs.
    pub fn weight(self) -> u8 {
        match self {
            Self::All => 0,
            Self::Family(_) => 1,
            Self::Rule(_) => 2,
        }
    }
}

/// What to say about a name that selects no rule.
pub fn suggestion(name: &str) -> String {
    let names = rules().iter().flat_map(|rule| [rule.id, rule.family]).chain(["all"]);
    match nearest(name, names) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`cargo otel-lint rules` lists them".to_owned(),
    }
}
