//! Log records. One is kept and filled anew for each.

use serde::de::{Error, MapAccess};

use super::super::record::{Deviation, Log};
use super::enumeration::SEVERITIES;
use super::object::{Fields, keys};
use super::reader::Reader;

#[derive(Default)]
pub(super) struct LogFields<'de>(Log<'de>);

keys! {
    LogKey {
        Time = "timeUnixNano",
        ObservedTime = "observedTimeUnixNano",
        Severity = "severityNumber",
        SeverityText = "severityText",
        EventName = "eventName",
        Body = "body",
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
        Flags = "flags",
        TraceId = "traceId",
        SpanId = "spanId",
    }
}

impl<'de> Fields<'de> for LogFields<'de> {
    type Key = LogKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        reader.begin_record();
        let mut attributes = std::mem::take(&mut self.0.attributes);
        attributes.clear();
        self.0 = Log { attributes, ..Log::default() };
    }

    fn read<A: MapAccess<'de>>(&mut self, key: LogKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            LogKey::Time => self.0.time = reader.integer(map)?,
            LogKey::ObservedTime => self.0.observed_time = reader.integer(map)?,
            LogKey::Severity => self.0.severity = reader.enumeration(SEVERITIES, map)?,
            LogKey::SeverityText => self.0.severity_text = reader.text(map)?,
            LogKey::EventName => self.0.event_name = reader.text(map)?,
            LogKey::Body => self.0.body = reader.value(map)?,
            LogKey::Attributes => reader.attributes(map, &mut self.0.attributes)?,
            LogKey::DroppedAttributes => self.0.dropped_attributes = reader.integer(map)?,
            LogKey::Flags => self.0.flags = reader.integer(map)?,
            LogKey::TraceId => self.0.trace_id = reader.id(map)?,
            LogKey::SpanId => self.0.span_id = reader.id(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        reader.sink.log(&self.0);
        Ok(())
    }
}
