use tracing::field::Empty;
use tracing::info_span;
use tracing_subscriber::prelude::*;

fn main() {
    let layer = tracing_opentelemetry::layer().with_context_activation(false);
    tracing_subscriber::registry().with(layer).init();
    let span = info_span!("request", otel.name = Empty);
    let _guard = span.enter();
    span.record("otel.name", "renamed"); // silent: without activation a span is not started when it is entered
}
