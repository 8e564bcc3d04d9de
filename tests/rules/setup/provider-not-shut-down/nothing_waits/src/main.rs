//! Exported at once, or when somebody asks.
use opentelemetry::global;
use opentelemetry_sdk::metrics::{ManualReader, SdkMeterProvider};
use opentelemetry_sdk::trace::SdkTracerProvider;

fn main() {
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build(); // silent: each span is exported as it ends
    global::set_tracer_provider(provider);
    let reader = opentelemetry_prometheus::exporter().with_registry(prometheus::Registry::new()).build().expect("a reader");
    let provider = SdkMeterProvider::builder().with_reader(reader).build(); // silent: read when a request asks for it
    global::set_meter_provider(provider);
}
