//! What may be promised of spans, metrics and logs.

use super::formats::{ANY_TEXT, DURATION, KEY, KEY_OR_GROUP, PERCENT, SERVICE, TEXT};
use super::shape::field;
use super::{Field, Record, Shape};

/// The keys of which one says what a name looks like.
pub(super) const NAMES: [&str; 4] = ["name", "glob", "template", "pattern"];
pub(in crate::contract) const CARRIERS: [&str; 7] = ["span", "event", "link", "log", "metric", "resource", "scope"];
/// In place of a key: an event or record of an exception.
pub(in crate::contract) const CAUSE_EXCEPTION: &str = "exception";
/// The first of each has the number 1, 5, 9 ..; `warn2` is the second of its four.
pub(in crate::contract) const SEVERITIES: [&str; 6] = ["trace", "debug", "info", "warn", "error", "fatal"];
pub(super) const KINDS: [&str; 5] = ["internal", "server", "client", "producer", "consumer"];
const INSTRUMENTS: [&str; 4] = ["counter", "updowncounter", "gauge", "histogram"];

const KEYS: Shape = Shape::List(&Shape::Text(&KEY_OR_GROUP), 0);

pub(super) const GLOB: Field = field("glob", Shape::Text(&TEXT), "glob: \"cart.*\"", "The name; `*` is any run of characters.");
pub(super) const TEMPLATE: Field = field(
    "template",
    Shape::Text(&TEXT),
    "template: \"{http.request.method}[ {http.route}]\"",
    "The name, made of the span's own attributes; what stands in `[ ]` only where the keys in it are set.",
);
pub(super) const PATTERN: Field =
    field("pattern", Shape::Text(&TEXT), "pattern: 'job-[a-z]+'", "A regular expression that the whole name matches.");
pub(super) const SERVICES: Field = field(
    "service",
    Shape::Either(&[Shape::Text(&SERVICE), Shape::List(&Shape::Text(&SERVICE), 1)]),
    "service: [checkout-api, shop-api]",
    "Only telemetry of this service, or of these.",
);
pub(super) const SCOPE: Field = field(
    "scope",
    Shape::Text(&TEXT),
    "scope: \"shop.*\"",
    "Only telemetry of scopes with that name; `*` is any run of characters.",
);
pub(super) const WHERE: Field = field(
    "where",
    Shape::Map(&KEY, &Shape::Scalar),
    "where: { http.response.status_code: 201 }",
    "Only telemetry whose attributes have these values.",
);
pub(super) const KIND: Field = field("kind", Shape::Word(&KINDS), "kind: server", "The kind of the span.");
const NAME: Field = field("name", Shape::Text(&TEXT), "name: \"GET /orders/{id}\"", "The name, letter by letter.");
const OVERRIDE: Field = field(
    "override",
    Shape::Text(&ANY_TEXT),
    "override: ours is older",
    "Why less is required here than where it is imported from.",
);
const EXPECTED: Field = field("expect", Shape::Record(&EXPECT), "expect: { at_least: 1 }", "How often it occurs in a recording.");

const EXPECT: Record = Record {
    noun: "`expect`",
    fields: &[
        field("at_least", Shape::Count, "at_least: 1", "The least number."),
        field("at_most", Shape::Count, "at_most: 100", "The greatest number."),
    ],
    required: &[],
    one_of: &[],
};

const REQUIRED: Field = field("required", KEYS, "required: [order.id, $tenant]", "Attributes that are always there.");
const RECOMMENDED: Field = field("recommended", KEYS, "recommended: [order.type]", "Attributes that ought to be there.");
const FORBIDDEN: Field = field("forbidden", KEYS, "forbidden: [order.payload]", "Attributes that are never there.");

const ATTRIBUTES: Record =
    Record { noun: "a list of attributes", fields: &[REQUIRED, RECOMMENDED, FORBIDDEN], required: &[], one_of: &[] };

const METRIC_ATTRIBUTES: Record = Record {
    noun: "the attributes of a metric",
    fields: &[
        REQUIRED,
        RECOMMENDED,
        field("optional", KEYS, "optional: [order.status]", "Attributes that may be there; those not named are refused."),
        FORBIDDEN,
    ],
    required: &[],
    one_of: &[],
};

