//! The names in clauses and flows: groups are spelled out, conventions take their place, and what is defined nowhere is refused.

use std::collections::HashMap;

use super::attributes::{is_of, noun, show};
use crate::contract::layer::{Layer, SpanType};
use crate::contract::mistakes::{Mistakes, list, shorter};
use crate::contract::model::{Attributes, Cause, Selectors, Semconv, SpanClause, SpanKind, Spanned};
use crate::contract::read::KINDS;
use crate::contract::vocabulary::{Use, Vocabulary};
use crate::knowledge::conventions;

/// The spans that a clause can say it is, of registries and of the conventions.
pub(in crate::contract) struct Types(HashMap<String, SpanType>);

impl Types {
    pub(in crate::contract) fn new(layers: &[Layer]) -> Self {
        let types = layers.iter().flat_map(|layer| &layer.span_types);
        Self(types.map(|span_type| (span_type.id.clone(), span_type.clone())).collect())
    }

    fn find(&self, name: &str, semconv: Semconv) -> Option<SpanType> {
        let name = name.strip_prefix("span.").unwrap_or(name);
        if let Some(found) = self.0.get(name) {
            return Some(found.clone());
        }
        let found = Some(()).filter(|()| semconv != Semconv::None).and_then(|()| conventions().span(name))?;
        Some(SpanType {
            id: found.name.to_owned(),
            kind: KINDS.iter().find(|(kind, _)| *kind == found.kind).map(|(_, kind)| *kind),
            required: found.required.iter().map(|key| (*key).to_owned()).collect(),
        })
    }
}

/// Everything that a file names.
pub(in crate::contract) fn spell_out(mistakes: &mut Mistakes, vocabulary: &Vocabulary, types: &Types, layer: &mut Layer) {
    vocabulary.check_groups(mistakes, layer);
    layer.template_keys.iter().for_each(|key| vocabulary.check(mistakes, key, layer.semconv));
    let mut names = Names { mistakes, vocabulary, semconv: layer.semconv };
    for clause in &mut layer.spans {
        names.span(&mut clause.value, types);
    }
    for clause in &mut layer.metrics {
        names.selectors(&clause.value.selectors);
        if let Some(attributes) = &mut clause.value.attributes {
            names.lists(&mut attributes.value);
        }
    }
    for clause in &mut layer.logs {
        names.selectors(&clause.value.selectors);
        names.lists(&mut clause.value.attributes);
    }
    for step in layer.flows.iter().flat_map(|flow| std::iter::once(&flow.start).chain(&flow.steps)) {
        names.selectors(&step.selectors);
    }
}

struct Names<'v> {
    mistakes: &'v mut Mistakes,
    vocabulary: &'v Vocabulary,
    semconv: Semconv,
}

impl Names<'_> {
    fn span(&mut self, clause: &mut SpanClause, types: &Types) {
        self.selectors(&clause.selectors);
        self.lists(&mut clause.attributes);
        self.lists(&mut clause.on_ok);
        self.lists(&mut clause.on_error);
        for (_, attributes) in &mut clause.events {
            self.lists(attributes);
        }
        for cause in &clause.cause {
            if let Cause::Attribute(key) = &cause.value {
                self.vocabulary.check(self.mistakes, &Spanned { value: key.clone(), at: cause.at }, self.semconv);
            }
        }
        if let Some(semconv) = clause.semconv.clone() {
            self.convention(clause, &semconv, types);
        }
    }

    /// Its kind and what it requires become promises of the clause, unless the clause says otherwise.
    fn convention(&mut self, clause: &mut SpanClause, semconv: &Spanned<String>, types: &Types) {
        let Some(span_type) = types.find(&semconv.value, self.semconv) else {
            let own = types.0.keys().map(String::as_str);
            let embedded = (self.semconv != Semconv::None).then(|| conventions().span_names()).into_iter().flatten().map(shorter);
            let label = self.mistakes.meant(&semconv.value, own.chain(embedded), "no span of the conventions has this name");
            let help = "such as `http.server`, `http.client`, `db.client`, `rpc.call.server` or `messaging.send.producer`; a registry that is imported adds its own";
            return self.mistakes.refuse(
                semconv.at,
                format!("`semconv` is `{}`, which is not known", semconv.value),
                label,
                help,
            );
        };
        match (clause.kind, span_type.kind) {
            (Some(ours), Some(theirs)) if ours.value != theirs => {
                let problem = format!(
                    "the clause is about spans of kind `{}`, and `{}` is of kind `{}`",
                    name(ours.value),
                    semconv.value,
                    name(theirs)
                );
                self.mistakes.refuse(
                    ours.at,
                    problem,
                    format!("`{}` is `{}`", semconv.value, name(theirs)),
                    "leave out `kind`: the convention says it",
                );
            }
            (None, theirs) => clause.kind = theirs.map(|value| Spanned { value, at: semconv.at }),
            _ => {}
        }
        let lists = &clause.attributes;
        let said = [&lists.required, &lists.recommended, &lists.forbidden];
        let is_said = |key: &String| said.iter().any(|list| list.iter().any(|known| known.value == *key));
        let more: Vec<_> =
            span_type.required.into_iter().filter(|key| !is_said(key)).map(|value| Spanned { value, at: semconv.at }).collect();
        clause.attributes.required.extend(more);
    }

    fn lists(&mut self, attributes: &mut Attributes) {
        for (list, usage) in [
            (&mut attributes.required, Use::Asked),
            (&mut attributes.recommended, Use::Asked),
            (&mut attributes.optional, Use::Allowed),
            (&mut attributes.forbidden, Use::Refused),
        ] {
            self.vocabulary.spell_out(self.mistakes, list, self.semconv, usage);
        }
    }

    fn selectors(&mut self, selectors: &Selectors) {
        for (key, value) in &selectors.conditions {
            self.vocabulary.check(self.mistakes, key, self.semconv);
            let kind = self.vocabulary.kind(&key.value, self.semconv);
            if let Some(kind) = kind.filter(|kind| !is_of(value, *kind)) {
                let problem = format!(
                    "`{}` is `{}`, and {} is {}, so no span is selected",
                    key.value,
                    kind.name(),
                    show(value),
                    noun(value)
                );
                self.mistakes.refuse(key.at, problem, "this never holds", "write the value as one of that type");
                continue;
            }
            let definition = self.vocabulary.definition(&key.value).filter(|definition| !definition.open);
            let values = definition.and_then(|definition| definition.values.as_ref());
            if let Some(values) = values.filter(|values| !values.value.contains(value)) {
                let known: Vec<String> = values.value.iter().map(|value| show(value).trim_matches('`').to_owned()).collect();
                let problem = format!("`{}` is never {}", key.value, show(value));
                let help = format!("its values are {}", list(known.iter().map(String::as_str)));
                self.mistakes.refuse(key.at, problem, "this never holds", help);
            }
        }
    }
}

fn name(kind: SpanKind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("", |(name, _)| name)
}
