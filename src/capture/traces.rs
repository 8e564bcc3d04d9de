//! Whole traces to facts: parents that are not there, roots, loops, order in time. Entries of the index come in, tallies by the name of
//! the span go out. What cannot be known, because the recording may have ended before it came, is not said.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::flows::{AllFlows, Flows, FlowsLeftOut};
use super::gather::{Standing, Tally};
use super::index::{Entry, Files, Groups, Index};
use super::terms::FlowTerms;
use crate::text::offset;

/// What is wrong with the place of a span in its trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum TraceProblem {
    Orphan,
    ConsumerRoot,
    ClientRoot,
    SeveralRoots,
    ChildBeforeParent,
    DuplicateId,
    Loop,
    TinySpans,
    ErrorWithoutCause,
    /// But for a code that came back.
    ErrorWithCodeOnly,
}

/// How a service's traces look, for its score.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ServiceTraces {
    pub(super) traces: u64,
    /// Traces with more than [`MOST_INTERNAL`] internal spans of the service.
    pub(super) many_internal: u64,
    /// Traces with more than [`MOST_SHORT`] short spans of the service.
    pub(super) many_short: u64,
    pub(super) orphans: u64,
    pub(super) client_roots: u64,
}

#[derive(Debug, Default)]
pub(super) struct TraceFacts {
    /// By problem and number of the group.
    pub(super) problems: BTreeMap<(TraceProblem, u32), Tally>,
    pub(super) services: BTreeMap<String, ServiceTraces>,
    pub(super) traces: u64,
    /// Spans that were read more than once, the same each time.
    pub(super) delivered_twice: u64,
    /// Spans that promised a cause, which no log record tells of either: by service, and the numbers of the clause and the promise.
    pub(super) without_cause: BTreeMap<(String, u32, u16), Tally>,
    pub(super) flows: AllFlows,
    /// Flows that were left out in part.
    pub(super) flows_left_out: FlowsLeftOut,
    /// Traces that are too large to be judged.
    pub(super) left_out: u64,
}

/// Which absences are judged.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Traces that started after this are not whole; nanoseconds since 1970.
    pub(super) whole_until: u64,
    /// Time of the latest record, after which more may have come; none where nothing came after.
    pub(super) latest: Option<u64>,
}

/// Limits of the Instrumentation Score, SPA-001 and SPA-005.
const MOST_INTERNAL: u32 = 10;
const MOST_SHORT: u32 = 20;
const SHORT_NS: u64 = 5_000_000;
/// So many spans below a millisecond in a trace are noise.
const MOST_TINY: usize = 1_000;
const TINY_NS: u64 = 1_000_000;
/// How much earlier than its parent a child may start: clocks of one process agree, those of two nearly.
const SAME_CLOCK_NS: u64 = 10_000_000;
const OTHER_CLOCK_NS: u64 = 1_000_000_000;

/// A span without a parent in its trace, which has fewer spans than that.
const NOWHERE: u32 = u32::MAX;

const SERVER: u16 = 2;
const CLIENT: u16 = 3;
const CONSUMER: u16 = 5;
const INTERNAL: u16 = 1;

/// What the numbers in the index stand for.
pub(super) struct Numbered<'g> {
    pub(super) groups: &'g Groups,
    /// For each number of a group in the index that in `groups`.
    pub(super) group_numbers: &'g [u32],
    pub(super) files: &'g Files,
    /// The same of files.
    pub(super) file_numbers: &'g [u16],
}

/// Looks at every trace.
pub(super) fn analyse(
    index: Index,
    Numbered { groups, group_numbers, files, file_numbers }: Numbered<'_>,
    window: Window,
    flows: Option<&FlowTerms>,
) -> (TraceFacts, Option<std::io::Error>) {
    let mut facts = TraceFacts::default();
    let mut services: Vec<&str> = groups.list().iter().map(|group| group.service.as_str()).collect();
    services.sort_unstable();
    services.dedup();
    let service_of: Vec<usize> =
        groups.list().iter().map(|group| services.binary_search(&group.service.as_str()).unwrap_or(0)).collect();
    let mut analysis = Analysis {
        groups,
        files,
        service_of,
        window,
        counts: vec![ServiceTraces::default(); services.len()],
        facts: &mut facts,
        flows: flows.map(|terms| Flows::new(terms, files, window.latest)),
        with_entry: None,
    };
    let read = index.each_part(|mut entries| {
        for entry in &mut entries {
            if entry.is_span() {
                entry.group = group_numbers.get(entry.group as usize).copied().unwrap_or(entry.group);
            }
            entry.at.file = file_numbers.get(usize::from(entry.at.file)).copied().unwrap_or(entry.at.file);
        }
        // Of each trace the spans first.
        entries.sort_unstable_by(|one, other| {
            (one.trace, !one.is_span()).cmp(&(other.trace, !other.is_span())).then_with(|| one.cmp(other))
        });
        for trace in entries.chunk_by_mut(|one, other| one.trace == other.trace) {
            analysis.trace(trace);
        }
    });
    let counts = analysis.counts;
    if let Some((flows, left_some_out)) = analysis.flows.map(Flows::done) {
        (facts.flows, facts.flows_left_out) = (flows, left_some_out);
    }
    facts.services = services.into_iter().map(str::to_owned).zip(counts).collect();
    match read {
        Ok(left_out) => facts.left_out = left_out,
        Err(error) => return (facts, Some(error)),
    }
    (facts, None)
}

