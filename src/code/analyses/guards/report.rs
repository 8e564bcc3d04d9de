//! What was found out of guards, as facts.

use super::{Context, Guard, Held};
use crate::code::events::Suspension;
use crate::code::tree::Range;
use crate::fact::{Key, Seen};

/// A guard that is alive while its body is suspended.
pub(super) fn held(context: &Context<'_>, held: &Held) -> Seen {
    let mut seen = guard(context, &held.guard);
    seen.facts.word(Key::GuardHeldAcross, word(held.how));
    seen.facts.text(Key::GuardSuspension, suspension(context, held));
    seen.relate("suspended", context.source.place(last_token(held.suspended)));
    seen
}

fn guard(context: &Context<'_>, guard: &Guard) -> Seen {
    let mut seen = context.site("guard", guard.range);
    seen.facts.text(Key::GuardType, guard.api.path);
    if let Some(crosses) = guard.api.crosses_threads {
        seen.facts.flag(Key::GuardCrossesThreads, crosses);
    }
    if let Some(name) = &guard.span {
        seen.facts.text(Key::SpanName, name);
    }
    seen
}

/// `.await`, `yield`, or the macro's name: the whole expression may be pages long.
fn suspension(context: &Context<'_>, held: &Held) -> String {
    match held.how {
        Suspension::Await => ".await".to_owned(),
        Suspension::Yield => "yield".to_owned(),
        Suspension::Select | Suspension::Join | Suspension::Macro => {
            let text = context.source.text(held.suspended);
            text.split_once('!').map_or_else(|| text.to_owned(), |(name, _)| format!("{}!", name.trim()))
        }
    }
}

/// The last bytes of a long expression: `await`, or the closing delimiter.
fn last_token(range: Range) -> Range {
    let length = u32::try_from("await".len()).unwrap_or_default();
    if range.end - range.start > length { Range { start: range.end - length, end: range.end } } else { range }
}

fn word(how: Suspension) -> &'static str {
    match how {
        Suspension::Await => "await",
        Suspension::Yield => "yield",
        Suspension::Select | Suspension::Join | Suspension::Macro => "macro",
    }
}
