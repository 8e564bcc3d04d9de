use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn start() -> Box<dyn FnOnce()> {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: shut down by what is returned
    global::set_tracer_provider(provider.clone());
    Box::new(move || {
        if let Err(error) = provider.shutdown() {
            eprintln!("{error}");
        }
    })
}

fn main() {
    let stop = start();
    stop();
}
