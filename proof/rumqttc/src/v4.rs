//! Version 4: only the payload can carry the context.

use std::collections::HashMap;

use rumqttc::{AsyncClient, Client, ClientError, QoS};
use serde::Serialize;
use tracing::instrument;

#[derive(Serialize)]
struct Envelope {
    trace: HashMap<String, String>,
    order: u32,
}

#[derive(Serialize)]
struct Order {
    number: u32,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[instrument(skip_all)]
pub async fn in_the_payload(client: &AsyncClient) -> Result<(), Failure> {
    let payload = serde_json::to_vec(&Envelope { trace: proof_trace::headers(), order: 7 })?;
    client.publish("orders", QoS::AtLeastOnce, false, payload).await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn not_in_the_payload(client: &AsyncClient) -> Result<(), Failure> {
    let payload = serde_json::to_vec(&Order { number: 7 })?;
    client.publish("orders", QoS::AtLeastOnce, false, payload).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub fn without_waiting(client: &Client) -> Result<(), ClientError> {
    client.publish("orders", QoS::AtLeastOnce, false, "7")?; // BUG(publish-without-context)
    client.try_publish("orders", QoS::AtLeastOnce, false, "7") // BUG(publish-without-context)
}

#[instrument(skip_all)]
pub async fn bytes(client: &AsyncClient) -> Result<(), ClientError> {
    client.publish_bytes("orders", QoS::AtLeastOnce, false, "7".into()).await // BUG(publish-without-context)
}

/// The caller decides.
pub async fn given(client: &AsyncClient, payload: Vec<u8>) -> Result<(), ClientError> {
    client.publish("orders", QoS::AtLeastOnce, false, payload).await // OK(publish-without-context)
}
