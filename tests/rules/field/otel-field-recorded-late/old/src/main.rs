use tracing::field::Empty;
use tracing::info_span;

fn main() {
    let span = info_span!("request", otel.name = Empty);
    let _guard = span.enter();
    span.record("otel.name", "renamed"); // silent: before 0.32 a span was started when it ended
}
