//! Which clauses of a contract a recording has put to the test.

use super::expected::{only_service, seen};
use crate::capture::gather::Gathered;
use crate::capture::terms::Terms;
use crate::capture::traces::TraceFacts;
use crate::fact::{ClauseSeen, ContractSeen};

/// What was seen of each contract, in the order in which they were given.
pub(in crate::capture) fn coverage(gathered: &Gathered, traces: &TraceFacts) -> Vec<ContractSeen> {
    let contracts = gathered.contracts.list.iter().enumerate();
    contracts.map(|(at, terms)| contract(gathered, traces, at, terms)).collect()
}

fn contract(gathered: &Gathered, traces: &TraceFacts, at: usize, terms: &Terms) -> ContractSeen {
    let clauses = terms.clauses.iter().enumerate().map(|(number, clause)| ClauseSeen {
        name: clause.shown.clone(),
        service: only_service(terms, number, clause),
        place: terms.index.place_in(clause.at, clause.at),
        count: seen(gathered, terms, number).count,
    });
    let flows = terms.index.contract.flows.iter().enumerate().map(|(number, flow)| {
        let facts = traces.flows.get(&(at, number));
        ClauseSeen {
            name: format!("flow `{}`", flow.name),
            service: super::expected::service_of(terms, Some(&flow.start.selectors)),
            place: terms.index.place_in(flow.at, flow.at),
            count: facts.map_or(0, |facts| facts.starts),
        }
    });
    ContractSeen { file: terms.index.file().to_owned(), clauses: clauses.chain(flows).collect() }
}
