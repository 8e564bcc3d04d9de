//! Messages, whose headers may hold the context of who published them.

use async_nats::jetstream::consumer::PullConsumer;
use async_nats::service::ServiceExt;
use async_nats::{Client, Message};
use futures::{StreamExt, TryStreamExt};
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, global};
use tracing::{Instrument, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::headers::Read;

type Failure = Box<dyn std::error::Error + Send + Sync>;

fn context(message: &Message) -> Context {
    let headers = message.headers.as_ref();
    headers.map(|headers| global::get_text_map_propagator(|propagator| propagator.extract(&Read(headers)))).unwrap_or_default()
}

async fn ship(message: &Message) {
    info!(size = message.length, "ships");
}

pub async fn sets_the_parent(client: &Client) -> Result<(), Failure> {
    let mut messages = client.subscribe("orders").await?;
    while let Some(message) = messages.next().await {
        // OK(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(context(&message));
        ship(&message).instrument(span).await;
    }
    Ok(())
}

pub async fn links(consumer: &PullConsumer) -> Result<(), Failure> {
    let mut messages = consumer.messages().await?;
    while let Some(message) = messages.try_next().await? {
        // OK(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        span.add_link(context(&message).span().span_context().clone());
        ship(&message).instrument(span).await;
        message.ack().await?;
    }
    Ok(())
}

pub async fn starts_anew(client: &Client) -> Result<(), Failure> {
    let mut messages = client.queue_subscribe("orders", "workers".into()).await?;
    while let Some(message) = messages.next().await {
        // BUG(consume-without-context)
        let span = info_span!("process orders", otel.kind = "consumer");
        ship(&message).instrument(span).await;
    }
    Ok(())
}

pub async fn starts_anew_with_jetstream(consumer: &PullConsumer) -> Result<(), Failure> {
    let mut messages = consumer.messages().await?;
    while let Some(message) = messages.next().await {
        // BUG(consume-without-context)
        let message = message?;
        process(&message).await;
        message.ack().await?;
    }
    Ok(())
}

pub async fn starts_anew_in_batches(consumer: &PullConsumer) -> Result<(), Failure> {
    let mut messages = consumer.fetch().max_messages(10).messages().await?;
    while let Some(message) = messages.next().await {
        // BUG(consume-without-context)
        let message = message?;
        process(&message).await;
    }
    Ok(())
}

/// As a service that answers.
pub async fn answers(client: &Client) -> Result<(), Failure> {
    let service = client.service_builder().start("orders", "1.0.0").await?;
    let mut requests = service.endpoint("orders.price").await?;
    while let Some(request) = requests.next().await {
        // OK(consume-without-context)
        let span = info_span!("price", otel.kind = "server");
        let _ = span.set_parent(context(&request.message));
        request.respond(Ok("100".into())).instrument(span).await?;
    }
    Ok(())
}

#[instrument(skip_all, fields(otel.kind = "consumer"))]
async fn process(message: &Message) {
    ship(message).await;
}
