//! Guards: values that keep a span or context current until they are dropped. Which of them are alive where a body is suspended?

mod alive;
mod report;

use super::Context;
use crate::code::events::Suspension;
use crate::code::tree::Range;
use crate::code::values::{Values, run};
use crate::fact::Seen;
use crate::knowledge::TypeApi;
use alive::Guards;

/// A guard that a body makes.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Guard {
    /// What makes it.
    range: Range,
    api: &'static TypeApi,
    /// The name of the span that it keeps current, where that is in sight.
    span: Option<String>,
}

/// A guard that is alive while the body is suspended.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Held {
    guard: Guard,
    suspended: Range,
    how: Suspension,
}

/// Whether any call of the function may make a guard.
pub(super) fn is_asked(context: &Context<'_>) -> bool {
    context.types.all().any(|ty| context.workspace.may_hold_guard(ty))
}

/// What is to be told of the guards of a body: of each the first suspension that it lives through.
pub(super) fn guards(context: &Context<'_>, values: &Values<'_>) -> Vec<Seen> {
    let mut held: Vec<Held> = Vec::new();
    for found in run(&Guards { context }, values).findings() {
        if held.iter().all(|known| known.guard.range != found.guard.range) {
            held.push(found);
        }
    }
    held.iter().map(|held| report::held(context, held)).collect()
}
