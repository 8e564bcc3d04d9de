//! Kept in a static which nobody looks into; and another server's shutdown.
use std::sync::OnceLock;

use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

static PROVIDER: OnceLock<SdkTracerProvider> = OnceLock::new();

struct Server;

impl Server {
    fn shutdown(&self) {}
}

fn main() {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); //~ provider-not-shut-down: nothing in `shop` shuts this provider down
    global::set_tracer_provider(provider.clone());
    let _ = PROVIDER.set(provider);
    Server.shutdown();
}
