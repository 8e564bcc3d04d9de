//! Flows through whole traces: each start is looked at with all that stands under it, in its own trace and in those that link to it.
//! Traces that no link touches are judged and forgotten one by one; of the others as much is kept as the steps need.

mod graph;

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::gather::{Standing, Tally};
use super::index::{Entry, Files};
use super::terms::{FlowTerms, steps};
use crate::contract::Flow;
use graph::{Graph, MOST_BELOW, MOST_LOOKS, Node};

/// In what a flow is not as promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum FlowFault {
    Absent,
    TooOften,
    /// It came, but after `within`.
    Late,
}

/// What was seen of one flow.
#[derive(Debug, Clone, Default)]
pub(super) struct FlowFacts {
    /// Starts that were judged.
    pub(super) starts: u64,
    /// Starts of which the rest may not have been recorded.
    pub(super) open: u64,
    /// By the position of the first step that is not as promised. The examples are starts.
    pub(super) broken: BTreeMap<(usize, FlowFault), Tally>,
}

/// By the position of the contract and that of the flow in it.
pub(super) type AllFlows = BTreeMap<(usize, usize), FlowFacts>;

/// So many spans that matter to flows are kept of a trace, and of all traces that links touch: 200 MB.
const MOST_NODES: usize = 2_000_000;
/// How long steps may take that do not say it, in nanoseconds.
const STEP_TAKES: u64 = 30_000_000_000;

/// The flows of all contracts in the making.
pub(super) struct Flows<'t> {
    terms: &'t FlowTerms,
    files: &'t Files,
    /// Time of the latest record; none where what is absent was never sent.
    latest: Option<u64>,
    /// Traces that links touch.
    linked: Graph,
    facts: AllFlows,
    /// Numbers of the steps that flows start with.
    starts: BTreeSet<u32>,
    left_out: FlowsLeftOut,
}

/// Flows that are not judged, since there is too much to look at.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct FlowsLeftOut {
    /// Traces that would have to be kept.
    traces: bool,
    /// Starts that lead to too many spans.
    starts: u64,
}

impl FlowsLeftOut {
    /// The same in words.
    pub(super) fn told(self) -> Vec<String> {
        let traces = self.traces.then(|| {
            format!("flows through some traces are not judged: more than {MOST_NODES} spans matter to them in traces that are linked, or in one")
        });
        let starts = (self.starts > 0).then(|| {
            let what =
                if self.starts == 1 { "a start of a flow is".to_owned() } else { format!("{} starts of flows are", self.starts) };
            format!("{what} not judged: more than {MOST_BELOW} spans below one, or more than {MOST_LOOKS} looks at each span")
        });
        traces.into_iter().chain(starts).collect()
    }
}

impl<'t> Flows<'t> {
    pub(super) fn new(terms: &'t FlowTerms, files: &'t Files, latest: Option<u64>) -> Self {
        let facts = terms.steps.iter().map(|step| ((step.contract, step.flow), FlowFacts::default())).collect();
        let mut starts = BTreeSet::new();
        let mut first = 0;
        while let Some(flow) = terms.steps.get(first).and_then(|start| terms.flow(start.contract, start.flow)) {
            starts.extend(u32::try_from(first));
            first += 1 + flow.steps.len();
        }
        Self { terms, files, latest, linked: Graph::default(), facts, starts, left_out: FlowsLeftOut::default() }
    }

    /// Takes a trace: its spans, each once and sorted by id, and all entries of it.
    pub(super) fn trace(&mut self, spans: &[Entry], entries: &[Entry]) {
        let position = |id: u64| spans.binary_search_by_key(&id, |span| span.span).ok();
        let mut of_steps: BTreeMap<usize, Vec<u32>> = BTreeMap::new();
        let mut links: Vec<Entry> = Vec::new();
        for entry in entries {
            if entry.is(Entry::STEP)
                && let Some(at) = position(entry.span)
            {
                of_steps.entry(at).or_default().push(entry.content);
            } else if entry.is(Entry::LINK) && position(entry.span).is_some() {
                links.push(*entry);
            }
        }
        let is_linked = self.terms.follows_links && (!links.is_empty() || spans.iter().any(|span| span.is(Entry::HAS_LINKS)));
        if is_linked {
            for at in (0..spans.len()).filter(|at| spans[*at].is(Entry::HAS_LINKS)) {
                of_steps.entry(at).or_default();
            }
            for at in links.iter().filter_map(|link| position(link.span)) {
                of_steps.entry(at).or_default();
            }
        }
        if of_steps.is_empty() {
            return;
        }
        let kept = if is_linked { self.linked.size() } else { 0 };
        if kept + of_steps.len() > MOST_NODES {
            self.left_out.traces = true;
            return;
        }
        let nodes = nodes(spans, of_steps);
        if !is_linked {
            let mut graph = Graph::default();
            graph.add(nodes);
            return self.judge(&graph);
        }
        self.linked.add(nodes);
        for link in links {
            // The link stands with the trace that it leads to.
            self.linked.link(((link.start, link.end), link.parent), (link.trace, link.span));
        }
    }

