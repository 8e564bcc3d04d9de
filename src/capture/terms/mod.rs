//! A contract as recordings are held against it: its keys by number, its clauses as lists of promises, the values of its attributes
//! as checks. Made once; asked for every record.

mod choose;
mod declared;
mod flows;
mod named;
mod present;
mod promise;
mod values;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub(super) use choose::{Chosen, Decision, Seen};
pub(super) use flows::{FlowTerms, steps};
pub(super) use present::Present;
pub(super) use promise::{Check, ClauseKind, ClauseTerms, Promise, When, duration, severity, written};
pub(super) use values::{ValueFault, ValueTerms};

use crate::contract::{AttributeDefinition, ContractIndex};

/// A contract, compiled.
#[derive(Debug)]
pub(super) struct Terms {
    pub(super) index: Arc<ContractIndex>,
    keys: Keys,
    /// Those of spans, then those of metrics, then those of logs.
    pub(super) clauses: Vec<ClauseTerms>,
    first_metric: usize,
    first_log: usize,
    values: FxHashMap<String, Arc<ValueTerms>>,
    resource_values: FxHashMap<String, Arc<ValueTerms>>,
    /// A text of more bytes than this is too long.
    pub(super) longest_text: Option<usize>,
}

/// All contracts of a run.
#[derive(Debug, Default)]
pub(super) struct AllTerms {
    pub(super) list: Vec<Arc<Terms>>,
    /// The flows of all of them.
    pub(super) flows: Option<Arc<FlowTerms>>,
    /// The same for the same contracts; empty for none.
    pub(super) fingerprint: String,
}

/// The keys that clauses speak of, by number. Other names of one attribute have its number.
#[derive(Debug, Default)]
pub(super) struct Keys {
    exact: FxHashMap<String, u32>,
    /// Without the `.*`.
    tails: FxHashMap<String, u32>,
    count: u32,
}

impl Keys {
    /// The number of a key or tail that a clause names.
    fn number(&mut self, key: &str) -> u32 {
        let (map, name) = match key.strip_suffix(".*") {
            Some(tail) => (&mut self.tails, tail),
            None => (&mut self.exact, key),
        };
        let count = &mut self.count;
        *map.entry(name.to_owned()).or_insert_with(|| {
            *count += 1;
            *count - 1
        })
    }
}

impl Terms {
    pub(super) fn new(index: Arc<ContractIndex>) -> Self {
        let mut keys = Keys::default();
        let contract = &index.contract;
        let mut clauses: Vec<ClauseTerms> = contract.spans.iter().map(|clause| ClauseTerms::span(clause, &mut keys)).collect();
        let first_metric = clauses.len();
        clauses.extend(contract.metrics.iter().map(|clause| ClauseTerms::metric(clause, &mut keys)));
        let first_log = clauses.len();
        clauses.extend(contract.logs.iter().map(|clause| ClauseTerms::log(clause, &mut keys)));
        let checked = |definitions: &[AttributeDefinition]| {
            let written = |definition: &AttributeDefinition| {
                let tail = if definition.is_tail { ".*" } else { "" };
                Some((format!("{}{tail}", definition.key), Arc::new(ValueTerms::of(definition)?)))
            };
            definitions.iter().filter_map(written).collect::<FxHashMap<_, _>>()
        };
        Self {
            values: checked(&contract.attributes),
            resource_values: checked(&contract.resource),
            longest_text: contract.limits.attribute_length.and_then(|limit| usize::try_from(limit).ok()),
            keys,
            clauses,
            first_metric,
            first_log,
            index,
        }
    }

    /// The numbers of a key: its own, whatever it is called here, and those of the tails that it has.
    pub(super) fn numbers(&self, key: &str) -> Box<[u32]> {
        let own = self.keys.exact.get(key).or_else(|| self.keys.exact.get(&*self.index.canonical(key)));
        let tails = key.match_indices('.').filter_map(|(at, _)| self.keys.tails.get(key.get(..at)?));
        own.into_iter().chain(tails).copied().collect()
    }

    /// How many numbers there are.
    pub(super) fn key_count(&self) -> usize {
        self.keys.count as usize
    }

    /// What the values of a key are checked for.
    pub(super) fn values(&self, key: &str, on_resource: bool) -> Option<Arc<ValueTerms>> {
        let definition = if on_resource {
            self.index.resource_definition(&self.index.canonical_of_resource(key))
        } else {
            self.index.definition(&self.index.canonical(key))
        }?;
        let tail = if definition.is_tail { ".*" } else { "" };
        let name = format!("{}{tail}", definition.key);
        let own = if on_resource { self.resource_values.get(&name) } else { None };
        own.or_else(|| self.values.get(&name)).cloned()
    }

    /// Whether it has any clause about spans.
    pub(super) fn speaks_of_spans(&self) -> bool {
        self.first_metric > 0
    }

    /// Position in [`Self::clauses`] of the clause of that kind that stands at `position` in its section.
    pub(super) fn clause_number(&self, kind: ClauseKind, position: usize) -> usize {
        position
            + match kind {
                ClauseKind::Span => 0,
                ClauseKind::Metric => self.first_metric,
                ClauseKind::Log => self.first_log,
            }
    }
}

impl AllTerms {
    pub(super) fn new(contracts: &[Arc<ContractIndex>]) -> Self {
        let list: Vec<Arc<Terms>> = contracts.iter().map(|index| Arc::new(Terms::new(Arc::clone(index)))).collect();
        let fingerprint = contracts.iter().map(|index| index.fingerprint()).collect();
        Self { flows: FlowTerms::new(contracts).map(Arc::new), list, fingerprint }
    }

    /// The contract that a service goes by.
    pub(super) fn of(&self, service: &str) -> Option<&Arc<Terms>> {
        crate::contract::contract_of(self.list.iter().map(|terms| &*terms.index), service).and_then(|at| self.list.get(at))
    }
}
