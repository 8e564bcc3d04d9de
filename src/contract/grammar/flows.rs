//! What may be promised of the path that one thing takes through services.

use super::clauses::{GLOB, KIND, PATTERN, SCOPE, SERVICES, TEMPLATE, WHERE};
use super::formats::{DURATION, PERCENT, TEXT, TIMES};
use super::shape::field;
use super::{Field, Record, Shape};

const SPAN_NAMES: [&str; 4] = ["span", "glob", "template", "pattern"];

const ID: Field = field("id", Shape::Text(&TEXT), "id: publish", "What other steps call it.");
const SPAN: Field = field("span", Shape::Text(&TEXT), "span: \"POST /orders\"", "The name of its spans, letter by letter.");

const START: Record = Record {
    noun: "the start of a flow",
    fields: &[ID, SPAN, GLOB, TEMPLATE, PATTERN, SERVICES, SCOPE, WHERE, KIND],
    required: &["id"],
    one_of: &SPAN_NAMES,
};

const STEP: Record = Record {
    noun: "a step",
    fields: &[
        ID,
        field("under", Shape::Text(&TEXT), "under: request", "The step that it comes from; the start where it is left out."),
        SPAN,
        GLOB,
        TEMPLATE,
        PATTERN,
        SERVICES,
        SCOPE,
        WHERE,
        KIND,
        field(
            "by",
            Shape::Either(&[Shape::Word(&["parent", "link"]), Shape::List(&Shape::Word(&["parent", "link"]), 1)]),
            "by: [parent, link]",
            "How it is joined to the step that it comes from; either, where it is left out.",
        ),
        field(
            "times",
            Shape::Either(&[Shape::Count, Shape::Text(&TIMES)]),
            "times: \"1..3\"",
            "How many spans there are for each start; at least one, where it is left out.",
        ),
        field("within", Shape::Text(&DURATION), "within: 5m", "How long after the start of the step above it begins."),
    ],
    required: &["id"],
    one_of: &SPAN_NAMES,
};

pub(super) const FLOW: Record = Record {
    noun: "a flow",
    fields: &[
        field("name", Shape::Text(&TEXT), "name: an order is paid once", "The path, told in words."),
        field(
            "start",
            Shape::Record(&START),
            "start: { id: request, service: checkout-api, span: \"POST /orders\" }",
            "The span that starts it.",
        ),
        field(
            "steps",
            Shape::List(&Shape::Record(&STEP), 1),
            "steps: [{ id: publish, under: request, span: publish orders }]",
            "What follows, each step under one that stands before it.",
        ),
        field("complete", Shape::Text(&PERCENT), "complete: 99%", "How many of the traces that start it hold all of it."),
    ],
    required: &["name", "start", "steps"],
    one_of: &[],
};
