//! Makes the client of a service, as `tonic-prost-build` would of a `.proto` file, which needs `protoc`.

use tonic_build::manual::{Builder, Method, Service};

fn main() {
    let price = Method::builder()
        .name("price")
        .route_name("Price")
        .input_type("crate::Order")
        .output_type("crate::Price")
        .codec_path("tonic_prost::ProstCodec")
        .build();
    let service = Service::builder().name("Orders").package("shop").method(price).build();
    Builder::new().build_server(false).compile(&[service]);
}
