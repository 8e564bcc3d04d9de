//! One question each, asked of the events and values of a function. Comes in: a function with its types; goes out: facts. An analysis is a
//! folder with a state of its own; it names events, values, types and knowledge, never syntax.

mod context;
mod flush_guards;
mod guards;
mod holders;
mod provider_lifetimes;
mod set_up_calls;

pub(super) use context::Context;

use super::edition::Edition;
use super::event_answers::TypedAnswers;
use super::events::{Bodies, BodyId};
use super::tree::Function;
use super::values::Values;
use crate::fact::Seen;
use crate::text::offset;

/// An analysis: whether a function gives it anything to look at, by its types alone, and what it sees in one of its bodies.
struct Question {
    is_asked: fn(&Context<'_>) -> bool,
    /// Not of closures and blocks in a function: who runs them, and what runs meanwhile, is out of sight.
    of_whole_functions: bool,
    answer: fn(&Context<'_>, &Values<'_>) -> Vec<Seen>,
}

/// In the order in which they are asked.
const QUESTIONS: &[Question] = &[
    Question { is_asked: guards::is_asked, of_whole_functions: false, answer: guards::guards },
    Question { is_asked: flush_guards::is_asked, of_whole_functions: true, answer: flush_guards::flush_guards },
    Question { is_asked: provider_lifetimes::is_asked, of_whole_functions: true, answer: provider_lifetimes::provider_lifetimes },
];

/// What is seen of a function, in the order of its source.
pub(super) fn analyse(context: &Context<'_>, function: &Function, edition: Edition) -> Vec<Seen> {
    let asked: Vec<&Question> = QUESTIONS.iter().filter(|question| (question.is_asked)(context)).collect();
    if asked.is_empty() {
        return Vec::new();
    }
    let answers = TypedAnswers::new(context.workspace, context.types, function);
    let Some(bodies) = Bodies::of_function(function, edition, &answers) else { return Vec::new() };
    let mut seen = Vec::new();
    for (at, body) in bodies.bodies.iter().enumerate() {
        let asked = || asked.iter().filter(|question| !question.of_whole_functions || body.parent.is_none());
        if asked().next().is_none() {
            continue;
        }
        let Some(values) = Values::of(&bodies, BodyId(offset(at)), &answers) else { continue };
        seen.extend(asked().flat_map(|question| (question.answer)(context, &values)));
    }
    seen.sort_by(Seen::order);
    seen
}
