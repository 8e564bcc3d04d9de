//! The semantic conventions, indexed: which type the values of a key have, which key a constant stands for, and what became of
//! names that were given up.

use std::collections::HashSet;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::model::{Advice, Convention, Members, MetricConvention, Rename, Semconv, SpanConvention};
use super::parts::{ConventionKind, Named};
use crate::fact::{Facts, Key, Version};
use crate::table::List;
use crate::text::nearest;

static SEMCONV: Semconv = include!(concat!(env!("OUT_DIR"), "/semconv.rs"));

/// All names of the semantic conventions, indexed once.
pub fn conventions() -> &'static Conventions {
    static INDEX: LazyLock<Conventions> = LazyLock::new(|| Conventions::new(&SEMCONV));
    &INDEX
}

/// Look-ups by name, and by the name of the constant that stands for a key.
#[derive(Debug)]
pub struct Conventions {
    by_key: FxHashMap<&'static str, &'static Convention>,
    /// A name that more than one key would have stands for none.
    by_constant: FxHashMap<String, Option<&'static str>>,
    members: FxHashMap<&'static str, &'static [&'static str]>,
    retired_attributes: FxHashMap<&'static str, Retired>,
    retired_metrics: FxHashMap<&'static str, Retired>,
    metrics: FxHashMap<&'static str, &'static MetricConvention>,
    spans: FxHashMap<&'static str, &'static SpanConvention>,
    newest: Version,
    namespaces: HashSet<&'static str>,
}

/// What became of a name that was given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retired {
    /// The release that gave it up, where that is known.
    pub since: Option<Version>,
    /// What the same thing is called now.
    pub to: Option<String>,
    /// What is said now in its place, with names in backticks, where it has no other name.
    pub instead: Option<&'static str>,
}

/// The names in backticks.
pub fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

impl Retired {
    /// The names that are said now in its place.
    pub fn successors(&self) -> impl Iterator<Item = &str> {
        self.to.as_deref().into_iter().chain(names_in(self.instead.unwrap_or_default()))
    }

    /// States it.
    pub fn tell(&self, facts: &mut Facts) {
        if let Some(since) = self.since {
            facts.text(Key::GivenUpIn, since.to_string());
        }
        match (&self.to, self.instead) {
            (Some(to), _) => {
                facts.word(Key::GivenUp, "renamed");
                facts.text(Key::Successor, to);
            }
            (None, Some(instead)) => {
                facts.word(Key::GivenUp, "replaced");
                facts.text(Key::Instead, instead);
            }
            (None, None) => facts.word(Key::GivenUp, "dropped"),
        }
    }
}

impl Conventions {
    fn new(all: &'static Semconv) -> Self {
        let mut by_constant: FxHashMap<String, Option<&'static str>> = FxHashMap::default();
        let retired = retired(all, Named::Attribute);
        let forgotten = retired.keys().copied();
        let known: HashSet<&'static str> = all.attributes.iter().map(|convention| convention.key).chain(forgotten).collect();
        for key in known {
            let name = key.to_uppercase().replace('.', "_");
            by_constant.entry(name).and_modify(|known| *known = None).or_insert(Some(key));
        }
        let of_today = all.attributes.iter().filter(|convention| !retired.contains_key(convention.key));
        Self {
            by_key: all.attributes.iter().map(|convention| (convention.key, convention)).collect(),
            by_constant,
            members: all.members.iter().map(|members| (members.key, members.values.0)).collect(),
            namespaces: of_today.filter_map(|convention| convention.key.split_once('.')).map(|(first, _)| first).collect(),
            retired_attributes: retired,
            retired_metrics: self::retired(all, Named::Metric),
            metrics: all.metrics.iter().map(|metric| (metric.name, metric)).collect(),
            spans: all.spans.iter().map(|span| (span.name, span)).collect(),
            newest: all.release.unwrap_or(Version(1, 0, 0)),
        }
    }

