use std::sync::OnceLock;

use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

pub static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

pub fn telemetry() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: shut down in `end`
    global::set_tracer_provider(provider.clone());
    let _ = PROVIDER.set(provider);
}

pub fn provider() -> Option<&'static SdkTracerProvider> {
    PROVIDER.get()
}
