use opentelemetry::global;
use opentelemetry_sdk::propagation::TraceContextPropagator;

fn propagation() {
    global::set_text_map_propagator(TraceContextPropagator::new());
}

#[tokio::main]
async fn main() {
    propagation();
    headers::write(&mut Default::default()); // silent: this program has set one
}
