//! Shared by three programs, of which one forgets to shut down.
use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

pub fn start() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); //~ provider-not-shut-down: nothing in `api` shuts this provider down
    global::set_tracer_provider(provider.clone());
    provider
}
