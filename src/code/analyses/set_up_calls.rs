//! Whether a call is one that sets telemetry up, so that nothing of the program runs in it.

use super::Context;
use crate::code::events::{Callee as Written, Event, EventKind};
use crate::code::type_inference::Callee;
use crate::code::values::At;
use crate::code::workspace::crate_of;
use crate::knowledge::Does;

/// Calls on what calls have made.
const MAX_STEPS: usize = 32;

/// A call of a library that runs nothing it is given, or one on what a library of telemetry has made.
pub(super) fn is_set_up(context: &Context<'_>, at: &At<'_>, event: &Event) -> bool {
    let mut call = event;
    for _ in 0..MAX_STEPS {
        let EventKind::Call { callee, operands, .. } = &call.kind else { return false };
        match context.types.called(call.expr) {
            Some(Callee::Library(known, _)) => {
                let waits = matches!(known.does, Some(Does::Receives | Does::ReceivesMessages | Does::Publishes));
                // A span or measurement of its own is what telemetry is for.
                let tells = known.parent.is_some()
                    || matches!(known.does, Some(Does::MakesSpan | Does::Measures | Does::Increases | Does::AddsEvent));
                return !waits && !tells && known.runs.is_none() && known.scope.is_none();
            }
            Some(Callee::Foreign(path)) => return context.workspace.knowledge.catalog.sets_up_telemetry(crate_of(path)),
            Some(Callee::Own(_)) => return false,
            None => {}
        }
        // A method that is not described: of a library of telemetry if its receiver is.
        let (Written::Method(_), Some(receiver)) = (callee, operands.first()) else { return false };
        let Some(made) = at.values_behind(&receiver.place).only().and_then(|value| at.values.maker(value)) else { return false };
        call = made;
    }
    false
}
