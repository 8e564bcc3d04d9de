//! Data points of metrics of every kind, with their exemplars. One point is kept and filled anew for each.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::record::{Deviation, Exemplar, MetricKind, Number, Point};
use super::object::{Fields, keys, others, skip};
use super::reader::Reader;
use super::scalar::Scalar;

#[derive(Default)]
pub(super) struct PointFields<'de> {
    pub(super) kind: Option<MetricKind>,
    point: Point<'de>,
}

keys! {
    PointKey {
        Attributes = "attributes",
        Start = "startTimeUnixNano",
        Time = "timeUnixNano",
        Flags = "flags",
        Int = "asInt",
        Double = "asDouble",
        Sum = "sum",
        Count = "count",
        Bounds = "explicitBounds",
        Exemplars = "exemplars",
        BucketCounts = "bucketCounts",
        ZeroCount = "zeroCount",
        ZeroThreshold = "zeroThreshold",
        QuantileValues = "quantileValues",
    }
}

impl PointFields<'_> {
    /// Gauges and sums have numbers, all others count and add up.
    fn is_number(&self) -> bool {
        matches!(self.kind, Some(MetricKind::Gauge | MetricKind::Sum))
    }
}

impl<'de> Fields<'de> for PointFields<'de> {
    type Key = PointKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        reader.begin_record();
        let Point { mut attributes, mut bounds, mut exemplars, .. } = std::mem::take(&mut self.point);
        attributes.clear();
        bounds.clear();
        exemplars.clear();
        self.point = Point { attributes, bounds, exemplars, ..Point::default() };
    }

    fn read<A: MapAccess<'de>>(&mut self, key: PointKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        let is_number = self.is_number();
        let point = &mut self.point;
        match key {
            PointKey::Attributes => reader.attributes(map, &mut point.attributes)?,
            PointKey::Start => point.start = reader.integer(map)?,
            PointKey::Time => point.time = reader.integer(map)?,
            PointKey::Flags => point.flags = reader.integer(map)?,
            PointKey::Int if is_number => point.value = reader.number(map, Scalar::integer)?.map(Number::Int),
            PointKey::Double if is_number => point.value = reader.number(map, Scalar::double)?.map(Number::Double),
            PointKey::Sum if !is_number => point.value = reader.double(map)?.map(Number::Double),
            PointKey::Count if !is_number => point.count = reader.integer(map)?,
            PointKey::Bounds if !is_number => {
                point.bounds.clear();
                map.next_value_seed(Bounds { reader, to: &mut point.bounds })?;
            }
            PointKey::Exemplars => {
                point.exemplars.clear();
                reader.list(map, &mut ExemplarFields { exemplar: Exemplar::default(), to: &mut point.exemplars })?;
            }
            _ => skip(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        reader.sink.point(&self.point);
        Ok(())
    }
}

struct ExemplarFields<'a, 'de> {
    exemplar: Exemplar<'de>,
    to: &'a mut Vec<Exemplar<'de>>,
}

keys! {
    ExemplarKey {
        Attributes = "filteredAttributes",
        TraceId = "traceId",
        SpanId = "spanId",
        Time = "timeUnixNano",
        Int = "asInt",
        Double = "asDouble",
    }
}

impl<'de> Fields<'de> for ExemplarFields<'_, 'de> {
    type Key = ExemplarKey;
    const IS_ELEMENT: bool = true;

    fn read<A: MapAccess<'de>>(&mut self, key: ExemplarKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            ExemplarKey::Attributes => reader.attributes(map, &mut self.exemplar.attributes)?,
            ExemplarKey::TraceId => self.exemplar.trace_id = reader.id(map)?,
            ExemplarKey::SpanId => self.exemplar.span_id = reader.id(map)?,
            ExemplarKey::Time | ExemplarKey::Int | ExemplarKey::Double => skip(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, _: &mut Reader<'_>) -> Result<(), E> {
        self.to.push(std::mem::take(&mut self.exemplar));
        Ok(())
    }
}

/// Reads an array of numbers.
struct Bounds<'r, 's> {
    reader: &'r mut Reader<'s>,
    to: &'r mut Vec<f64>,
}

impl<'de> DeserializeSeed<'de> for Bounds<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounds<'_, '_> {
    type Value = ();

    others!((), Deviation::WrongJsonType);

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        while self.reader.has_room() {
            let Some(scalar) = array.next_element::<Scalar<'de>>()? else { return Ok(()) };
            self.to.extend(scalar.double().or_else(|| self.reader.unset(&scalar)));
            self.reader.count_element();
        }
        while array.next_element::<IgnoredAny>()?.is_some() {
            self.reader.tell_of_too_many();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        self.reader.deviation(Deviation::WrongJsonType);
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }
}
