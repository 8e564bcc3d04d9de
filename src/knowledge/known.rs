//! All that is known before any code is read, as one value that is handed down.

use super::catalog::Catalog;
use super::conventions::{Conventions, conventions};
use super::model::Api;
use super::own_words::OwnWords;
use super::recorded::{RecordedNames, recorded_names};
use super::words::{Words, words};
use crate::table::List;

/// Libraries, words and conventions: what the program brings along, and what a workspace adds.
#[derive(Debug)]
pub struct Knowledge {
    /// The program's API files and those of the workspace, which may say the same.
    pub catalog: Catalog,
    pub words: &'static Words,
    pub conventions: &'static Conventions,
    /// Names that libraries and SDKs write by themselves.
    pub recorded: &'static RecordedNames,
    /// What the workspace says of names.
    pub own_words: OwnWords,
}

impl Knowledge {
    /// With what a workspace says of libraries and of names.
    pub fn new(apis: List<Api>, own_words: OwnWords) -> Self {
        Self { catalog: Catalog::new(apis), words: words(), conventions: conventions(), recorded: recorded_names(), own_words }
    }
}

impl Default for Knowledge {
    /// What the program brings along.
    fn default() -> Self {
        Self::new(List(&[]), OwnWords::default())
    }
}
