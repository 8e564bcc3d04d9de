//! What a function does to the pipeline, and which functions of the workspace it calls.

use std::collections::BTreeSet;

use crate::code::tree::Range;
use crate::code::workspace::Item;
use crate::fact::{Place, Seen};
use crate::knowledge::{Does, Signal};

/// Noted by the walk of one function.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Footprint {
    /// Functions of the workspace that it calls or hands on, as far as they are resolved.
    pub(in crate::code) calls: BTreeSet<Item>,
    /// Those of them that it calls in loops.
    pub(in crate::code) repeats: BTreeSet<Item>,
    /// Metric instruments that do not outlive it.
    pub(in crate::code) remade: Vec<Remade>,
    /// Attributes that are measured with instruments.
    pub(in crate::code) measured: Vec<Measured>,
    /// Instruments that it puts into structs.
    pub(in crate::code) kept: Vec<Kept>,
    /// What it calls the service; absent where that is not in sight.
    pub(in crate::code) services: Vec<Option<String>>,
    /// In order of evaluation.
    pub(in crate::code) setups: Vec<Setup>,
    /// Places where the process ends, each with a fact that holds unless something called before has shut the pipeline down.
    pub(in crate::code) exits: Vec<Exit>,
    /// Statics that a span is put into, and where.
    pub(in crate::code) stored: Vec<(Item, Range)>,
    /// Statics that a span may be taken out of, or may end in.
    pub(in crate::code) released: BTreeSet<Item>,
}

impl Footprint {
    /// Whether there is nothing to note.
    pub(in crate::code) fn is_empty(&self) -> bool {
        let nothing_set_up = self.calls.is_empty() && self.setups.is_empty() && self.exits.is_empty();
        let nothing_measured = self.measured.is_empty() && self.kept.is_empty() && self.services.is_empty();
        nothing_set_up && nothing_measured && self.remade.is_empty() && self.stored.is_empty() && self.released.is_empty()
    }

    /// Whether something here shuts a pipeline down or flushes it.
    pub(in crate::code) fn ends_pipeline(&self) -> bool {
        self.setups.iter().any(ends)
    }

    /// Whether something here gives a provider to the whole process that exports in batches or intervals.
    pub(in crate::code) fn installs_what_waits(&self) -> bool {
        self.setups.iter().any(|setup| setup.waits && matches!(setup.does, Does::InstallsProvider | Does::TakesProvider))
    }

    /// Whether something here sets up the pipeline of a process.
    pub(super) fn sets_up(&self) -> bool {
        let is_setup = |does| matches!(does, Does::InstallsProvider | Does::TakesProvider | Does::InstallsSubscriber);
        self.setups.iter().any(|setup| is_setup(setup.does))
    }

    /// The same as `ends_pipeline`, where it is known to be a pipeline.
    pub(in crate::code) fn ends_known_pipeline(&self) -> bool {
        self.setups.iter().any(|setup| ends(setup) && !setup.perhaps)
    }
}

fn ends(setup: &Setup) -> bool {
    matches!(setup.does, Does::ShutsDown | Does::Flushes)
}

/// The end of the process.
#[derive(Debug, Clone)]
pub(in crate::code) struct Exit {
    pub(in crate::code) seen: Seen,
    /// Functions of the workspace that the body has called before, where these may have shut it down.
    pub(in crate::code) called: BTreeSet<Item>,
    /// The function that made the provider, if the fact holds only where that one installs it too.
    pub(in crate::code) installed_by: Option<Item>,
}

/// A metric instrument that is built whenever its function runs.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) struct Remade {
    pub(in crate::code) range: Range,
    pub(in crate::code) in_loop: bool,
    /// A span is open around it: there is one for each of many.
    pub(in crate::code) in_span: bool,
    pub(in crate::code) observable: bool,
}

/// Attributes of a measurement, and the instrument that takes it.
#[derive(Debug, Clone)]
pub(in crate::code) struct Measured {
    pub(in crate::code) attributes: Vec<Place>,
    pub(in crate::code) home: Home,
}

/// How an instrument is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::code) enum Home {
    /// It has one of these names.
    Named(Vec<String>),
    /// It is in that field of a struct.
    Field(Item, String),
}

/// An instrument that is put into a field of a struct.
#[derive(Debug, Clone)]
pub(in crate::code) struct Kept {
    pub(in crate::code) owner: Item,
    pub(in crate::code) field: String,
    /// The names that it may have, if all are known.
    pub(in crate::code) names: Option<Vec<String>>,
}

/// Something done to the pipeline.
#[derive(Debug, Clone)]
pub(in crate::code) struct Setup {
    pub(in crate::code) does: Does,
    /// Absent where the receiver's type is not known: it may be for any.
    pub(in crate::code) signal: Option<Signal>,
    pub(in crate::code) range: Range,
    /// Where the provider is made or comes from that this is done to, if that is in sight.
    pub(in crate::code) provider: Option<Range>,
    /// Whether what is exported waits for others, so that it is lost without a shutdown.
    pub(in crate::code) waits: bool,
    /// Whether it may only be done: by somebody out of sight, or to a value whose type is not known.
    pub(in crate::code) perhaps: bool,
}
