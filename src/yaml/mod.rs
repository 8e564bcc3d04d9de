//! YAML text to a tree that keeps the place of every value. Duplicate keys are refused or told, anchors and depth are bounded.
//! Scalars stay text as written; whoever reads a value decides its type.
//! Source: YAML 1.2.2, <https://yaml.org/spec/1.2.2/>.

mod build;
mod read;

use std::ops::Range;

use build::Builder;
pub use read::{Mistake, Reader, entries, flag, get, items, keep_text, read, suggestion, texts};
use saphyr_parser::Parser;

/// One value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    pub at: Mark,
    /// Bytes from 0. Those of a block of several lines may end with the white space behind it.
    pub bytes: Range<usize>,
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

/// Line and column from 1.
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
    /// Byte offset from 0.
    pub byte: usize,
    pub problem: String,
}

/// A key that stands in its map for the second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repeated {
    pub at: Mark,
    pub bytes: Range<usize>,
    pub key: String,
    pub first_line: usize,
}

impl Node {
    /// Reads the one document of `text`. An empty text is an empty map.
    pub fn parse(text: &str) -> Result<Self, YamlError> {
        let (root, repeated) = Self::parse_repeating(text)?;
        match repeated.into_iter().next() {
            None => Ok(root),
            Some(Repeated { at, bytes, key, first_line }) => {
                let problem = format!("`{key}` is given twice; the first is on line {first_line}");
                Err(YamlError { at, byte: bytes.start, problem })
            }
        }
    }

    /// The same, and goes on where a key stands in its map for the second time: the first one counts.
    pub fn parse_repeating(text: &str) -> Result<(Self, Vec<Repeated>), YamlError> {
        let mut builder = Builder::new(text);
        let mut parser = Parser::new_from_str(text);
        while let Some(event) = parser.next_event() {
            let (event, span) = event.map_err(|error| YamlError {
                at: Mark { line: error.marker().line(), column: error.marker().col() + 1 },
                byte: builder.offsets.byte(error.marker().index()),
                problem: error.info().to_owned(),
            })?;
            builder.event(event, span)?;
        }
        let nothing = Self { at: Mark { line: 1, column: 1 }, bytes: 0..0, kind: Kind::Map(Vec::new()) };
        Ok((builder.root.unwrap_or(nothing), builder.repeated))
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
        assert!(problem(&laughs).contains("aliases stand for more than"));
    }
}
