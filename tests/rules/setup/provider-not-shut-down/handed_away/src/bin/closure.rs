use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn main() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: shut down in the closure
    global::set_tracer_provider(provider.clone());
    let _guard = scopeguard::guard(provider, |held| {
        let _ = held.shutdown();
    });
}
