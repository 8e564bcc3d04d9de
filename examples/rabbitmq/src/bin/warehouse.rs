//! Packs what the shop sends, and ends after the last order of a run.

use std::error::Error;

use rabbitmq_orders::form::Form;
use rabbitmq_orders::{broken, broker, mended, telemetry};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let form = Form::from_arguments()?;
    let provider = telemetry::start("warehouse")?;
    let worked = work(form).await;
    provider.shutdown()?;
    Ok(worked?)
}

async fn work(form: Form) -> lapin::Result<()> {
    let channel = broker::channel().await?;
    match form {
        Form::Broken => broken::work(&channel).await?,
        Form::Mended => mended::work(&channel).await?,
    }
    channel.close(200, "".into()).await
}
