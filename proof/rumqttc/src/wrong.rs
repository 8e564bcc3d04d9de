//! Each publishes without the context of its trace, by version 5.

use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::PublishProperties;
use rumqttc::v5::{AsyncClient, Client, ClientError, MqttOptions};
use tracing::instrument;

/// The short methods have no place for properties.
#[instrument(skip_all)]
pub async fn no_properties(client: &AsyncClient) -> Result<(), ClientError> {
    client.publish("orders", QoS::AtLeastOnce, false, "7").await?; // BUG(publish-without-context)
    client.try_publish("orders", QoS::AtMostOnce, false, vec![7])?; // BUG(publish-without-context)
    client.publish_bytes("orders", QoS::AtLeastOnce, false, "7".into()).await?; // BUG(publish-without-context)
    Ok(())
}

/// From the options on: no type is written down.
#[instrument(skip_all)]
pub async fn from_the_options() -> Result<(), ClientError> {
    let (client, _events) = AsyncClient::new(MqttOptions::new("shop", "localhost", 1883), 10);
    client.publish("orders", QoS::ExactlyOnce, true, "7").await // BUG(publish-without-context)
}

/// There are properties, but none of a trace.
#[instrument(skip_all)]
pub async fn other_properties(client: &AsyncClient) -> Result<(), ClientError> {
    let properties = PublishProperties::default();
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await?; // BUG(publish-without-context)
    let properties = PublishProperties { content_type: Some("text/plain".to_owned()), ..Default::default() };
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await?; // BUG(publish-without-context)
    let shop = vec![("shop".to_owned(), "berlin".to_owned())];
    let properties = PublishProperties { user_properties: shop, ..Default::default() };
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await // BUG(publish-without-context)
}

#[instrument(skip_all)]
pub fn without_waiting(client: &Client) -> Result<(), ClientError> {
    client.publish("orders", QoS::AtLeastOnce, false, "7") // BUG(publish-without-context)
}

/// The wrapper is at fault, not who calls it.
pub struct Devices {
    client: AsyncClient,
}

impl Devices {
    pub async fn publish(&self, topic: &str, payload: &[u8]) -> Result<(), ClientError> {
        self.client.publish(topic, QoS::AtLeastOnce, false, payload.to_vec()).await // BUG(publish-without-context) missed: the package has an envelope
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(devices: &Devices) -> Result<(), ClientError> {
    devices.publish("orders", b"7").await // OK(publish-without-context)
}
