//! Each publishes without the context of its trace.

use std::sync::Arc;

use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, Result};
use opentelemetry::global;
use opentelemetry::trace::{Span as _, SpanKind, Tracer};
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::table::Writer;

#[instrument(skip_all)]
pub async fn nothing_attached(channel: &Channel, body: &[u8]) -> Result<()> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default()).await?; // BUG(publish-without-context)
    channel.basic_publish("".into(), "orders".into(), options, body, Default::default()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn other_properties(channel: &Channel, body: &[u8]) -> Result<()> {
    let properties = BasicProperties::default().with_content_type("application/json".into()).with_delivery_mode(2);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // BUG(publish-without-context)
    Ok(())
}

/// From the connection on: no type is written down.
#[instrument(skip_all)]
pub async fn from_the_connection(url: &str) -> Result<()> {
    let connection = Connection::connect(url, ConnectionProperties::default()).await?;
    let channel = connection.create_channel().await?;
    let options = BasicPublishOptions { mandatory: true, ..BasicPublishOptions::default() };
    channel.basic_publish("".into(), "orders".into(), options, b"7", BasicProperties::default()).await?.await?; // BUG(publish-without-context)
    Ok(())
}

/// There are headers, but none of a trace.
#[instrument(skip_all)]
pub async fn other_headers(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut headers = FieldTable::default();
    headers.insert("x-shop".into(), AMQPValue::LongString("berlin".into()));
    let properties = BasicProperties::default().with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // BUG(publish-without-context)
    Ok(())
}

/// The table stays empty.
#[instrument(skip_all)]
pub async fn empty_headers(channel: &Channel, body: &[u8]) -> Result<()> {
    let properties = BasicProperties::default().with_headers(FieldTable::default());
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // BUG(publish-without-context)
    Ok(())
}

/// What was injected is not attached.
#[instrument(skip_all)]
pub async fn injects_for_nobody(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut headers = FieldTable::default();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Writer(&mut headers)));
    let properties = BasicProperties::default().with_delivery_mode(2);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // BUG(publish-without-context)
    Ok(())
}

/// Headers are attached, with the context of the caller: the span that was made for this is not active.
pub async fn injects_another_span(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut span =
        global::tracer("shop").span_builder("send orders").with_kind(SpanKind::Producer).start(&global::tracer("shop"));
    let mut headers = FieldTable::default();
    global::get_text_map_propagator(|propagator| propagator.inject(&mut Writer(&mut headers))); // BUG(inject-without-span)
    let properties = BasicProperties::default().with_headers(headers);
    let sent = channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await; // OK(publish-without-context)
    span.end();
    sent.map(drop)
}

/// The wrapper is at fault, not who calls it.
#[derive(Clone)]
pub struct Publisher {
    channel: Arc<Channel>,
}

impl Publisher {
    pub async fn publish(&self, queue: &str, body: &[u8]) -> Result<()> {
        let properties = Self::properties();
        self.channel.basic_publish("".into(), queue.into(), BasicPublishOptions::default(), body, properties).await?.await?; // BUG(publish-without-context) missed: another package has an envelope
        Ok(())
    }

    /// Named like the one that carries the context.
    fn properties() -> BasicProperties {
        BasicProperties::default().with_content_type("application/json".into())
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(publisher: &Publisher) -> Result<()> {
    publisher.publish("orders", b"7").await // OK(publish-without-context)
}

/// In a task of its own.
#[instrument(skip_all)]
pub fn from_a_task(channel: Channel) {
    tokio::spawn(async move {
        let options = BasicPublishOptions::default();
        let _ = channel.basic_publish("".into(), "orders".into(), options, b"7", BasicProperties::default()).await; // BUG(publish-without-context)
    });
}

/// What publishes for us is behind a trait: the finding is where it is done.
pub trait Bus {
    fn publish(&self, body: &[u8]) -> impl Future<Output = Result<()>> + Send;
}

impl Bus for Channel {
    async fn publish(&self, body: &[u8]) -> Result<()> {
        let options = BasicPublishOptions::default();
        self.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default()).await?; // BUG(publish-without-context) missed: another package has an envelope
        Ok(())
    }
}

#[instrument(skip_all)]
pub async fn over_the_bus(bus: &impl Bus) -> Result<()> {
    bus.publish(b"7").await // OK(publish-without-context)
}

/// Not a broker's: a channel of this process.
#[instrument(skip_all)]
pub async fn inside(sender: tokio::sync::mpsc::Sender<Vec<u8>>) {
    let _ = sender.send(b"7".to_vec()).await; // OK(publish-without-context)
}
