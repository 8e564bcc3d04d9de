//! What is known of a span whose life is followed through a body.

use std::rc::Rc;

use rustc_hash::FxHashSet;

use crate::code::certainty::Certainty;
use crate::code::tree::Range;
use crate::code::workspace::Item;
use crate::fact::{Place, Texts};

/// A span whose life is followed.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "each says something else that happens to a span")]
pub(in crate::code) struct Life {
    /// Where it begins: the call that starts it, or the parameter that brings it.
    pub(in crate::code) made: Range,
    pub(in crate::code) owner: Owner,
    pub(super) what: What,
    /// The body that it begins in.
    pub(super) body: usize,
    /// The fields that a span of tracing declares, where all of them are in sight: writes to others are lost.
    pub(super) declared: Option<Texts>,
    /// It starts when the call that starts it is run.
    pub(in crate::code) starts_now: bool,
    /// It was asked for what it is, which may be given to another as link or parent.
    pub(super) asked: bool,
    /// The variable that held it was given another span.
    pub(super) rebound: bool,
    /// What another span was started with while this one was neither current nor given as parent.
    pub(in crate::code) beside: Option<Range>,
    /// An error path without status was seen.
    pub(in crate::code) left_by_error: bool,
    /// A provider that exports in batches or intervals: what waits is lost unless it is shut down.
    pub(super) waits: bool,
    /// Where `?` leaves the body before a provider is shut down.
    pub(super) left_early: Option<(Range, Option<Item>)>,
    /// The function of this workspace that makes a provider, and may install it.
    pub(super) maker: Option<Item>,
    /// The call that keeps the span from being dropped.
    pub(super) leak: Option<Range>,
}

/// Who is answerable for a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Owner {
    /// This body starts it.
    Here,
    /// A call starts it and hands it to a closure.
    Scope,
    /// The caller; by position, `self` first.
    Parameter(usize),
    /// Started by a span macro or attribute: only what is written to it is followed.
    Tracing,
}

/// What it is whose life is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum What {
    Span,
    Provider,
}

/// What is known of a span at one point.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct State {
    /// It began on every way to here.
    pub(super) certain: bool,
    /// Somebody out of sight may do anything to it.
    pub(super) shared: bool,
    pub(in crate::code) ended: Certainty,
    pub(in crate::code) ended_at: Option<Range>,
    pub(in crate::code) status: Status,
    /// Where an error was written to it.
    pub(in crate::code) error: Option<Range>,
    /// Keys written on every way to here.
    pub(super) written: FxHashSet<Rc<str>>,
    /// A provider that the whole process uses.
    pub(super) installed: bool,
    /// Where it was written to on some way to here.
    pub(super) done: Vec<Range>,
    /// A call that wrote to it: the first on the way to here, of which each way has one.
    pub(super) writes: Option<Write>,
}

/// The status of a span.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Status {
    /// Whether any was set.
    pub(in crate::code) set: Certainty,
    /// Where it was set to ok, if it was on every way.
    pub(in crate::code) ok: Option<Range>,
    /// The description of the last error, if that is a literal and the last on every way.
    pub(in crate::code) description: Option<(String, Range)>,
}

impl Status {
    pub(super) fn join(&mut self, other: &Self) {
        self.set = self.set.join(other.set);
        self.ok = self.ok.filter(|_| other.ok.is_some());
        if self.description != other.description {
            self.description = None;
        }
    }
}

/// A call that writes to a span.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::code) struct Write {
    pub(in crate::code) method: &'static str,
    pub(in crate::code) place: Place,
}
