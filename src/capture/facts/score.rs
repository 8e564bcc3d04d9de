//! The Instrumentation Score of each service, as its specification defines it. Rules that a recording cannot decide are said to be so.
//! Source: <https://github.com/instrumentation-score/spec>, version 0.1: 19 rules with weights of 10 to 40.

use std::collections::BTreeMap;

use super::attributes::carriers;
use crate::capture::gather::{Gathered, KeyStats, MetricStats, Named, Service, total};
use crate::capture::traces::{ServiceTraces, TraceFacts};
use crate::fact::{Score, ScoreRule, ServiceSeen};
use crate::knowledge::{conventions, is_ucum, recorded_names, words};

/// Criteria of the specification.
const MOST_VALUES: u64 = 10_000;

/// What a rule says of a service.
enum Verdict {
    Passed,
    Failed(String),
    /// Nothing that it is about was recorded.
    Unknown(&'static str),
}

use Verdict::{Failed, Passed, Unknown};

type Check = fn(&Seen<'_>) -> Verdict;

/// Every rule of the specification with its weight, in its order.
const RULES: [(&str, u32, Check); 19] = [
    ("LOG-001", 30, |_| Unknown("needs logs of 14 days")),
    ("LOG-002", 30, log_severity),
    ("MET-001", 30, metric_values),
    ("MET-002", 30, metric_units),
    ("MET-003", 30, one_unit),
    ("MET-004", 20, one_layout),
    ("MET-005", 20, no_unit_in_name),
    ("MET-006", 30, no_attribute_as_name),
    ("RES-001", 20, instance_id),
    ("RES-002", 30, unique_instances),
    ("RES-003", 30, pod_uid),
    ("RES-004", 30, right_level),
    ("RES-005", 40, service_name),
    ("SDK-001", 10, |_| Unknown("needs a table of supported versions")),
    ("SPA-001", 20, few_internal),
    ("SPA-002", 20, no_orphans),
    ("SPA-003", 30, |_| Unknown("the specification gives no criterion yet")),
    ("SPA-004", 30, no_client_roots),
    ("SPA-005", 30, few_short),
];

struct Seen<'g> {
    service: &'g Service,
    traces: ServiceTraces,
    /// Whether spans were lost, so that what is missing says nothing.
    lost_spans: bool,
    /// Units and layouts of each metric over all services.
    metrics: &'g BTreeMap<&'g str, (usize, usize)>,
}

/// What there was of each service, and its score; sorted by name.
pub(in crate::capture) fn recording(gathered: &Gathered, traces: &TraceFacts) -> Vec<ServiceSeen> {
    let mut shapes: BTreeMap<&str, (std::collections::BTreeSet<&str>, std::collections::BTreeSet<&str>)> = BTreeMap::new();
    for (_, _, scope) in super::service_scopes(gathered) {
        for (name, stats) in scope.metrics.sorted() {
            let (units, layouts) = shapes.entry(name).or_default();
            units.extend(stats.units.sorted().into_iter().map(|(unit, _)| unit));
            layouts.extend(stats.layouts.sorted().into_iter().map(|(layout, _)| layout));
        }
    }
    let metrics = shapes.into_iter().map(|(name, (units, layouts))| (name, (units.len(), layouts.len()))).collect();
    let services = gathered.services.sorted().into_iter();
    services
        .map(|(name, service)| {
            let traces = traces.services.get(name).cloned().unwrap_or_default();
            let amounts = service.amount.shown(traces.traces);
            let score = score(&Seen { service, traces, lost_spans: gathered.lost.has_any_of(&["traces"]), metrics: &metrics });
            ServiceSeen { service: name.to_owned(), amounts, score }
        })
        .collect()
}

fn score(seen: &Seen<'_>) -> Score {
    let mut score = Score { of: RULES.len(), ..Score::default() };
    let (mut passed, mut all) = (0_u32, 0_u32);
    for (id, weight, check) in RULES {
        match check(seen) {
            Passed => passed += weight,
            Failed(why) => score.failed.push(ScoreRule { id, why }),
            Unknown(why) => {
                score.not_evaluated.push(ScoreRule { id, why: why.to_owned() });
                continue;
            }
        }
        all += weight;
        score.evaluated += 1;
    }
    score.value = (all > 0).then(|| (f64::from(passed) * 1000.0 / f64::from(all)).round() / 10.0);
    score
}

impl Seen<'_> {
    fn metrics(&self) -> impl Iterator<Item = (&str, &MetricStats)> {
        self.service.scopes.sorted().into_iter().flat_map(|(_, scope)| scope.metrics.sorted())
    }

    /// Fails with the metrics that a question is answered yes for; says nothing where there are none.
    fn metrics_that(&self, what: &str, is_faulty: impl Fn(&str, &MetricStats) -> bool) -> Verdict {
        if self.service.amount.metrics == 0 {
            return Unknown("no metrics were recorded");
        }
        let mut faulty: Vec<&str> = self.metrics().filter(|(name, stats)| is_faulty(name, stats)).map(|(name, _)| name).collect();
        faulty.sort_unstable();
        faulty.dedup();
        match faulty.first() {
            None => Passed,
            Some(first) if faulty.len() == 1 => Failed(format!("`{first}` {what}")),
            Some(first) => Failed(format!("`{first}` and {} more metrics: each {what}", faulty.len() - 1)),
        }
    }

    fn of_traces(&self, count: u64, what: &str) -> Verdict {
        match (self.traces.traces, count) {
            (0, _) => Unknown("no traces were recorded"),
            (_, 0) => Passed,
            (all, count) => Failed(format!("{count} of {all} traces {what}")),
        }
    }

