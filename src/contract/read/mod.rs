//! The tree of a file, whose form was checked, to what it says. What has the wrong form is passed over here; what has the right form and
//! cannot be read, such as a pattern, is a mistake.

mod attribute;
mod clauses;
mod flow;
mod name;
mod parts;
mod root;

pub(super) use attribute::number;
pub(super) use clauses::{INSTRUMENTS, KINDS};
pub(super) use root::layer;

use std::collections::HashSet;

use super::mistakes::{Mistakes, at};
use super::model::{At, Spanned};
use super::plain;
use crate::yaml::{Node, get};

/// One file that is read.
pub(super) struct Reading<'m> {
    pub(super) mistakes: &'m mut Mistakes,
    pub(super) file: usize,
    /// Those that were looked at: many attributes may share one.
    pub(super) patterns: HashSet<String>,
    /// The keys in templates, with their places.
    pub(super) template_keys: Vec<Spanned<String>>,
}

impl Reading<'_> {
    fn at(&self, node: &Node) -> At {
        at(self.file, node)
    }

    fn spanned<T>(&self, node: &Node, value: T) -> Spanned<T> {
        Spanned { value, at: self.at(node) }
    }

    /// The text under a key.
    fn text(&self, node: &Node, name: &str) -> Option<Spanned<String>> {
        let value = get(node, name)?;
        Some(self.spanned(value, plain::text(value)?))
    }

    /// The texts of a list, or the one that stands in its place.
    fn texts(&self, node: &Node, name: &str) -> Vec<Spanned<String>> {
        let value = get(node, name);
        let one = value.filter(|value| value.text().is_some());
        one.into_iter().chain(value.and_then(Node::list).unwrap_or_default()).filter_map(|item| self.own_text(item)).collect()
    }

    fn own_text(&self, node: &Node) -> Option<Spanned<String>> {
        Some(self.spanned(node, plain::text(node)?))
    }
}
