//! Kept in a static and shut down from elsewhere, by a receiver that only its type tells.
mod end;
mod start;

#[tokio::main]
async fn main() {
    start::telemetry();
    println!("serving");
    end::all().await;
}