/// The first of each run of entries with the same key, moved to the front.
fn unique<K: PartialEq>(entries: &mut [Entry], key: impl Fn(&Entry) -> K) -> &mut [Entry] {
    let mut kept = 0;
    for at in 0..entries.len() {
        if kept == 0 || key(&entries[at]) != key(&entries[kept - 1]) {
            entries[kept] = entries[at];
            kept += 1;
        }
    }
    &mut entries[..kept]
}

struct Analysis<'g> {
    groups: &'g Groups,
    files: &'g Files,
    /// Of each group.
    service_of: Vec<usize>,
    window: Window,
    counts: Vec<ServiceTraces>,
    facts: &'g mut TraceFacts,
    flows: Option<Flows<'g>>,
    /// Services with a span that others may call from elsewhere, in the trace at hand, once that is asked.
    with_entry: Option<FxHashSet<usize>>,
}

impl Analysis<'_> {
    /// `entries` are sorted by span, but for those that are none, which come last.
    fn trace(&mut self, entries: &mut [Entry]) {
        let (spans, entries) = entries.split_at_mut(entries.partition_point(Entry::is_span));
        if spans.is_empty() {
            return;
        }
        let read = spans.len();
        let spans = unique(spans, |entry| (entry.span, entry.content));
        self.facts.delivered_twice += (read - spans.len()) as u64;
        for pair in spans.windows(2).filter(|pair| pair[0].span == pair[1].span) {
            self.add(TraceProblem::DuplicateId, &pair[1]);
        }
        let spans = &*unique(spans, |entry| entry.span);
        self.facts.traces += 1;
        self.with_entry = None;
        let exceptions: Vec<u64> = entries.iter().filter(|entry| entry.is(Entry::EXCEPTION)).map(|entry| entry.span).collect();
        let is_whole = spans.iter().map(|span| span.start).min().is_some_and(|start| start <= self.window.whole_until);
        for span in spans {
            if span.is(Entry::NO_CAUSE) && exceptions.binary_search(&span.span).is_err() {
                let has_code = span.is(Entry::HAS_CODE);
                let problem = if has_code { TraceProblem::ErrorWithCodeOnly } else { TraceProblem::ErrorWithoutCause };
                self.add(problem, span);
            }
            match spans.binary_search_by_key(&span.parent, |other| other.span) {
                _ if span.parent == 0 => {}
                Ok(at) => self.child(span, &spans[at]),
                Err(_) if is_whole && self.is_orphan(span, spans) => {
                    self.counts[self.service_of[span.group as usize]].orphans += 1;
                    self.add(TraceProblem::Orphan, span);
                }
                Err(_) => {}
            }
        }
        self.causes(spans, entries, &exceptions);
        if let Some(flows) = &mut self.flows {
            flows.trace(spans, entries);
        }
        self.loops(spans);
        self.roots(spans);
        self.volume(spans);
    }

    /// Spans that promised a cause: an exception in a log is one.
    fn causes(&mut self, spans: &[Entry], entries: &[Entry], exceptions: &[u64]) {
        // What was read twice stands beside itself.
        let entries = entries.chunk_by(Entry::says_the_same).filter_map(<[Entry]>::first);
        for entry in entries.filter(|entry| entry.is(Entry::AWAITS_CAUSE) && exceptions.binary_search(&entry.span).is_err()) {
            let Ok(at) = spans.binary_search_by_key(&entry.span, |span| span.span) else { continue };
            let Some(group) = self.groups.list().get(spans[at].group as usize) else { continue };
            let standing = Standing { name: &group.name, ..self.files.standing(entry) };
            let Ok(promise) = u16::try_from(entry.parent) else { continue };
            let key = (group.service.clone(), entry.content, promise);
            self.facts.without_cause.entry(key).or_default().add_named(&standing);
        }
    }

    /// A parent of the same process must be there. Where the sender does not say whose the parent is, a span that only answers a call
    /// or message may have it elsewhere, and so may the only span of its service.
    fn is_orphan(&mut self, span: &Entry, spans: &[Entry]) -> bool {
        if span.is(Entry::REMOTE_KNOWN) {
            return !span.is(Entry::REMOTE);
        }
        let service = self.service_of[span.group as usize];
        let entry_span = |other: &Entry| other.kind() == SERVER || other.kind() == CONSUMER || other.parent == 0;
        let service_of = &self.service_of;
        let with_entry = self.with_entry.get_or_insert_with(|| {
            spans.iter().filter(|other| entry_span(other)).map(|other| service_of[other.group as usize]).collect()
        });
        !entry_span(span) && with_entry.contains(&service)
    }

    fn child(&mut self, span: &Entry, parent: &Entry) {
        let is_same = self.service_of[span.group as usize] == self.service_of[parent.group as usize]
            && !span.is(Entry::REMOTE)
            && !matches!(span.kind(), SERVER | CONSUMER);
        let tolerance = if is_same { SAME_CLOCK_NS } else { OTHER_CLOCK_NS };
        if span.start != 0 && span.start.saturating_add(tolerance) < parent.start {
            self.add(TraceProblem::ChildBeforeParent, span);
        }
    }

    /// Each loop once, at its smallest span.
    fn loops(&mut self, spans: &[Entry]) {
        let parent = |span: &Entry| {
            let found = spans.binary_search_by_key(&span.parent, |other| other.span).ok().filter(|_| span.parent != 0);
            found.map_or(NOWHERE, offset)
        };
        let parents: Vec<u32> = spans.iter().map(parent).collect();
        // 0 not seen, otherwise the walk that saw it.
        let mut seen = vec![0_u32; spans.len()];
        for start in 0..spans.len() {
            let walk = offset(start) + 1;
            let mut at = start;
            while seen[at] == 0 {
                seen[at] = walk;
                match parents[at] {
                    NOWHERE => break,
                    parent => at = parent as usize,
                }
            }
            if seen[at] == walk && parents[at] != NOWHERE && Self::closes(at, &parents) {
                self.add(TraceProblem::Loop, &spans[start.min(at)]);
            }
        }
    }

    /// Whether the parents of a span lead back to it.
    fn closes(at: usize, parents: &[u32]) -> bool {
        let mut next = parents[at];
        for _ in 0..parents.len() {
            if next == NOWHERE {
                return false;
            }
            if next as usize == at {
                return true;
            }
            next = parents[next as usize];
        }
        false
    }

    fn roots(&mut self, spans: &[Entry]) {
        let roots: Vec<&Entry> = spans.iter().filter(|span| span.parent == 0).collect();
        // Services that answer somebody in this trace, once that is asked.
        let mut served: Option<FxHashSet<usize>> = None;
        for root in &roots {
            let service = self.service_of[root.group as usize];
            if root.kind() == CONSUMER && !root.is(Entry::HAS_LINKS) {
                self.add(TraceProblem::ConsumerRoot, root);
            } else if root.kind() == CLIENT {
                self.counts[service].client_roots += 1;
                let service_of = &self.service_of;
                let served = served.get_or_insert_with(|| {
                    spans.iter().filter(|span| span.kind() == SERVER).map(|span| service_of[span.group as usize]).collect()
                });
                if !served.contains(&service) {
                    self.add(TraceProblem::ClientRoot, root);
                }
            }
        }
        if roots.len() > 1
            && let Some(first) = roots.iter().min_by_key(|root| (&self.groups.list()[root.group as usize], root.span))
        {
            self.add(TraceProblem::SeveralRoots, first);
        }
    }

    fn volume(&mut self, spans: &[Entry]) {
        let mut by_service: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        let mut tiny: BTreeMap<u32, usize> = BTreeMap::new();
        for span in spans {
            let (internal, short) = by_service.entry(self.service_of[span.group as usize]).or_default();
            let duration = span.end.saturating_sub(span.start);
            *internal += u32::from(span.kind() == INTERNAL);
            *short += u32::from(!span.is(Entry::OPEN) && duration < SHORT_NS);
            if !span.is(Entry::OPEN) && duration < TINY_NS {
                *tiny.entry(span.group).or_default() += 1;
            }
        }
        for (service, (internal, short)) in by_service {
            let counts = &mut self.counts[service];
            counts.traces += 1;
            counts.many_internal += u64::from(internal > MOST_INTERNAL);
            counts.many_short += u64::from(short > MOST_SHORT);
        }
        let total: usize = tiny.values().sum();
        // Named after those that are the most.
        let most = tiny.iter().max_by_key(|(group, count)| (**count, std::cmp::Reverse(&self.groups.list()[**group as usize])));
        if total > MOST_TINY
            && let Some((group, _)) = most
            && let Some(span) = spans.iter().find(|span| span.group == *group)
        {
            self.add(TraceProblem::TinySpans, span);
        }
    }

    fn add(&mut self, problem: TraceProblem, span: &Entry) {
        let name = self.groups.list().get(span.group as usize).map_or("", |group| group.name.as_str());
        let standing = Standing { name, ..self.files.standing(span) };
        self.facts.problems.entry((problem, span.group)).or_default().add_named(&standing);
    }
}
