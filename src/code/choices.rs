//! What whoever asks for facts may choose.

use std::collections::BTreeMap;
use std::sync::LazyLock;

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
    pub contract: Option<&'c ContractIndex>,
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
