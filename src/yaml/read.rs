//! Reading known keys out of a tree: every mistake of a file is collected with its place, and what is near is suggested.

use std::fmt;

use super::{Mark, Node, YamlError};
use crate::table::{List, keep};
use crate::text;

/// A mistake in a YAML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    pub file: String,
    pub at: Mark,
    pub problem: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}:{}: {}", self.file, self.at.line, self.at.column, self.problem)
    }
}

impl std::error::Error for Mistake {}

/// Collects the mistakes of one file.
#[derive(Debug)]
pub struct Reader {
    file: String,
    mistakes: Vec<Mistake>,
}

/// Reads the file `name` whose text is `source`: `fill` makes the value, and reports to the reader what is wrong.
pub fn read<T>(name: &str, source: &str, fill: impl FnOnce(&mut Reader, &Node) -> T) -> Result<T, Vec<Mistake>> {
    let root =
        Node::parse(source).map_err(|YamlError { at, problem, .. }| vec![Mistake { file: name.to_owned(), at, problem }])?;
    let mut reader = Reader { file: name.to_owned(), mistakes: Vec::new() };
    let value = fill(&mut reader, &root);
    if reader.mistakes.is_empty() { Ok(value) } else { Err(reader.mistakes) }
}

impl Reader {
    pub fn refuse(&mut self, at: Mark, problem: String) {
        self.mistakes.push(Mistake { file: self.file.clone(), at, problem });
    }

    /// Text that must be there; empty where it is not.
    pub fn required(&mut self, node: &Node, name: &str) -> &'static str {
        match get(node, name).and_then(Node::text) {
            Some(text) if !text.trim().is_empty() => keep(text),
            _ => {
                self.refuse(node.at, format!("`{name}` is missing"));
                ""
            }
        }
    }

    /// A number that must be there; 0 where it is not.
    pub fn number(&mut self, node: &Node, name: &str) -> usize {
        let text = self.required(node, name);
        text.parse().unwrap_or_else(|_| {
            self.refuse(node.at, format!("`{name}` is `{text}`; it is a number"));
            0
        })
    }

    /// The value whose name the scalar `node` is.
    pub fn one_of<T: Copy>(&mut self, node: &Node, known: &[(&str, T)]) -> Option<T> {
        let given = node.text().unwrap_or_default();
        let found = known.iter().find(|(name, _)| *name == given).map(|&(_, value)| value);
        if found.is_none() {
            let names: Vec<_> = known.iter().map(|&(name, _)| name).collect();
            self.refuse(node.at, format!("`{given}` is not one of `{}`", names.join("`, `")));
        }
        found
    }

    pub fn known_keys(&mut self, node: &Node, known: &[&str]) {
        for (key, _) in node.map().unwrap_or_default() {
            let name = key.text().unwrap_or_default();
            if !known.contains(&name) {
                self.refuse(key.at, format!("unknown key `{name}`{}", suggestion(name, known.iter().copied())));
            }
        }
    }
}

/// `; did you mean ..?`, or nothing.
pub fn suggestion<'c>(name: &str, known: impl IntoIterator<Item = &'c str>) -> String {
    text::nearest(name, known).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default()
}

pub fn get<'n>(node: &'n Node, name: &str) -> Option<&'n Node> {
    node.map()?.iter().find(|(key, _)| key.text() == Some(name)).map(|(_, value)| value)
}

/// The entries of the map under `name`; none where there is no map.
pub fn entries<'n>(node: &'n Node, name: &str) -> &'n [(Node, Node)] {
    get(node, name).and_then(Node::map).unwrap_or_default()
}

/// The list under `name`; empty where there is none.
pub fn items<'n>(node: &'n Node, name: &str) -> &'n [Node] {
    get(node, name).and_then(Node::list).unwrap_or_default()
}

pub fn flag(node: &Node, name: &str) -> Option<bool> {
    get(node, name).and_then(Node::text).map(|text| text == "true")
}

/// The scalars of a list.
pub fn texts(items: &[Node]) -> List<&'static str> {
    List::keep(items.iter().map(keep_text).collect())
}

pub fn keep_text(node: &Node) -> &'static str {
    keep(node.text().unwrap_or_default())
}
