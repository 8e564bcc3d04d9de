//! Each sends with the context of its trace.

use std::collections::HashMap;

use aws_sdk_sqs::Client;
use aws_sdk_sqs::types::{
    MessageAttributeValue, MessageSystemAttributeNameForSends, MessageSystemAttributeValue, SendMessageBatchRequestEntry,
};
use opentelemetry::global;
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::attributes::{Traced, Write, current, text};

#[instrument(skip_all)]
pub async fn injects(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let mut attributes = HashMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Write(&mut attributes)));
    client.send_message().queue_url(url).message_body("7").set_message_attributes(Some(attributes)).send().await?; // OK(publish-without-context)
    Ok(())
}

/// A plain map is a carrier too; what is in it becomes attributes one by one.
#[instrument(skip_all)]
pub async fn injects_into_a_map(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let mut carrier = HashMap::new();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), &mut carrier));
    let mut message = client.send_message().queue_url(url).message_body("7");
    for (key, value) in carrier.into_iter().filter(|(_, value)| !value.is_empty()) {
        message =
            message.message_attributes(key, MessageAttributeValue::builder().data_type("String").string_value(value).build()?);
    }
    message.send().await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn asks_a_helper(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let message = client.send_message().queue_url(url).message_body("7");
    message.set_message_attributes(Some(current())).send().await?; // OK(publish-without-context)
    Ok(())
}

/// By a method that our trait adds to the builder.
#[instrument(skip_all)]
pub async fn asks_a_trait(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message().queue_url(url).message_body("7").traced().send().await?; // OK(publish-without-context)
    Ok(())
}

/// The attribute is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let traceparent = proof_trace::traceparent().unwrap_or_default();
    client
        .send_message()
        .queue_url(url)
        .message_body("7")
        .message_attributes("traceparent", text(traceparent)?)
        .send() // OK(publish-without-context)
        .await?;
    Ok(())
}

/// The header of X-Ray has a place of its own.
#[instrument(skip_all)]
pub async fn writes_for_xray(client: &Client, url: &str, header: &str) -> Result<(), aws_sdk_sqs::Error> {
    let header = MessageSystemAttributeValue::builder().data_type("String").string_value(header).build()?;
    client
        .send_message()
        .queue_url(url)
        .message_body("7")
        .message_system_attributes(MessageSystemAttributeNameForSends::AwsTraceHeader, header)
        .send() // OK(publish-without-context)
        .await?;
    Ok(())
}

#[instrument(skip_all)]
pub async fn several(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let entry =
        SendMessageBatchRequestEntry::builder().id("1").message_body("7").set_message_attributes(Some(current())).build()?;
    client.send_message_batch().queue_url(url).entries(entry).send().await?; // OK(publish-without-context)
    Ok(())
}

/// The caller decides.
pub async fn given(
    client: &Client,
    url: &str,
    attributes: Option<HashMap<String, MessageAttributeValue>>,
) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message().queue_url(url).message_body("7").set_message_attributes(attributes).send().await?; // OK(publish-without-context)
    Ok(())
}

pub async fn given_entries(
    client: &Client,
    url: &str,
    entries: Vec<SendMessageBatchRequestEntry>,
) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message_batch().queue_url(url).set_entries(Some(entries)).send().await?; // OK(publish-without-context)
    Ok(())
}
