//! What is promised of a path through services.

use std::collections::HashMap;

use super::Reading;
use super::clauses::KINDS;
use crate::contract::mistakes::list;
use crate::contract::model::{Flow, NameMatch, Spanned, Step};
use crate::yaml::{Node, get, items};

impl Reading<'_> {
    pub(super) fn flow(&mut self, node: &Node) -> Option<Flow> {
        let name = self.text(node, "name")?;
        let start_node = get(node, "start").filter(|start| start.map().is_some())?;
        let start = self.step(start_node)?;
        if start.span == NameMatch::Any && start.selectors.services.is_empty() && start.kind.is_none() {
            let label = "every span would start this flow";
            let help = "say which span it is, such as `start: { id: request, service: checkout-api, span: \"POST /orders\" }`";
            self.mistakes.refuse(start.id.at, "the start of a flow without `span`, `service` or `kind`", label, help);
        }
        let mut positions: HashMap<String, usize> = HashMap::from([(start.id.value.clone(), 0)]);
        let later: Vec<String> = items(node, "steps").iter().filter_map(|step| Some(self.text(step, "id")?.value)).collect();
        let mut steps = Vec::new();
        for step_node in items(node, "steps") {
            let Some(mut step) = self.step(step_node) else { continue };
            step.under = Some(0);
            if let Some(under) = self.text(step_node, "under") {
                match positions.get(&under.value) {
                    Some(position) => step.under = Some(*position),
                    None => self.no_step_above(&under, &step.id.value, &positions, &later),
                }
            }
            if positions.contains_key(&step.id.value) {
                let problem = format!("`{}` is the id of two steps", step.id.value);
                self.mistakes.refuse(step.id.at, problem, "the second one", "each step of a flow has an id of its own");
            }
            steps.push(step);
            positions.entry(steps.last().map(|step| step.id.value.clone()).unwrap_or_default()).or_insert(steps.len());
        }
        Some(Flow { at: name.at, name: name.value, start, steps, complete: self.percent(node, "complete") })
    }

    fn no_step_above(&mut self, under: &Spanned<String>, own: &str, above: &HashMap<String, usize>, later: &[String]) {
        let help = "a step stands under the start or under a step before it";
        if under.value == own {
            let problem = format!("step `{own}` is under itself");
            return self.mistakes.refuse(under.at, problem, "name the step that it comes from", help);
        }
        if later.contains(&under.value) {
            let problem = format!("step `{own}` is under `{}`, which comes later", under.value);
            return self.mistakes.refuse(under.at, problem, "move that step before this one", help);
        }
        let mut known: Vec<&str> = above.keys().map(String::as_str).collect();
        known.sort_unstable();
        let label = self.mistakes.meant(&under.value, known.iter().copied(), "no step has this id");
        let help = format!("before it come {}", list(known));
        self.mistakes.refuse(under.at, format!("step `{own}` is under `{}`, which is not there", under.value), label, help);
    }

    fn step(&mut self, node: &Node) -> Option<Step> {
        let by = self.texts(node, "by");
        let is_by = |way: &str| by.is_empty() || by.iter().any(|by| by.value == way);
        let (by_parent, by_link) = (is_by("parent"), is_by("link"));
        let (least, most) = self.times(node);
        let id = self.text(node, "id")?;
        Some(Step {
            at: id.at,
            id,
            span: self.name(node, "span"),
            selectors: self.selectors(node),
            kind: self.word(node, "kind", &KINDS).map(|kind| kind.value),
            under: None,
            by_parent,
            by_link,
            least,
            most,
            within_ms: self.duration_ms(node, "within").map(|within| within.value),
        })
    }
}
