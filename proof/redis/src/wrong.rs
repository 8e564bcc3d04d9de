//! Each adds or publishes without the context of its trace.

use redis::aio::MultiplexedConnection;
use redis::streams::{StreamAddOptions, StreamMaxlen};
use redis::{AsyncCommands, Client, Commands, Connection, RedisResult};
use serde::Serialize;
use tracing::instrument;

#[derive(Serialize)]
struct Order {
    number: u32,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// All fields are written down, and none is of a trace.
#[instrument(skip_all)]
pub async fn other_fields(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let _id: Option<String> = connection.xadd("orders", "*", &[("order", "7"), ("item", "pen")]).await?; // BUG(publish-without-context)
    let _id: Option<String> = connection.xadd_maxlen("orders", StreamMaxlen::Approx(1000), "*", &[("order", "7")]).await?; // BUG(publish-without-context)
    let options = StreamAddOptions::default().nomkstream();
    let _id: Option<String> = connection.xadd_options("orders", "*", &[("order", "7")], &options).await?; // BUG(publish-without-context) missed: `xadd_options` is not known
    Ok(())
}

#[instrument(skip_all)]
pub async fn a_text(connection: &mut MultiplexedConnection, number: u32) -> RedisResult<()> {
    let _count: usize = connection.publish("orders", "7").await?; // BUG(publish-without-context)
    let _count: usize = connection.spublish("orders", format!("order {number}")).await?; // BUG(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn as_json(connection: &mut MultiplexedConnection) -> Result<(), Failure> {
    let payload = serde_json::to_string(&Order { number: 7 })?;
    let _count: usize = connection.publish("orders", &payload).await?; // BUG(publish-without-context)
    let _id: Option<String> = connection.xadd("orders", "*", &[("payload", payload)]).await?; // BUG(publish-without-context)
    Ok(())
}

/// From the address on: no type is written down.
#[instrument(skip_all)]
pub async fn from_the_address(url: &str) -> RedisResult<()> {
    let client = Client::open(url)?;
    let mut connection = client.get_multiplexed_async_connection().await?;
    let _count: usize = connection.publish("orders", "7").await?; // BUG(publish-without-context)
    let mut blocking = client.get_connection()?;
    let _count: usize = Commands::publish(&mut blocking, "orders", "7")?; // BUG(publish-without-context) missed: methods called by their trait are not known
    Ok(())
}

#[instrument(skip_all)]
pub fn without_waiting(connection: &mut Connection) -> RedisResult<()> {
    let _count: usize = connection.publish("orders", "7")?; // BUG(publish-without-context)
    Ok(())
}

/// As words.
#[instrument(skip_all)]
pub async fn by_command(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let mut command = redis::cmd("XADD");
    let _id: Option<String> = command.arg("orders").arg("*").arg("order").arg("7").query_async(connection).await?; // BUG(publish-without-context) missed: commands as words are not known
    Ok(())
}

/// Several at once.
#[instrument(skip_all)]
pub async fn in_a_pipeline(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let mut pipeline = redis::pipe();
    pipeline.atomic().xadd("orders", "*", &[("order", "7")]).publish("orders", "7"); // BUG(publish-without-context) missed: pipelines are not known
    let () = pipeline.query_async(connection).await?;
    Ok(())
}

#[instrument(skip_all)]
pub async fn by_manager(client: Client) -> RedisResult<()> {
    let mut manager = client.get_connection_manager().await?;
    let _count: usize = manager.publish("orders", "7").await?; // BUG(publish-without-context)
    Ok(())
}

/// The type is a bound.
pub struct Queue<C> {
    connection: C,
}

impl<C: AsyncCommands> Queue<C> {
    pub async fn add(&mut self, order: u32) -> RedisResult<()> {
        let _id: Option<String> = self.connection.xadd("orders", "*", &[("order", order)]).await?; // BUG(publish-without-context)
        Ok(())
    }
}

/// What is kept or counted is no message.
#[instrument(skip_all)]
pub async fn keeps(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let () = connection.set("order", "7").await?; // OK(publish-without-context)
    let _count: usize = connection.lpush("recent", "7").await?; // OK(publish-without-context)
    Ok(())
}
