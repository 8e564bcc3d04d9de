//! Each publishes without the context of its trace.

use std::time::Duration;

use rdkafka::ClientContext;
use rdkafka::config::{ClientConfig, FromClientConfig};
use rdkafka::error::{KafkaError, KafkaResult};
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{
    BaseProducer, BaseRecord, DefaultProducerContext, DeliveryResult, FutureProducer, FutureRecord, Producer, ProducerContext,
    ThreadedProducer,
};
use serde::Serialize;
use tracing::{info, instrument};

const WAIT: Duration = Duration::from_secs(5);

#[instrument(skip_all)]
pub async fn no_headers(producer: &FutureProducer, order: &str) -> Result<(), KafkaError> {
    producer.send(FutureRecord::to("orders").key("shop").payload(order), WAIT).await.map_err(|(error, _)| error)?; // BUG(publish-without-context)
    let record = FutureRecord::to("orders").key("shop").payload(order).partition(1).timestamp(0);
    producer.send_result(record).map_err(|(error, _)| error)?; // BUG(publish-without-context)
    Ok(())
}

/// From the settings on: the only type is behind `create`.
#[instrument(skip_all)]
pub async fn from_the_settings(order: &str) -> KafkaResult<()> {
    let producer: FutureProducer = ClientConfig::new().set("bootstrap.servers", "localhost").create()?;
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(order), WAIT).await; // BUG(publish-without-context)
    let other: FutureProducer = FutureProducer::from_config(&ClientConfig::new())?;
    let _ = other.send(FutureRecord::to("orders").key("shop").payload(order), Duration::ZERO).await; // BUG(publish-without-context)
    let third = ClientConfig::new().create::<FutureProducer>()?;
    let _ = third.send(FutureRecord::to("orders").key("shop").payload(order), Duration::ZERO).await; // BUG(publish-without-context)
    Ok(())
}

/// In steps, on every way without.
#[instrument(skip_all)]
pub async fn in_steps(producer: &FutureProducer, order: &str, key: Option<&str>) {
    let mut record = FutureRecord::to("orders").payload(order);
    if let Some(key) = key {
        record = record.key(key);
    }
    let _ = producer.send(record, WAIT).await; // BUG(publish-without-context)
}

/// As a struct, with all fields.
#[instrument(skip_all)]
pub async fn as_a_struct(producer: &FutureProducer, order: &str) {
    let record = FutureRecord {
        topic: "orders",
        partition: None,
        payload: Some(order),
        key: Some("shop"),
        timestamp: None,
        headers: None,
    };
    let _ = producer.send(record, WAIT).await; // BUG(publish-without-context) missed: fields of a struct are not looked into
}

/// There are headers, but none of a trace.
#[instrument(skip_all)]
pub async fn other_headers(producer: &FutureProducer, order: &str) {
    let headers = OwnedHeaders::new().insert(Header { key: "x-shop", value: Some("berlin") });
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(order).headers(headers), WAIT).await; // BUG(publish-without-context)
    let record = FutureRecord::to("orders").key("shop").payload(order).headers(OwnedHeaders::new());
    let _ = producer.send(record, WAIT).await; // BUG(publish-without-context)
}

#[instrument(skip_all)]
pub fn on_the_base_producer(producer: &BaseProducer, order: &str) {
    let _ = producer.send(BaseRecord::to("orders").key("shop").payload(order)); // BUG(publish-without-context)
    let _ = producer.flush(WAIT);
}

#[instrument(skip_all)]
pub fn on_the_threaded_producer(producer: &ThreadedProducer<DefaultProducerContext>, order: &str) -> Result<(), KafkaError> {
    producer.send(BaseRecord::to("orders").key("shop").payload(order)).map_err(|(error, _)| error) // BUG(publish-without-context)
}

/// With something for the callback that tells of the delivery.
#[instrument(skip_all)]
pub fn with_an_opaque(producer: &ThreadedProducer<Deliveries>, order: &str) {
    let _ = producer.send(BaseRecord::with_opaque_to("orders", Box::new(7)).key("shop").payload(order)); // BUG(publish-without-context)
}

pub struct Deliveries;

impl ClientContext for Deliveries {}

impl ProducerContext for Deliveries {
    type DeliveryOpaque = Box<usize>;

    fn delivery(&self, _result: &DeliveryResult<'_>, number: Self::DeliveryOpaque) {
        info!(number = *number as i64, "delivered");
    }
}

/// The payload has no place for the context.
#[derive(Serialize)]
struct Order {
    number: u32,
    item: &'static str,
}

#[instrument(skip_all)]
pub async fn as_json(producer: &FutureProducer) -> Result<(), serde_json::Error> {
    let payload = serde_json::to_vec(&Order { number: 7, item: "pen" })?;
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(&payload), WAIT).await; // BUG(publish-without-context)
    Ok(())
}

/// The wrapper is at fault, not who calls it.
pub struct Events {
    producer: FutureProducer,
}

impl Events {
    fn record<'order>(topic: &'order str, order: &'order str) -> FutureRecord<'order, str, str> {
        FutureRecord::to(topic).key("shop").payload(order)
    }

    pub async fn publish(&self, topic: &str, order: &str) {
        match self.producer.send(Self::record(topic, order), WAIT).await {
            // BUG(publish-without-context) missed: another package has an envelope
            Ok(_) => info!("published"),
            Err((error, _)) => info!(%error, "not published"),
        }
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(events: &Events) {
    events.publish("orders", "7").await; // OK(publish-without-context)
}

/// What publishes for us is behind a trait: the finding is where it is done.
pub trait Queue {
    fn put(&self, order: &str) -> impl Future<Output = ()> + Send;
}

impl Queue for Events {
    async fn put(&self, order: &str) {
        let record: FutureRecord<'_, str, str> = FutureRecord::to("orders").payload(order);
        let _ = self.producer.send(record, WAIT).await; // BUG(publish-without-context)
    }
}

/// Not a broker's: a channel of this process, and what only looks like a record.
#[instrument(skip_all)]
pub async fn inside(sender: std::sync::mpsc::Sender<Draft>) {
    let _ = sender.send(Draft::to("orders")); // OK(publish-without-context)
}

pub struct Draft(&'static str);

impl Draft {
    fn to(topic: &'static str) -> Self {
        info!(topic, "an order");
        Self(topic)
    }

    pub fn topic(&self) -> &str {
        self.0
    }
}
