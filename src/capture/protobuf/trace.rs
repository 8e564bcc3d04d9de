//! Spans. Source: `opentelemetry/proto/trace/v1/trace.proto`.

use super::parts::{Budget, attribute, fields, id, low_bits};
use super::wire::Fault;
use crate::capture::record::{Event, LAST_KIND, LAST_STATUS, Link, Span};

/// Reads a span into `span`, whose vectors are used again.
pub(super) fn span<'a>(bytes: &'a [u8], span: &mut Span<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    let (mut attributes, mut events, mut links) =
        (std::mem::take(&mut span.attributes), std::mem::take(&mut span.events), std::mem::take(&mut span.links));
    attributes.clear();
    events.clear();
    links.clear();
    *span = Span { attributes, events, links, ..Span::default() };
    fields!(bytes, budget, {
        1: Bytes(sent) => span.trace_id = id(sent),
        2: Bytes(sent) => span.span_id = id(sent),
        4: Bytes(sent) => span.parent_id = id(sent),
        16: Fixed32(flags) => span.flags = flags,
        5: Bytes(name) => span.name = budget.text(name),
        6: Varint(kind) => span.kind = budget.enumeration(kind, LAST_KIND),
        7: Fixed64(time) => span.start = time,
        8: Fixed64(time) => span.end = time,
        9: Bytes(inner) => attribute(inner, &mut span.attributes, budget)?,
        10: Varint(count) => span.dropped_attributes = low_bits(count),
        11: Bytes(inner) => if budget.take() { span.events.push(event(inner, budget)?); },
        12: Varint(count) => span.dropped_events = low_bits(count),
        13: Bytes(inner) => if budget.take() { span.links.push(link(inner, budget)?); },
        14: Varint(count) => span.dropped_links = low_bits(count),
        15: Bytes(inner) => fields!(inner, budget, {
            2: Bytes(message) => span.status_message = budget.text(message),
            3: Varint(code) => span.status = budget.enumeration(code, LAST_STATUS),
        })?,
    })
}

fn event<'a>(bytes: &'a [u8], budget: &mut Budget<'_>) -> Result<Event<'a>, Fault> {
    let mut event = Event::default();
    fields!(bytes, budget, {
        1: Fixed64(time) => event.time = time,
        2: Bytes(name) => event.name = budget.text(name),
        3: Bytes(inner) => attribute(inner, &mut event.attributes, budget)?,
        4: Varint(count) => event.dropped_attributes = low_bits(count),
    })?;
    Ok(event)
}

fn link<'a>(bytes: &'a [u8], budget: &mut Budget<'_>) -> Result<Link<'a>, Fault> {
    let mut link = Link::default();
    fields!(bytes, budget, {
        1: Bytes(sent) => link.trace_id = id(sent),
        2: Bytes(sent) => link.span_id = id(sent),
        4: Bytes(inner) => attribute(inner, &mut link.attributes, budget)?,
        5: Varint(count) => link.dropped_attributes = low_bits(count),
    })?;
    Ok(link)
}
