//! Messages, whose attributes may hold the context of who sent them: if they were asked for.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::Message;
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, global};
use tracing::{Instrument, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::attributes::Read;

fn context(message: &Message) -> Context {
    let attributes = message.message_attributes();
    attributes
        .map(|attributes| global::get_text_map_propagator(|propagator| propagator.extract(&Read(attributes))))
        .unwrap_or_default()
}

async fn ship(message: &Message) {
    info!(size = message.body().map(str::len), "ships");
}

pub async fn sets_the_parent(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let received = client.receive_message().queue_url(url).message_attribute_names("All").send().await?; // OK(consume-without-context)
    for message in received.messages() {
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(context(message));
        ship(message).instrument(span).await;
    }
    Ok(())
}

pub async fn links(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let received = client
        .receive_message()
        .queue_url(url)
        .message_attribute_names("traceparent")
        .message_attribute_names("tracestate")
        .max_number_of_messages(10)
        .send() // OK(consume-without-context)
        .await?;
    for message in received.messages.unwrap_or_default() {
        let span = info_span!("process orders", otel.kind = "consumer");
        span.add_link(context(&message).span().span_context().clone());
        ship(&message).instrument(span).await;
    }
    Ok(())
}

/// The attributes were not asked for, so there is nothing to extract.
pub async fn asks_for_none(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let received = client.receive_message().queue_url(url).max_number_of_messages(10).send().await?; // BUG(consume-without-context)
    for message in received.messages() {
        let span = info_span!("process orders", otel.kind = "consumer");
        let _ = span.set_parent(context(message));
        ship(message).instrument(span).await;
    }
    Ok(())
}

pub async fn starts_anew(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let received = client.receive_message().queue_url(url).message_attribute_names("All").send().await?; // BUG(consume-without-context)
    for message in received.messages() {
        process(message).await;
    }
    Ok(())
}

#[instrument(skip_all, fields(otel.kind = "consumer"))]
async fn process(message: &Message) {
    ship(message).await;
}
