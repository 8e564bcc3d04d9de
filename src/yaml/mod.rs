//! YAML text to a tree that keeps the place of every value. Duplicate keys are refused, anchors and depth are bounded.
//! Scalars stay text as written; whoever reads a value decides its type.
//! Source: YAML 1.2.2, <https://yaml.org/spec/1.2.2/>.

mod read;

use std::collections::HashMap;

pub use read::{Mistake, Reader, entries, flag, get, items, keep_text, read, suggestion, texts};
use saphyr_parser::{Event, Parser, ScalarStyle, Span};

/// Nodes of one document, aliases expanded. More is an attack or a mistake.
const MAX_NODES: usize = 500_000;
/// Nesting. The tree is walked recursively, so this bounds the stack.
const MAX_DEPTH: usize = 128;

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub at: Mark,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `plain` is false for quoted and block text, which is never a number, a flag or null.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    /// Keys in file order.
    Map(Vec<(Node, Node)>),
}

/// Line and column from 1, byte offset from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Mark {
    pub line: usize,
    pub column: usize,
}

/// Why a text is not a YAML document that we read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{}: {problem}", at.line, at.column)]
pub struct YamlError {
    pub at: Mark,
    pub problem: String,
}

impl Node {
    /// Reads the one document of `text`. An empty text is an empty map.
    pub fn parse(text: &str) -> Result<Self, YamlError> {
        let mut builder = Builder::default();
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| YamlError {
                at: Mark { line: error.marker().line(), column: error.marker().col() + 1 },
                problem: error.info().to_owned(),
            })?;
            builder.event(event, span)?;
        }
        Ok(builder.root.unwrap_or(Self { at: Mark { line: 1, column: 1 }, kind: Kind::Map(Vec::new()) }))
    }

    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    pub fn map(&self) -> Option<&[(Self, Self)]> {
        match &self.kind {
            Kind::Map(entries) => Some(entries),
            Kind::List(_) | Kind::Scalar { .. } => None,
        }
    }

    pub fn list(&self) -> Option<&[Self]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            Kind::Map(_) | Kind::Scalar { .. } => None,
        }
    }

    /// What this is, for messages.
    pub fn noun(&self) -> &'static str {
        match self.kind {
            Kind::Scalar { .. } => "a value",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a map",
        }
    }
}

#[derive(Default)]
struct Builder {
    root: Option<Node>,
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, usize)>,
    nodes: usize,
    documents: usize,
}

struct Open {
    node: Node,
    key: Option<Node>,
    anchor: usize,
    nodes_before: usize,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), YamlError> {
        let at = Mark { line: span.start.line(), column: span.start.col() + 1 };
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let node = Node { at, kind: Kind::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain } };
                self.close(node, anchor, 1)
            }
            Event::SequenceStart(anchor, _) => self.open(at, Kind::List(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.open(at, Kind::Map(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(open) => {
                    let count = self.nodes - open.nodes_before;
                    self.close(open.node, open.anchor, count)
                }
                None => Ok(()),
            },
            Event::Alias(anchor) => match self.anchors.get(&anchor).cloned() {
                Some((node, count)) => {
                    self.grow(at, count)?;
                    self.close(Node { at, kind: node.kind }, 0, 0)
                }
                None => Err(YamlError { at, problem: "this alias stands inside the value that it names".to_owned() }),
            },
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return Err(YamlError {
                        at,
                        problem: "a second document starts here; one file holds one document".to_owned(),
                    });
                }
                Ok(())
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn open(&mut self, at: Mark, kind: Kind, anchor: usize) -> Result<(), YamlError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(YamlError { at, problem: format!("nested deeper than {MAX_DEPTH} levels") });
        }
        let nodes_before = self.nodes;
        self.grow(at, 1)?;
        self.open.push(Open { node: Node { at, kind }, key: None, anchor, nodes_before });
        Ok(())
    }

    fn grow(&mut self, at: Mark, count: usize) -> Result<(), YamlError> {
        self.nodes += count;
        if self.nodes > MAX_NODES {
            return Err(YamlError { at, problem: format!("more than {MAX_NODES} values once aliases are expanded") });
        }
        Ok(())
    }

    fn close(&mut self, node: Node, anchor: usize, count: usize) -> Result<(), YamlError> {
        if matches!(node.kind, Kind::Scalar { .. }) {
            self.grow(node.at, 1)?;
        }
        if anchor > 0 {
            self.anchors.insert(anchor, (node.clone(), count.max(1)));
        }
        let Some(parent) = self.open.last_mut() else {
            self.root = Some(node);
            return Ok(());
        };
        match (&mut parent.node.kind, parent.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(entries), Some(key)) => {
                if let Some((first, _)) = entries.iter().find(|(known, _)| known.kind == key.kind) {
                    let name = key.text().unwrap_or("this key");
                    let problem = format!("`{name}` is given twice; the first is on line {}", first.at.line);
                    return Err(YamlError { at: key.at, problem });
                }
                entries.push((key, node));
            }
            (Kind::Map(_), None) => parent.key = Some(node),
            (Kind::Scalar { .. }, _) => {}
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> String {
        Node::parse(text).expect_err("is refused").to_string()
    }

    #[test]
    fn places_are_kept() {
        let root = Node::parse("a: 1\nb:\n  - x\n  - {c: no}\n").expect("is read");
        let (key, list) = &root.map().expect("is a map")[1];
        assert_eq!((key.at.line, key.at.column), (2, 1));
        assert_eq!(list.list().expect("is a list")[1].map().expect("is a map")[0].1.text(), Some("no"));
    }

    #[test]
    fn traps_are_refused() {
        assert_eq!(problem("a: 1\na: 2\n"), "2:1: `a` is given twice; the first is on line 1");
        assert!(problem(&"[".repeat(200)).contains("nested deeper than 128"));
        assert!(problem("a: 1\n---\nb: 2\n").contains("second document"));
        assert!(problem("a: &x [*x]\n").contains("alias"));
        let mut laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
        for level in 1..10 {
            let alias = format!("*a{}, ", level - 1).repeat(10);
            laughs = format!("{laughs}a{level}: &a{level} [{alias}]\n");
        }
        assert!(problem(&laughs).contains("once aliases are expanded"));
    }
}
