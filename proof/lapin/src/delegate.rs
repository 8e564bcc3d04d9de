//! What is published comes from elsewhere, and so does its context: nothing can be said here.

use std::collections::BTreeMap;

use lapin::message::Delivery;
use lapin::options::BasicPublishOptions;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Result};
use tracing::instrument;

/// The caller decides.
pub async fn given(channel: &Channel, body: &[u8], properties: BasicProperties) -> Result<()> {
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

pub async fn given_headers(channel: &Channel, body: &[u8], headers: FieldTable) -> Result<()> {
    let properties = BasicProperties::default().with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// A message is sent on with the headers that it came with.
#[instrument(skip_all)]
pub async fn forwards(channel: &Channel, delivery: Delivery) -> Result<()> {
    let Delivery { data, properties, .. } = delivery;
    channel.basic_publish("".into(), "retry".into(), BasicPublishOptions::default(), &data, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// A row that waited in a table, with the headers of the request that wrote it.
pub struct Row {
    body: Vec<u8>,
    headers: BTreeMap<String, String>,
}

#[instrument(skip_all)]
pub async fn relays(channel: &Channel, rows: Vec<Row>) -> Result<()> {
    for Row { body, headers } in rows {
        let mut table = FieldTable::default();
        for (key, value) in headers {
            table.insert(key.into(), AMQPValue::LongString(value.into()));
        }
        let properties = BasicProperties::default().with_headers(table);
        channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), &body, properties).await?; // OK(publish-without-context)
    }
    Ok(())
}

/// Who implements it decides.
pub trait Properties {
    fn properties(&self) -> BasicProperties;
}

#[instrument(skip_all)]
pub async fn asks(channel: &Channel, body: &[u8], of: &dyn Properties) -> Result<()> {
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, of.properties()).await?; // OK(publish-without-context)
    Ok(())
}
