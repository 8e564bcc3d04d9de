//! A resource with its scopes. It is handed over before them in whatever order its keys come: what comes too early is put aside.

use std::borrow::Cow;

use serde::de::{Error, MapAccess};
use serde_json::value::RawValue;

use super::super::record::{Deviation, Resource};
use super::object::{Fields, keys, skip};
use super::reader::Reader;
use super::scope::{Held, ScopeFields};
use crate::knowledge::Signal;

#[derive(Default)]
pub(super) struct ResourceFields<'de> {
    /// What its scopes must hold; none where the resource stands bare, and the key of its scopes tells.
    signal: Option<Signal>,
    resource: Option<&'de RawValue>,
    schema_url: Cow<'de, str>,
    /// For which signal it was handed over last.
    handed: Option<Signal>,
    scopes: Vec<Held<'de>>,
}

keys! {
    ResourceKey {
        Resource = "resource",
        SchemaUrl = "schemaUrl",
        Spans = "scopeSpans",
        Metrics = "scopeMetrics",
        Logs = "scopeLogs",
        LibrarySpans = "instrumentationLibrarySpans",
        LibraryMetrics = "instrumentationLibraryMetrics",
        LibraryLogs = "instrumentationLibraryLogs",
    }
}

impl<'de> ResourceFields<'de> {
    pub(super) fn of(signal: Signal) -> Self {
        Self { signal: Some(signal), ..Self::default() }
    }

    fn scopes<A: MapAccess<'de>>(&mut self, signal: Signal, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        if self.signal.is_some_and(|only| only != signal) {
            return skip(map);
        }
        // A schema URL is known to come last, and once something waits, the rest waits behind it.
        let is_complete = self.resource.is_some() && !reader.has_schema_urls && self.scopes.is_empty();
        if !is_complete {
            return reader.list(map, &mut ScopeFields::putting_aside(signal, &mut self.scopes));
        }
        self.hand_over(signal, reader)?;
        reader.list(map, &mut ScopeFields::handing_over(signal))
    }

    fn hand_over<E: Error>(&mut self, signal: Signal, reader: &mut Reader<'_>) -> Result<(), E> {
        if self.handed == Some(signal) {
            return Ok(());
        }
        self.handed = Some(signal);
        let mut described = Described(Resource { schema_url: self.schema_url.clone(), ..Resource::default() });
        reader.begin_record();
        if let Some(held) = self.resource {
            reader.held_object(held, &mut described)?;
        }
        reader.sink.resource(signal, &described.0);
        Ok(())
    }
}

impl<'de> Fields<'de> for ResourceFields<'de> {
    type Key = ResourceKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        // The scopes that are put aside are its elements.
        reader.begin_record();
        (self.resource, self.schema_url, self.handed) = (None, Cow::default(), None);
        self.scopes.clear();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: ResourceKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        if let ResourceKey::LibrarySpans | ResourceKey::LibraryMetrics | ResourceKey::LibraryLogs = key {
            reader.deviation(Deviation::InstrumentationLibrary);
        }
        match key {
            ResourceKey::Resource => self.resource = Some(map.next_value()?),
            ResourceKey::SchemaUrl => self.schema_url = reader.text(map)?,
            ResourceKey::Spans | ResourceKey::LibrarySpans => self.scopes(Signal::Traces, reader, map)?,
            ResourceKey::Metrics | ResourceKey::LibraryMetrics => self.scopes(Signal::Metrics, reader, map)?,
            ResourceKey::Logs | ResourceKey::LibraryLogs => self.scopes(Signal::Logs, reader, map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        for scope in std::mem::take(&mut self.scopes) {
            self.hand_over(scope.signal, reader)?;
            scope.hand_over(reader)?;
        }
        // One without scopes is handed over too.
        match self.signal {
            Some(signal) => self.hand_over(signal, reader),
            None => Ok(()),
        }
    }
}

/// What a resource says of itself.
struct Described<'de>(Resource<'de>);

keys! {
    DescribedKey {
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
        EntityRefs = "entityRefs",
    }
}

impl<'de> Fields<'de> for Described<'de> {
    type Key = DescribedKey;

    fn read<A: MapAccess<'de>>(&mut self, key: DescribedKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            DescribedKey::Attributes => reader.attributes(map, &mut self.0.attributes)?,
            DescribedKey::DroppedAttributes => self.0.dropped_attributes = reader.integer(map)?,
            DescribedKey::EntityRefs => skip(map)?,
        }
        Ok(())
    }
}
