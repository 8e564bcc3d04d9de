//! The metrics of a registry as clauses, and its spans as types that clauses may name.

use super::{Is, Registry, Requirement};
use crate::contract::layer::{Said, SpanType};
use crate::contract::model::{Attributes, MetricClause, NameMatch, Selectors, SpanKind, Spanned};

impl Registry<'_> {
    /// Those that were given up are no clauses: their names are told as renamed.
    pub(super) fn signals(&self) -> (Vec<Said<MetricClause>>, Vec<SpanType>) {
        let (mut metrics, mut spans) = (Vec::new(), Vec::new());
        for (position, group) in self.groups.iter().enumerate() {
            match &group.is {
                Is::Attributes => {}
                Is::Span(kind) => {
                    let required = self.requirements(position).into_iter();
                    spans.push(SpanType {
                        id: group.id.value.strip_prefix("span.").unwrap_or(&group.id.value).to_owned(),
                        kind: kind.or_else(|| self.inherited_kind(position)),
                        required: required.filter(|(_, level)| *level == Requirement::Required).map(|(key, _)| key).collect(),
                    });
                }
                Is::Metric { .. } if group.deprecated => {}
                Is::Metric { name, instrument, unit } => {
                    let clause = MetricClause {
                        at: name.at,
                        name: NameMatch::Literal(name.value.clone()),
                        selectors: Selectors::default(),
                        instrument: *instrument,
                        unit: unit.clone(),
                        temporality: None,
                        attributes: Some(Spanned { value: self.attributes_of(position, name), at: name.at }),
                        max_series: None,
                        expect: None,
                    };
                    metrics.push(Said { value: clause, keys: vec!["instrument", "unit"], overrides: false });
                }
            }
        }
        (metrics, spans)
    }

    /// A span that refines another is of its kind.
    fn inherited_kind(&self, position: usize) -> Option<SpanKind> {
        let mut refined = self.groups.get(position)?.extends.iter().filter_map(|id| self.groups.get(*self.by_id.get(&id.value)?));
        refined.find_map(|group| if let Is::Span(kind) = group.is { kind } else { None })
    }

    fn attributes_of(&self, position: usize, name: &Spanned<String>) -> Attributes {
        let mut attributes = Attributes::default();
        for (key, level) in self.requirements(position) {
            let is_tail =
                self.by_key.get(&key).and_then(|position| self.attributes.get(*position)).is_some_and(|said| said.value.is_tail);
            let (list, key) = match level {
                _ if is_tail => (&mut attributes.optional, format!("{key}.*")),
                Requirement::Required => (&mut attributes.required, key),
                Requirement::Recommended => (&mut attributes.recommended, key),
                Requirement::Conditional | Requirement::OptIn => (&mut attributes.optional, key),
            };
            list.push(Spanned { value: key, at: name.at });
        }
        attributes
    }
}
