//! What generated clients are made of.

use tonic::client::Grpc;
use tonic::codegen::http::uri::PathAndQuery;
use tonic::transport::Channel;
use tonic::{Request, Response, Status};
use tracing::instrument;

use crate::{Order, Price};

#[instrument(skip_all)]
pub async fn wrong(channel: Channel) -> Result<Response<Price>, Status> {
    let mut client = Grpc::new(channel);
    client.ready().await.map_err(|error| Status::unavailable(error.to_string()))?;
    let path = PathAndQuery::from_static("/shop.Orders/Price");
    let codec = tonic_prost::ProstCodec::<Order, Price>::default();
    client.unary(Request::new(Order { number: 7 }), path, codec).await // BUG(client-without-context) missed: `Grpc` is not known
}
