//! A contract with its names indexed and its clauses compiled: what both halves ask when they hold something against it.

use std::sync::OnceLock;

use std::hash::Hasher;

use rustc_hash::{FxHashMap, FxHasher};

use super::matching::Matcher;
use super::model::{At, AttributeDefinition, Contract, LogClause, NameMatch, Semconv, Service};
use crate::fact::{ContractPlace, Version};
use crate::knowledge::{Named, conventions};
use crate::text::nearest;

/// A contract, indexed once and asked often.
#[derive(Debug)]
pub struct ContractIndex {
    pub contract: Contract,
    pub spans: Matcher,
    pub metrics: Matcher,
    /// By the name of the event.
    pub logs: Matcher,
    attributes: Keys,
    resource: Keys,
    /// Other names, and the definition and alias that each is.
    aliases: FxHashMap<String, (usize, usize)>,
    /// Names of attributes that a registry gave up, and what each is called now.
    renamed: FxHashMap<String, String>,
    services: FxHashMap<String, usize>,
    /// Spans and metrics by their names alone, for whoever does not know of which service they will be.
    pub(super) anybodys_spans: OnceLock<Matcher>,
    pub(super) anybodys_metrics: OnceLock<Matcher>,
    /// The date of today, `YYYY-MM-DD`, after which an exception may have run out.
    today: Option<String>,
}

/// Positions of definitions.
#[derive(Debug, Default)]
pub(super) struct Keys {
    pub(super) exact: FxHashMap<String, usize>,
    /// Without the `.*`.
    pub(super) tails: FxHashMap<String, usize>,
}

/// What a contract says of an attribute's key.
#[derive(Debug, Clone, PartialEq)]
pub enum Said<'c> {
    /// It defines the key, or a tail that the key has.
    Defined(&'c AttributeDefinition),
    /// It is another name of that attribute. The place is that of the alias, where the contract has one.
    OtherName {
        of: &'c str,
        at: Option<At>,
    },
    /// OpenTelemetry's conventions know it, which the contract takes for its own.
    Convention,
    Nothing,
}

/// Which of several contracts a service goes by: the one that lists it, else the one that is about everybody.
pub fn contract_of<'c>(contracts: impl Iterator<Item = &'c ContractIndex>, service: &str) -> Option<usize> {
    let speaking = contracts.enumerate().filter(|(_, index)| index.speaks_of(service));
    speaking.min_by_key(|(at, index)| (!index.lists_services(), *at)).map(|(at, _)| at)
}

impl ContractIndex {
    /// `today` as `YYYY-MM-DD`, if it is known.
    pub fn new(contract: Contract, today: Option<String>) -> Self {
        let event =
            |clause: &LogClause| clause.event.as_ref().map_or(NameMatch::Any, |event| NameMatch::Literal(event.value.clone()));
        let events: Vec<NameMatch> = contract.logs.iter().map(event).collect();
        let mut aliases = FxHashMap::default();
        for (position, definition) in contract.attributes.iter().enumerate() {
            for (at, alias) in definition.aliases.iter().enumerate() {
                aliases.entry(alias.value.clone()).or_insert((position, at));
            }
        }
        let renamed = contract.renamed.iter().filter(|renamed| renamed.is == Named::Attribute);
        Self {
            spans: Matcher::new(contract.spans.iter().map(|clause| (&clause.name, &clause.selectors))),
            metrics: Matcher::new(contract.metrics.iter().map(|clause| (&clause.name, &clause.selectors))),
            logs: Matcher::new(events.iter().zip(contract.logs.iter().map(|clause| &clause.selectors))),
            attributes: Keys::new(&contract.attributes),
            resource: Keys::new(&contract.resource),
            aliases,
            renamed: renamed.filter_map(|renamed| Some((renamed.from.clone(), renamed.to.clone()?))).collect(),
            services: contract.services.iter().enumerate().map(|(at, service)| (service.name.value.clone(), at)).collect(),
            anybodys_spans: OnceLock::new(),
            anybodys_metrics: OnceLock::new(),
            contract,
            today,
        }
    }

    /// Whether the contract is about a service.
    pub fn speaks_of(&self, service: &str) -> bool {
        self.services.is_empty() || self.services.contains_key(service)
    }

    /// Whether it is about those services alone that it lists.
    pub fn lists_services(&self) -> bool {
        !self.services.is_empty()
    }

    pub fn service(&self, name: &str) -> Option<&Service> {
        self.services.get(name).and_then(|at| self.contract.services.get(*at))
    }

