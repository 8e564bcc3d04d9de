//! What is seen of a service: its resources and scopes.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::bounded::Bounded;
use super::clauses::{Decided, Held};
use super::keys::{Counting, Keys, observe};
use super::logs::LogStats;
use super::merge::{Merge, merge_maps};
use super::metrics::Metrics;
use super::position::Place;
use super::scratch::Scratch;
use super::spans::Names;
use super::tally::{Standing, Tally};
use crate::capture::record::{Attribute, Resource, Value};
use crate::fact::{Amounts, RecordPlace};
use crate::knowledge::conventions;

/// By `service.name`; the empty name is that of all resources without one.
pub(in crate::capture) type Services = Bounded<Box<Service>, 1_000>;

/// By name.
pub(in crate::capture) type Scopes = Bounded<Box<ScopeStats>, 1_000>;

/// How much there was.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::capture) struct Amount {
    pub(in crate::capture) resources: u64,
    pub(in crate::capture) spans: u64,
    pub(in crate::capture) logs: u64,
    pub(in crate::capture) metrics: u64,
    pub(in crate::capture) points: u64,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct Service {
    pub(in crate::capture) amount: Amount,
    /// By the hash of all attributes.
    pub(in crate::capture) resources: Bounded<Instance, 1_000>,
    pub(in crate::capture) scopes: Scopes,
    /// What became of the clauses of its contract.
    #[serde(default, skip_serializing_if = "Held::is_empty")]
    pub(in crate::capture) held: Held,
}

/// A resource: as a rule one process.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct Instance {
    pub(in crate::capture) keys: Keys,
    /// `service.name` as it was sent.
    pub(in crate::capture) named: Named,
    /// `telemetry.sdk.language`.
    pub(in crate::capture) language: String,
    /// The hash of `service.instance.id`, if it has one.
    pub(in crate::capture) own_id: Option<u64>,
    pub(in crate::capture) dropped: u64,
    /// Where it stands first.
    pub(in crate::capture) at: RecordPlace,
}

/// How a resource names its service.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::capture) enum Named {
    #[default]
    Missing,
    Empty,
    /// Not by a text.
    NotText,
    /// By the name that an SDK gives to what has none.
    Default,
    Given,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct ScopeStats {
    pub(in crate::capture) versions: Bounded<u64, 16>,
    pub(in crate::capture) span_keys: Keys,
    pub(in crate::capture) event_keys: Keys,
    pub(in crate::capture) link_keys: Keys,
    pub(in crate::capture) log_keys: Keys,
    pub(in crate::capture) scope_keys: Keys,
    pub(in crate::capture) exemplar_keys: Keys,
    pub(in crate::capture) names: Names,
    pub(in crate::capture) metrics: Metrics,
    pub(in crate::capture) logs: LogStats,
    /// Private data in messages of statuses, and in names of spans and events, by detector.
    pub(in crate::capture) private_status: std::collections::BTreeMap<std::borrow::Cow<'static, str>, Tally>,
    pub(in crate::capture) private_name: std::collections::BTreeMap<std::borrow::Cow<'static, str>, Tally>,
    /// What the contract says of names here, by the digit of the kind and the name; of events of logs by the letter `e` and the name.
    #[serde(skip)]
    pub(in crate::capture) decided: FxHashMap<Box<str>, Decided>,
}

impl Instance {
    pub(in crate::capture) fn of(resource: &Resource<'_>, place: Place<'_>, scratch: &mut Scratch) -> Self {
        let standing = Standing { at: place, attributes: &resource.attributes, ..Standing::default() };
        scratch.on_resource = true;
        let mut instance = Self { dropped: u64::from(resource.dropped_attributes), at: place.kept(), ..Self::default() };
        for attribute in &resource.attributes {
            observe(&mut instance.keys, attribute, &standing, Counting::Types, scratch);
            match (&*attribute.key, &attribute.value) {
                ("service.name", value) => instance.named = Named::by(value),
                // One that the conventions do not name tells nothing.
                ("telemetry.sdk.language", Value::Text(language)) => {
                    let known = conventions().members("telemetry.sdk.language").unwrap_or_default();
                    instance.language =
                        known.iter().find(|known| language == *known).map_or_else(String::new, ToString::to_string);
                }
                ("service.instance.id", value) => instance.own_id = Some(super::keys::hash_of(value)),
                _ => {}
            }
        }
        scratch.on_resource = false;
        instance
    }

