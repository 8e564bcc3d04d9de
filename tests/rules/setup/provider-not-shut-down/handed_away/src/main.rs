//! Somebody out of sight has the provider, and may shut it down.
use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn main() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: the other crate may shut it down
    global::set_tracer_provider(provider.clone());
    let _guard = observability_kit::Guard::new(provider);
}