    /// The release of the conventions that a service goes by. An exception that has run out is none.
    pub fn release(&self, service: &str) -> Option<Version> {
        let has_run_out = |service: &&Service| {
            let dates = self.today.as_ref().zip(service.until.as_ref());
            dates.is_some_and(|(today, until)| until < today)
        };
        let own = self.service(service).filter(|service| !has_run_out(service)).and_then(|service| service.semconv);
        own.or(match self.contract.semconv {
            Semconv::Embedded(release) => release,
            Semconv::None => None,
        })
    }

    /// The vocabulary on anything but resources.
    pub fn definition(&self, key: &str) -> Option<&AttributeDefinition> {
        self.attributes.position(key).and_then(|at| self.contract.attributes.get(at))
    }

    /// What resources are to have under a key: what is said of resources alone, else the vocabulary.
    pub fn resource_definition(&self, key: &str) -> Option<&AttributeDefinition> {
        let own = self.resource.position(key).and_then(|at| self.contract.resource.get(at));
        own.or_else(|| self.definition(key))
    }

    /// What the contract says of a key on anything but a resource.
    pub fn said(&self, key: &str) -> Said<'_> {
        let at = self.attributes.position(key);
        let definition = at.and_then(|at| self.contract.attributes.get(at));
        let alias = || {
            let (of, alias) = self.aliases.get(key)?;
            let definition = self.contract.attributes.get(*of)?;
            Some(Said::OtherName { of: &definition.key, at: definition.aliases.get(*alias).map(|alias| alias.at) })
        };
        match definition {
            // A name of its own, though a tail has it too.
            Some(definition) if !definition.is_tail => return Said::Defined(definition),
            _ => {}
        }
        if let Some(alias) = alias() {
            return alias;
        }
        if let Some(to) = self.renamed.get(key) {
            return Said::OtherName { of: to, at: None };
        }
        match definition {
            Some(definition) => Said::Defined(definition),
            None if self.contract.semconv != Semconv::None && conventions().knows(key) => Said::Convention,
            None if self.resource.position(key).is_some() => Said::Convention,
            None => Said::Nothing,
        }
    }

    /// The same on a resource.
    pub fn said_of_resource(&self, key: &str) -> Said<'_> {
        match self.resource.position(key).and_then(|at| self.contract.resource.get(at)) {
            Some(definition) => Said::Defined(definition),
            None => self.said(key),
        }
    }

    /// What a key is called by the contract, whichever of its names it is: aliases and predecessors are the attribute itself.
    pub fn canonical<'k>(&'k self, key: &'k str) -> std::borrow::Cow<'k, str> {
        if let Said::OtherName { of, .. } = self.said(key) {
            return std::borrow::Cow::Borrowed(of);
        }
        if self.attributes.exact.contains_key(key) || self.contract.semconv == Semconv::None {
            return std::borrow::Cow::Borrowed(key);
        }
        let successor = conventions().retired(Named::Attribute, key, None).and_then(|retired| retired.to);
        successor.map_or(std::borrow::Cow::Borrowed(key), std::borrow::Cow::Owned)
    }

    /// The same on a resource: a name that the contract gives to resources is itself, though the conventions may have given it up.
    pub fn canonical_of_resource<'k>(&'k self, key: &'k str) -> std::borrow::Cow<'k, str> {
        if self.resource.exact.contains_key(key) { std::borrow::Cow::Borrowed(key) } else { self.canonical(key) }
    }

    /// The declared name that is written most like a key that the contract does not know.
    pub fn nearest(&self, key: &str) -> Option<&str> {
        self.nearest_among(key, self.attributes.exact.keys())
    }

    /// The same on a resource.
    pub fn nearest_of_resource(&self, key: &str) -> Option<&str> {
        self.nearest_among(key, self.resource.exact.keys().chain(self.attributes.exact.keys()))
    }

    fn nearest_among<'k>(&self, key: &str, own: impl Iterator<Item = &'k String>) -> Option<&'k str> {
        let near = nearest(key, own.map(String::as_str).filter(|known| is_near(key, known)));
        let of_conventions = || conventions().nearest(key).filter(|known| is_near(key, known));
        near.or_else(|| Some(()).filter(|()| self.contract.semconv != Semconv::None).and_then(|()| of_conventions()))
    }

    /// The file and line of something in the contract.
    pub fn place(&self, at: At) -> ContractPlace {
        let file = self.contract.files.get(at.file).map(|file| file.path.clone()).unwrap_or_default();
        ContractPlace { file, line: at.line.max(1), clause: String::new() }
    }

    /// The same of something in the clause that begins at `clause`.
    pub fn place_in(&self, clause: At, at: At) -> ContractPlace {
        let id = format!("{}:{}:{}", clause.file, clause.line, clause.column);
        ContractPlace { clause: format!("{}:{id}", self.file()), ..self.place(at) }
    }

    /// The same for the same texts, on every machine.
    pub fn fingerprint(&self) -> String {
        let mut hasher = FxHasher::default();
        for file in &self.contract.files {
            hasher.write(file.text.as_bytes());
            hasher.write_usize(file.text.len());
        }
        format!("{:016x}", hasher.finish())
    }

    /// Of the contract as a whole: its first file.
    pub fn file(&self) -> &str {
        self.contract.files.first().map_or("", |file| file.path.as_str())
    }
}

