//! What contracts bring to those that import them, and what registries bring.

use std::path::Path;

use otel_lint::contract::{Contract, NameMatch, PolicyLevel, Scalar, SpanKind, Spanned, Type};
use otel_lint::fact::Mode;
use otel_lint::knowledge::Named;

use super::load;

fn right(path: &str) -> Contract {
    load(Path::new(path)).unwrap_or_else(|error| panic!("{}", error.show(100, false, true)))
}

fn texts(list: &[Spanned<String>]) -> Vec<&str> {
    list.iter().map(|text| text.value.as_str()).collect()
}

#[test]
fn the_importing_file_wins_key_by_key() {
    let contract = right("tests/contract/imports/contract.yaml");
    let paths: Vec<_> = contract.files.iter().map(|file| file.path.rsplit('/').next().expect("is named")).collect();
    assert_eq!(paths, ["contract.yaml", "platform.yaml", "words.yaml", "platform-two.yaml"], "each file is read once");
    let of = |key: &str| contract.attributes.iter().find(|known| known.key == key).expect("is defined");
    assert_eq!(of("order.id").kind.map(|kind| kind.value), Some(Type::String));
    assert_eq!(of("order.id").unbounded.map(|unbounded| unbounded.value), Some(true));
    assert_eq!(texts(&of("order.id").aliases), ["orderId"]);
    assert_eq!(of("order.type").kind.map(|kind| kind.value), Some(Type::Int));
    assert!(of("order.type").deny.is_none());
    assert_eq!(of("order.type").values.clone().map(|values| values.value), Some(vec![Scalar::Int(1), Scalar::Int(2)]));
    let names: Vec<_> = contract.spans.iter().map(|span| span.name.clone()).collect();
    assert_eq!(names, ["shop.only", "invoice.create", "only.here"].map(|name| NameMatch::Literal(name.to_owned())));
    let invoice = &contract.spans[1];
    assert_eq!(texts(&invoice.attributes.required), ["order.id", "tenant.id"], "the group is the importing file's");
    assert_eq!(texts(&invoice.attributes.recommended), ["order.type"]);
    assert_eq!((invoice.cause.len(), invoice.max_duration_ms.map(|duration| duration.value)), (1, Some(3_000)));
    assert_eq!(invoice.attributes.required[0].at.file, 1, "a promise keeps the place where it was made");
    assert_eq!(contract.metrics[0].unit.as_ref().map(|unit| unit.value.as_str()), Some("{purchase}"));
    assert!(contract.metrics[0].instrument.is_some());
    let levels: Vec<_> = contract.policy.iter().map(|(rule, level)| (rule.value.as_str(), *level)).collect();
    assert_eq!(levels, [("span", PolicyLevel::Error), ("metric", PolicyLevel::Note)]);
    assert_eq!((contract.limits.span_names, contract.limits.attribute_length), (Some(30), Some(20)));
    assert_eq!((contract.resource.len(), contract.logs.len(), contract.flows.len()), (1, 1, 1));
    assert_eq!((contract.services.len(), contract.capture), (1, None), "whose telemetry it is, each file says for itself");
    assert_ne!(contract.capture, Some(Mode::Sampled));
}

#[test]
fn registries_of_both_formats_are_read() {
    let contract = right("tests/contract/registries/contract.yaml");
    let of = |key: &str| contract.attributes.iter().find(|known| known.key == key).expect("is defined");
    assert_eq!(of("shop.state").kind.map(|kind| kind.value), Some(Type::String));
    let values = of("shop.state").values.clone().expect("are named").value;
    assert_eq!(values, [Scalar::Text("open".to_owned()), Scalar::Text("off".to_owned())]);
    assert!(of("shop.state").open && of("shop.label").is_tail && of("yard.sign").is_tail);
    assert!(!of("shop.code").open, "who names the values says whether there may be others");
    assert_eq!(of("shop.code").kind.map(|kind| kind.value), Some(Type::Int));
    assert_eq!(of("yard.open").kind.map(|kind| kind.value), Some(Type::Boolean));
    assert_eq!(of("shop.seller").unbounded.map(|unbounded| unbounded.value), Some(false), "the contract adds to the registry");
    assert_eq!(of("shop.seller").kind.map(|kind| kind.value), Some(Type::String));
    let mut renamed: Vec<_> = contract.renamed.iter().map(|known| (known.from.as_str(), known.to.as_deref())).collect();
    renamed.sort_unstable();
    assert_eq!(
        renamed,
        [
            ("shop.clerk", Some("shop.seller")),
            ("shop.order", Some("shop.order.id")),
            ("shop.sold", Some("shop.sales")),
            ("yard.door", Some("yard.gate")),
        ]
    );
    assert!(contract.renamed.iter().any(|known| known.is == Named::Metric));
    let sell = &contract.spans[0];
    assert_eq!(sell.kind.map(|kind| kind.value), Some(SpanKind::Server));
    assert_eq!(
        texts(&sell.attributes.required),
        ["shop.order.id", "shop.seller"],
        "what is inherited counts where nothing is said"
    );
    let night = &contract.spans[1];
    assert_eq!(night.kind.map(|kind| kind.value), Some(SpanKind::Internal));
    assert_eq!(texts(&night.attributes.required), ["yard.open", "yard.sign"]);
    let metric = |name: &str| {
        let found = contract.metrics.iter().find(|metric| metric.name == NameMatch::Literal(name.to_owned()));
        let metric = found.expect("is there");
        let lists = &metric.attributes.as_ref().expect("are named").value;
        (texts(&lists.required), texts(&lists.recommended), texts(&lists.optional))
    };
    assert_eq!(metric("shop.sales"), (vec!["shop.order.id"], vec!["shop.seller"], vec!["http.route", "shop.label.*"]));
    assert_eq!(metric("yard.visits"), (vec!["yard.gate"], vec!["yard.open"], vec![]));
    assert_eq!(contract.metrics.len(), 2, "what was given up is no promise");
    assert_eq!(contract.metrics[0].max_series.map(|most| most.value), Some(20));
}
