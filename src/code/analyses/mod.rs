//! One question each, asked of the events and values of a function. Comes in: a function with its types; goes out: facts. An analysis is a
//! folder with a state of its own; it names events, values, types and knowledge, never syntax.

mod context;
mod guards;

pub(super) use context::Context;

use super::edition::Edition;
use super::event_answers::TypedAnswers;
use super::events::{Bodies, BodyId};
use super::tree::Function;
use super::values::Values;
use crate::fact::Seen;
use crate::text::offset;

/// What is seen of a function, in the order of its source.
pub(super) fn analyse(context: &Context<'_>, function: &Function, edition: Edition) -> Vec<Seen> {
    if !guards::is_asked(context) {
        return Vec::new();
    }
    let answers = TypedAnswers::new(context.workspace, context.types, function);
    let Some(bodies) = Bodies::of_function(function, edition, &answers) else { return Vec::new() };
    let mut seen = Vec::new();
    for at in 0..bodies.bodies.len() {
        let Some(values) = Values::of(&bodies, BodyId(offset(at)), &answers) else { continue };
        seen.extend(guards::guards(context, &values));
    }
    seen.sort_by(Seen::order);
    seen
}
