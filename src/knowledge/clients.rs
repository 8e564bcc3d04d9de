//! Clients that send and receive messages and requests: which there are, and by which names they are told.

use rustc_hash::FxHashSet as HashSet;

use super::catalog::{Catalog, first_segment, last_segment};
use super::messaging::Sends;
use super::model::{Api, Call, TypeApi};
use super::parts::{Does, Signal};

impl Catalog {
    /// Library types with a method of that name that publishes.
    pub fn publishers<'c>(&'c self, method: &'c str) -> impl Iterator<Item = &'static Call> + 'c {
        self.publishing.iter().copied().filter(move |call| call.name == method)
    }

    /// Whether a library that `uses` holds for sends messages or requests, or propagates context.
    pub fn propagates(&self, uses: impl Fn(&str) -> bool) -> bool {
        let is_about = |call: &Call| call.publishes.is_some() || call.receives.is_some() || call.headers.is_some();
        self.apis()
            .filter(|api| uses(api.name) || self.is_described(api))
            .any(|api| api.functions.iter().any(is_about) || api.types.iter().any(|known| known.methods.iter().any(is_about)))
    }

    /// The names of calls that hand out a tracer.
    pub fn tracer_names(&self) -> impl Iterator<Item = &'static str> {
        let apis = self.apis();
        let calls = apis.flat_map(|api| api.functions.iter().chain(api.types.iter().flat_map(|known| known.methods.0)));
        let hands_out =
            |call: &&Call| matches!(call.does, Some(Does::GetsGlobal | Does::HandsOut)) && call.signal == Some(Signal::Traces);
        calls.filter(hands_out).map(|call| last_segment(call.name))
    }

    /// The last segments of the paths of types that take the headers of messages along.
    pub fn carrying_names(&self) -> impl Iterator<Item = &'static str> {
        let sends = |call: &&'static Call| call.publishes.filter(|publishes| publishes.sends == Sends::Message);
        let told = self.publishing.iter().filter_map(sends).map(|publishes| first_segment(publishes.message));
        let clients: HashSet<&str> = told.chain(self.apis().filter(|api| api.sends_messages()).map(|api| api.name)).collect();
        let carries = |api: &TypeApi| api.carries.is_some_and(|carries| !carries.by.is_empty() || !carries.entries.is_empty());
        let is_one = move |api: &TypeApi| clients.contains(first_segment(api.path)) && carries(api);
        self.types.iter().filter(move |(_, api)| is_one(api)).map(|(path, _)| last_segment(path))
    }

    /// Whether a path is that of a module, or of a type, in which something known stands.
    pub fn knows_within(&self, path: &str) -> bool {
        self.modules.contains(path)
    }

    /// The library that a module of another one is.
    pub fn reexported(&self, path: &str) -> Option<&'static str> {
        self.reexports.get(path).copied()
    }

    /// The libraries that bring another one along as a module.
    pub fn reexporters<'c>(&'c self, crate_name: &'c str) -> impl Iterator<Item = &'static str> + 'c {
        self.reexports.iter().filter(move |(_, of)| **of == crate_name).map(|(path, _)| first_segment(path))
    }
}

impl Api {
    /// Whether it sends or receives messages or requests.
    pub(super) fn is_client(&self) -> bool {
        let methods = self.types.iter().flat_map(|known| known.methods.0);
        let mut calls = methods.chain(self.functions.0);
        calls.any(|call| call.publishes.is_some() || call.receives.is_some())
            || self.types.iter().any(|known| known.sent.is_some())
    }

    fn sends_messages(&self) -> bool {
        let mut methods = self.types.iter().flat_map(|known| known.methods.0);
        methods.any(|call| call.publishes.is_some_and(|publishes| publishes.sends == Sends::Message))
    }
}
