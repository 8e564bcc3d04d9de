use opentelemetry::global;
use opentelemetry_sdk::trace::TracerProvider;

fn main() {
    let exporter = opentelemetry_otlp::new_exporter().tonic().build_span_exporter().expect("an exporter");
    let provider = TracerProvider::builder().with_batch_exporter(exporter, opentelemetry_sdk::runtime::Tokio).build(); //~ provider-not-shut-down: nothing in `goes_on` shuts this provider down
    let _ = global::set_tracer_provider(provider);
}
