//! Each calls with the context of its trace.

use opentelemetry::global;
use opentelemetry::propagation::Injector;
use tonic::metadata::{MetadataKey, MetadataMap, MetadataValue};
use tonic::service::Interceptor;
use tonic::service::interceptor::InterceptedService;
use tonic::transport::Channel;
use tonic::{Request, Status};
use tonic_health::pb::HealthCheckRequest;
use tonic_health::pb::health_client::HealthClient;
use tonic_tracing_opentelemetry::middleware::client::OtelGrpcLayer;
use tower::ServiceBuilder;
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::Order;
use crate::shop::orders_client::OrdersClient;

struct Write<'metadata>(&'metadata mut MetadataMap);

impl Injector for Write<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) = (MetadataKey::from_bytes(key.as_bytes()), MetadataValue::try_from(&value)) {
            self.0.insert(key, value);
        }
    }
}

#[derive(Clone)]
pub struct Propagate;

impl Interceptor for Propagate {
    fn call(&mut self, mut request: Request<()>) -> Result<Request<()>, Status> {
        proof_trace::inject(&mut Write(request.metadata_mut()));
        Ok(request)
    }
}

#[instrument(skip_all)]
pub async fn injects(client: &mut OrdersClient<Channel>) -> Result<u32, Status> {
    let mut request = Request::new(Order { number: 7 });
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Write(request.metadata_mut())));
    Ok(client.price(request).await?.into_inner().cents) // OK(client-without-context)
}

#[instrument(skip_all)]
pub async fn intercepts(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::with_interceptor(channel, Propagate);
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // OK(client-without-context)
}

#[instrument(skip_all)]
pub async fn intercepts_with_a_closure(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::with_interceptor(channel, |mut request: Request<()>| {
        proof_trace::inject(&mut Write(request.metadata_mut()));
        Ok(request)
    });
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // OK(client-without-context)
}

/// A client of another crate.
#[instrument(skip_all)]
pub async fn intercepts_another(channel: Channel) -> Result<(), Status> {
    let mut client = HealthClient::with_interceptor(channel, Propagate);
    client.check(HealthCheckRequest { service: "shop".to_owned() }).await?; // OK(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn in_a_layer(channel: Channel) -> Result<u32, Status> {
    let mut client = OrdersClient::new(ServiceBuilder::new().layer(OtelGrpcLayer).service(channel));
    Ok(client.price(Order { number: 7 }).await?.into_inner().cents) // OK(client-without-context)
}

/// The type says that it is intercepted, and elsewhere by what.
pub struct Prices {
    client: OrdersClient<InterceptedService<Channel, Propagate>>,
}

impl Prices {
    pub fn new(channel: Channel) -> Self {
        Self { client: OrdersClient::with_interceptor(channel, Propagate) }
    }

    #[instrument(skip_all)]
    pub async fn price(&mut self, number: u32) -> Result<u32, Status> {
        Ok(self.client.price(Order { number }).await?.into_inner().cents) // OK(client-without-context)
    }
}

/// The caller decides.
pub async fn given(client: &mut OrdersClient<Channel>, request: Request<Order>) -> Result<u32, Status> {
    Ok(client.price(request).await?.into_inner().cents) // OK(client-without-context)
}
