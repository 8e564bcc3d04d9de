//! With a view somewhere, no histogram's boundaries are known from its builder alone.

use opentelemetry::global;
use opentelemetry_otlp::MetricExporter;
use opentelemetry_sdk::metrics::{Aggregation, Instrument, SdkMeterProvider, Stream};

fn boundaries(_: &Instrument) -> Option<Stream> {
    let aggregation = Aggregation::ExplicitBucketHistogram { boundaries: vec![0.01, 0.1, 1.0], record_min_max: true };
    Stream::builder().with_aggregation(aggregation).build().ok()
}

fn provider(exporter: MetricExporter) -> SdkMeterProvider {
    SdkMeterProvider::builder().with_periodic_exporter(exporter).with_view(boundaries).build()
}

fn main() {
    let exporter = MetricExporter::builder().with_tonic().build().expect("an exporter");
    let provider = provider(exporter);
    global::set_meter_provider(provider.clone());
    global::meter("shop").f64_histogram("shop.wait").with_unit("s").build().record(0.2, &[]);
    let _ = provider.shutdown();
}
