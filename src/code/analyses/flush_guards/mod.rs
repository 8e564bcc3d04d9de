//! Values that keep telemetry going for as long as they live. Does one end with the function that sets it up, before anything has run
//! that would need it?

mod lifetime;

use super::Context;
use crate::code::values::{Values, run};
use crate::fact::{Key, Seen};
use lifetime::{Became, FlushGuards};

/// Whether any call of the function may make such a value.
pub(super) fn is_asked(context: &Context<'_>) -> bool {
    // What `main` makes may live to the end of the program. An own type that holds one is made by own calls, in which anything may run.
    !context.is_main && context.types.all().any(|ty| context.workspace.shows_keeper(ty))
}

/// Those that are dropped on every way, and serve nothing on any.
pub(super) fn flush_guards(context: &Context<'_>, values: &Values<'_>) -> Vec<Seen> {
    let found = run(&FlushGuards { context }, values).findings();
    let mut seen: Vec<Seen> = Vec::new();
    for (guard, became) in &found {
        let serves = found.iter().any(|(other, became)| other == guard && *became == Became::OfUse);
        let site = || {
            let mut seen = context.site("telemetry_guard", guard.range);
            seen.facts.text(Key::GuardType, &guard.name);
            seen.facts.word(Key::GuardDropped, "before_use");
            seen.facts.text(Key::FunctionName, context.function);
            if let Some(crosses) = guard.crosses_threads {
                seen.facts.flag(Key::GuardCrossesThreads, crosses);
            }
            seen
        };
        if *became == Became::Dropped && !serves {
            let new = site();
            if seen.iter().all(|known| known.place != new.place) {
                seen.push(new);
            }
        }
    }
    seen
}
