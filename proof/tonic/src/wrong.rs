//! Each calls without the context of its trace.

use tonic::metadata::MetadataValue;
use tonic::transport::{Channel, Endpoint};
use tonic::{Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tracing::instrument;

use crate::Order;
use crate::shop::orders_client::OrdersClient;

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[instrument(skip_all)]
pub async fn nothing_injects(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::new(channel);
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // BUG(client-without-context) missed: generated clients are not known
}

#[instrument(skip_all)]
pub async fn connects() -> Result<(), Failure> {
    let mut client = OrdersClient::connect("http://orders:50051").await?;
    client.price(Request::new(Order { number: 7 })).await?; // BUG(client-without-context) missed: generated clients are not known
    let channel = Endpoint::from_static("http://orders:50051").connect_lazy();
    let mut other = OrdersClient::new(channel);
    other.price(Order { number: 7 }).await?; // BUG(client-without-context) missed: generated clients are not known
    Ok(())
}

/// A client of another crate.
#[instrument(skip_all)]
pub async fn of_another(channel: Channel) -> Result<(), Status> {
    let mut client = HealthClient::new(channel);
    client.check(HealthCheckRequest { service: "shop".to_owned() }).await?; // BUG(client-without-context) missed: generated clients are not known
    Ok(())
}

/// It is intercepted, but not for a trace.
#[instrument(skip_all)]
pub async fn intercepts_for_something_else(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::with_interceptor(channel, |mut request: Request<()>| {
        request.metadata_mut().insert("x-shop", MetadataValue::from_static("berlin"));
        Ok(request)
    });
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // BUG(client-without-context) missed: generated clients are not known
}

/// There is metadata, but none of a trace.
#[instrument(skip_all)]
pub async fn other_metadata(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::new(channel);
    let mut request = Request::new(Order { number: 7 });
    request.metadata_mut().insert("x-shop", MetadataValue::from_static("berlin"));
    Ok(client.price(request).await?.into_inner().cents) // BUG(client-without-context) missed: generated clients are not known
}

/// Which layers are around the channel is decided elsewhere.
#[instrument(skip_all)]
pub async fn given(client: &mut OrdersClient<Channel>) -> Result<u32, Status> {
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // OK(client-without-context)
}
