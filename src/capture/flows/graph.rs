//! Spans of traces with what is above them: parents, and spans that they link to.

use std::cell::Cell;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::capture::index::EntryPlace;

/// A trace and a span in it.
type Id = ((u64, u64), u64);

/// A span that is a step of a flow, or at an end of a link.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) trace: (u64, u64),
    pub(super) span: u64,
    /// Nanoseconds since 1970.
    pub(super) start: u64,
    pub(super) at: EntryPlace,
    /// Position among the nodes that are added together.
    pub(super) parent: Option<usize>,
    /// By number.
    pub(super) steps: Vec<u32>,
}

#[derive(Debug, Default)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    children: FxHashMap<usize, Vec<usize>>,
    /// The spans that link to a span.
    linking: FxHashMap<usize, Vec<usize>>,
    /// From a span to that which it links to.
    links: Vec<(Id, Id)>,
    /// Nodes by the steps that they are.
    steps: BTreeMap<u32, Vec<usize>>,
    /// How many spans were looked at, for all starts together.
    looks: Cell<usize>,
}

/// More stands below a span than can be looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct TooWide;

/// Spans below one that are looked at.
pub(super) const MOST_BELOW: usize = 20_000;
/// How often each span is looked at, on average, for all starts above it.
pub(super) const MOST_LOOKS: usize = 100;

impl Graph {
    pub(super) fn size(&self) -> usize {
        self.nodes.len()
    }

    pub(super) fn node(&self, at: usize) -> &Node {
        &self.nodes[at]
    }

    /// Every step that there is, by number, with the positions of the nodes that are it.
    pub(super) fn steps(&self) -> &BTreeMap<u32, Vec<usize>> {
        &self.steps
    }

    /// Adds nodes of one trace.
    pub(super) fn add(&mut self, nodes: Vec<Node>) {
        let first = self.nodes.len();
        for (at, mut node) in nodes.into_iter().enumerate() {
            node.parent = node.parent.map(|parent| parent + first);
            if let Some(parent) = node.parent {
                self.children.entry(parent).or_default().push(first + at);
            }
            for step in &node.steps {
                self.steps.entry(*step).or_default().push(first + at);
            }
            self.nodes.push(node);
        }
    }

    pub(super) fn link(&mut self, from: Id, to: Id) {
        self.links.push((from, to));
    }

    /// Puts links between nodes, once all of them were added.
    pub(super) fn join(&mut self) {
        let positions: FxHashMap<Id, usize> =
            self.nodes.iter().enumerate().map(|(at, node)| ((node.trace, node.span), at)).collect();
        let mut links = std::mem::take(&mut self.links);
        links.sort_unstable();
        links.dedup();
        for (from, to) in links {
            if let (Some(from), Some(to)) = (positions.get(&from), positions.get(&to)) {
                self.linking.entry(*to).or_default().push(*from);
            }
        }
    }

    /// The nodes below some others: descendants, and what links to them or to a descendant, and so on. With links alone, only those
    /// that a link leads to.
    pub(super) fn below(&self, above: &[usize], by_parent: bool, by_link: bool) -> Result<Vec<usize>, TooWide> {
        // Whether it was come to without a link, and with one.
        let mut seen: FxHashMap<usize, [bool; 2]> = FxHashMap::default();
        let mut next: Vec<(usize, bool)> = above.iter().map(|node| (*node, false)).collect();
        let mut looked_at = 0;
        while let Some((node, is_linked)) = next.pop() {
            looked_at += 1;
            let looks = self.looks.get() + 1;
            self.looks.set(looks);
            // Few spans may be looked at as often as there are starts.
            if looked_at > MOST_BELOW || looks > MOST_LOOKS * self.nodes.len().max(MOST_BELOW) {
                return Err(TooWide);
            }
            let children = self.children.get(&node).into_iter().flatten().map(|child| (*child, is_linked));
            let linking = self.linking.get(&node).filter(|_| by_link).into_iter().flatten().map(|linking| (*linking, true));
            for (below, is_linked) in children.chain(linking) {
                let seen = seen.entry(below).or_default();
                if !std::mem::replace(&mut seen[usize::from(is_linked)], true) {
                    next.push((below, is_linked));
                }
            }
        }
        let counts = |[plain, linked]: [bool; 2]| by_parent && plain || by_link && linked;
        let mut below: Vec<usize> = seen.into_iter().filter(|(_, ways)| counts(*ways)).map(|(node, _)| node).collect();
        below.sort_unstable();
        Ok(below)
    }
}
