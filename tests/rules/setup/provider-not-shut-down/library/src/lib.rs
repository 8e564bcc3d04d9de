//! No program: whoever uses the library may shut down.
use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

pub fn start() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: it is not known which program calls this
    global::set_tracer_provider(provider);
}
