//! Messages, whose headers may hold the context of who published them.

use std::time::Duration;

use futures::StreamExt;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, global};
use rdkafka::Message;
use rdkafka::consumer::{BaseConsumer, CommitMode, Consumer, StreamConsumer};
use rdkafka::error::KafkaResult;
use rdkafka::message::BorrowedMessage;
use tracing::{Instrument, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::headers::Read;

fn context(message: &BorrowedMessage<'_>) -> Context {
    message
        .headers()
        .map(|headers| global::get_text_map_propagator(|propagator| propagator.extract(&Read(headers))))
        .unwrap_or_default()
}

async fn ship(message: &BorrowedMessage<'_>) {
    info!(size = message.payload_len(), "ships");
}

pub async fn sets_the_parent(consumer: &StreamConsumer) -> KafkaResult<()> {
    loop {
        let message = consumer.recv().await?; // OK(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(context(&message));
        ship(&message).instrument(span).await;
        consumer.commit_message(&message, CommitMode::Async)?;
    }
}

pub async fn links(consumer: &StreamConsumer) -> KafkaResult<()> {
    let mut stream = consumer.stream();
    while let Some(message) = stream.next().await {
        // OK(consume-without-context)
        let message = message?;
        let span = info_span!("process orders", otel.kind = "consumer");
        span.add_link(context(&message).span().span_context().clone());
        ship(&message).instrument(span).await;
    }
    Ok(())
}

pub async fn starts_anew(consumer: &StreamConsumer) -> KafkaResult<()> {
    loop {
        let message = consumer.recv().await?; // BUG(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        ship(&message).instrument(span).await;
        consumer.commit_message(&message, CommitMode::Async)?;
    }
}

pub async fn starts_anew_on_a_stream(consumer: &StreamConsumer) -> KafkaResult<()> {
    let mut stream = consumer.stream();
    while let Some(message) = stream.next().await {
        // BUG(consume-without-context)
        process(&message?).await;
    }
    Ok(())
}

#[instrument(skip_all, fields(otel.kind = "consumer"))]
async fn process(message: &BorrowedMessage<'_>) {
    ship(message).await;
}

pub fn starts_anew_where_it_polls(consumer: &BaseConsumer) {
    while let Some(Ok(message)) = consumer.poll(Duration::from_secs(1)) {
        // BUG(consume-without-context)
        let _entered = info_span!("process orders", otel.kind = "consumer").entered();
        info!(size = message.payload_len(), "ships");
    }
}

/// Only counts: there is no work that a trace could show.
pub async fn counts(consumer: &StreamConsumer) -> KafkaResult<u64> {
    let mut count = 0;
    while consumer.recv().await?.payload_len() > 0 {
        // OK(consume-without-context)
        count += 1;
    }
    Ok(count)
}
