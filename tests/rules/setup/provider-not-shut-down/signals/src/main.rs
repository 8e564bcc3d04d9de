//! Traces are shut down, logs are flushed, metrics are forgotten.
use opentelemetry::global;
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{BatchSpanProcessor, SdkTracerProvider};

fn traces() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    let processor = BatchSpanProcessor::builder(exporter).build();
    let provider = SdkTracerProvider::builder().with_span_processor(processor).build(); // silent: shut down in `main`
    global::set_tracer_provider(provider.clone());
    provider
}

fn metrics() {
    let exporter = MetricExporter::builder().with_tonic().build().expect("an exporter");
    let reader = PeriodicReader::builder(exporter).build();
    let provider = SdkMeterProvider::builder().with_reader(reader).build(); //~ provider-not-shut-down: metrics that are not exported when it ends are lost
    global::set_meter_provider(provider);
}

fn logs() -> SdkLoggerProvider {
    let exporter = LogExporter::builder().with_tonic().build().expect("an exporter");
    SdkLoggerProvider::builder().with_batch_exporter(exporter).build()
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let provider = traces();
    metrics();
    let logs = logs();
    logs.force_flush()?; // silent: where one pipeline cannot be reached, the other can hardly be
    provider.shutdown()?;
    Ok(())
}
