use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn main() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: shut down when the scope ends
    global::set_tracer_provider(provider.clone());
    scopeguard::defer! {
        let _ = provider.shutdown();
    }
    println!("serving");
}
