//! Messages that carry the context of their trace, and channels that need none.

use std::time::Duration;

use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable, LongString};
use lapin::{BasicProperties, Channel};
use opentelemetry::global;
use opentelemetry::propagation::Injector;
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{FutureProducer, FutureRecord};
use tokio::sync::{broadcast, oneshot};
use tracing::{Span, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

struct Table(FieldTable);

impl Injector for Table {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.into(), AMQPValue::LongString(LongString::from(value)));
    }
}

#[instrument(skip_all, fields(otel.kind = "producer", messaging.system = "rabbitmq", messaging.destination.name = queue), err)]
async fn publish(channel: &Channel, queue: &str, body: &[u8]) -> lapin::Result<()> {
    let mut table = Table(FieldTable::default());
    let cx = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&cx, &mut table));
    let properties = BasicProperties::default().with_content_type("application/json".into()).with_headers(table.0);
    channel.basic_publish("".into(), queue.into(), BasicPublishOptions::default(), body, properties).await?.await?;
    Ok(())
}

struct Events {
    producer: FutureProducer,
    topic: String,
}

impl Events {
    #[instrument(name = "publish event", skip_all, fields(messaging.destination.name = %self.topic), err(Debug))]
    async fn send(&self, key: &str, payload: &[u8], headers: OwnedHeaders) -> Result<(), rdkafka::error::KafkaError> {
        let headers = headers.insert(Header { key: "kind", value: Some("order") });
        let record = FutureRecord::to(&self.topic).key(key).payload(payload).headers(headers);
        self.producer.send(record, Duration::from_secs(5)).await.map_err(|(error, _message)| error)?;
        Ok(())
    }
}

async fn inside_the_process(events: broadcast::Sender<u64>, reply: oneshot::Sender<u64>) {
    let span = info_span!("fan out", receivers = events.receiver_count() as i64);
    let sent = span.in_scope(|| events.send(7)).unwrap_or_default();
    let _ = reply.send(sent as u64);
}

fn main() {}
