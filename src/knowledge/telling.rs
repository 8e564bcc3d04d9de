//! The words by which telemetry is recognised before a file is parsed.

use rustc_hash::FxHashMap as HashMap;

use super::catalog::{Catalog, first_segment, last_segment};
use super::model::{Api, Call, TypeApi};
use super::parts::{Does, Grammar, Is};
use super::words::words;

/// What stands after a word by which telemetry is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Anything,
    /// `!`
    Bang,
    /// `!`, and not a text as first argument: an event that is only a message holds no fields.
    Fields,
    /// `(`, `::` or `<`: a call, or the type that tells in place of a call that most types have.
    Call,
}

impl Catalog {
    /// The words without which a function has nothing to do with telemetry, and what stands after them: macros and attributes that
    /// make it, calls that make or write it, calls that run a task. Only of libraries for which `uses` holds; of clients that send and
    /// receive, see below.
    pub fn telling_words(&self, uses: impl Fn(&str) -> bool) -> HashMap<&'static str, After> {
        let mut telling = HashMap::default();
        // Nobody has to depend on the standard library.
        let is_used = |api: &&'static Api| {
            let is_known = (api.name == "std" || uses(api.name)) && !api.is_client();
            is_known || self.is_described(api)
        };
        for api in self.apis().filter(is_used) {
            self.admit_api(api, &mut telling);
        }
        telling
    }

    /// The same for clients, by the name that stands in a file which uses one: many types have a `send` or a `next`.
    pub fn telling_clients(&self, uses: impl Fn(&str) -> bool) -> Vec<(&'static str, HashMap<&'static str, After>)> {
        let mut clients = Vec::new();
        for api in self.apis().filter(|api| api.is_client() && !self.is_described(api)) {
            let names = std::iter::once(api.name).chain(self.reexporters(api.name)).filter(|name| uses(name));
            clients.extend(names.map(|name| {
                let mut telling = HashMap::default();
                self.admit_api(api, &mut telling);
                (name, telling)
            }));
        }
        clients.sort_by_key(|(name, _)| *name);
        clients
    }

    fn admit_api(&self, api: &'static Api, telling: &mut HashMap<&'static str, After>) {
        // Where two share a word and ask for different things after it, anything will do: in whatever order they come.
        let mut admit = |word: &'static str, after: After| {
            let known: &mut After = telling.entry(word).or_insert(after);
            if *known != after {
                *known = After::Anything;
            }
        };
        for name in api.attributes.0 {
            admit(last_segment(name.path), After::Anything);
        }
        for name in api.macros.0.iter().filter(|name| {
            !matches!(
                name.grammar,
                Grammar::Format
                    | Grammar::Statics
                    | Grammar::Select
                    | Grammar::Join
                    | Grammar::ReturnsError
                    | Grammar::ReturnsErrorUnless
                    | Grammar::Panics
            )
        }) {
            let after = if matches!(name.grammar, Grammar::EventMacro) { After::Fields } else { After::Bang };
            admit(last_segment(name.path), after);
        }
        for call in api.functions.0.iter().filter(|call| self.is_telling(call) || call.runs_apart()) {
            admit_call(&mut admit, call, call.name.rsplit_once("::").map(|(owner, _)| owner));
        }
        for known in api.types.0 {
            for call in known.methods.0.iter().filter(|call| self.is_telling(call) || call.runs_apart()) {
                known.paths().for_each(|path| admit_call(&mut admit, call, Some(path)));
            }
        }
    }

    /// Whether a crate is there to set telemetry up: it makes telemetry, or has what exports or receives it.
    pub fn sets_up_telemetry(&self, crate_name: &str) -> bool {
        const PARTS: [Is; 4] = [Is::Provider, Is::Exporter, Is::Subscriber, Is::TelemetryGuard];
        let has_part = |known: &TypeApi| known.is.is_some_and(|part| PARTS.contains(&part));
        self.knows_telemetry(crate_name) || self.of_crate(crate_name).any(|api| api.types.0.iter().any(has_part))
    }

    /// Whether a call does something to telemetry, or returns a guard; asking or dropping is not enough.
    pub(super) fn is_telling(&self, call: &Call) -> bool {
        let does = call.does.is_some_and(Does::tells);
        // A tuple or `Result` may hold a guard.
        let mut returned = call.signature.returns.unwrap_or_default().split(['<', '>', '(', ')', ',', ' ']);
        let is_guard = |path| {
            let guards = [Is::Guard, Is::TelemetryGuard, Is::SubscriberGuard];
            self.types.get(path).is_some_and(|known| known.is.is_some_and(|part| guards.contains(&part)))
        };
        let enters = call.scope.is_some_and(|scope| scope.enters);
        does || enters || call.serves.is_some() || call.adds.is_some() || returned.any(is_guard)
    }
}

/// The word by which a call is recognised: its name, or that of its type or crate where most types have such a call.
fn admit_call(admit: &mut impl FnMut(&'static str, After), call: &Call, owner: Option<&'static str>) {
    let name = last_segment(call.name);
    if call.does != Some(Does::Begins) && !words().is_common_call(name) {
        admit(name, After::Call);
    } else if let Some(owner) = owner {
        let ty = Some(last_segment(owner)).filter(|name| name.starts_with(char::is_uppercase));
        admit(ty.unwrap_or_else(|| first_segment(owner)), After::Call);
    }
}

impl Does {
    /// Whether a call that does this shows that a body has to do with telemetry. What other calls do as well, or what only matters
    /// beside telemetry, is not enough.
    pub fn tells(self) -> bool {
        !matches!(
            self,
            Self::Reads
                | Self::Drops
                | Self::DeclaresEmpty
                | Self::ShowsValue
                | Self::Ends
                | Self::EndsAt
                | Self::StartsAt
                | Self::Leaks
                | Self::Releases
                | Self::Exits
                | Self::Receives
                | Self::Attaches
                | Self::AttachesCurrent
                | Self::CurrentContext
                | Self::EmptyContext
                | Self::MakesOkStatus
                | Self::MakesErrorStatus
                | Self::MakesError
                | Self::PassesError
                | Self::TakesTime
                | Self::MakesId
                | Self::TakesBacktrace
                | Self::EarliestTime
                | Self::HandsOn
                | Self::NotFinite
                | Self::SaysConsumer
        )
    }
}