    fn of_resources(&self, what: &str, is_faulty: impl Fn(&crate::capture::gather::Instance) -> bool) -> Verdict {
        let count = self.service.resources.values().filter(|instance| is_faulty(instance)).count();
        let all = self.service.resources.count();
        if count == 0 { Passed } else { Failed(format!("{count} of {all} resources {what}")) }
    }
}

fn log_severity(seen: &Seen<'_>) -> Verdict {
    let lost = total(seen.service.scopes.values().map(|scope| scope.logs.without_severity.count));
    match (seen.service.amount.logs, lost) {
        (0, _) => Unknown("no logs were recorded"),
        (_, 0) => Passed,
        (all, lost) => Failed(format!("{lost} of {all} log records have no severity")),
    }
}

fn metric_values(seen: &Seen<'_>) -> Verdict {
    let many = |stats: &KeyStats| stats.values.count() >= MOST_VALUES;
    seen.metrics_that("has an attribute with 10,000 values or more", |_, stats| stats.keys.values().any(many))
}

fn metric_units(seen: &Seen<'_>) -> Verdict {
    seen.metrics_that("has no unit of UCUM", |_, stats| {
        stats.units.sorted().into_iter().any(|(unit, _)| unit.is_empty() || !is_ucum(unit))
    })
}

fn one_unit(seen: &Seen<'_>) -> Verdict {
    seen.metrics_that("has several units", |name, _| seen.metrics.get(name).is_some_and(|(units, _)| *units > 1))
}

fn one_layout(seen: &Seen<'_>) -> Verdict {
    if seen.metrics().all(|(_, stats)| stats.layouts.count() == 0) {
        return Unknown("no histograms were recorded");
    }
    seen.metrics_that("has several sets of buckets", |name, _| seen.metrics.get(name).is_some_and(|(_, layouts)| *layouts > 1))
}

fn no_unit_in_name(seen: &Seen<'_>) -> Verdict {
    let last = |name: &str| name.rsplit(['.', '_']).next().is_some_and(|last| last.len() < name.len() && words().is_unit(last));
    seen.metrics_that("has its unit in its name", |name, _| last(name))
}

fn no_attribute_as_name(seen: &Seen<'_>) -> Verdict {
    seen.metrics_that("is called like an attribute of the conventions", |name, _| conventions().of(name).is_some())
}

fn instance_id(seen: &Seen<'_>) -> Verdict {
    seen.of_resources("have no `service.instance.id`", |instance| instance.own_id.is_none())
}

fn unique_instances(seen: &Seen<'_>) -> Verdict {
    let ids: Vec<u64> = seen.service.resources.values().filter_map(|instance| instance.own_id).collect();
    if ids.len() < 2 {
        return Unknown("fewer than two resources with an instance id were recorded");
    }
    let different: std::collections::BTreeSet<u64> = ids.iter().copied().collect();
    match ids.len() - different.len() {
        0 => Passed,
        count => Failed(format!("{count} of {} resources share an instance id with another", ids.len())),
    }
}

fn pod_uid(seen: &Seen<'_>) -> Verdict {
    let in_pod =
        |instance: &crate::capture::gather::Instance| instance.keys.sorted().into_iter().any(|(key, _)| key.starts_with("k8s."));
    if !seen.service.resources.values().any(in_pod) {
        return Unknown("no resource says that it runs in Kubernetes");
    }
    seen.of_resources("have no `k8s.pod.uid`", |instance| in_pod(instance) && instance.keys.get("k8s.pod.uid").is_none())
}

fn right_level(seen: &Seen<'_>) -> Verdict {
    let mut keys: Vec<&str> = Vec::new();
    for (_, scope) in seen.service.scopes.sorted() {
        for (_, carrier, of) in carriers(scope) {
            let misplaced = of.sorted().into_iter().map(|(key, _)| key).filter(|key| recorded_names().is_resource_key(key));
            keys.extend(misplaced.filter(|_| matches!(carrier, "span" | "log")));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    match keys.first() {
        None => Passed,
        Some(first) if keys.len() == 1 => Failed(format!("`{first}` stands on records and belongs on the resource")),
        Some(first) => Failed(format!("`{first}` and {} more stand on records and belong on the resource", keys.len() - 1)),
    }
}

fn service_name(seen: &Seen<'_>) -> Verdict {
    seen.of_resources("have no `service.name`", |instance| {
        matches!(instance.named, Named::Missing | Named::Empty | Named::NotText)
    })
}

fn few_internal(seen: &Seen<'_>) -> Verdict {
    seen.of_traces(seen.traces.many_internal, "have more than 10 internal spans of it")
}

fn no_orphans(seen: &Seen<'_>) -> Verdict {
    match (seen.traces.traces, seen.traces.orphans) {
        (0, _) => Unknown("no traces were recorded"),
        _ if seen.lost_spans => Unknown("spans were lost"),
        (_, 0) => Passed,
        (_, count) => Failed(format!("the parents of {count} spans are missing")),
    }
}

fn no_client_roots(seen: &Seen<'_>) -> Verdict {
    match (seen.traces.traces, seen.traces.client_roots) {
        (0, _) => Unknown("no traces were recorded"),
        _ if seen.lost_spans => Unknown("spans were lost"),
        (_, 0) => Passed,
        (_, count) => Failed(format!("{count} traces start with a client span")),
    }
}

fn few_short(seen: &Seen<'_>) -> Verdict {
    seen.of_traces(seen.traces.many_short, "have more than 20 spans of it under 5 ms")
}
