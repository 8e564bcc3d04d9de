//! The streams of NATS. Keys and values are state, not messages.

use std::time::Duration;

use async_nats::jetstream::context::traits::Publisher;
use async_nats::jetstream::kv::Store;
use async_nats::jetstream::message::PublishMessage;
use async_nats::jetstream::{self, Context, ContextBuilder};
use async_nats::{Client, HeaderMap};
use tracing::instrument;

use crate::headers::current;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[instrument(skip_all)]
pub async fn right(context: &Context) -> Result<(), Failure> {
    context.publish_with_headers("orders", current(), "7".into()).await?.await?; // OK(publish-without-context)
    let message = PublishMessage::build().payload("7".into()).headers(current());
    context.send_publish("orders", message).await?.await?; // OK(publish-without-context)
    let traceparent = proof_trace::traceparent().unwrap_or_default();
    let message = PublishMessage::build().payload("7".into()).header("traceparent", traceparent.as_str());
    context.send_publish("orders", message).await?.await?; // OK(publish-without-context)
    let message = PublishMessage::build().payload("7".into()).headers(current()).outbound_message("orders");
    context.publish_message(message).await?.await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn wrong(context: &Context) -> Result<(), Failure> {
    context.publish("orders", "7".into()).await?.await?; // BUG(publish-without-context) missed: its twin with headers stands beside it
    context.publish_with_headers("orders", HeaderMap::new(), "7".into()).await?.await?; // BUG(publish-without-context)
    context.send_publish("orders", PublishMessage::build().payload("7".into()).message_id("7")).await?.await?; // BUG(publish-without-context)
    let message = PublishMessage::build().payload("7".into()).outbound_message("orders");
    context.publish_message(message).await?.await?; // BUG(publish-without-context) missed: a trait's `publish_message` is not known
    Ok(())
}

/// From the client on: no type is written down.
#[instrument(skip_all)]
pub async fn wrong_from_the_client(client: Client) -> Result<(), Failure> {
    let context = jetstream::new(client.clone());
    context.publish("orders", "7".into()).await?; // BUG(publish-without-context)
    let other = jetstream::with_domain(client, "shop");
    other.publish("orders", "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn wrong_from_a_builder(client: Client) -> Result<(), Failure> {
    let context = ContextBuilder::new().ack_timeout(Duration::from_secs(5)).build(client);
    context.publish("orders", "7".into()).await?; // BUG(publish-without-context) missed: `ContextBuilder` is not known
    Ok(())
}

#[instrument(skip_all)]
pub async fn keeps(store: &Store) -> Result<(), Failure> {
    store.put("orders", "7".into()).await?; // OK(publish-without-context)
    Ok(())
}
