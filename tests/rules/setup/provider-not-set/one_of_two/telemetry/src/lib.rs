use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

pub fn start() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    provider
}
