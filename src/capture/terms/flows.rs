//! The flows of all contracts: which steps a span is.

use std::sync::Arc;

use super::choose::{is_same, shown};
use super::promise::kind_number;
use crate::capture::record::{Attribute, Value};
use crate::contract::{ContractIndex, Flow, Matcher, NameMatch, Step, template_makes};

/// All steps of all flows, by number.
#[derive(Debug)]
pub(in crate::capture) struct FlowTerms {
    contracts: Vec<Arc<ContractIndex>>,
    pub(in crate::capture) steps: Vec<StepTerms>,
    matcher: Matcher,
    /// Whether links have to be followed.
    pub(in crate::capture) follows_links: bool,
}

/// A step, and where it stands.
#[derive(Debug)]
pub(in crate::capture) struct StepTerms {
    /// Position in the list of contracts.
    pub(in crate::capture) contract: usize,
    /// Position among the flows of the contract.
    pub(in crate::capture) flow: usize,
    /// 0 is the start.
    pub(in crate::capture) step: usize,
    kind: Option<i32>,
}

impl FlowTerms {
    /// None where no contract has a flow.
    pub(super) fn new(contracts: &[Arc<ContractIndex>]) -> Option<Self> {
        let mut terms = Self {
            contracts: contracts.to_vec(),
            steps: Vec::new(),
            matcher: Matcher::new(std::iter::empty()),
            follows_links: false,
        };
        let mut clauses = Vec::new();
        for (contract, index) in contracts.iter().enumerate() {
            for (flow, of) in index.contract.flows.iter().enumerate() {
                for (step, written) in steps(of).enumerate() {
                    terms.follows_links |= step > 0 && written.by_link;
                    terms.steps.push(StepTerms { contract, flow, step, kind: written.kind.map(kind_number) });
                    clauses.push((&written.span, &written.selectors));
                }
            }
        }
        terms.matcher = Matcher::new(clauses.into_iter());
        (!terms.steps.is_empty()).then_some(terms)
    }

    /// A flow of a contract.
    pub(in crate::capture) fn flow(&self, contract: usize, flow: usize) -> Option<&Flow> {
        self.contracts.get(contract)?.contract.flows.get(flow)
    }

    fn written(&self, step: &StepTerms) -> Option<&Step> {
        steps(self.flow(step.contract, step.flow)?).nth(step.step)
    }

    /// What a step is called, and the contract that says so.
    pub(super) fn step(&self, number: u32) -> Option<(&NameMatch, &ContractIndex)> {
        let terms = self.steps.get(number as usize)?;
        Some((&self.written(terms)?.span, self.contracts.get(terms.contract)?))
    }

    /// The steps that spans of that name may be.
    pub(in crate::capture) fn candidates(&self, service: &str, scope: &str, name: &str, kind: i32) -> Box<[u32]> {
        let found = self.matcher.candidates(service, scope, name);
        let mut steps: Vec<u32> = found
            .into_iter()
            .filter(|candidate| {
                self.steps.get(candidate.clause).is_some_and(|step| {
                    let is_kind = step.kind.is_none_or(|own| own == kind);
                    // What starts without a service starts in one that the contract is about.
                    let starts_here = || self.contracts.get(step.contract).is_some_and(|index| index.speaks_of(service));
                    is_kind && (step.step > 0 || starts_here())
                })
            })
            .filter_map(|candidate| u32::try_from(candidate.clause).ok())
            .collect();
        steps.sort_unstable();
        steps.into_boxed_slice()
    }

    /// Whether a span that may be a step is one, by its values.
    pub(in crate::capture) fn is_step(&self, number: u32, name: &str, attributes: &[Attribute<'_>]) -> bool {
        let Some(terms) = self.steps.get(number as usize) else { return false };
        let Some((step, index)) = self.written(terms).zip(self.contracts.get(terms.contract)) else { return false };
        let value = |key: &str| -> Option<&Value<'_>> {
            let found = attributes.iter().find(|attribute| attribute.key == key);
            let found = found.or_else(|| attributes.iter().find(|attribute| index.canonical(&attribute.key) == key));
            found.map(|attribute| &attribute.value)
        };
        let has =
            |(key, wanted): &(crate::contract::Spanned<String>, _)| value(&key.value).is_some_and(|found| is_same(found, wanted));
        step.selectors.conditions.iter().all(has)
            && match &step.span {
                NameMatch::Template(template) => template_makes(template, name, &|key| shown(value(key)?)),
                _ => true,
            }
    }
}

/// The start, then the steps.
pub(in crate::capture) fn steps(flow: &Flow) -> impl Iterator<Item = &Step> {
    std::iter::once(&flow.start).chain(&flow.steps)
}
