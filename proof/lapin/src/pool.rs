//! Channels from a pool, whose crate exports all of lapin.

use deadpool_lapin::Pool;
use deadpool_lapin::lapin::options::BasicPublishOptions;
use deadpool_lapin::lapin::{BasicProperties, Channel};
use tracing::instrument;

use crate::table::current;

type Failure = Box<dyn std::error::Error>;

#[instrument(skip_all)]
pub async fn wrong(pool: &Pool) -> Result<(), Failure> {
    let channel = pool.get().await?.create_channel().await?;
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, b"7", BasicProperties::default()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn wrong_by_type(channel: &Channel) -> Result<(), Failure> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, b"7", BasicProperties::default()).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn right(pool: &Pool) -> Result<(), Failure> {
    let channel = pool.get().await?.create_channel().await?;
    let properties = BasicProperties::default().with_headers(current());
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), b"7", properties).await?; // OK(publish-without-context)
    Ok(())
}
