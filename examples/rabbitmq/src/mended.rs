//! The context travels in the headers of the message, and the warehouse goes on with the trace of the order.

use futures_util::StreamExt;
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicPublishOptions};
use lapin::types::FieldTable;
use lapin::{BasicProperties, Channel};
use tracing::{Instrument, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::broker::{ORDERS, QUEUE};
use crate::table;

#[instrument(
    name = "send orders",
    skip_all,
    fields(
        otel.kind = "producer",
        messaging.system = "rabbitmq",
        messaging.destination.name = QUEUE,
        messaging.operation.name = "send",
        messaging.operation.type = "send",
    ),
    err
)]
pub async fn publish(channel: &Channel, order: &str) -> lapin::Result<()> {
    let properties = BasicProperties::default().with_content_type("text/plain".into()).with_headers(table::current());
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), QUEUE.into(), options, order.as_bytes(), properties).await?.await?;
    Ok(())
}

pub async fn work(channel: &Channel) -> lapin::Result<()> {
    let options = BasicConsumeOptions::default();
    let mut deliveries = channel.basic_consume(QUEUE.into(), "warehouse".into(), options, FieldTable::default()).await?;
    for _ in 0..ORDERS {
        let Some(delivery) = deliveries.next().await.transpose()? else { break };
        let span = info_span!(
            "process orders",
            otel.kind = "consumer",
            messaging.system = "rabbitmq",
            messaging.destination.name = QUEUE,
            messaging.operation.name = "process",
            messaging.operation.type = "process",
        );
        // Before the span is entered, which starts it.
        let _ = span.set_parent(table::context(&delivery.properties));
        pack().instrument(span).await;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

#[instrument]
async fn pack() {
    info!("packed");
}
