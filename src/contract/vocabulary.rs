//! The names that a contract and its imports know: attributes, tails, other names, groups. Groups in lists are spelled out here, and names
//! that nobody knows are refused.

use std::collections::{HashMap, HashSet};

use super::index::Keys;
use super::layer::Layer;
use super::mistakes::{Mistakes, shorter};
use super::model::{AttributeDefinition, Element, Semconv, Spanned, Type};
use crate::knowledge::{ConventionKind, conventions};

/// All names, indexed.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    attributes: Vec<AttributeDefinition>,
    keys: Keys,
    /// Known without more being said of them: of the resource.
    others: HashSet<String>,
    /// Other names, and the names of the things.
    aliases: HashMap<String, String>,
    groups: HashMap<String, Vec<Spanned<String>>>,
}

/// What a key is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Something is asked of telemetry that has it.
    Asked,
    /// It may be there. Tails are welcome.
    Allowed,
    /// It is never there, and so need not be defined. Tails are welcome.
    Refused,
}

impl Vocabulary {
    pub(super) fn new(attributes: Vec<AttributeDefinition>, resource: &[AttributeDefinition], layers: &[Layer]) -> Self {
        let mut all = Self { keys: Keys::new(&attributes), attributes, ..Self::default() };
        for definition in &all.attributes {
            for alias in &definition.aliases {
                all.aliases.entry(alias.value.clone()).or_insert_with(|| definition.key.clone());
            }
        }
        for definition in resource {
            all.others.insert(definition.key.clone());
        }
        for (name, keys) in layers.iter().flat_map(|layer| &layer.groups) {
            all.groups.insert(name.value.clone(), keys.clone());
        }
        all
    }

    pub(super) fn attributes(&self) -> &[AttributeDefinition] {
        &self.attributes
    }

    pub(super) fn into_attributes(self) -> Vec<AttributeDefinition> {
        self.attributes
    }

    /// What is said of a key: of itself, or of the longest tail that holds it.
    pub(super) fn definition(&self, key: &str) -> Option<&AttributeDefinition> {
        self.keys.position(key).and_then(|at| self.attributes.get(at))
    }

    /// The type of a key's values, where the contract or the conventions know it.
    pub(super) fn kind(&self, key: &str, semconv: Semconv) -> Option<Type> {
        if let Some(definition) = self.definition(key)
            && let Some(kind) = &definition.kind
        {
            return Some(kind.value);
        }
        let convention = Some(()).filter(|()| semconv != Semconv::None).and_then(|()| conventions().of(key))?;
        match convention.kind {
            ConventionKind::String => Some(Type::String),
            ConventionKind::Int => Some(Type::Int),
            ConventionKind::Double => Some(Type::Double),
            ConventionKind::Boolean => Some(Type::Boolean),
            ConventionKind::Array | ConventionKind::Any => None,
        }
    }

    fn knows(&self, key: &str, semconv: Semconv) -> bool {
        self.definition(key).is_some() || self.others.contains(key) || (semconv != Semconv::None && conventions().knows(key))
    }

    /// Refuses a key that is defined nowhere, or is another name of a thing.
    pub(super) fn check(&self, mistakes: &mut Mistakes, key: &Spanned<String>, semconv: Semconv) {
        let name = key.value.strip_suffix(".*").unwrap_or(&key.value);
        if name.contains(['$', '*']) {
            return;
        }
        if let Some(meant) = self.aliases.get(name).filter(|_| !self.keys.exact.contains_key(name)) {
            let problem = format!("`{name}` is another name for `{meant}`");
            let help = "a contract uses the one name; the others are found in telemetry and reported there";
            return mistakes.refuse(key.at, problem, format!("write `{meant}`"), help);
        }
        let is_tail = name.len() < key.value.len();
        if self.knows(name, semconv) || (is_tail && self.keys.tails.contains_key(name)) {
            return;
        }
        let own = self.keys.exact.keys().map(String::as_str).chain(self.others.iter().map(String::as_str));
        let conventions = (semconv != Semconv::None).then(|| conventions().keys()).into_iter().flatten().map(shorter);
        let label = mistakes.meant(name, own.chain(conventions), "no attribute has this name");
        let help = match semconv {
            Semconv::None => {
                "define it under `attributes`, or import a file that does; `semconv: none` leaves out OpenTelemetry's names"
            }
            Semconv::Embedded(_) => {
                "define it under `attributes`, or import a file that does; OpenTelemetry's conventions do not name it either"
            }
        };
        mistakes.refuse(key.at, format!("attribute `{name}` is defined nowhere"), label, help);
    }

