//! Deliveries, whose headers may hold the context of who published them.

use futures::StreamExt;
use lapin::message::{Delivery, DeliveryResult};
use lapin::options::{BasicAckOptions, BasicConsumeOptions, BasicGetOptions};
use lapin::types::FieldTable;
use lapin::{Channel, Consumer, Result};
use opentelemetry::trace::{Span as _, SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use tracing::{Instrument, Span, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::table::Reader;

async fn deliveries(channel: &Channel) -> Result<Consumer> {
    channel.basic_consume("orders".into(), "worker".into(), BasicConsumeOptions::default(), FieldTable::default()).await
}

fn context(delivery: &Delivery) -> Context {
    match delivery.properties.headers() {
        Some(headers) => global::get_text_map_propagator(|propagator| propagator.extract(&Reader(headers))),
        None => Context::new(),
    }
}

async fn ship(delivery: &Delivery) {
    info!(size = delivery.data.len(), "ships");
}

pub async fn sets_the_parent(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        // OK(consume-without-context)
        let delivery = delivery?;
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(context(&delivery));
        ship(&delivery).instrument(span).await;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

pub async fn links(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        // OK(consume-without-context)
        let delivery = delivery?;
        let span = info_span!("process orders", otel.kind = "consumer");
        span.add_link(context(&delivery).span().span_context().clone());
        ship(&delivery).instrument(span).await;
    }
    Ok(())
}

pub async fn attaches(channel: &Channel) -> Result<()> {
    if let Some(message) = channel.basic_get("orders".into(), BasicGetOptions::default()).await? {
        let delivery = &message.delivery; // OK(consume-without-context)
        let _attached = context(delivery).attach();
        let mut span =
            global::tracer("worker").span_builder("process").with_kind(SpanKind::Consumer).start(&global::tracer("worker"));
        span.end();
    }
    Ok(())
}

/// A function of another crate reads the headers.
pub async fn asks_another_crate(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        // OK(consume-without-context)
        let delivery = delivery?;
        let span = info_span!("process orders", otel.kind = "consumer");
        if let Some(headers) = delivery.properties.headers() {
            proof_trace::continue_from(&span, &Reader(headers));
        }
        ship(&delivery).instrument(span).await;
    }
    Ok(())
}

/// Only acknowledges: there is no work that a trace could show.
pub async fn drains(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        // OK(consume-without-context)
        delivery?.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

pub async fn starts_anew(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        // BUG(consume-without-context)
        let delivery = delivery?;
        let span = info_span!("process orders", otel.kind = "consumer");
        ship(&delivery).instrument(span).await;
        delivery.ack(BasicAckOptions::default()).await?;
    }
    Ok(())
}

/// By a function that has a span of its own.
pub fn starts_anew_in_a_delegate(consumer: &Consumer) {
    consumer.set_delegate(|delivery: DeliveryResult| async move {
        if let Ok(Some(delivery)) = delivery {
            process(delivery).await; // BUG(consume-without-context) missed: delegates are not known
        }
    });
}

#[instrument(skip_all, fields(otel.kind = "consumer"))]
async fn process(delivery: Delivery) {
    ship(&delivery).await;
}

/// The context is read and then forgotten.
pub async fn forgets(channel: &Channel) -> Result<()> {
    let mut consumer = deliveries(channel).await?;
    while let Some(delivery) = consumer.next().await {
        let delivery = delivery?;
        let _parent = context(&delivery); // BUG(extract-unused) missed: a helper that extracts is not seen through
        let span = info_span!("process orders", otel.kind = "consumer");
        ship(&delivery).instrument(span).await;
    }
    Ok(())
}

/// `#[instrument]` has started the span before its parent is known.
#[instrument(skip_all)]
pub async fn too_late(delivery: Delivery) {
    let _ = Span::current().set_parent(context(&delivery)); // BUG(set-parent-after-start)
    ship(&delivery).await;
}
