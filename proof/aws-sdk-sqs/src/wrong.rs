//! Each sends without the context of its trace.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::{BehaviorVersion, Config, Region};
use aws_sdk_sqs::types::SendMessageBatchRequestEntry;
use tracing::instrument;

use crate::attributes::text;

#[instrument(skip_all)]
pub async fn no_attributes(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message().queue_url(url).message_body("7").send().await?; // BUG(publish-without-context)
    client
        .send_message()
        .queue_url(url)
        .message_body("7")
        .message_group_id("shop")
        .delay_seconds(5)
        .send() // BUG(publish-without-context)
        .await?;
    Ok(())
}

/// From the settings on: no type is written down.
#[instrument(skip_all)]
pub async fn from_the_settings(url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-central-1")).build();
    let client = Client::from_conf(config);
    client.send_message().queue_url(url).message_body("7").send().await?; // BUG(publish-without-context)
    Ok(())
}

/// In steps, on every way without.
#[instrument(skip_all)]
pub async fn in_steps(client: &Client, url: &str, is_late: bool) -> Result<(), aws_sdk_sqs::Error> {
    let mut message = client.send_message().queue_url(url).message_body("7");
    if is_late {
        message = message.delay_seconds(60);
    }
    message.send().await?; // BUG(publish-without-context)
    Ok(())
}

/// There are attributes, but none of a trace.
#[instrument(skip_all)]
pub async fn other_attributes(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message().queue_url(url).message_body("7").message_attributes("shop", text("berlin")?).send().await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn several(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    let entry = SendMessageBatchRequestEntry::builder().id("1").message_body("7").build()?;
    client.send_message_batch().queue_url(url).entries(entry).send().await?; // BUG(publish-without-context)
    Ok(())
}

/// The wrapper is at fault, not who calls it.
pub struct Queue {
    client: Client,
    url: String,
}

impl Queue {
    pub async fn send(&self, body: impl Into<String>) -> Result<(), aws_sdk_sqs::Error> {
        self.client.send_message().queue_url(&self.url).message_body(body).send().await?; // BUG(publish-without-context) missed: another package has an interceptor
        Ok(())
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(queue: &Queue) -> Result<(), aws_sdk_sqs::Error> {
    queue.send("7").await // OK(publish-without-context)
}

/// Nothing is sent: a message is taken away.
#[instrument(skip_all)]
pub async fn removes(client: &Client, url: &str, receipt: &str) -> Result<(), aws_sdk_sqs::Error> {
    client.delete_message().queue_url(url).receipt_handle(receipt).send().await?; // OK(publish-without-context)
    Ok(())
}
