//! What whoever asks for facts may choose.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use crate::contract::ContractIndex;
use crate::fact::Version;
use crate::knowledge::OwnWords;

/// What configuration decides about the facts.
#[derive(Clone, Copy)]
pub struct Choices<'c> {
    /// Whether a file is left out, by its path relative to the root.
    pub exclude: &'c (dyn Fn(&str) -> bool + Sync),
    /// The release of the semantic conventions that names are held against; the latest where none is chosen.
    pub semconv: Option<Version>,
    /// What names are held against besides.
    pub contract: Option<&'c Arc<ContractIndex>>,
    /// What the workspace says of names.
    pub words: &'c OwnWords,
    /// Texts to read in place of files, by their path relative to the root.
    pub texts: &'c BTreeMap<String, String>,
}

impl std::fmt::Debug for Choices<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Choices").field("semconv", &self.semconv).finish_non_exhaustive()
    }
}

impl Default for Choices<'_> {
    fn default() -> Self {
        static NONE: LazyLock<OwnWords> = LazyLock::new(OwnWords::default);
        static NO_TEXTS: BTreeMap<String, String> = BTreeMap::new();
        Self { exclude: &|_| false, semconv: None, contract: None, words: &NONE, texts: &NO_TEXTS }
    }
}

/// What the names of a workspace are held against.
#[derive(Debug, Default)]
pub(super) struct HeldAgainst {
    /// The release of the semantic conventions; the latest where nobody chose.
    semconv: Option<Version>,
    pub(super) contract: Option<Arc<ContractIndex>>,
}

impl HeldAgainst {
    pub(super) fn new(choices: Choices<'_>) -> Self {
        Self { semconv: choices.semconv, contract: choices.contract.cloned() }
    }

    /// The service of the contract that a package is: the one of its name.
    pub(super) fn service(&self, package: Option<&str>) -> Option<&str> {
        let (package, contract) = (package?, self.contract.as_ref()?);
        let mut services = contract.contract.services.iter().map(|service| service.name.value.as_str());
        services.find(|service| service.replace('-', "_") == package)
    }

    /// The release of the conventions that names in a package are held against. Code of which it is not known whose service it becomes
    /// may be that of any: the oldest release then.
    pub(super) fn release(&self, package: Option<&str>) -> Option<Version> {
        let of_contract = self.contract.as_ref().and_then(|contract| match self.service(package) {
            Some(service) => contract.release(service),
            None => contract.oldest_release(),
        });
        self.semconv.into_iter().chain(of_contract).min()
    }
}
