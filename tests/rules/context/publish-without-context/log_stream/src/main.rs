use redis::AsyncCommands;
use redis::aio::MultiplexedConnection;

async fn append(mut connection: MultiplexedConnection) -> redis::RedisResult<()> {
    let _: String = connection.xadd("journal", "*", &[("kind", "opened"), ("state", "new")]).await?; // silent: the stream is a log, see below
    Ok(())
}

async fn replay(mut connection: MultiplexedConnection) -> redis::RedisResult<Vec<String>> {
    connection.xrange("journal", "-", "+").await
}

fn main() {}
