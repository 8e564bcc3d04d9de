//! The outermost object: what wraps the resources, or one of them that stands there bare.

use serde::de::{Error, MapAccess};

use super::super::record::Deviation;
use super::Dialect;
use super::object::{Fields, Key, skip};
use super::reader::Reader;
use super::resource::{ResourceFields, ResourceKey};
use crate::knowledge::Signal;

#[derive(Default)]
pub(super) struct Document<'de> {
    /// Whether it is the one in `{"trace":{..}}`.
    is_wrapped: bool,
    bare: ResourceFields<'de>,
    has_known: bool,
    has_unknown: bool,
}

#[derive(Clone, Copy)]
pub(super) enum DocumentKey {
    Resources(Signal),
    Batches,
    Trace,
    Bare(ResourceKey),
}

impl Key for DocumentKey {
    fn of(name: &str) -> Option<Self> {
        Some(match name {
            "resourceSpans" => Self::Resources(Signal::Traces),
            "resourceMetrics" => Self::Resources(Signal::Metrics),
            "resourceLogs" => Self::Resources(Signal::Logs),
            "batches" => Self::Batches,
            "trace" => Self::Trace,
            _ => return ResourceKey::of(name).map(Self::Bare),
        })
    }

    fn bit(self) -> u32 {
        match self {
            Self::Resources(signal) => 1 << (31 - signal as u32),
            Self::Batches => 1 << 28,
            Self::Trace => 1 << 27,
            Self::Bare(key) => key.bit(),
        }
    }
}

impl<'de> Fields<'de> for Document<'de> {
    type Key = DocumentKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn read<A: MapAccess<'de>>(&mut self, key: DocumentKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        let dialect = reader.dialect;
        self.has_known = true;
        match key {
            DocumentKey::Resources(signal) => reader.list(map, &mut ResourceFields::of(signal))?,
            DocumentKey::Batches => {
                reader.dialect = Dialect::Tempo;
                reader.list(map, &mut ResourceFields::of(Signal::Traces))?;
            }
            DocumentKey::Trace if self.is_wrapped => skip(map)?,
            DocumentKey::Trace => {
                reader.dialect = Dialect::Tempo;
                reader.object(map, &mut Document { is_wrapped: true, ..Document::default() })?;
            }
            DocumentKey::Bare(key) => self.bare.read(key, reader, map)?,
        }
        reader.dialect = dialect;
        Ok(())
    }

    fn pass_unknown(&mut self) {
        self.has_unknown = true;
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        if self.has_unknown && !self.has_known {
            reader.deviation(Deviation::NoTelemetry);
        }
        self.bare.end(reader)
    }
}
