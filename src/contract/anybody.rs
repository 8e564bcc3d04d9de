//! What a contract says of names where nobody knows of which service, scope or span they will be: in code.

use regex::Regex;

use super::index::ContractIndex;
use super::matching::{Matcher, rank};
use super::model::{AttributeDefinition, MetricClause, NameMatch, Scalar, Selectors, SpanClause, TemplatePart};
use crate::fact::Version;
use crate::knowledge::{conventions, recorded_names};

impl ContractIndex {
    /// The oldest release that any service goes by; none where all go by the newest.
    pub fn oldest_release(&self) -> Option<Version> {
        let services = self.contract.services.iter().filter_map(|service| self.release(&service.name.value));
        // Nobody is called so: what holds for those that are not listed.
        services.chain(self.release("").filter(|_| !self.lists_services())).min()
    }

    /// The clauses of spans that may speak of a name, whatever the service, scope and values. A template may where `may_have` holds for
    /// the keys in it.
    pub fn spans_named(&self, name: &str, may_have: &dyn Fn(&str) -> bool) -> Vec<&SpanClause> {
        let names = || self.contract.spans.iter().map(|clause| &clause.name);
        let found = self.anybodys_spans.get_or_init(|| anybodys(names())).candidates("", "", name);
        let clauses = found.into_iter().filter_map(|found| self.contract.spans.get(found.clause));
        let fits = |clause: &&SpanClause| match &clause.name {
            NameMatch::Template(parts) => self.may_make(parts, name, may_have),
            _ => true,
        };
        clauses.filter(fits).collect()
    }

    /// Whether a template can make that name.
    fn may_make(&self, parts: &[TemplatePart], name: &str, may_have: &dyn Fn(&str) -> bool) -> bool {
        let values = |key: &str| {
            let values = self.only_values(key)?;
            Some(format!("(?:{})", values.iter().map(|value| regex::escape(value)).collect::<Vec<_>>().join("|")))
        };
        let expression = names_made(parts, may_have, &values);
        let compiled = expression.and_then(|expression| Regex::new(&format!(r"(?s)\A(?:{expression})\z")).ok());
        compiled.is_some_and(|compiled| compiled.is_match(name))
    }

    /// The texts that the contract, or else the conventions, name for a key, if these are all that there are.
    fn only_values(&self, key: &str) -> Option<Vec<&str>> {
        match self.definition(key) {
            Some(AttributeDefinition { values: Some(values), open: false, .. }) => values.value.iter().map(text).collect(),
            _ if recorded_names().has_closed_values(key) => conventions().members(key).map(<[_]>::to_vec),
            _ => None,
        }
    }

    /// The clauses of metrics one of which speaks of a name, whatever the service and scope: the closest first, and none behind one that
    /// is about everybody.
    pub fn metrics_named(&self, name: &str) -> Vec<&MetricClause> {
        let names = || self.contract.metrics.iter().map(|clause| &clause.name);
        let found = self.anybodys_metrics.get_or_init(|| anybodys(names())).candidates("", "", name);
        let mut clauses: Vec<&MetricClause> =
            found.into_iter().filter_map(|found| self.contract.metrics.get(found.clause)).collect();
        clauses.sort_by_key(|clause| std::cmp::Reverse(rank(&clause.name, &clause.selectors)));
        let last = clauses.iter().position(|clause| clause.selectors == Selectors::default());
        clauses.truncate(last.map_or(clauses.len(), |last| last + 1));
        clauses
    }
}

/// Names, whoever they are of.
fn anybodys<'n>(names: impl Iterator<Item = &'n NameMatch>) -> Matcher {
    let all = Selectors::default();
    Matcher::new(names.map(|name| (name, &all)))
}

/// The names that a template can make: any text for a key, unless `values` says which there are. None where it cannot have a key.
fn names_made(
    parts: &[TemplatePart],
    may_have: &dyn Fn(&str) -> bool,
    values: &dyn Fn(&str) -> Option<String>,
) -> Option<String> {
    let mut expression = String::new();
    for part in parts {
        match part {
            TemplatePart::Text(text) => expression.push_str(&regex::escape(text)),
            TemplatePart::Key(key) if !may_have(key) => return None,
            TemplatePart::Key(key) => expression.push_str(&values(key).unwrap_or_else(|| ".*".to_owned())),
            TemplatePart::Optional(inner) => {
                let inner = names_made(inner, may_have, values).map(|inner| format!("(?:{inner})?"));
                expression.push_str(&inner.unwrap_or_default());
            }
        }
    }
    Some(expression)
}

fn text(value: &Scalar) -> Option<&str> {
    match value {
        Scalar::Text(text) => Some(text),
        _ => None,
    }
}
