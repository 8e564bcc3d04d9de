//! Entries of streams, and what was published.

use std::collections::HashMap;

use futures::StreamExt;
use opentelemetry::global;
use redis::aio::{MultiplexedConnection, PubSub};
use redis::streams::{StreamId, StreamReadOptions, StreamReadReply};
use redis::{AsyncCommands, RedisResult};
use tracing::{Instrument, info, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

async fn ship(entry: &StreamId) {
    info!(id = entry.id, "ships");
}

pub async fn sets_the_parent(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let options = StreamReadOptions::default().group("workers", "1").block(1000);
    let reply: StreamReadReply = connection.xread_options(&["orders"], &[">"], &options).await?; // OK(consume-without-context)
    for entry in reply.keys.into_iter().flat_map(|key| key.ids) {
        let carrier: HashMap<String, String> =
            ["traceparent", "tracestate"].into_iter().filter_map(|key| Some((key.to_owned(), entry.get(key)?))).collect();
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(global::get_text_map_propagator(|propagator| propagator.extract(&carrier)));
        ship(&entry).instrument(span).await;
    }
    Ok(())
}

pub async fn starts_anew(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let reply: Option<StreamReadReply> = connection.xread(&["orders"], &["0"]).await?; // BUG(consume-without-context) missed: what reads streams is not known
    for entry in reply.into_iter().flat_map(|reply| reply.keys).flat_map(|key| key.ids) {
        let span = info_span!("process orders", otel.kind = "consumer");
        ship(&entry).instrument(span).await;
    }
    Ok(())
}

/// There is nothing but the payload, and whether that has a context cannot be told.
pub async fn payload_only(subscription: &mut PubSub) -> RedisResult<()> {
    subscription.subscribe("orders").await?;
    let mut messages = subscription.on_message();
    while let Some(message) = messages.next().await {
        // OK(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        span.in_scope(|| info!(size = message.get_payload_bytes().len(), "ships"));
    }
    Ok(())
}
