//! What the parser saw, event by event, put together to a tree. Holds the limits: nesting, number of values, values behind aliases.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use saphyr_parser::{Event, ScalarStyle, Span};

use super::{Kind, Mark, Node, Repeated, YamlError};

/// Nodes of one document, aliases expanded. More is an attack or a mistake.
const MAX_NODES: usize = 500_000;
/// Of these, nodes that stand in the place of aliases: copying them costs time and memory that the text does not show.
const MAX_ALIASED: usize = 50_000;
/// Nesting. The tree is walked recursively, so this bounds the stack.
const MAX_DEPTH: usize = 128;

#[derive(Default)]
pub(super) struct Builder {
    pub(super) root: Option<Node>,
    pub(super) repeated: Vec<Repeated>,
    pub(super) offsets: Offsets,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    aliased: usize,
    documents: usize,
}

/// A list or a map whose end has not come.
struct Open {
    node: Node,
    key: Option<Node>,
    /// The lines of the keys of a map.
    lines: FxHashMap<String, usize>,
    anchor: usize,
    nodes_before: usize,
}

impl Builder {
    pub(super) fn new(text: &str) -> Self {
        Self { offsets: Offsets::new(text), ..Self::default() }
    }

    pub(super) fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlError> {
        let at = Mark { line: span.start.line(), column: span.start.col() + 1 };
        let bytes = self.offsets.byte(span.start.index())..self.offsets.byte(span.end.index());
        let error = |problem: String| YamlError { at, byte: bytes.start, problem };
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let kind = Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                self.grow(1).map_err(error)?;
                self.close(Node { at, bytes, kind }, anchor, 1);
            }
            Event::SequenceStart(anchor, _) => {
                self.open(Node { at, bytes: bytes.clone(), kind: Kind::List(Vec::new()) }, anchor).map_err(error)?;
            }
            Event::MappingStart(anchor, _) => {
                self.open(Node { at, bytes: bytes.clone(), kind: Kind::Map(Vec::new()) }, anchor).map_err(error)?;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { mut node, anchor, nodes_before, .. }) = self.open.pop() {
                    node.bytes.end = bytes.end.max(node.bytes.end);
                    self.close(node, anchor, self.nodes - nodes_before);
                }
            }
            Event::Alias(anchor) => {
                let Some(&(_, count)) = self.anchors.get(&anchor) else {
                    return Err(error("this alias stands inside the value that it names".to_owned()));
                };
                self.aliased += count;
                if self.aliased > MAX_ALIASED {
                    return Err(error(format!("aliases stand for more than {MAX_ALIASED} values")));
                }
                self.grow(count).map_err(error)?;
                if let Some(kind) = self.anchors.get(&anchor).map(|(node, _)| node.kind.clone()) {
                    self.close(Node { at, bytes, kind }, 0, count);
                }
            }
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(error("a second document starts here; one file holds one document".to_owned()));
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn open(&mut self, node: Node, anchor: usize) -> Result<(), String> {
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("nested deeper than {MAX_DEPTH} levels"));
        }
        let nodes_before = self.nodes;
        self.grow(1)?;
        self.open.push(Open { node, key: None, lines: FxHashMap::default(), anchor, nodes_before });
        Ok(())
    }

    fn grow(&mut self, count: usize) -> Result<(), String> {
        self.nodes += count;
        if self.nodes > MAX_NODES { Err(format!("more than {MAX_NODES} values once aliases are expanded")) } else { Ok(()) }
    }

    /// Gives a value that has come to its end to what it stands in. `count` are the values in it.
    fn close(&mut self, node: Node, anchor: usize, count: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), count.max(1)));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match (&mut parent.node.kind, parent.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(_), None) => parent.key = Some(node),
            (Kind::Map(entries), Some(key)) => {
                if let Some(text) = key.text() {
                    if let Some(&first_line) = parent.lines.get(text) {
                        let (at, bytes, key) = (key.at, key.bytes.clone(), text.to_owned());
                        self.repeated.push(Repeated { at, bytes, key, first_line });
                        return;
                    }
                    parent.lines.insert(text.to_owned(), key.at.line);
                }
                entries.push((key, node));
            }
            (Kind::Scalar { .. }, _) => {}
        }
    }
}

/// Byte offsets of characters: the parser counts characters.
#[derive(Default)]
pub(super) struct Offsets {
    /// Empty where every character is one byte.
    bytes: Vec<usize>,
}

impl Offsets {
    fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self::default();
        }
        Self { bytes: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    pub(super) fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() { character } else { self.bytes.get(character).or(self.bytes.last()).copied().unwrap_or(0) }
    }
}
