use std::collections::HashMap;

use opentelemetry::global;
use opentelemetry::trace::TracerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() {
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter()).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("jobs"));
    tracing_subscriber::registry().with(layer).init();
    inject(&mut HashMap::new());
    let _ = provider.shutdown();
}

fn inject(headers: &mut HashMap<String, String>) {
    global::get_text_map_propagator(|propagator| { //~ propagator-not-set: `jobs` never sets a propagator
        propagator.inject_context(&tracing::Span::current().context(), headers);
    });
}

fn exporter() -> opentelemetry_otlp::SpanExporter {
    opentelemetry_otlp::SpanExporter::builder().with_tonic().build().unwrap()
}
