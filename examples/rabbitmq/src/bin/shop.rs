//! Takes orders and sends them to the warehouse.

use std::error::Error;

use lapin::Channel;
use rabbitmq_orders::broker::{self, ORDERS};
use rabbitmq_orders::form::Form;
use rabbitmq_orders::{broken, mended, telemetry};
use tracing::instrument;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let form = Form::from_arguments()?;
    let provider = telemetry::start("shop")?;
    let taken = take_orders(form).await;
    provider.shutdown()?;
    Ok(taken?)
}

async fn take_orders(form: Form) -> lapin::Result<()> {
    let channel = broker::channel().await?;
    for order in 1..=ORDERS {
        place(&channel, form, &order.to_string()).await?;
    }
    channel.close(200, "".into()).await
}

#[instrument(
    name = "POST /orders",
    skip_all,
    fields(otel.kind = "server", http.request.method = "POST", http.route = "/orders", url.path = "/orders", url.scheme = "http"),
    err
)]
async fn place(channel: &Channel, form: Form, order: &str) -> lapin::Result<()> {
    match form {
        Form::Broken => broken::publish(channel, order).await,
        Form::Mended => mended::publish(channel, order).await,
    }
}
