//! Registries of semantic conventions, as Weaver reads them: folders of YAML in the formats `groups` (version 1) and `definition/2`. Comes
//! in: a folder; goes out: a layer of attributes, metrics and spans.
//! Source: OpenTelemetry Weaver, `schemas/semconv-syntax.md` and `schemas/semconv-syntax.v2.md`.

mod attribute;
mod files;
mod read;
mod resolve;
mod signals;

use std::collections::HashMap;

pub use files::span_types;
pub(super) use files::{folder, is_registry};

use super::layer::{Layer, Said};
use super::mistakes::Mistakes;
use super::model::{At, AttributeDefinition, Renamed, SpanKind, Spanned};

/// What the files of one registry say.
pub(super) struct Registry<'m> {
    mistakes: &'m mut Mistakes,
    attributes: Vec<Said<AttributeDefinition>>,
    /// Positions in `attributes`; a template stands under its key without the dot and the star.
    by_key: HashMap<String, usize>,
    renamed: Vec<Renamed>,
    groups: Vec<Group>,
    by_id: HashMap<String, usize>,
    /// Whether it builds on conventions that are not in it.
    builds_on_others: bool,
}

/// A group of attributes, or a signal that has some.
#[derive(Debug)]
struct Group {
    id: Spanned<String>,
    is: Is,
    /// Groups whose attributes it has too, in the order in which they count less.
    extends: Vec<Spanned<String>>,
    attributes: Vec<(Spanned<String>, Option<Requirement>)>,
    deprecated: bool,
}

#[derive(Debug)]
enum Is {
    Attributes,
    Span(Option<SpanKind>),
    Metric { name: Spanned<String>, instrument: Option<Spanned<super::model::Instrument>>, unit: Option<Spanned<String>> },
}

/// How much an attribute is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Requirement {
    OptIn,
    Conditional,
    Recommended,
    Required,
}

impl<'m> Registry<'m> {
    pub(super) fn new(mistakes: &'m mut Mistakes) -> Self {
        Self {
            mistakes,
            attributes: Vec::new(),
            by_key: HashMap::new(),
            renamed: Vec::new(),
            groups: Vec::new(),
            by_id: HashMap::new(),
            builds_on_others: false,
        }
    }

    /// What it brings to a contract, once all its files are added.
    pub(super) fn layer(mut self) -> Layer {
        self.check_references();
        let (metrics, span_types) = self.signals();
        Layer { attributes: self.attributes, renamed: self.renamed, metrics, span_types, ..Layer::default() }
    }

    fn refuse(&mut self, at: At, problem: String, label: impl Into<String>, help: impl Into<String>) {
        self.mistakes.refuse(at, problem, label, help);
    }
}
