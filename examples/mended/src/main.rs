//! A small order service. A request is one line over TCP: `sign-in NAME PASSWORD`, `order CUSTOMER ITEM COUNT` or `ship ORDER`.

mod accounts;
mod delivery;
mod orders;
mod queue;
mod requests;
mod stock;
mod telemetry;

use std::error::Error;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use accounts::Accounts;
use delivery::Delivery;
use opentelemetry::global;
use queue::Queue;
use stock::Stock;

/// What every request may use.
pub struct Shop {
    pub accounts: Accounts,
    pub delivery: Delivery,
    pub queue: Queue,
    pub stock: Stock,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let provider = telemetry::start();
    let meters = telemetry::measure();
    // However that ends, what was recorded is exported.
    let ended = listen().await;
    provider.shutdown()?;
    meters.shutdown()?;
    ended
}

async fn listen() -> Result<(), Box<dyn Error>> {
    let broker = std::env::var("BROKER_URL").unwrap_or_else(|_| "amqp://127.0.0.1:5672".to_owned());
    let shop = Shop {
        accounts: Accounts::default(),
        delivery: Delivery::new(&global::meter("shop")),
        queue: Queue::connect(&broker).await?,
        stock: Stock::default(),
    };
    let listener = TcpListener::bind("127.0.0.1:7000").await?;
    loop {
        tokio::select! {
            accepted = listener.accept() => serve(&shop, accepted?.0).await?,
            _ = tokio::signal::ctrl_c() => return Ok(()),
        }
    }
}

/// Answers the lines of one connection. The gateway in front keeps a single one open.
async fn serve(shop: &Shop, mut stream: TcpStream) -> std::io::Result<()> {
    let (reader, mut writer) = stream.split();
    let mut lines = BufReader::new(reader).lines();
    while let Some(line) = lines.next_line().await? {
        let answer = requests::answer(shop, &line).await;
        writer.write_all(answer.as_bytes()).await?;
        writer.write_all(b"\n").await?;
    }
    Ok(())
}
