//! Messages to the warehouse and to the carrier.

use lapin::options::BasicPublishOptions;
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties};
use tracing::info;

pub struct Queue {
    channel: Channel,
}

impl Queue {
    pub async fn connect(url: &str) -> lapin::Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default()).await?;
        Ok(Self { channel: connection.create_channel().await? })
    }

    /// Hands a message to the broker, for the consumers of `queue`.
    pub async fn publish(&self, queue: &str, message: &[u8]) -> lapin::Result<()> {
        let properties = BasicProperties::default().with_content_type("text/plain".into());
        self.channel.basic_publish("".into(), queue.into(), BasicPublishOptions::default(), message, properties).await?.await?;
        info!(messaging.message.body.size = message.len(), "published");
        Ok(())
    }
}