    /// What came of it, once all traces were taken, and whether some were left out.
    pub(super) fn done(mut self) -> (AllFlows, FlowsLeftOut) {
        let mut linked = std::mem::take(&mut self.linked);
        linked.join();
        self.judge(&linked);
        (self.facts, self.left_out)
    }

    fn judge(&mut self, graph: &Graph) {
        for (&number, nodes) in graph.steps() {
            let first = number as usize;
            let Some(start) = self.terms.steps.get(first).filter(|_| self.starts.contains(&number)) else { continue };
            let key = (start.contract, start.flow);
            let Some(flow) = self.terms.flow(key.0, key.1) else { continue };
            let judged_until = self.latest.map_or(u64::MAX, |latest| latest.saturating_sub(takes(flow)));
            let facts = self.facts.entry(key).or_default();
            for &at in nodes {
                let start = graph.node(at);
                if start.start > judged_until {
                    facts.open += 1;
                    continue;
                }
                let Ok(fault) = fault(flow, number, at, graph) else {
                    self.left_out.starts += 1;
                    continue;
                };
                facts.starts += 1;
                if let Some((step, fault, count)) = fault {
                    let at = self.files.place(start.at);
                    let standing = Standing { trace: start.trace, span: start.span, at, ..Standing::default() };
                    let text = || if fault == FlowFault::TooOften { format!("{count} times") } else { String::new() };
                    facts.broken.entry((step, fault)).or_default().add(&standing, text);
                }
            }
        }
    }
}

/// Spans that matter to flows, each under the nearest one above it that does.
fn nodes(spans: &[Entry], of_steps: BTreeMap<usize, Vec<u32>>) -> Vec<Node> {
    let positions: Vec<usize> = of_steps.keys().copied().collect();
    let parent = |at: usize| {
        let parent = spans[at].parent;
        spans.binary_search_by_key(&parent, |span| span.span).ok().filter(|_| parent != 0)
    };
    // Where the way up leads from spans that do not matter; nowhere from those that are on the way, so that a loop ends there.
    let mut leads: FxHashMap<usize, Option<usize>> = FxHashMap::default();
    let mut above = |at: &usize| {
        let (mut next, mut way) = (parent(*at), Vec::new());
        let found = loop {
            let Some(found) = next else { break None };
            if let Ok(position) = positions.binary_search(&found) {
                break Some(position);
            }
            if let Some(known) = leads.get(&found) {
                break *known;
            }
            leads.insert(found, None);
            way.push(found);
            next = parent(found);
        };
        leads.extend(way.into_iter().map(|passed| (passed, found)));
        found.filter(|position| positions[*position] != *at)
    };
    let parents: Vec<Option<usize>> = positions.iter().map(&mut above).collect();
    let marked = of_steps.into_iter().zip(parents);
    marked
        .map(|((at, mut steps), parent)| {
            steps.sort_unstable();
            steps.dedup();
            let Entry { trace, span, start, at, .. } = spans[at];
            Node { trace, span, start, at, parent, steps }
        })
        .collect()
}

/// How long a flow may take from its start to its last step, in nanoseconds.
fn takes(flow: &Flow) -> u64 {
    let mut sums: Vec<u64> = Vec::new();
    for step in steps(flow) {
        let above = step.under.and_then(|under| sums.get(under)).copied().unwrap_or(0);
        sums.push(above.saturating_add(step.within_ms.unwrap_or(0).saturating_mul(1_000_000)));
    }
    match sums.into_iter().max().unwrap_or(0) {
        0 => STEP_TAKES,
        said => said,
    }
}

/// The first step that is not as promised, and how often it was there; `Err` where that cannot be known.
fn fault(flow: &Flow, number: u32, start: usize, graph: &Graph) -> Result<Option<(usize, FlowFault, u64)>, graph::TooWide> {
    let mut found: Vec<Vec<usize>> = vec![vec![start]];
    for (at, step) in flow.steps.iter().enumerate() {
        let at = at + 1;
        let under = step.under.and_then(|under| found.get(under)).cloned().unwrap_or_default();
        if under.is_empty() {
            found.push(Vec::new());
            continue;
        }
        let below = graph.below(&under, step.by_parent, step.by_link)?;
        let number = number + u32::try_from(at).unwrap_or(0);
        let spans: Vec<usize> = below.into_iter().filter(|node| graph.node(*node).steps.contains(&number)).collect();
        let latest = step.within_ms.map(|within| {
            let from = under.iter().map(|node| graph.node(*node).start).max().unwrap_or(0);
            from.saturating_add(within.saturating_mul(1_000_000))
        });
        let in_time = spans.iter().filter(|node| latest.is_none_or(|latest| graph.node(**node).start <= latest)).count() as u64;
        let count = spans.len() as u64;
        if in_time < step.least {
            let fault = if count < step.least { FlowFault::Absent } else { FlowFault::Late };
            return Ok(Some((at, fault, count)));
        }
        if step.most.is_some_and(|most| count > most) {
            return Ok(Some((at, FlowFault::TooOften, count)));
        }
        found.push(spans);
    }
    Ok(None)
}
