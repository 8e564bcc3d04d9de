//! Sends spans of `tracing` to OpenTelemetry.

use opentelemetry::{global, trace::TracerProvider};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::{metrics::SdkMeterProvider, trace::SdkTracerProvider, Resource};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

/// Sets up the global subscriber. Shut the provider down before the process ends, or the last spans are lost.
pub fn start() -> SdkTracerProvider {
    let provider = SdkTracerProvider::builder()
        .with_resource(Resource::builder().with_service_name("order-service").build())
        .with_batch_exporter(opentelemetry_stdout::SpanExporter::default())
        .build();
    global::set_tracer_provider(provider.clone());
    global::set_text_map_propagator(TraceContextPropagator::new());
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("order-service"));
    tracing_subscriber::registry().with(layer).init();
    provider
}

/// Sets up the global meter. Shut the provider down too, or the last measurements are lost.
pub fn measure() -> SdkMeterProvider {
    let provider = SdkMeterProvider::builder()
        .with_resource(Resource::builder().with_service_name("order-service").build())
        .with_periodic_exporter(opentelemetry_stdout::MetricExporter::default())
        .build();
    global::set_meter_provider(provider.clone());
    provider
}