    /// The members of the groups of a file, which are keys.
    pub(super) fn check_groups(&self, mistakes: &mut Mistakes, layer: &Layer) {
        for key in layer.groups.iter().flat_map(|(_, keys)| keys) {
            self.check(mistakes, key, layer.semconv);
        }
    }

    /// Puts the keys of groups in their place, at the place of the group; each key once.
    pub(super) fn spell_out(&self, mistakes: &mut Mistakes, list: &mut Vec<Spanned<String>>, semconv: Semconv, usage: Use) {
        let mut seen = HashSet::new();
        let mut spelled = Vec::with_capacity(list.len());
        for item in std::mem::take(list) {
            let Some(group) = item.value.strip_prefix('$') else {
                if usage == Use::Asked && item.value.ends_with(".*") {
                    Self::refuse_tail(mistakes, &item);
                    continue;
                }
                if usage != Use::Refused {
                    self.check(mistakes, &item, semconv);
                }
                if seen.insert(item.value.clone()) {
                    spelled.push(item);
                }
                continue;
            };
            let Some(keys) = self.groups.get(group) else {
                self.no_group(mistakes, &item, group);
                continue;
            };
            for key in keys.iter().filter(|key| seen.insert(key.value.clone())) {
                spelled.push(Spanned { value: key.value.clone(), at: item.at });
            }
        }
        *list = spelled;
    }

    fn refuse_tail(mistakes: &mut Mistakes, item: &Spanned<String>) {
        let problem = format!("`{}` is no single attribute", item.value);
        let help = "tails stand under `attributes`, and in `optional` and `forbidden`";
        mistakes.refuse(item.at, problem, "which of them is meant?", help);
    }

    fn no_group(&self, mistakes: &mut Mistakes, item: &Spanned<String>, group: &str) {
        let label = mistakes.meant(group, self.groups.keys().map(String::as_str), "no group has this name");
        let label = label.replacen("mean `", "mean `$", 1);
        let help = "define it under `groups`, such as `groups: { order: [order.id, tenant.id] }`";
        mistakes.refuse(item.at, format!("group `{}` is defined nowhere", item.value), label, help);
    }

    /// Refuses names of which it is not plain what they are names of.
    pub(super) fn check_aliases(&self, mistakes: &mut Mistakes) {
        for definition in &self.attributes {
            for alias in &definition.aliases {
                let (name, key) = (&alias.value, &definition.key);
                let help = "an alias is a name that is found in telemetry and ought to be another";
                if name == key {
                    mistakes.refuse(alias.at, format!("`{name}` is an alias of itself"), "leave it out", help);
                } else if name.ends_with(".*") {
                    mistakes.refuse(alias.at, format!("alias `{name}` of `{key}` is no single name"), "name each", help);
                } else if self.keys.exact.contains_key(name) {
                    let label = format!("`{name}` is defined as an attribute of its own");
                    mistakes.refuse(alias.at, format!("alias `{name}` of `{key}` is also a name"), label, help);
                } else if let Some(other) = self.aliases.get(name).filter(|other| *other != key) {
                    let label = format!("`{other}` has it too");
                    mistakes.refuse(alias.at, format!("alias `{name}` of `{key}` is an alias of two attributes"), label, help);
                }
            }
        }
    }
}

/// The type of one value of an array.
pub(super) fn element(element: Element) -> Type {
    match element {
        Element::String => Type::String,
        Element::Int => Type::Int,
        Element::Double => Type::Double,
        Element::Boolean => Type::Boolean,
    }
}