const ON_ERROR: Record = Record {
    noun: "`on_error`",
    fields: &[
        field(
            "cause",
            Shape::List(&Shape::Text(&KEY), 1),
            "cause: [error.type, exception]",
            "One of these is there; `exception` is an event or a record of one.",
        ),
        REQUIRED,
        RECOMMENDED,
        FORBIDDEN,
    ],
    required: &[],
    one_of: &[],
};

const PROMISED: Field = field(
    "attributes",
    Shape::Record(&ATTRIBUTES),
    "attributes: { required: [order.id] }",
    "What is promised of its attributes.",
);

pub(super) const SPAN: Record = Record {
    noun: "a span clause",
    fields: &[
        NAME,
        GLOB,
        TEMPLATE,
        PATTERN,
        SERVICES,
        SCOPE,
        WHERE,
        KIND,
        field(
            "semconv",
            Shape::Text(&TEXT),
            "semconv: http.server",
            "The span of the conventions, or of a registry, that it is.",
        ),
        PROMISED,
        field(
            "on_ok",
            Shape::Record(&ATTRIBUTES),
            "on_ok: { required: [invoice.id] }",
            "What holds where the status is not error.",
        ),
        field(
            "on_error",
            Shape::Record(&ON_ERROR),
            "on_error: { cause: [error.type, exception] }",
            "What holds where the status is error.",
        ),
        field(
            "events",
            Shape::Map(&TEXT, &Shape::Either(&[Shape::Record(&ATTRIBUTES), Shape::Nothing])),
            "events: { cache.miss: { required: [key] } }",
            "What is promised of its events, by name.",
        ),
        field("max_duration", Shape::Text(&DURATION), "max_duration: 30s", "The longest that it may take."),
        EXPECTED,
        OVERRIDE,
    ],
    required: &[],
    one_of: &NAMES,
};

pub(super) const METRIC: Record = Record {
    noun: "a metric clause",
    fields: &[
        field("name", Shape::Text(&TEXT), "name: orders.processed", "The name, letter by letter."),
        GLOB,
        PATTERN,
        SERVICES,
        SCOPE,
        WHERE,
        field("instrument", Shape::Word(&INSTRUMENTS), "instrument: counter", "What measures it."),
        field("unit", Shape::Text(&ANY_TEXT), "unit: \"{order}\"", "A code of UCUM; what is counted stands in braces."),
        field("temporality", Shape::Word(&["delta", "cumulative"]), "temporality: cumulative", "From when on points count."),
        field(
            "attributes",
            Shape::Record(&METRIC_ATTRIBUTES),
            "attributes: { required: [order.type] }",
            "Its attributes. Others are refused: an attribute on a metric is a cost.",
        ),
        field("max_series", Shape::Count, "max_series: 50", "Different sets of attributes for each instance of a service."),
        EXPECTED,
        OVERRIDE,
    ],
    required: &[],
    one_of: &["name", "glob", "pattern"],
};

const SEVERITY: Record = Record {
    noun: "`severity`",
    fields: &[
        field("min", Shape::Word(&ALL_SEVERITIES), "min: warn", "The least severity."),
        field("max", Shape::Word(&ALL_SEVERITIES), "max: error", "The gravest severity."),
    ],
    required: &[],
    one_of: &[],
};

const ALL_SEVERITIES: [&str; 24] = [
    "trace", "trace2", "trace3", "trace4", "debug", "debug2", "debug3", "debug4", "info", "info2", "info3", "info4", "warn",
    "warn2", "warn3", "warn4", "error", "error2", "error3", "error4", "fatal", "fatal2", "fatal3", "fatal4",
];

pub(super) const LOG: Record = Record {
    noun: "a log clause",
    fields: &[
        field("event", Shape::Text(&TEXT), "event: order.failed", "Only records of the event with that name."),
        SERVICES,
        SCOPE,
        WHERE,
        field(
            "severity",
            Shape::Either(&[Shape::Word(&SEVERITIES), Shape::Record(&SEVERITY)]),
            "severity: { min: warn }",
            "With `event`, the severity that it has; else, only records of that severity.",
        ),
        field("trace_context", Shape::Text(&PERCENT), "trace_context: 95%", "How many of the records carry the id of a trace."),
        PROMISED,
        EXPECTED,
        OVERRIDE,
    ],
    required: &[],
    one_of: &[],
};
