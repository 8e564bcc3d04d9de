//! Log records. Source: `opentelemetry/proto/logs/v1/logs.proto`.

use super::parts::{Budget, attribute, fields, id, low_bits, value};
use super::wire::Fault;
use crate::capture::record::{LAST_SEVERITY, Log};

/// Reads a log record into `log`, whose vector is used again.
pub(super) fn log<'a>(bytes: &'a [u8], log: &mut Log<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    let mut attributes = std::mem::take(&mut log.attributes);
    attributes.clear();
    *log = Log { attributes, ..Log::default() };
    fields!(bytes, budget, {
        1: Fixed64(time) => log.time = time,
        11: Fixed64(time) => log.observed_time = time,
        2: Varint(number) => log.severity = budget.enumeration(number, LAST_SEVERITY),
        3: Bytes(text) => log.severity_text = budget.text(text),
        5: Bytes(inner) => log.body = value(inner, budget)?,
        6: Bytes(inner) => attribute(inner, &mut log.attributes, budget)?,
        7: Varint(count) => log.dropped_attributes = low_bits(count),
        8: Fixed32(flags) => log.flags = flags,
        9: Bytes(sent) => log.trace_id = id(sent),
        10: Bytes(sent) => log.span_id = id(sent),
        12: Bytes(name) => log.event_name = budget.text(name),
    })
}
