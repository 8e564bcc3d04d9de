//! The contracts of a run: those that are named, else the one that stands at the root of the workspace.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Environment;
use super::contract::{FILE, load};
use crate::config::{Level, Levels, Selector};
use crate::contract::{Contract, ContractIndex, PolicyLevel, contract_of, is_contract};
use crate::error::Error;
use crate::fact::Captured;
use crate::read_file::{Bounds, Way, read_if_there};
use crate::rule::{Rule, Severity};

/// Each with the levels that it sets.
#[derive(Debug, Default)]
pub(crate) struct Contracts(Vec<(Arc<ContractIndex>, Levels)>);

impl Contracts {
    /// Reads those that are `named`; none are looked for where `found` is none.
    pub(super) fn load(
        named: &[PathBuf],
        found: Option<&Path>,
        environment: &Environment,
        bounds: &Bounds,
    ) -> Result<Self, Error> {
        let mut contracts = Vec::new();
        for path in named {
            contracts.push(load(path, Way::Named, environment, bounds)?);
        }
        if let Some(root) = found.filter(|_| named.is_empty()) {
            contracts.extend(standing(root, environment, bounds)?);
        }
        let index = |contract: Contract| {
            let levels = levels(&contract);
            (Arc::new(ContractIndex::new(contract, environment.today.clone())), levels)
        };
        let all = Self(contracts.into_iter().map(index).collect());
        all.refuse_two()?;
        Ok(all)
    }

    /// One service, one contract: of two that contradict each other neither could be kept.
    fn refuse_two(&self) -> Result<(), Error> {
        for (at, (one, _)) in self.0.iter().enumerate() {
            for (other, _) in self.0.iter().skip(at + 1) {
                let both = |name: &str| other.lists_services() && other.speaks_of(name);
                let listed = one.contract.services.iter().map(|service| service.name.value.as_str()).find(|name| both(name));
                let everybody = (!one.lists_services() && !other.lists_services()).then_some("every service");
                if let Some(service) = listed.map(|name| format!("`{name}`")).or(everybody.map(str::to_owned)) {
                    let files = [one.file().to_owned(), other.file().to_owned()];
                    return Err(Error::TwoContracts { service, files });
                }
            }
        }
        Ok(())
    }

    pub(crate) fn list(&self) -> Vec<Arc<ContractIndex>> {
        self.0.iter().map(|(index, _)| Arc::clone(index)).collect()
    }

    /// What a contract sets for a rule: that whose promise is not kept, else that of the service. Of the recording as a whole, and of
    /// code, the first one that sets anything.
    pub(crate) fn level(&self, rule: &Rule, at: Option<&Captured>) -> Option<(Selector, Level)> {
        let speaks = |index: &ContractIndex, file: &str| index.contract.files.iter().any(|known| known.path == file);
        let place = at.and_then(|at| at.contract.as_ref());
        let promised = place.and_then(|place| self.0.iter().find(|(index, _)| speaks(index, &place.file)));
        match (promised, at.map(|at| at.service.as_str()).filter(|service| !service.is_empty())) {
            (Some((_, levels)), _) => levels.of(rule),
            (None, Some(service)) => self.0.get(contract_of(self.0.iter().map(|(index, _)| &**index), service)?)?.1.of(rule),
            (None, None) => self.0.iter().find_map(|(_, levels)| levels.of(rule)),
        }
    }
}

/// The contract in the root of the workspace. What stands there may be another tool's; and what promises nothing, as that which
/// `init` has written, changes nothing.
fn standing(root: &Path, environment: &Environment, bounds: &Bounds) -> Result<Option<Contract>, Error> {
    let path = root.join(FILE);
    let file = read_if_there(&path, Some(&bounds.around(root))).map_err(|why| Error::unread(&path, why))?;
    if !file.is_some_and(|file| is_contract(&file.text)) {
        return Ok(None);
    }
    load(&path, Way::Found, environment, bounds).map(|contract| Some(contract).filter(|contract| !contract.promises_nothing()))
}

fn levels(contract: &Contract) -> Levels {
    let level = |level: PolicyLevel| match level {
        PolicyLevel::Off => Level::Off,
        PolicyLevel::Note => Level::At(Severity::Note),
        PolicyLevel::Warning => Level::At(Severity::Warning),
        PolicyLevel::Error => Level::At(Severity::Error),
    };
    let named = contract.policy.iter().filter_map(|(name, set)| Some((Selector::by_name(&name.value)?, level(*set))));
    Levels(named.collect())
}
