//! gRPC: the context travels in the metadata, which interceptors and layers of the client write too.

pub mod grpc;
pub mod right;
pub mod wrong;

/// What `tonic::include_proto!` has in it.
pub mod shop {
    include!(concat!(env!("OUT_DIR"), "/shop.Orders.rs"));
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Order {
    #[prost(uint32, tag = "1")]
    pub number: u32,
}

#[derive(Clone, PartialEq, prost::Message)]
pub struct Price {
    #[prost(uint32, tag = "1")]
    pub cents: u32,
}
