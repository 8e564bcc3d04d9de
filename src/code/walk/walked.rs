//! What comes of walking functions: what was seen in each, and what is known of them where they are called.

use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Making;
use super::carried::Headers;
use super::effects::Effects;
use super::limits::Limits;
use crate::code::program::Footprint;
use crate::code::type_inference::BodyTypes;
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
    /// What it does with trace context.
    pub(in crate::code) headers: Headers,
    /// What it has too much of.
    pub(in crate::code) limits: Limits,
    /// The types in its body.
    pub(in crate::code) types: BodyTypes,
}

/// What is known of functions of this workspace where they are called.
#[derive(Debug, Default)]
pub(in crate::code) struct Summaries {
    /// How they make what they return.
    pub(in crate::code) makings: HashMap<Item, Arc<Making>>,
    /// What they do to the spans that are lent to them.
    pub(in crate::code) effects: HashMap<Item, Effects>,
    /// What they do with trace context.
    pub(in crate::code) headers: HashMap<Item, Headers>,
    /// The names of these.
    pub(in crate::code) header_names: HashSet<String>,
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
    /// Messages and requests sent with context, without, as callers will, and those of which it is not known.
    pub(in crate::code) sent: [usize; 4],
}

impl Counts {
    /// One more message or request, by what is known of its context.
    pub(in crate::code) fn count_sent(&mut self, verdict: &str) {
        let at = match verdict {
            "propagates" => 0,
            "missing" => 1,
            "delegated" => 2,
            _ => 3,
        };
        self.sent[at] += 1;
    }
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.receivers += more.receivers;
        self.unknown_receivers += more.unknown_receivers;
        self.sites += more.sites;
        self.views += more.views;
        for (sent, more) in self.sent.iter_mut().zip(more.sent) {
            *sent += more;
        }
    }
}
