//! What right contracts say.

use std::path::Path;

use otel_lint::config::Config;
use otel_lint::contract::{
    Cause, Contract, Deny, Element, NameMatch, PolicyLevel, Scalar, SpanKind, Spanned, TemplatePart, Type,
};
use otel_lint::fact::{Mode, Version};

use super::{files, load};

#[test]
fn right_contracts_load() {
    for path in files(Path::new("tests/contract/good")) {
        let loaded = load(&path);
        assert!(loaded.is_ok(), "{}", loaded.err().map(|error| error.show(100, false, true)).unwrap_or_default());
    }
}

#[test]
fn the_settings_to_start_from_load() {
    let text = std::fs::read_to_string("src/run/start/otel-lint.toml").expect("is text");
    assert!(Config::from_toml("otel-lint.toml".to_owned(), &text).is_ok());
    let all: String = text
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|line| line.contains(['=', ']'])).unwrap_or(line).to_owned() + "\n")
        .collect();
    let read = Config::from_toml("otel-lint.toml".to_owned(), &all);
    assert!(read.is_ok(), "{all}{}", read.err().map(|error| error.show(100, false, true)).unwrap_or_default());
}

/// Rules of this program may be named there: the families are those of today.
#[test]
fn the_example_and_the_file_to_start_from_load() {
    let names: Vec<&str> = otel_lint::rule::rules().iter().flat_map(|rule| [rule.id, rule.family]).collect();
    for path in ["contract.example.yaml", "src/run/start/contract.yaml"] {
        let loaded = Contract::load(Path::new(path), Path::new(""), &names);
        assert!(loaded.is_ok(), "{}", loaded.err().map(|error| error.show(100, false, true)).unwrap_or_default());
    }
}

fn contract() -> Contract {
    load(Path::new("tests/contract/good/clauses.yaml")).expect("is right")
}

fn texts(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|text| text.value.as_str()).collect()
}

#[test]
fn the_head_is_read() {
    let contract = contract();
    let services: Vec<_> = contract.services.iter().map(|service| (service.name.value.as_str(), service.semconv)).collect();
    assert_eq!(services, [("checkout-api", None), ("invoice-worker", None), ("shop-api", Some(Version(1, 20, 0)))]);
    assert_eq!(contract.services[2].until.as_deref(), Some("2027-01-31"));
    assert_eq!(contract.capture, Some(Mode::Complete));
    assert_eq!(texts(&contract.our_scopes), ["@acme/*"]);
    assert_eq!(contract.limits.span_names, Some(100));
    let levels: Vec<_> = contract.policy.iter().map(|(rule, level)| (rule.value.as_str(), *level)).collect();
    assert_eq!(levels[..2], [("span", PolicyLevel::Warning), ("guard-dropped", PolicyLevel::Off)]);
    assert_eq!(contract.files[0].path, "tests/contract/good/clauses.yaml");
}

#[test]
fn attributes_are_read() {
    let contract = contract();
    let of = |key: &str| contract.attributes.iter().find(|known| known.key == key).expect("is defined");
    assert_eq!(of("order.id").unbounded.as_ref().map(|unbounded| unbounded.value), Some(true));
    let values = of("order.state").values.clone().expect("are named").value;
    assert_eq!(values, [Scalar::Text("open".to_owned()), Scalar::Text("off".to_owned()), Scalar::Text("1".to_owned())]);
    assert!(of("order.state").open && !of("order.type").open);
    assert_eq!(of("order.lines").kind.as_ref().map(|kind| kind.value), Some(Type::Array(Element::String)));
    assert_eq!(of("order.total").range.as_ref().map(|range| range.value), Some((0.0, 1.5e6)));
    assert_eq!(texts(&of("tenant.id").aliases), ["tenant_id", "tenantId", "customer.id"]);
    let Deny { reason, except_services, except_carriers, .. } = of("user.email").deny.clone().expect("is denied");
    assert_eq!(
        (reason.as_str(), except_services, except_carriers),
        ("personal data; use enduser.id", vec!["notification".to_owned()], vec!["log".to_owned()])
    );
    let last = contract.attributes.last().expect("is there");
    assert!(last.is_tail && last.key == "http.request.header", "tails come last");
    assert_eq!((of("order.id").at.line, of("order.id").at.column), (18, 3));
}

#[test]
fn spans_are_read() {
    let contract = contract();
    let route = &contract.spans[0];
    assert_eq!(route.name, NameMatch::Literal("GET /orders/{id}".to_owned()));
    assert_eq!(texts(&route.attributes.required), ["order.id", "tenant.id"], "groups are spelled out, each key once");
    assert_eq!(texts(&route.attributes.forbidden), ["order.payload", "http.request.header.*"]);
    let invoice = &contract.spans[1];
    assert_eq!(invoice.selectors.conditions.len(), 4);
    let causes: Vec<_> = invoice.cause.iter().map(|cause| cause.value.clone()).collect();
    assert_eq!(causes, [Cause::Attribute("error.type".to_owned()), Cause::Exception]);
    assert_eq!(invoice.max_duration_ms.as_ref().map(|duration| duration.value), Some(30_000));
    let events: Vec<_> = invoice.events.iter().map(|(name, _)| name.value.as_str()).collect();
    assert_eq!(events, ["cache.miss", "cache.hit"]);
    let key = |key: &str| TemplatePart::Key(key.to_owned());
    let optional = TemplatePart::Optional(vec![TemplatePart::Text(" ".to_owned()), key("http.route")]);
    let http = &contract.spans[2];
    assert_eq!(http.name, NameMatch::Template(vec![key("http.request.method"), optional]));
    assert_eq!(http.kind.as_ref().map(|kind| kind.value), Some(SpanKind::Server), "the convention says the kind");
    assert_eq!(texts(&http.attributes.required), ["http.request.method", "url.path", "url.scheme"]);
    assert_eq!(contract.spans[3].selectors.services.len(), 2);
    assert_eq!(contract.spans[5].name, NameMatch::Any);
}

#[test]
fn metrics_logs_and_flows_are_read() {
    let contract = contract();
    let metric = &contract.metrics[0];
    let attributes = &metric.attributes.as_ref().expect("are named").value;
    assert_eq!((attributes.required.len(), attributes.recommended.len(), attributes.optional.len()), (1, 1, 2));
    assert_eq!(metric.max_series.as_ref().map(|most| most.value), Some(50));
    let severities: Vec<_> = contract
        .logs
        .iter()
        .map(|log| (log.min_severity.as_ref().map(|min| min.value), log.max_severity.as_ref().map(|max| max.value)))
        .collect();
    assert_eq!(severities, [(None, None), (Some(13), Some(18)), (Some(21), Some(24))]);
    assert_eq!(contract.logs[2].trace_context.as_ref().map(|percent| percent.value), Some(99.5));
    let flow = &contract.flows[0];
    let steps: Vec<_> = flow
        .steps
        .iter()
        .map(|step| (step.id.value.as_str(), step.under, step.least, step.most, step.by_parent, step.by_link))
        .collect();
    assert_eq!(
        steps,
        [
            ("publish", Some(0), 1, Some(1), true, true),
            ("work", Some(1), 1, None, true, true),
            ("mail", Some(2), 0, Some(3), false, true),
            ("note", Some(0), 1, Some(3), true, false),
            ("never", Some(0), 0, Some(0), true, true),
        ]
    );
    assert_eq!(flow.steps[1].within_ms, Some(300_000));
}
