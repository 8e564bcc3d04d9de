//! What may be said of one attribute.

use super::formats::{ANY_TEXT, KEY, SERVICE, TEXT};
use super::shape::field;
use super::{CARRIERS, Field, Record, Shape};

const TYPES: [&str; 12] =
    ["string", "int", "double", "number", "boolean", "bytes", "map", "any", "string[]", "int[]", "double[]", "boolean[]"];

const EXCEPT: Record = Record {
    noun: "an exception",
    fields: &[
        field("services", Shape::List(&Shape::Text(&SERVICE), 1), "services: [notification]", "Services that may set it."),
        field("carriers", Shape::List(&Shape::Word(&CARRIERS), 1), "carriers: [log]", "Where it may stand."),
    ],
    required: &[],
    one_of: &[],
};

const EXCEPT_EXAMPLE: &str = "except: { services: [notification], carriers: [log] }";

const DENY: Record = Record {
    noun: "`deny`",
    fields: &[
        field("reason", Shape::Text(&TEXT), "reason: personal data", "Why it is not to be sent."),
        field("except", Shape::Record(&EXCEPT), EXCEPT_EXAMPLE, "Who may send it all the same, and where."),
    ],
    required: &["reason"],
    one_of: &[],
};

const TYPE: Field =
    field("type", Shape::Word(&TYPES), "type: \"string[]\"", "The type of its values; `number` is int or double.");
const VALUES: Field = field(
    "values",
    Shape::List(&Shape::Scalar, 1),
    "values: [purchase, refund]",
    "The values that it may have; others are refused.",
);
const OPEN: Field = field("open", Shape::Flag, "open: true", "Whether other values than those named may pass.");
const RANGE: Field = field("range", Shape::Pair(&Shape::Number), "range: [0, 10]", "The least and the greatest value.");
const PATTERN: Field =
    field("pattern", Shape::Text(&TEXT), "pattern: 'ORD-\\d+'", "A regular expression that the whole value matches.");
const CARDINALITY: Field = field(
    "cardinality",
    Shape::Word(&["bounded", "unbounded"]),
    "cardinality: unbounded",
    "Whether its values are few; unbounded ones are refused on metrics.",
);
const ALIASES: Field = field(
    "aliases",
    Shape::List(&Shape::Text(&KEY), 0),
    "aliases: [tenant_id, tenantId]",
    "Other names for the same thing, each reported once.",
);
const DENIED: Field = field(
    "deny",
    Shape::Either(&[Shape::Text(&TEXT), Shape::Record(&DENY), Shape::False]),
    "deny: personal data",
    "Why it is not to be sent; `false` lifts what an import denies.",
);
const EXCEPTED: Field = field("except", Shape::Record(&EXCEPT), EXCEPT_EXAMPLE, "Who may send it all the same, and where.");
const OVERRIDE: Field = field(
    "override",
    Shape::Text(&ANY_TEXT),
    "override: ours is the older one",
    "Why it is weaker here than where it is imported from.",
);

pub(super) const ATTRIBUTE: Record = Record {
    noun: "an attribute",
    fields: &[TYPE, VALUES, OPEN, RANGE, PATTERN, CARDINALITY, ALIASES, DENIED, EXCEPTED, OVERRIDE],
    required: &[],
    one_of: &[],
};

pub(super) const RESOURCE_ATTRIBUTE: Record = Record {
    noun: "an attribute of the resource",
    fields: &[
        field("required", Shape::Flag, "required: true", "Whether every resource has it."),
        TYPE,
        VALUES,
        OPEN,
        RANGE,
        PATTERN,
        CARDINALITY,
        ALIASES,
        DENIED,
        EXCEPTED,
        OVERRIDE,
    ],
    required: &[],
    one_of: &[],
};
