//! One file of a registry, in either format.

use super::attribute::text;
use super::{Group, Is, Registry, Requirement};
use crate::contract::mistakes::list;
use crate::contract::model::Spanned;
use crate::contract::read::{INSTRUMENTS, KINDS};
use crate::knowledge::Named;
use crate::yaml::{Node, get, items};

const LEVELS: [(&str, Requirement); 4] = [
    ("required", Requirement::Required),
    ("conditionally_required", Requirement::Conditional),
    ("recommended", Requirement::Recommended),
    ("opt_in", Requirement::OptIn),
];

impl Registry<'_> {
    /// Takes in what a file says.
    pub(in crate::contract) fn add(&mut self, file: usize, root: &Node) {
        for attribute in items(root, "attributes") {
            self.definition(file, attribute, "key");
        }
        for group in items(root, "attribute_groups") {
            self.group(file, group, "id", Is::Attributes);
        }
        for span in items(root, "spans") {
            let kind = self.span_kind(file, span, "kind");
            self.group(file, span, "type", Is::Span(kind));
        }
        for span in items(root, "span_refinements") {
            let kind = self.span_kind(file, span, "kind");
            self.group(file, span, "id", Is::Span(kind));
        }
        for metric in items(root, "metrics") {
            self.metric(file, metric, "name");
        }
        for group in items(root, "groups") {
            for attribute in items(group, "attributes") {
                self.definition(file, attribute, "id");
            }
            match get(group, "type").and_then(Node::text) {
                Some("span") => {
                    let kind = self.span_kind(file, group, "span_kind");
                    self.group(file, group, "id", Is::Span(kind));
                }
                Some("metric") => self.metric(file, group, "metric_name"),
                _ => self.group(file, group, "id", Is::Attributes),
            }
        }
    }

    fn metric(&mut self, file: usize, node: &Node, key: &str) {
        let Some(name) = text(file, node, key) else { return };
        let instrument = text(file, node, "instrument");
        let known = instrument.as_ref().and_then(|text| INSTRUMENTS.iter().find(|(name, _)| *name == text.value));
        if let (Some(text), None) = (&instrument, known) {
            let label =
                self.mistakes.meant(&text.value, INSTRUMENTS.iter().map(|(name, _)| *name), "no instrument has this name");
            let help = format!("it is one of {}", list(INSTRUMENTS.iter().map(|(name, _)| *name)));
            self.refuse(text.at, format!("`instrument` is `{}`", text.value), label, help);
        }
        self.deprecated(Named::Metric, &name.value, node);
        let instrument = instrument.zip(known).map(|(text, (_, value))| Spanned { value: *value, at: text.at });
        let is = Is::Metric { name, instrument, unit: text(file, node, "unit") };
        self.group(file, node, if key == "name" { "name" } else { "id" }, is);
    }

    fn span_kind(&mut self, file: usize, node: &Node, key: &str) -> Option<crate::contract::model::SpanKind> {
        let kind = text(file, node, key)?;
        let found = KINDS.iter().find(|(name, _)| *name == kind.value).map(|(_, kind)| *kind);
        if found.is_none() {
            let label = self.mistakes.meant(&kind.value, KINDS.iter().map(|(name, _)| *name), "no span is of this kind");
            self.refuse(
                kind.at,
                format!("`{key}` is `{}`", kind.value),
                label,
                format!("it is one of {}", list(KINDS.iter().map(|(name, _)| *name))),
            );
        }
        found
    }

    fn group(&mut self, file: usize, node: &Node, key: &str, is: Is) {
        let Some(id) = text(file, node, key) else { return };
        let mut group =
            Group { id, is, extends: Vec::new(), attributes: Vec::new(), deprecated: get(node, "deprecated").is_some() };
        for attribute in items(node, "attributes") {
            if let Some(other) = text(file, attribute, "ref_group") {
                group.extends.push(other);
            } else if let Some(key) = text(file, attribute, "ref").or_else(|| text(file, attribute, "id")) {
                group.attributes.push((key, requirement(attribute)));
            }
        }
        // Of a refinement, `ref` is the signal that it refines.
        group.extends.extend(text(file, node, "extends").or_else(|| text(file, node, "ref")));
        let kind = match group.is {
            Is::Span(_) => "span.",
            Is::Metric { .. } => "metric.",
            Is::Attributes => "",
        };
        let position = self.groups.len();
        let plain = group.id.value.strip_prefix(kind).unwrap_or(&group.id.value).to_owned();
        self.by_id.entry(group.id.value.clone()).or_insert(position);
        if !matches!(group.is, Is::Attributes) {
            self.by_id.entry(format!("{kind}{plain}")).or_insert(position);
        }
        self.groups.push(group);
    }
}

/// None where nothing is said: what is inherited counts then, else `recommended`.
fn requirement(node: &Node) -> Option<Requirement> {
    let level = get(node, "requirement_level")?;
    let name = level.text().or_else(|| level.map()?.first()?.0.text())?;
    LEVELS.iter().find(|(known, _)| *known == name).map(|(_, level)| *level)
}
