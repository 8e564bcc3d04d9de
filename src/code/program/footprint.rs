//! What a function does to the pipeline, and which functions of the workspace it calls.

use std::collections::BTreeSet;

use crate::code::tree::Range;
use crate::code::walk::Task;
use crate::code::workspace::Item;
use crate::fact::{Place, Seen};
use crate::knowledge::{Does, Signal};

/// Noted by the walk of one function.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something else that the function does")]
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
    /// The tasks that it starts.
    pub(in crate::code) tasks: Vec<Spawned>,
    /// What it makes itself, its tasks aside.
    pub(in crate::code) makes: Makes,
    /// It gives a span a parent or context in so many words.
    pub(in crate::code) carries: bool,
    /// It has a loop that need not end, and one that never does.
    pub(in crate::code) loops: bool,
    pub(in crate::code) goes_on: bool,
    /// Functions that it calls where it has a span current, and those that it calls where it has what its caller has.
    pub(in crate::code) covered: BTreeSet<Item>,
    pub(in crate::code) passed: BTreeSet<Item>,
    /// Servers whose requests get a span each by what it makes.
    pub(in crate::code) serves: BTreeSet<&'static str>,
    /// It writes trace context into headers.
    pub(in crate::code) injects: bool,
    /// It reads trace context out of headers.
    pub(in crate::code) extracts: bool,
    /// It runs in a span of its own.
    pub(in crate::code) spans: bool,
    /// It makes spans.
    pub(in crate::code) spans_inside: bool,
    /// Fields that context goes into or comes out of.
    pub(in crate::code) context_fields: Vec<(Item, String)>,
    /// Messages without context whose payload the caller gives.
    pub(in crate::code) relayed: Vec<Seen>,
    /// Places where it takes in messages of other processes, and what is said of them unless their context is read.
    pub(in crate::code) received: Vec<Received>,
}

/// The first span and the first event that are made.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::code) struct Makes {
    pub(in crate::code) span: Option<Made>,
    pub(in crate::code) event: Option<Made>,
}

/// A span or event, and the crate of the library that it is of.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) struct Made {
    pub(in crate::code) place: Place,
    pub(in crate::code) library: Option<&'static str>,
}

/// A task that is started.
#[derive(Debug, Clone)]
pub(in crate::code) struct Spawned {
    pub(in crate::code) seen: Seen,
    pub(in crate::code) task: Task,
}

impl Footprint {
    /// Whether there is nothing to note.
    pub(in crate::code) fn is_empty(&self) -> bool {
        let nothing_set_up = self.calls.is_empty() && self.setups.is_empty() && self.exits.is_empty();
        let makes_nothing = self.makes.span.is_none() && self.makes.event.is_none() && self.tasks.is_empty();
        let nothing_kept = self.remade.is_empty() && self.stored.is_empty() && self.released.is_empty();
        let nothing_measured = self.measured.is_empty() && self.kept.is_empty() && self.services.is_empty();
        let nothing_sent = !self.injects
            && !self.extracts
            && !self.spans
            && !self.spans_inside
            && self.received.is_empty()
            && self.relayed.is_empty();
        nothing_set_up
            && nothing_measured
            && nothing_sent
            && makes_nothing
            && nothing_kept
            && !self.carries
            && !self.loops
            && self.serves.is_empty()
    }

    /// Functions that it calls, and does not leave to tasks that take nothing along.
    pub(super) fn calls_here(&self) -> impl Iterator<Item = Item> + '_ {
        let is_left = |item: &Item| {
            let mut apart = self.tasks.iter().map(|spawned| &spawned.task).filter(|task| !task.carries);
            apart.any(|task| task.is.contains(item) || task.calls.contains(item))
        };
        self.calls.iter().copied().filter(move |item| !is_left(item))
    }

    /// The first span that it makes, also in a task that takes a context along.
    pub(super) fn span(&self) -> Option<Made> {
        self.makes.span.or_else(|| self.carrying().find_map(|task| task.makes.span))
    }

    /// The first event, likewise.
    pub(super) fn event(&self) -> Option<Made> {
        self.makes.event.or_else(|| self.carrying().find_map(|task| task.makes.event))
    }

    fn carrying(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().map(|spawned| &spawned.task).filter(|task| task.carries)
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

/// Messages come in.
#[derive(Debug, Clone)]
pub(in crate::code) struct Received {
    pub(in crate::code) seen: Seen,
    /// Functions of the workspace that are called with each message, or after it.
    pub(in crate::code) handlers: BTreeSet<Item>,
    /// The function makes a span for each message.
    pub(in crate::code) makes_spans: bool,
    /// Text of the function speaks of trace context.
    pub(in crate::code) speaks_of_context: bool,
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