/// Whether two keys differ in a few letters of one word: `browser.session.id` is no slip of the pen for `order.session.id`. Most keys
/// are told apart by the words that they share and by their lengths.
fn is_near(key: &str, known: &str) -> bool {
    if key.len().abs_diff(known.len()) > 3 {
        return false;
    }
    let is_end = |byte: u8| matches!(byte, b'.' | b'_');
    let same = key.bytes().zip(known.bytes()).take_while(|(one, other)| one == other);
    let start = same.enumerate().filter(|(_, (byte, _))| is_end(*byte)).last().map_or(0, |(at, _)| at + 1);
    let (key, known) = (key.get(start..).unwrap_or_default(), known.get(start..).unwrap_or_default());
    let same = key.bytes().rev().zip(known.bytes().rev()).take_while(|(one, other)| one == other);
    let end = same.enumerate().filter(|(_, (byte, _))| is_end(*byte)).last().map_or(0, |(at, _)| at + 1);
    let word = |key: &str| key.len().saturating_sub(end);
    let (key, known) = (key.get(..word(key)).unwrap_or_default(), known.get(..word(known)).unwrap_or_default());
    key.len().abs_diff(known.len()) <= (key.len() / 3).max(1) && nearest(key, [known]).is_some()
}

impl Keys {
    pub(super) fn new(definitions: &[AttributeDefinition]) -> Self {
        let mut keys = Self::default();
        for (position, definition) in definitions.iter().enumerate() {
            let index = if definition.is_tail { &mut keys.tails } else { &mut keys.exact };
            index.entry(definition.key.clone()).or_insert(position);
        }
        keys
    }

    /// Of the key itself, or of the longest tail that holds it.
    pub(super) fn position(&self, key: &str) -> Option<usize> {
        let mut starts = key.rmatch_indices('.').filter_map(|(at, _)| key.get(..at));
        self.exact.get(key).or_else(|| starts.find_map(|start| self.tails.get(start))).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::{Spanned, Type};

    fn definition(key: &str, aliases: &[&str]) -> AttributeDefinition {
        let at = At::default();
        AttributeDefinition {
            key: key.trim_end_matches(".*").to_owned(),
            is_tail: key.ends_with(".*"),
            at,
            kind: Some(Spanned { value: Type::String, at }),
            values: None,
            open: false,
            range: None,
            pattern: None,
            unbounded: None,
            aliases: aliases.iter().map(|alias| Spanned { value: (*alias).to_owned(), at }).collect(),
            deny: None,
            required: None,
        }
    }

    fn index() -> ContractIndex {
        let attributes =
            vec![definition("order.id", &["order_id", "shop.x.id"]), definition("shop.*", &[]), definition("shop.x.*", &[])];
        ContractIndex::new(Contract { attributes, ..Contract::default() }, None)
    }

    #[test]
    fn the_exact_key_beats_the_longest_tail() {
        let index = index();
        for (key, said) in [
            ("order.id", Some("order.id")),
            ("shop.y", Some("shop")),
            ("shop.x.y.z", Some("shop.x")),
            ("shop", None),
            ("order.id.x", None),
        ] {
            assert_eq!(index.definition(key).map(|definition| definition.key.as_str()), said, "{key}");
        }
    }

    #[test]
    fn other_names_are_the_attribute_itself() {
        let index = index();
        for (key, canonical) in [
            ("order_id", "order.id"),
            // An alias is meant, though a tail would hold it.
            ("shop.x.id", "order.id"),
            ("http.method", "http.request.method"),
            ("shop.y", "shop.y"),
            ("unheard.of", "unheard.of"),
        ] {
            assert_eq!(index.canonical(key), canonical, "{key}");
        }
        assert_eq!(index.said("http.method"), Said::Convention);
        assert_eq!(index.said("unheard.of"), Said::Nothing);
    }

    #[test]
    fn what_is_near_differs_in_a_few_letters_of_its_own() {
        let index = index();
        assert_eq!(index.nearest("order.idd"), Some("order.id"));
        assert_eq!(index.nearest("ordr.id"), Some("order.id"));
        assert_eq!(index.nearest("order.item"), None);
        assert_eq!(index.nearest("offer.id"), None);
        assert_eq!(index.nearest("http.rout"), Some("http.route"));
        assert_eq!(index.nearest("user.username"), None, "`user.full_name` is another word");
    }
}
