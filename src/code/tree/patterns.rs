//! Patterns: what a value is taken apart by, and the names that it gives to the parts.

use super::{Path, Range, Type};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pattern {
    pub(crate) range: Range,
    pub(crate) kind: PatternKind,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum PatternKind {
    /// `name`, `ref name`, `name @ inner`.
    Binding {
        name: String,
        /// `ref`: lends what is matched.
        by_reference: bool,
        inner: Option<Box<Pattern>>,
    },
    Underscore,
    Tuple(Vec<Pattern>),
    /// `Some(a)`, `Path(id)`.
    TupleStruct {
        path: Path,
        fields: Vec<Pattern>,
    },
    Struct {
        path: Path,
        fields: Vec<(String, Pattern)>,
    },
    Reference(Box<Pattern>),
    Typed(Box<Pattern>, Type),
    Or(Vec<Pattern>),
    /// `..` among the fields of a tuple, and in a slice.
    Rest,
    /// Literals, ranges, paths.
    Other,
}

impl Pattern {
    /// Every name that the pattern binds, in source order.
    pub(crate) fn names(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect(&mut names);
        names
    }

    fn collect<'p>(&'p self, names: &mut Vec<&'p str>) {
        match &self.kind {
            PatternKind::Binding { name, inner, .. } => {
                names.push(name);
                if let Some(inner) = inner {
                    inner.collect(names);
                }
            }
            PatternKind::Tuple(items) | PatternKind::TupleStruct { fields: items, .. } => {
                for item in items {
                    item.collect(names);
                }
            }
            PatternKind::Or(items) => items.iter().take(1).for_each(|item| item.collect(names)),
            PatternKind::Struct { fields, .. } => fields.iter().for_each(|(_, field)| field.collect(names)),
            PatternKind::Reference(inner) | PatternKind::Typed(inner, _) => inner.collect(names),
            PatternKind::Underscore | PatternKind::Rest | PatternKind::Other => {}
        }
    }
}
