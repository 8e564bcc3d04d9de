//! Names of spans that a contract makes from values: what is private in such a name stands there by its key.

use super::Terms;
use super::choose::{Decision, shown};
use super::flows::FlowTerms;
use crate::capture::record::{Attribute, Value};
use crate::contract::{ContractIndex, NameMatch, TemplatePart, fill, template_makes};
use crate::knowledge::recorded_names;

impl Terms {
    /// The name of a span with `{key}` for each private value that a template has put there; none where no clause that it may be
    /// about has a template that does.
    pub(in crate::capture) fn name_without_values(
        &self,
        decision: &Decision,
        name: &str,
        attributes: &[Attribute<'_>],
    ) -> Option<String> {
        let Decision::ByValues(candidates) = decision else { return None };
        let clauses = candidates.iter().filter_map(|candidate| self.clauses.get(candidate.clause));
        let mut templates = clauses.filter_map(|clause| clause.template.as_deref());
        templates.find_map(|template| without_values(template, name, attributes, &self.index))
    }
}

impl FlowTerms {
    /// The same by the steps of flows that it may be.
    pub(in crate::capture) fn name_without_values(
        &self,
        steps: &[u32],
        name: &str,
        attributes: &[Attribute<'_>],
    ) -> Option<String> {
        steps.iter().find_map(|number| match self.step(*number)? {
            (NameMatch::Template(template), index) => without_values(template, name, attributes, index),
            _ => None,
        })
    }
}

fn without_values(template: &[TemplatePart], name: &str, attributes: &[Attribute<'_>], index: &ContractIndex) -> Option<String> {
    let value = |key: &str| -> Option<&Value<'_>> {
        let found = attributes.iter().find(|attribute| attribute.key == key);
        let found = found.or_else(|| attributes.iter().find(|attribute| index.canonical(&attribute.key) == key));
        found.map(|attribute| &attribute.value)
    };
    if !template.iter().any(is_private) || !template_makes(template, name, &|key| shown(value(key)?)) {
        return None;
    }
    fill(template, &|key| {
        let shown = shown(value(key)?)?;
        Some(if recorded_names().may_stand_in_names(key) { shown } else { format!("{{{key}}}").into() })
    })
}

/// Whether it puts a value into names that may not stand there.
fn is_private(part: &TemplatePart) -> bool {
    match part {
        TemplatePart::Text(_) => false,
        TemplatePart::Key(key) => !recorded_names().may_stand_in_names(key),
        TemplatePart::Optional(parts) => parts.iter().any(is_private),
    }
}