    /// It stands there as well. What is told of it stands where it comes first, in whatever order it is read.
    pub(in crate::capture) fn see(&mut self, resource: &Resource<'_>, place: Place<'_>, scratch: &mut Scratch) {
        if place.compared(&self.at) == Ordering::Less {
            *self = Self { dropped: self.dropped, ..Self::of(resource, place, scratch) };
        }
    }
}

/// What SDKs call a service that was given no name.
/// Source: OpenTelemetry specification, "Resource SDK", section "SDK-provided resource attributes".
const DEFAULT_NAME: &str = "unknown_service";

impl Named {
    fn by(value: &Value<'_>) -> Self {
        match value {
            Value::Text(name) if name.trim().is_empty() => Self::Empty,
            Value::Text(name) if name.trim_start().starts_with(DEFAULT_NAME) => Self::Default,
            Value::Text(_) => Self::Given,
            Value::Empty => Self::Empty,
            _ => Self::NotText,
        }
    }
}

/// The name of the service that a resource belongs to; empty where it has none. The last one counts, as in a map.
pub(in crate::capture) fn service_name<'r>(attributes: &'r [Attribute<'_>]) -> &'r str {
    match attributes.iter().rev().find(|attribute| attribute.key == "service.name").map(|attribute| &attribute.value) {
        Some(Value::Text(name)) => name.trim(),
        _ => "",
    }
}

impl Amount {
    /// As a report shows it.
    pub(in crate::capture) fn shown(self, traces: u64) -> Amounts {
        let Self { resources, spans, logs, metrics, points: data_points } = self;
        Amounts { resources, spans, logs, metrics, data_points, traces }
    }

    /// Whether there is not one record.
    pub(in crate::capture) fn is_nothing(self) -> bool {
        [self.spans, self.logs, self.metrics, self.points] == [0; 4]
    }

    /// What has come to what there was `before`.
    pub(in crate::capture) fn since(self, before: Self) -> Self {
        Self {
            resources: self.resources - before.resources,
            spans: self.spans - before.spans,
            logs: self.logs - before.logs,
            metrics: self.metrics - before.metrics,
            points: self.points - before.points,
        }
    }
}

impl Merge for Amount {
    fn merge(&mut self, other: Self) {
        self.resources.merge(other.resources);
        self.spans.merge(other.spans);
        self.logs.merge(other.logs);
        self.metrics.merge(other.metrics);
        self.points.merge(other.points);
    }
}

impl Merge for Instance {
    /// The same resource was seen twice: only what it dropped and where it stands may differ.
    fn merge(&mut self, other: Self) {
        let dropped = self.dropped.max(other.dropped);
        if other.at < self.at {
            *self = other;
        }
        self.dropped = dropped;
    }
}

impl Merge for Box<Service> {
    fn merge(&mut self, other: Self) {
        self.amount.merge(other.amount);
        self.resources.merge(other.resources);
        self.scopes.merge(other.scopes);
        merge_maps(&mut self.held, other.held);
    }
}

impl Merge for Box<ScopeStats> {
    fn merge(&mut self, other: Self) {
        self.versions.merge(other.versions);
        self.span_keys.merge(other.span_keys);
        self.event_keys.merge(other.event_keys);
        self.link_keys.merge(other.link_keys);
        self.log_keys.merge(other.log_keys);
        self.scope_keys.merge(other.scope_keys);
        self.exemplar_keys.merge(other.exemplar_keys);
        self.names.merge(other.names);
        self.metrics.merge(other.metrics);
        self.logs.merge(other.logs);
        merge_maps(&mut self.private_status, other.private_status);
        merge_maps(&mut self.private_name, other.private_name);
    }
}