    /// The convention of a key: its own, or that of the template that it begins with.
    pub fn of(&self, key: &str) -> Option<&'static Convention> {
        self.by_key.get(key).copied().or_else(|| self.template(key).map(|(convention, _)| convention))
    }

    /// The template that a key begins with, and the rest of the key, from the dot on.
    fn template<'k>(&self, key: &'k str) -> Option<(&'static Convention, &'k str)> {
        let mut parts = key.match_indices('.').map(|(at, _)| key.split_at(at));
        parts.find_map(|(start, rest)| {
            let convention = self.by_key.get(start).copied().filter(|convention| convention.template)?;
            Some((convention, rest))
        })
    }

    /// The key that a constant of that name stands for, such as `HTTP_ROUTE`.
    pub fn key_of(&self, constant: &str) -> Option<&'static str> {
        self.by_constant.get(constant).copied().flatten()
    }

    /// What became of a name; none where it is alive, unknown, or given up only after the release `at`.
    pub fn retired(&self, is: Named, name: &str, at: Option<Version>) -> Option<Retired> {
        let found = self.retired_name(is, name)?;
        match (at, found.since) {
            (None, _) => Some(found),
            (Some(at), Some(since)) => (since <= at).then_some(found),
            (Some(_), None) => None,
        }
    }

    fn retired_name(&self, is: Named, name: &str) -> Option<Retired> {
        let retired = match is {
            Named::Attribute => &self.retired_attributes,
            Named::Metric => &self.retired_metrics,
        };
        if let Some(found) = retired.get(name) {
            return Some(found.clone());
        }
        let (template, rest) = self.template(name).filter(|_| is == Named::Attribute)?;
        let retired = retired.get(template.key)?.clone();
        Some(Retired { to: retired.to.map(|to| to + rest), ..retired })
    }

    /// The values that the conventions name for a key; none where any is welcome.
    pub fn members(&self, key: &str) -> Option<&'static [&'static str]> {
        self.members.get(key).copied()
    }

    /// What the conventions say of a metric.
    pub fn metric(&self, name: &str) -> Option<&'static MetricConvention> {
        self.metrics.get(name).copied()
    }

    /// The key of the conventions of today that is most like this one, in its namespace.
    pub fn nearest(&self, key: &str) -> Option<&'static str> {
        let (first, _) = key.split_once('.')?;
        let is_near = |known: &&'static str| known.split_once('.').is_some_and(|(own, _)| own == first);
        let known = self.by_key.keys().copied().filter(is_near).filter(|known| !self.retired_attributes.contains_key(known));
        nearest(key, known).filter(|near| near.len().abs_diff(key.len()) <= 2)
    }

    /// What the conventions say of a span, by its type, such as `http.server`.
    pub fn span(&self, name: &str) -> Option<&'static SpanConvention> {
        self.spans.get(name).copied()
    }

    /// The types of spans, in no order.
    pub fn span_names(&self) -> impl Iterator<Item = &'static str> {
        self.spans.keys().copied()
    }

    /// Whether a key is one of the conventions, of today or of an earlier release.
    pub fn knows(&self, key: &str) -> bool {
        self.of(key).is_some() || self.retired_name(Named::Attribute, key).is_some()
    }

    /// The keys of attributes, in no order.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.by_key.keys().copied()
    }

    /// The release that all this is as of.
    pub fn newest(&self) -> Version {
        self.newest
    }

    /// Whether keys that begin so are those of the conventions: `http` of `http.route`.
    pub fn is_namespace(&self, first_part: &str) -> bool {
        self.namespaces.contains(first_part)
    }
}

/// Renames and what is said of them by hand.
fn retired(all: &'static Semconv, is: Named) -> FxHashMap<&'static str, Retired> {
    let silent: HashSet<&str> = all.silent.iter().copied().collect();
    let renames = all.renames.iter().filter(|rename| rename.is == is && !silent.contains(rename.name));
    let mut retired: FxHashMap<&'static str, Retired> = renames
        .map(|Rename { name, to, since, .. }| (*name, Retired { since: *since, to: to.map(str::to_owned), instead: None }))
        .collect();
    for Advice { name, since, instead, .. } in all.advice.iter().filter(|advice| advice.is == is) {
        if let Some(known) = retired.get_mut(name) {
            known.since = known.since.or(*since);
            if instead.is_some() {
                known.to = None;
                known.instead = *instead;
            }
        }
    }
    retired
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attribute(name: &str, at: Option<Version>) -> Option<(Option<String>, Option<&'static str>)> {
        conventions().retired(Named::Attribute, name, at).map(|retired| (retired.to, retired.instead))
    }

    #[test]
    fn names_are_given_up_from_their_release_on() {
        let to = |name: &str| Some((Some(name.to_owned()), None));
        assert_eq!(attribute("http.method", None), to("http.request.method"));
        assert_eq!(attribute("http.method", Some(Version(1, 21, 0))), to("http.request.method"));
        assert_eq!(attribute("http.method", Some(Version(1, 20, 9))), None);
        // No release is known to have given it up.
        assert_eq!(attribute("http.server_name", None), to("server.address"));
        assert_eq!(attribute("http.server_name", Some(Version(1, 44, 0))), None);
        assert_eq!(attribute("rpc.grpc.request.metadata.tenant", None), to("rpc.request.metadata.tenant"));
        assert!(attribute("http.target", None).is_some_and(|(to, instead)| to.is_none() && instead.is_some()));
        for alive in ["enduser.id", "gen_ai.system", "http.request.method", "message.id", "shop.order", "thread.id"] {
            assert_eq!(attribute(alive, None), None, "{alive}");
        }
    }

    #[test]
    fn advice_is_about_names_that_were_given_up() {
        for advice in SEMCONV.advice.iter() {
            assert!(conventions().retired_name(advice.is, advice.name).is_some(), "`{}` was not given up", advice.name);
        }
        for name in SEMCONV.silent.iter() {
            assert!(SEMCONV.renames.iter().any(|rename| rename.name == *name), "`{name}` is silent anyway");
        }
    }
}
