//! What a contract holds.

use super::attributes::{ATTRIBUTE, RESOURCE_ATTRIBUTE};
use super::clauses::{LOG, METRIC, SPAN};
use super::flows::FLOW;
use super::formats::{DATE, GROUP, KEY, MEMBER, PATH, RELEASE, RELEASE_OR_NONE, SERVICE, TEXT};
use super::shape::field;
use super::{Record, Shape};

const LEVELS: [&str; 4] = ["off", "note", "warning", "error"];

pub(in crate::contract) const CONTRACT: Record = Record {
    noun: "a contract",
    fields: &[
        field("version", Shape::One, "version: 1", "The version of the language."),
        field(
            "services",
            Shape::Either(&[
                Shape::List(&Shape::Text(&SERVICE), 0),
                Shape::Map(&SERVICE, &Shape::Either(&[Shape::Record(&SERVICE_PIN), Shape::Nothing])),
            ]),
            "services: [checkout-api, invoice-worker]",
            "Whose telemetry this speaks of; left out: everybody's.",
        ),
        field(
            "semconv",
            Shape::Text(&RELEASE_OR_NONE),
            "semconv: \"1.44\"",
            "Names that are not defined here are those of OpenTelemetry's conventions, as of this release; `none` turns that off.",
        ),
        field(
            "capture",
            Shape::Word(&["complete", "window", "sampled"]),
            "capture: window",
            "How recordings come about, and so what the absence of something in them means.",
        ),
        field(
            "imports",
            Shape::List(&Shape::Text(&PATH), 0),
            "imports: [../platform/contract.yaml]",
            "Other contracts, or folders of a registry, from this file's folder.",
        ),
        field(
            "resource",
            Shape::Record(&RESOURCE),
            "resource: { attributes: { service.version: { required: true } } }",
            "What every resource has.",
        ),
        field(
            "attributes",
            Shape::Map(&KEY, &Shape::Either(&[Shape::Record(&ATTRIBUTE), Shape::Nothing])),
            "attributes: { order.id: { type: string } }",
            "The vocabulary: one concept, one name, one type. `http.request.header.*` is every key that begins so.",
        ),
        field(
            "groups",
            Shape::Map(&GROUP, &Shape::List(&Shape::Text(&MEMBER), 0)),
            "groups: { order: [order.id, tenant.id] }",
            "Lists of attributes; `$order` stands for one in a list.",
        ),
        field(
            "spans",
            Shape::List(&Shape::Record(&SPAN), 0),
            "spans: [{ name: invoice.create, kind: internal }]",
            "What is promised of spans.",
        ),
        field(
            "metrics",
            Shape::List(&Shape::Record(&METRIC), 0),
            "metrics: [{ name: orders.processed, instrument: counter }]",
            "What is promised of metrics.",
        ),
        field(
            "logs",
            Shape::List(&Shape::Record(&LOG), 0),
            "logs: [{ event: order.failed, severity: { min: warn } }]",
            "What is promised of logs.",
        ),
        field(
            "flows",
            Shape::List(&Shape::Record(&FLOW), 0),
            "flows: [{ name: .., start: { .. }, steps: [ .. ] }]",
            "Paths through services.",
        ),
        field(
            "policy",
            Shape::Map(&TEXT, &Shape::Either(&[Shape::Word(&LEVELS), Shape::Record(&LEVEL)])),
            "policy: { convention: warning }",
            "The level of rules and families.",
        ),
        field("limits", Shape::Record(&LIMITS), "limits: { span_names: 100 }", "Limits in place of the built-in ones."),
        field(
            "ours",
            Shape::Record(&OURS),
            "ours: { scopes: [\"shop.*\"] }",
            "What is our code, though it looks like a library's.",
        ),
    ],
    required: &["version"],
    one_of: &[],
};

const SERVICE_PIN: Record = Record {
    noun: "a service",
    fields: &[
        field("semconv", Shape::Text(&RELEASE), "semconv: \"1.20\"", "The release that it goes by, until it is changed."),
        field("why", Shape::Text(&TEXT), "why: the library still emits the old names", "Why it goes by that release."),
        field("until", Shape::Text(&DATE), "until: 2027-01-31", "The day by which it is changed."),
    ],
    required: &[],
    one_of: &[],
};

const RESOURCE: Record = Record {
    noun: "`resource`",
    fields: &[field(
        "attributes",
        Shape::Map(&KEY, &Shape::Either(&[Shape::Record(&RESOURCE_ATTRIBUTE), Shape::Nothing])),
        "attributes: { service.version: { required: true } }",
        "What is promised of the resource's attributes, whatever the signal.",
    )],
    required: &[],
    one_of: &[],
};

const LEVEL: Record = Record {
    noun: "the level of a rule",
    fields: &[
        field("level", Shape::Word(&LEVELS), "level: note", "How grave findings are."),
        field(
            "override",
            Shape::Text(&TEXT),
            "override: we have no such service",
            "Why it is less here than where it is imported from.",
        ),
    ],
    required: &["level"],
    one_of: &[],
};

const LIMITS: Record = Record {
    noun: "`limits`",
    fields: &[
        field("span_names", Shape::Count, "span_names: 100", "Different names of spans in a service."),
        field("attribute_length", Shape::Count, "attribute_length: 4096", "Characters in a value."),
        field("findings_per_rule", Shape::Count, "findings_per_rule: 20", "Findings of one rule that are shown."),
    ],
    required: &[],
    one_of: &[],
};

const OURS: Record = Record {
    noun: "`ours`",
    fields: &[field(
        "scopes",
        Shape::List(&Shape::Text(&TEXT), 0),
        "scopes: [\"shop.*\"]",
        "Names of scopes; `*` is any run of characters.",
    )],
    required: &[],
    one_of: &[],
};
