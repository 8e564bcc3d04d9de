//! Messages to the warehouse and to the carrier.

use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use opentelemetry::{global, propagation::Injector};
use tracing::{info, Span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

pub struct Queue {
    channel: Channel,
}

impl Queue {
    pub async fn connect(url: &str) -> lapin::Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default()).await?;
        Ok(Self { channel: connection.create_channel().await? })
    }

    /// Hands a message to the broker, for the consumers of `queue`.
    pub async fn publish(&self, queue: &str, message: &[u8]) -> lapin::Result<()> {
        let properties = BasicProperties::default().with_content_type("text/plain".into()).with_headers(trace_headers());
        self.channel.basic_publish("".into(), queue.into(), BasicPublishOptions::default(), message, properties).await?.await?;
        info!(messaging.message.body.size = message.len(), "published");
        Ok(())
    }
}

/// The current trace context as headers of a message.
fn trace_headers() -> FieldTable {
    let mut headers = Headers(FieldTable::default());
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut headers));
    headers.0
}

struct Headers(FieldTable);

impl Injector for Headers {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.into(), AMQPValue::LongString(value.into()));
    }
}
