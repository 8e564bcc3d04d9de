//! Providers that a function makes. Does one end in it, before anything has run that it would export?

mod lifetime;

use super::Context;
use crate::code::values::{Values, run};
use crate::fact::{Key, Seen};
use crate::knowledge::Is;
use lifetime::{Became, Providers};

/// Whether any call of the function may make a provider.
pub(super) fn is_asked(context: &Context<'_>) -> bool {
    !context.is_main && context.types.all().any(|ty| ty.is(Is::Provider))
}

pub(super) fn provider_lifetimes(context: &Context<'_>, values: &Values<'_>) -> Vec<Seen> {
    let found = run(&Providers { context }, values).findings();
    let mut seen: Vec<Seen> = Vec::new();
    for (provider, became) in &found {
        let is_of_use = found.iter().any(|(other, became)| other.made == provider.made && *became == Became::OfUse);
        let (range, ends) = match became {
            Became::OfUse => continue,
            Became::ShutDown(range) => (*range, "shut_down"),
            Became::Dropped => (provider.made, "dropped"),
        };
        if is_of_use || seen.iter().any(|known| known.place == context.source.place(range)) {
            continue;
        }
        let mut new = context.site("provider", range);
        new.facts.word(Key::ProviderEnds, ends);
        new.facts.text(Key::FunctionName, context.function);
        if let Some(signal) = provider.signal {
            new.facts.word(Key::Signal, signal.name());
        }
        if ends == "shut_down" {
            new.relate("made", context.source.place(provider.made));
        }
        seen.push(new);
    }
    seen
}
