use opentelemetry::global;
use opentelemetry_otlp::{MetricExporter, SpanExporter};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

trait Stop {
    fn stop(&self);
}

impl Stop for SdkTracerProvider {
    fn stop(&self) {
        let _ = self.shutdown();
    }
}

impl Stop for SdkMeterProvider {
    fn stop(&self) {
        let _ = self.shutdown();
    }
}

fn main() {
    let mut all: Vec<Box<dyn Stop>> = Vec::new();
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let traces = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: stopped through the list
    global::set_tracer_provider(traces.clone());
    all.push(Box::new(traces));
    let exporter = MetricExporter::builder().with_tonic().build().expect("an exporter");
    let metrics = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); // silent: stopped through the list
    global::set_meter_provider(metrics.clone());
    all.push(Box::new(metrics));
    all.iter().for_each(|one| one.stop());
}
