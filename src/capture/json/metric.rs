//! Metrics of every kind. What all points share may stand behind them, so that they are put aside until it was read.

use serde::de::{Error, MapAccess};
use serde_json::value::RawValue;

use super::super::record::{Deviation, Metric, MetricKind};
use super::enumeration::TEMPORALITIES;
use super::object::{Fields, keys, skip};
use super::point::PointFields;
use super::reader::Reader;

#[derive(Default)]
pub(super) struct MetricFields<'de> {
    metric: Metric<'de>,
    points: Option<&'de RawValue>,
    point: PointFields<'de>,
}

keys! {
    MetricKey {
        Name = "name",
        Description = "description",
        Unit = "unit",
        Gauge = "gauge",
        Sum = "sum",
        Histogram = "histogram",
        ExponentialHistogram = "exponentialHistogram",
        Summary = "summary",
        Metadata = "metadata",
    }
}

impl<'de> Fields<'de> for MetricFields<'de> {
    type Key = MetricKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, _: &mut Reader<'_>) {
        (self.metric, self.points) = Default::default();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: MetricKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        let kind = match key {
            MetricKey::Name => return reader.text(map).map(|name| self.metric.name = name),
            MetricKey::Description => return reader.text(map).map(|description| self.metric.description = description),
            MetricKey::Unit => return reader.text(map).map(|unit| self.metric.unit = unit),
            MetricKey::Metadata => return skip(map),
            MetricKey::Gauge => MetricKind::Gauge,
            MetricKey::Sum => MetricKind::Sum,
            MetricKey::Histogram => MetricKind::Histogram,
            MetricKey::ExponentialHistogram => MetricKind::ExponentialHistogram,
            MetricKey::Summary => MetricKind::Summary,
        };
        reader.object(map, &mut DataFields { kind, of: self })?;
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        reader.sink.metric(&self.metric);
        self.point.kind = self.metric.kind;
        match self.points {
            Some(points) => reader.held_list(points, &mut self.point),
            None => Ok(()),
        }
    }
}

/// The data of a metric; of several the last one counts.
struct DataFields<'a, 'de> {
    kind: MetricKind,
    of: &'a mut MetricFields<'de>,
}

keys! {
    DataKey {
        Points = "dataPoints",
        Temporality = "aggregationTemporality",
        Monotonic = "isMonotonic",
    }
}

impl<'de> Fields<'de> for DataFields<'_, 'de> {
    type Key = DataKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, _: &mut Reader<'_>) {
        self.of.metric.kind = Some(self.kind);
        (self.of.metric.temporality, self.of.metric.monotonic, self.of.points) = Default::default();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: DataKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            DataKey::Points => self.of.points = Some(map.next_value()?),
            DataKey::Temporality => self.of.metric.temporality = reader.enumeration(TEMPORALITIES, map)?,
            DataKey::Monotonic => self.of.metric.monotonic = reader.flag(map)?,
        }
        Ok(())
    }
}
