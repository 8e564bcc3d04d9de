//! Each publishes or asks without the context of its trace.

use async_nats::{Client, ConnectOptions, HeaderMap, Request};
use tracing::{info_span, instrument};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// The short methods have no place for headers.
#[instrument(skip_all)]
pub async fn no_headers(client: &Client) -> Result<(), Failure> {
    client.publish("orders", "7".into()).await?; // BUG(publish-without-context)
    client.publish_with_reply("orders", "answers", "7".into()).await?; // BUG(publish-without-context)
    let _answer = client.request("orders.price", "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

/// From the connection on: no type is written down.
#[instrument(skip_all)]
pub async fn from_the_connection(url: &str) -> Result<(), Failure> {
    let client = async_nats::connect(url).await?;
    client.publish("orders", "7".into()).await?; // BUG(publish-without-context)
    let other = ConnectOptions::new().name("shop").connect(url).await?;
    other.publish(format!("orders.{}", 7), "7".into()).await?; // BUG(publish-without-context) missed: `ConnectOptions::connect` is not known
    let third = async_nats::connect_with_options(url, ConnectOptions::default()).await?;
    third.publish("orders", "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn empty_headers(client: &Client) -> Result<(), Failure> {
    client.publish_with_headers("orders", HeaderMap::new(), "7".into()).await?; // BUG(publish-without-context)
    client.publish_with_headers("orders", HeaderMap::default(), "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

/// There are headers, but none of a trace.
#[instrument(skip_all)]
pub async fn other_headers(client: &Client) -> Result<(), Failure> {
    let mut headers = HeaderMap::new();
    headers.insert("x-shop", "berlin");
    client.publish_with_headers("orders", headers, "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn builds_a_request(client: &Client) -> Result<(), Failure> {
    let _answer = client.send_request("orders.price", Request::new().payload("7".into())).await?; // BUG(publish-without-context)
    Ok(())
}

/// The wrapper is at fault, not who calls it.
pub struct Bus {
    client: Client,
}

impl Bus {
    pub async fn publish(&self, subject: &'static str, payload: Vec<u8>) -> Result<(), Failure> {
        let span = info_span!("publish", otel.kind = "producer");
        let _entered = span.enter();
        drop(_entered);
        self.client.publish(subject, payload.into()).await?; // BUG(publish-without-context) missed: another package has an envelope
        Ok(())
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(bus: &Bus) -> Result<(), Failure> {
    bus.publish("orders", b"7".to_vec()).await // OK(publish-without-context)
}

/// In a task of its own.
#[instrument(skip_all)]
pub fn from_a_task(client: Client) {
    tokio::spawn(async move {
        let _ = client.publish("orders", "7".into()).await; // BUG(publish-without-context)
    });
}

/// Not a broker's: a list of events of our own with a method of the same name.
pub struct Events(Vec<String>);

impl Events {
    pub fn publish(&mut self, subject: &str, payload: String) {
        self.0.push(format!("{subject} {payload}"));
    }
}

#[instrument(skip_all)]
pub fn inside(events: &mut Events) {
    events.publish("orders", "7".into()); // OK(publish-without-context)
}
