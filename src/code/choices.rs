//! What whoever asks for facts may choose.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use super::schedule::Schedule;
use crate::contract::{ContractIndex, contract_of};
use crate::fact::Version;
use crate::knowledge::Knowledge;
use crate::panics::Panics;

/// What configuration decides about the facts.
#[derive(Clone, Copy)]
pub struct Choices<'c> {
    /// Whether a file is left out, by its path relative to the root.
    pub exclude: &'c (dyn Fn(&str) -> bool + Sync),
    /// The release of the semantic conventions that names are held against; the latest where none is chosen.
    pub semconv: Option<Version>,
    /// What names are held against besides: each package against that of its service.
    pub contracts: &'c [Arc<ContractIndex>],
    /// What is known of libraries, words and conventions, by the program and by the workspace.
    pub knowledge: &'c Arc<Knowledge>,
    /// Whether it hands messages on as they are, and propagates nothing on purpose.
    pub forwards: bool,
    /// Real paths of folders outside of the repository that links may lead into.
    pub allow_outside: &'c [PathBuf],
    /// Texts to read in place of files, by their path relative to the root.
    pub texts: &'c BTreeMap<String, String>,
    /// What becomes of a panic while one file is looked at.
    pub panics: Panics,
    /// How work is done; of no matter for what comes of it.
    pub schedule: Schedule,
}

impl std::fmt::Debug for Choices<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Choices").field("semconv", &self.semconv).finish_non_exhaustive()
    }
}

impl Default for Choices<'_> {
    fn default() -> Self {
        static BUILT_IN: LazyLock<Arc<Knowledge>> = LazyLock::new(Arc::default);
        static NO_TEXTS: BTreeMap<String, String> = BTreeMap::new();
        Self {
            exclude: &|_| false,
            semconv: None,
            contracts: &[],
            knowledge: &BUILT_IN,
            forwards: false,
            allow_outside: &[],
            texts: &NO_TEXTS,
            panics: Panics::default(),
            schedule: Schedule::default(),
        }
    }
}

/// What the names of a workspace are held against.
#[derive(Debug, Default)]
pub(super) struct HeldAgainst {
    /// The release of the semantic conventions; the latest where nobody chose.
    semconv: Option<Version>,
    contracts: Vec<Arc<ContractIndex>>,
}

impl HeldAgainst {
    pub(super) fn new(choices: Choices<'_>) -> Self {
        Self { semconv: choices.semconv, contracts: choices.contracts.to_vec() }
    }

    /// Whether there is any contract.
    pub(super) fn has_contract(&self) -> bool {
        !self.contracts.is_empty()
    }

    /// The service of the contracts that a package is: the one of its name.
    pub(super) fn service(&self, package: Option<&str>) -> Option<&str> {
        let package = package?;
        let services = self.contracts.iter().flat_map(|contract| &contract.contract.services);
        let mut names = services.map(|service| service.name.value.as_str());
        names.find(|service| service.replace('-', "_") == package)
    }

    /// The contract of a package: the only one, else that of its service. Of several nobody knows which it is, where no service has the
    /// name of the package.
    pub(super) fn contract(&self, package: Option<&str>) -> Option<&ContractIndex> {
        match self.contracts.as_slice() {
            [only] => Some(only),
            all => {
                let at = contract_of(all.iter().map(|contract| &**contract), self.service(package)?)?;
                all.get(at).map(|contract| &**contract)
            }
        }
    }

    /// The release of the conventions that names in a package are held against. Code of which it is not known whose service it becomes
    /// may be that of any: the oldest release then.
    pub(super) fn release(&self, package: Option<&str>) -> Option<Version> {
        let of_contracts = match self.service(package) {
            Some(service) => self.contract(package).and_then(|contract| contract.release(service)),
            None => self.contracts.iter().filter_map(|contract| contract.oldest_release()).min(),
        };
        self.semconv.into_iter().chain(of_contracts).min()
    }
}
