//! What one file says, before it is put together with the others. Which keys stood in the file is kept beside what they say: a file that
//! imports another wins key by key.

use super::model::{
    AttributeDefinition, Contract, Flow, LogClause, MetricClause, PolicyLevel, Renamed, Semconv, SpanClause, SpanKind, Spanned,
};
use crate::yaml::Node;

/// One file.
#[derive(Debug, Default)]
pub(super) struct Layer {
    pub(super) semconv: Semconv,
    pub(super) attributes: Vec<Said<AttributeDefinition>>,
    pub(super) resource: Vec<Said<AttributeDefinition>>,
    pub(super) groups: Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    pub(super) spans: Vec<Said<SpanClause>>,
    pub(super) metrics: Vec<Said<MetricClause>>,
    pub(super) logs: Vec<Said<LogClause>>,
    pub(super) flows: Vec<Flow>,
    pub(super) policy: Vec<Said<(Spanned<String>, PolicyLevel)>>,
    pub(super) renamed: Vec<Renamed>,
    /// The keys in templates of names.
    pub(super) template_keys: Vec<Spanned<String>>,
    /// Spans of a registry that clauses may name.
    pub(super) span_types: Vec<SpanType>,
    /// What is not brought to others: services, mode; and limits and scopes of ours.
    pub(super) own: Contract,
}

/// A thing and the keys by which it was said.
#[derive(Debug, Clone)]
pub(super) struct Said<T> {
    pub(super) value: T,
    /// Those of lists of attributes with the key before them: `attributes.required`.
    pub(super) keys: Vec<&'static str>,
    /// Whether it gives a reason for being weaker than what it is imported from.
    pub(super) overrides: bool,
}

impl<T> Said<T> {
    pub(super) fn says(&self, key: &str) -> bool {
        self.keys.contains(&key)
    }
}

/// A span of a registry or of the conventions.
#[derive(Debug, Clone)]
pub struct SpanType {
    /// Without the `span.` that version 1 of the format puts before it.
    pub id: String,
    pub kind: Option<SpanKind>,
    /// Keys of attributes.
    pub required: Vec<String>,
}

/// The keys of `node` that are among `known`.
pub(super) fn keys_of(node: &Node, known: &[&'static str]) -> Vec<&'static str> {
    let entries = node.map().unwrap_or_default().iter();
    entries.filter_map(|(key, _)| known.iter().copied().find(|name| key.text() == Some(name))).collect()
}
