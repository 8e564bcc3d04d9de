//! Metrics and their points. Source: `opentelemetry/proto/metrics/v1/metrics.proto`.

use super::parts::{Budget, attribute, doubles, fields, id, low_bits};
use super::wire::{Fault, Fields, Wire};
use crate::capture::record::{Deviation, Exemplar, LAST_TEMPORALITY, Metric, MetricKind, Number, Point};

/// Reads what all points share, and finds the data that holds the points. Of several the last one counts.
pub(super) fn metric<'a>(bytes: &'a [u8], budget: &mut Budget<'_>) -> Result<(Metric<'a>, &'a [u8]), Fault> {
    let mut metric = Metric::default();
    let mut data: &[u8] = &[];
    let mut found = |kind, bytes| {
        data = bytes;
        Some(kind)
    };
    fields!(bytes, budget, {
        1: Bytes(name) => metric.name = budget.text(name),
        2: Bytes(text) => metric.description = budget.text(text),
        3: Bytes(unit) => metric.unit = budget.text(unit),
        5: Bytes(inner) => metric.kind = found(MetricKind::Gauge, inner),
        7: Bytes(inner) => metric.kind = found(MetricKind::Sum, inner),
        9: Bytes(inner) => metric.kind = found(MetricKind::Histogram, inner),
        10: Bytes(inner) => metric.kind = found(MetricKind::ExponentialHistogram, inner),
        11: Bytes(inner) => metric.kind = found(MetricKind::Summary, inner),
    })?;
    fields!(data, budget, {
        2: Varint(number) => metric.temporality = budget.enumeration(number, LAST_TEMPORALITY),
        3: Varint(flag) => metric.monotonic = flag != 0,
    })?;
    Ok((metric, data))
}

/// The points in a metric's data.
pub(super) fn points(data: &[u8]) -> impl Iterator<Item = &[u8]> {
    Fields::new(data).filter_map(|field| match field {
        (1, Wire::Bytes(point)) => Some(point),
        _ => None,
    })
}

/// Reads a point into `point`, whose vectors are used again.
pub(super) fn point<'a>(kind: MetricKind, bytes: &'a [u8], point: &mut Point<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    let (mut attributes, mut bounds, mut exemplars) =
        (std::mem::take(&mut point.attributes), std::mem::take(&mut point.bounds), std::mem::take(&mut point.exemplars));
    attributes.clear();
    bounds.clear();
    exemplars.clear();
    *point = Point { attributes, bounds, exemplars, ..Point::default() };
    match kind {
        MetricKind::Gauge | MetricKind::Sum => number(bytes, point, budget),
        MetricKind::Histogram => histogram(bytes, point, budget),
        MetricKind::ExponentialHistogram => exponential(bytes, point, budget),
        MetricKind::Summary => summary(bytes, point, budget),
    }
}

fn number<'a>(bytes: &'a [u8], point: &mut Point<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    fields!(bytes, budget, {
        2: Fixed64(time) => point.start = time,
        3: Fixed64(time) => point.time = time,
        4: Fixed64(bits) => point.value = Some(Number::Double(f64::from_bits(bits))),
        5: Bytes(inner) => if budget.take() { point.exemplars.push(exemplar(inner, budget)?); },
        6: Fixed64(bits) => point.value = Some(Number::Int(bits.cast_signed())),
        7: Bytes(inner) => attribute(inner, &mut point.attributes, budget)?,
        8: Varint(flags) => point.flags = low_bits(flags),
    })
}

fn histogram<'a>(bytes: &'a [u8], point: &mut Point<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    let mut fields = Fields::new(bytes);
    for (field, wire) in fields.by_ref() {
        match (field, wire) {
            (2, Wire::Fixed64(time)) => point.start = time,
            (3, Wire::Fixed64(time)) => point.time = time,
            (4, Wire::Fixed64(count)) => point.count = count,
            (5, Wire::Fixed64(bits)) => point.value = Some(Number::Double(f64::from_bits(bits))),
            (7, wire) => doubles(wire, &mut point.bounds, budget),
            (8, Wire::Bytes(inner)) if budget.take() => point.exemplars.push(exemplar(inner, budget)?),
            (9, Wire::Bytes(inner)) => attribute(inner, &mut point.attributes, budget)?,
            (10, Wire::Varint(flags)) => point.flags = low_bits(flags),
            // One for which there is no room has been told of.
            (8, Wire::Bytes(_)) => {}
            (2..=5 | 8..=10, _) => budget.note(Deviation::WrongWireType),
            _ => {}
        }
    }
    fields.fault().map_or(Ok(()), Err)
}

fn exponential<'a>(bytes: &'a [u8], point: &mut Point<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    fields!(bytes, budget, {
        1: Bytes(inner) => attribute(inner, &mut point.attributes, budget)?,
        2: Fixed64(time) => point.start = time,
        3: Fixed64(time) => point.time = time,
        4: Fixed64(count) => point.count = count,
        5: Fixed64(bits) => point.value = Some(Number::Double(f64::from_bits(bits))),
        10: Varint(flags) => point.flags = low_bits(flags),
        11: Bytes(inner) => if budget.take() { point.exemplars.push(exemplar(inner, budget)?); },
    })
}

fn summary<'a>(bytes: &'a [u8], point: &mut Point<'a>, budget: &mut Budget<'_>) -> Result<(), Fault> {
    fields!(bytes, budget, {
        2: Fixed64(time) => point.start = time,
        3: Fixed64(time) => point.time = time,
        4: Fixed64(count) => point.count = count,
        5: Fixed64(bits) => point.value = Some(Number::Double(f64::from_bits(bits))),
        7: Bytes(inner) => attribute(inner, &mut point.attributes, budget)?,
        8: Varint(flags) => point.flags = low_bits(flags),
    })
}

fn exemplar<'a>(bytes: &'a [u8], budget: &mut Budget<'_>) -> Result<Exemplar<'a>, Fault> {
    let mut exemplar = Exemplar::default();
    fields!(bytes, budget, {
        4: Bytes(sent) => exemplar.span_id = id(sent),
        5: Bytes(sent) => exemplar.trace_id = id(sent),
        7: Bytes(inner) => attribute(inner, &mut exemplar.attributes, budget)?,
    })?;
    Ok(exemplar)
}
