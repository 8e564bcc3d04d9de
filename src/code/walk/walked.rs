//! What comes of walking functions: what was seen in each, and what is known of them where they are called.

use std::sync::Arc;

use rustc_hash::FxHashMap as HashMap;

use super::Making;
use super::effects::Effects;
use crate::code::program::Footprint;
use crate::code::workspace::Item;
use crate::fact::Seen;

/// What a walk over a function has found.
pub(in crate::code) struct Walked {
    pub(in crate::code) seen: Vec<Seen>,
    pub(in crate::code) counts: Counts,
    /// What is noted for whole programs.
    pub(in crate::code) footprint: Footprint,
    /// How it makes what it returns.
    pub(in crate::code) returned: Option<Making>,
    /// What it does to the spans that it is lent.
    pub(in crate::code) effects: Effects,
}

/// What is known of functions of this workspace where they are called.
#[derive(Debug, Default)]
pub(in crate::code) struct Summaries {
    /// How they make what they return.
    pub(in crate::code) makings: HashMap<Item, Arc<Making>>,
    /// What they do to the spans that are lent to them.
    pub(in crate::code) effects: HashMap<Item, Effects>,
}

/// What a run over a file has counted.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::code) struct Counts {
    /// Calls of methods by which telemetry is recognised.
    pub(in crate::code) receivers: usize,
    /// Those whose receiver's type stayed unknown.
    pub(in crate::code) unknown_receivers: usize,
    /// Spans, events, guards, writes and publishes seen.
    pub(in crate::code) sites: usize,
    /// Views, which change how instruments are collected.
    pub(in crate::code) views: usize,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.receivers += more.receivers;
        self.unknown_receivers += more.unknown_receivers;
        self.sites += more.sites;
        self.views += more.views;
    }
}
