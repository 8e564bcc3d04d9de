//! A scope with its records, which is handed over before them: at once where all that belongs to it was seen, else from what was
//! put aside.

use std::borrow::Cow;

use serde::de::{Error, MapAccess};
use serde_json::value::RawValue;

use super::super::record::{Deviation, MOST_ELEMENTS, Scope};
use super::log::LogFields;
use super::metric::MetricFields;
use super::object::{Fields, keys, skip};
use super::reader::Reader;
use super::span::SpanFields;
use crate::knowledge::Signal;

/// A scope as texts of the document, so that it takes the same memory however much is in it.
pub(super) struct Held<'de> {
    pub(super) signal: Signal,
    scope: Option<&'de RawValue>,
    schema_url: Cow<'de, str>,
    records: Option<&'de RawValue>,
}

/// Reads the elements of `scopeSpans` and its like.
pub(super) struct ScopeFields<'a, 'de> {
    current: Held<'de>,
    is_handed_over: bool,
    aside: Option<&'a mut Vec<Held<'de>>>,
}

keys! {
    ScopeKey {
        Scope = "scope",
        Library = "instrumentationLibrary",
        SchemaUrl = "schemaUrl",
        Spans = "spans",
        Metrics = "metrics",
        Logs = "logRecords",
    }
}

impl Held<'_> {
    fn new(signal: Signal) -> Self {
        Self { signal, scope: None, schema_url: Cow::default(), records: None }
    }

    pub(super) fn hand_over<E: Error>(self, reader: &mut Reader<'_>) -> Result<(), E> {
        self.hand_over_scope(reader)?;
        match (self.records, self.signal) {
            (None, _) => Ok(()),
            (Some(records), Signal::Traces) => reader.held_list(records, &mut SpanFields::default()),
            (Some(records), Signal::Metrics) => reader.held_list(records, &mut MetricFields::default()),
            (Some(records), Signal::Logs) => reader.held_list(records, &mut LogFields::default()),
        }
    }

    fn hand_over_scope<E: Error>(&self, reader: &mut Reader<'_>) -> Result<(), E> {
        let mut described = Described(Scope { schema_url: self.schema_url.clone(), ..Scope::default() });
        reader.begin_record();
        if let Some(held) = self.scope {
            reader.held_object(held, &mut described)?;
        }
        reader.sink.scope(&described.0);
        Ok(())
    }
}

impl<'a, 'de> ScopeFields<'a, 'de> {
    /// Hands each to the sink.
    pub(super) fn handing_over(signal: Signal) -> Self {
        Self { current: Held::new(signal), is_handed_over: false, aside: None }
    }

    pub(super) fn putting_aside(signal: Signal, aside: &'a mut Vec<Held<'de>>) -> Self {
        Self { aside: Some(aside), ..Self::handing_over(signal) }
    }

    fn records<A: MapAccess<'de>>(&mut self, signal: Signal, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        if self.current.signal != signal {
            return skip(map);
        }
        if self.aside.is_some() || self.current.scope.is_none() {
            self.current.records = Some(map.next_value()?);
            return Ok(());
        }
        // Records under a key that stands there twice are all read: the first ones cannot be taken back.
        if !self.is_handed_over {
            self.is_handed_over = true;
            self.current.hand_over_scope(reader)?;
        }
        match signal {
            Signal::Traces => reader.list(map, &mut SpanFields::default()),
            Signal::Metrics => reader.list(map, &mut MetricFields::default()),
            Signal::Logs => reader.list(map, &mut LogFields::default()),
        }
    }
}

impl<'de> Fields<'de> for ScopeFields<'_, 'de> {
    type Key = ScopeKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, _: &mut Reader<'_>) {
        self.current = Held::new(self.current.signal);
        self.is_handed_over = false;
    }

    fn read<A: MapAccess<'de>>(&mut self, key: ScopeKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            ScopeKey::Scope => self.current.scope = Some(map.next_value()?),
            ScopeKey::Library => {
                reader.deviation(Deviation::InstrumentationLibrary);
                self.current.scope = Some(map.next_value()?);
            }
            ScopeKey::SchemaUrl => self.current.schema_url = reader.text(map)?,
            ScopeKey::Spans => self.records(Signal::Traces, reader, map)?,
            ScopeKey::Metrics => self.records(Signal::Metrics, reader, map)?,
            ScopeKey::Logs => self.records(Signal::Logs, reader, map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        let signal = self.current.signal;
        let current = std::mem::replace(&mut self.current, Held::new(signal));
        match &mut self.aside {
            None if self.is_handed_over => Ok(()),
            None => current.hand_over(reader),
            Some(aside) if aside.len() < MOST_ELEMENTS => {
                aside.push(current);
                Ok(())
            }
            Some(_) => {
                reader.tell_of_too_many();
                Ok(())
            }
        }
    }
}

/// What a scope says of itself.
struct Described<'de>(Scope<'de>);

keys! {
    DescribedKey {
        Name = "name",
        Version = "version",
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
    }
}

impl<'de> Fields<'de> for Described<'de> {
    type Key = DescribedKey;

    fn read<A: MapAccess<'de>>(&mut self, key: DescribedKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            DescribedKey::Name => self.0.name = reader.text(map)?,
            DescribedKey::Version => self.0.version = reader.text(map)?,
            DescribedKey::Attributes => reader.attributes(map, &mut self.0.attributes)?,
            DescribedKey::DroppedAttributes => skip(map)?,
        }
        Ok(())
    }
}
