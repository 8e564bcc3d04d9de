//! Flows that were not seen as promised.

use super::expected::service_of;
use crate::capture::facts::Choices;
use crate::capture::facts::draft::Draft;
use crate::capture::facts::told::is_broken;
use crate::capture::flows::FlowFault;
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
            out.push(draft(&Tally::default(), "no_start", flow.start.at).missing_in(&["traces"]).done());
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
            let draft = if *fault == FlowFault::Absent { draft.missing_in(&["traces"]) } else { draft };
            out.push(draft.text(Key::ClauseWhy, under(flow, step)).done());
        }
    }
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
