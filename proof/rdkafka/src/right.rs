//! Each publishes with the context of its trace.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use opentelemetry::global;
use rdkafka::error::KafkaError;
use rdkafka::message::{Header, OwnedHeaders};
use rdkafka::producer::{BaseProducer, BaseRecord, DefaultProducerContext, FutureProducer, FutureRecord, ThreadedProducer};
use serde::Serialize;
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::headers::{Filled, Owned, current, with_context};
use crate::wrong::Deliveries;

const WAIT: Duration = Duration::from_secs(5);

#[instrument(skip_all)]
pub async fn injects(producer: &FutureProducer, order: &str) -> Result<(), KafkaError> {
    let mut headers = Owned::default();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut headers));
    let record = FutureRecord::to("orders").key("shop").payload(order).headers(headers.0);
    producer.send(record, WAIT).await.map_err(|(error, _)| error)?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn injects_into_an_option(producer: &FutureProducer, order: &str) {
    let mut headers = Filled(None);
    proof_trace::inject(&mut headers);
    let record = FutureRecord::to("orders").key("shop").payload(order).headers(headers.0.unwrap_or_default());
    let _ = producer.send(record, WAIT).await; // OK(publish-without-context)
}

/// A plain map is a carrier too; it becomes headers afterwards.
#[instrument(skip_all)]
pub async fn injects_into_a_map(producer: &FutureProducer, order: &str) {
    let mut carrier = HashMap::new();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), &mut carrier));
    let mut headers = OwnedHeaders::new_with_capacity(carrier.len());
    for (key, value) in &carrier {
        headers = headers.insert(Header { key, value: Some(value) });
    }
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(order).headers(headers), WAIT).await; // OK(publish-without-context)
}

#[instrument(skip_all)]
pub fn asks_a_helper(producer: &FutureProducer, order: &str) -> Result<(), KafkaError> {
    let record = FutureRecord::to("orders").key("shop").payload(order).headers(current());
    let _sent = producer.send_result(record).map_err(|(error, _)| error)?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn adds_to_its_own(producer: &FutureProducer, order: &str) {
    let headers = OwnedHeaders::new().insert(Header { key: "x-shop", value: Some("berlin") });
    let record = FutureRecord::to("orders").key("shop").payload(order).headers(with_context(headers));
    let _ = producer.send(record, WAIT).await; // OK(publish-without-context)
}

/// In steps, and as the field that it is.
#[instrument(skip_all)]
pub async fn in_steps(producer: &FutureProducer, order: &str, key: Option<&str>) {
    let mut record = FutureRecord::to("orders").payload(order);
    if let Some(key) = key {
        record = record.key(key);
    }
    record.headers = Some(current());
    let _ = producer.send(record, WAIT).await; // OK(publish-without-context)
}

#[instrument(skip_all)]
pub fn on_the_base_producer(producer: &BaseProducer, order: &str) -> Result<(), KafkaError> {
    let record = BaseRecord::to("orders").key("shop").payload(order).headers(current());
    producer.send(record).map_err(|(error, _)| error) // OK(publish-without-context)
}

#[instrument(skip_all)]
pub fn on_the_threaded_producer(producer: &ThreadedProducer<DefaultProducerContext>, order: &str) {
    let _ = producer.send(BaseRecord::to("orders").key("shop").payload(order).headers(current())); // OK(publish-without-context)
}

/// With something for the callback that tells of the delivery.
#[instrument(skip_all)]
pub fn with_an_opaque(producer: &ThreadedProducer<Deliveries>, order: &str) {
    let record = BaseRecord::with_opaque_to("orders", Box::new(7)).key("shop").payload(order).headers(current());
    let _ = producer.send(record); // OK(publish-without-context)
}

/// The header is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(producer: &FutureProducer, order: &str) {
    let traceparent = proof_trace::traceparent().unwrap_or_default();
    let headers = OwnedHeaders::new().insert(Header { key: "traceparent", value: Some(&traceparent) });
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(order).headers(headers), WAIT).await; // OK(publish-without-context)
}

/// The payload has a place for the context.
#[derive(Serialize)]
struct Envelope<'order> {
    trace: HashMap<String, String>,
    order: &'order str,
}

#[instrument(skip_all)]
pub async fn in_the_payload(producer: &FutureProducer, order: &str) -> Result<(), serde_json::Error> {
    let payload = serde_json::to_vec(&Envelope { trace: proof_trace::headers(), order })?;
    let _ = producer.send(FutureRecord::to("orders").key("shop").payload(&payload), WAIT).await; // OK(publish-without-context)
    Ok(())
}

/// A wrapper that attaches them for all its callers.
#[derive(Clone)]
pub struct Events {
    producer: Arc<FutureProducer>,
}

impl Events {
    fn record<'order>(topic: &'order str, order: &'order str) -> FutureRecord<'order, str, str> {
        FutureRecord::to(topic).key("shop").payload(order).headers(current())
    }

    pub async fn publish(&self, topic: &str, order: &str) {
        let _ = self.producer.send(Self::record(topic, order), WAIT).await; // OK(publish-without-context)
    }
}

/// The caller decides.
pub async fn given(producer: &FutureProducer, record: FutureRecord<'_, str, str>) {
    let _ = producer.send(record, WAIT).await; // OK(publish-without-context)
}

pub async fn given_headers(producer: &FutureProducer, order: &str, headers: Option<OwnedHeaders>) {
    let mut record = FutureRecord::to("orders").key("shop").payload(order);
    if let Some(headers) = headers {
        record = record.headers(headers);
    }
    let _ = producer.send(record, WAIT).await; // OK(publish-without-context)
}
