use std::collections::HashMap;

use opentelemetry::global;
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() {
    tracing_subscriber::registry().with(tracing_subscriber::fmt::layer()).init();
    let mut headers = HashMap::new();
    inject(&mut headers);
}

fn inject(headers: &mut HashMap<String, String>) {
    global::get_text_map_propagator(|propagator| { // silent: the program logs, and makes no traces
        propagator.inject_context(&tracing::Span::current().context(), headers);
    });
}
