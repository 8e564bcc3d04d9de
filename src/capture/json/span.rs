//! Spans, with their events and links. One span is kept and filled anew for each.

use serde::de::{Error, MapAccess};

use super::super::record::{Attribute, Deviation, Event, Link, Span};
use super::enumeration::{SPAN_KINDS, STATUS_CODES};
use super::object::{Fields, keys, skip};
use super::reader::Reader;

#[derive(Default)]
pub(super) struct SpanFields<'de> {
    span: Span<'de>,
    /// Emptied lists of attributes, for the events and links to come.
    spare: Vec<Vec<Attribute<'de>>>,
}

keys! {
    SpanKey {
        TraceId = "traceId",
        SpanId = "spanId",
        TraceState = "traceState",
        ParentId = "parentSpanId",
        Flags = "flags",
        Name = "name",
        Kind = "kind",
        Start = "startTimeUnixNano",
        End = "endTimeUnixNano",
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
        Events = "events",
        DroppedEvents = "droppedEventsCount",
        Links = "links",
        DroppedLinks = "droppedLinksCount",
        Status = "status",
    }
}

impl SpanFields<'_> {
    fn clear_events(&mut self) {
        self.spare.extend(self.span.events.drain(..).map(|event| emptied(event.attributes)));
    }

    fn clear_links(&mut self) {
        self.spare.extend(self.span.links.drain(..).map(|link| emptied(link.attributes)));
    }
}

fn emptied<T>(mut list: Vec<T>) -> Vec<T> {
    list.clear();
    list
}

/// As many lists are kept for later as most spans have events.
const MOST_SPARE: usize = 64;

impl<'de> Fields<'de> for SpanFields<'de> {
    type Key = SpanKey;
    const OTHERWISE: Deviation = Deviation::LostRecords;

    fn begin(&mut self, reader: &mut Reader<'_>) {
        reader.begin_record();
        self.clear_events();
        self.clear_links();
        self.spare.truncate(MOST_SPARE);
        let Span { attributes, events, links, .. } = std::mem::take(&mut self.span);
        self.span = Span { attributes: emptied(attributes), events, links, ..Span::default() };
    }

    fn read<A: MapAccess<'de>>(&mut self, key: SpanKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            SpanKey::TraceId => self.span.trace_id = reader.id(map)?,
            SpanKey::SpanId => self.span.span_id = reader.id(map)?,
            SpanKey::TraceState => skip(map)?,
            SpanKey::ParentId => self.span.parent_id = reader.id(map)?,
            SpanKey::Flags => self.span.flags = reader.integer(map)?,
            SpanKey::Name => self.span.name = reader.text(map)?,
            SpanKey::Kind => self.span.kind = reader.enumeration(SPAN_KINDS, map)?,
            SpanKey::Start => self.span.start = reader.integer(map)?,
            SpanKey::End => self.span.end = reader.integer(map)?,
            SpanKey::Attributes => reader.attributes(map, &mut self.span.attributes)?,
            SpanKey::DroppedAttributes => self.span.dropped_attributes = reader.integer(map)?,
            SpanKey::Events => {
                self.clear_events();
                let to = &mut self.span.events;
                reader.list(map, &mut EventFields { event: Event::default(), to, spare: &mut self.spare })?;
            }
            SpanKey::DroppedEvents => self.span.dropped_events = reader.integer(map)?,
            SpanKey::Links => {
                self.clear_links();
                let to = &mut self.span.links;
                reader.list(map, &mut LinkFields { link: Link::default(), to, spare: &mut self.spare })?;
            }
            SpanKey::DroppedLinks => self.span.dropped_links = reader.integer(map)?,
            SpanKey::Status => {
                reader.object(map, &mut StatusFields(&mut self.span))?;
            }
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, reader: &mut Reader<'_>) -> Result<(), E> {
        reader.sink.span(&self.span);
        Ok(())
    }
}

struct StatusFields<'a, 'de>(&'a mut Span<'de>);

keys! {
    StatusKey {
        Code = "code",
        Message = "message",
    }
}

impl<'de> Fields<'de> for StatusFields<'_, 'de> {
    type Key = StatusKey;

    fn begin(&mut self, _: &mut Reader<'_>) {
        (self.0.status, self.0.status_message) = Default::default();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: StatusKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            StatusKey::Code => self.0.status = reader.enumeration(STATUS_CODES, map)?,
            StatusKey::Message => self.0.status_message = reader.text(map)?,
        }
        Ok(())
    }
}

struct EventFields<'a, 'de> {
    event: Event<'de>,
    to: &'a mut Vec<Event<'de>>,
    spare: &'a mut Vec<Vec<Attribute<'de>>>,
}

keys! {
    EventKey {
        Time = "timeUnixNano",
        Name = "name",
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
    }
}

impl<'de> Fields<'de> for EventFields<'_, 'de> {
    type Key = EventKey;
    const IS_ELEMENT: bool = true;

    fn begin(&mut self, _: &mut Reader<'_>) {
        self.event.attributes = self.spare.pop().unwrap_or_default();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: EventKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            EventKey::Time => self.event.time = reader.integer(map)?,
            EventKey::Name => self.event.name = reader.text(map)?,
            EventKey::Attributes => reader.attributes(map, &mut self.event.attributes)?,
            EventKey::DroppedAttributes => self.event.dropped_attributes = reader.integer(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, _: &mut Reader<'_>) -> Result<(), E> {
        self.to.push(std::mem::take(&mut self.event));
        Ok(())
    }
}

struct LinkFields<'a, 'de> {
    link: Link<'de>,
    to: &'a mut Vec<Link<'de>>,
    spare: &'a mut Vec<Vec<Attribute<'de>>>,
}

keys! {
    LinkKey {
        TraceId = "traceId",
        SpanId = "spanId",
        TraceState = "traceState",
        Attributes = "attributes",
        DroppedAttributes = "droppedAttributesCount",
        Flags = "flags",
    }
}

impl<'de> Fields<'de> for LinkFields<'_, 'de> {
    type Key = LinkKey;
    const IS_ELEMENT: bool = true;

    fn begin(&mut self, _: &mut Reader<'_>) {
        self.link.attributes = self.spare.pop().unwrap_or_default();
    }

    fn read<A: MapAccess<'de>>(&mut self, key: LinkKey, reader: &mut Reader<'_>, map: &mut A) -> Result<(), A::Error> {
        match key {
            LinkKey::TraceId => self.link.trace_id = reader.id(map)?,
            LinkKey::SpanId => self.link.span_id = reader.id(map)?,
            LinkKey::Attributes => reader.attributes(map, &mut self.link.attributes)?,
            LinkKey::DroppedAttributes => self.link.dropped_attributes = reader.integer(map)?,
            LinkKey::TraceState | LinkKey::Flags => skip(map)?,
        }
        Ok(())
    }

    fn end<E: Error>(&mut self, _: &mut Reader<'_>) -> Result<(), E> {
        self.to.push(std::mem::take(&mut self.link));
        Ok(())
    }
}
