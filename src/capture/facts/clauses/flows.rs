//! Flows that were not seen as promised.

use super::expected::service_of;
use crate::capture::facts::Choices;
use crate::capture::facts::draft::Draft;
use crate::capture::flows::{FlowFacts, FlowFault};
use crate::capture::gather::{Gathered, Tally};
use crate::capture::terms::{duration, steps, written};
use crate::capture::traces::TraceFacts;
use crate::contract::{At, Flow, NameMatch, Step};
use crate::fact::{Key, Mode, On, Sighting};

pub(super) fn flows(gathered: &Gathered, traces: &TraceFacts, choices: &Choices, out: &mut Vec<Sighting>) {
    for ((contract, flow), facts) in &traces.flows {
        let Some(terms) = gathered.contracts.list.get(*contract) else { continue };
        let Some(flow) = terms.index.contract.flows.get(*flow) else { continue };
        let service = service_of(terms, Some(&flow.start.selectors));
        let draft = |tally: &Tally, word, at: At| {
            let draft = Draft::new(On::Record, "span", &service, tally).signal("traces");
            let draft = draft.promise_of(word, &terms.index, at, &flow.name, flow.at);
            let draft = draft.word(Key::CaptureMode, choices.mode.name());
            draft.text(Key::Name, shown(&flow.start)).name(&written(&flow.start.span))
        };
        if facts.starts + facts.open == 0 && choices.mode == Mode::Complete {
            out.push(draft(&Tally::default(), "no_start", flow.start.at).done());
        }
        if !is_broken(flow, facts) {
            continue;
        }
        for ((step, fault), tally) in &facts.broken {
            let Some(step) = steps(flow).nth(*step) else { continue };
            let (word, wants) = match fault {
                FlowFault::Absent => ("step_absent", least(step)),
                FlowFault::TooOften => ("step_too_often", most(step)),
                FlowFault::Late => ("step_late", step.within_ms.map(duration).unwrap_or_default()),
            };
            let draft = draft(tally, word, step.at).text(Key::ClauseWants, wants).text(Key::ClauseFound, shown(step));
            let draft = draft.text(Key::Share, format!("{} of {}", tally.count, facts.starts));
            out.push(draft.text(Key::ClauseWhy, under(flow, step)).done());
        }
    }
}

/// Whether fewer of the starts are complete than the contract asks for.
fn is_broken(flow: &Flow, facts: &FlowFacts) -> bool {
    let broken: u64 = facts.broken.values().map(|tally| tally.count).sum();
    #[allow(clippy::cast_precision_loss, reason = "a share to one decimal")]
    let share = (facts.starts - broken.min(facts.starts)) as f64 * 100.0 / facts.starts.max(1) as f64;
    broken > 0 && share < flow.complete.map_or(100.0, |complete| complete.value)
}

/// Whether spans of that name are missing in a flow that is told of: that they have no context is said there.
pub(in crate::capture::facts) fn breaks_off(
    gathered: &Gathered,
    traces: &TraceFacts,
    (service, scope, name, kind): (&str, &str, &str, i32),
) -> bool {
    let Some(terms) = &gathered.contracts.flows else { return false };
    let is_missing = |number: &u32| {
        let step = terms.steps.get(*number as usize)?;
        let flow = terms.flow(step.contract, step.flow)?;
        let facts = traces.flows.get(&(step.contract, step.flow))?;
        Some(facts.broken.contains_key(&(step.step, FlowFault::Absent)) && is_broken(flow, facts))
    };
    terms.candidates(service, scope, name, kind).iter().any(|number| is_missing(number) == Some(true))
}

/// How messages call a step: its span, or its id where it has no name.
fn shown(step: &Step) -> String {
    match &step.span {
        NameMatch::Any => step.id.value.clone(),
        name => written(name),
    }
}

/// The step above.
fn under(flow: &Flow, step: &Step) -> String {
    step.under.and_then(|under| steps(flow).nth(under)).map(shown).unwrap_or_default()
}

fn least(step: &Step) -> String {
    match step.least {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        least => format!("{least} times"),
    }
}

fn most(step: &Step) -> String {
    match step.most {
        Some(0) => "never".to_owned(),
        Some(1) => "once".to_owned(),
        Some(2) => "twice".to_owned(),
        Some(most) => format!("{most} times"),
        None => String::new(),
    }
}
