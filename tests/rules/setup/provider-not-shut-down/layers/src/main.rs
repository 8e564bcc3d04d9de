//! Given to layers of a subscriber, which stay to the end of the process.
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{LogExporter, SpanExporter};
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn main() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let spans = SpanExporter::builder().with_tonic().build().expect("an exporter");
        let traces = SdkTracerProvider::builder().with_batch_exporter(spans).build(); //~ provider-not-shut-down: traces that are not exported
        let records = LogExporter::builder().with_tonic().build().expect("an exporter");
        let logs = SdkLoggerProvider::builder().with_batch_exporter(records).build(); //~ provider-not-shut-down: logs that are not exported
        tracing_subscriber::registry()
            .with(tracing_opentelemetry::layer().with_tracer(traces.tracer("shop")))
            .with(OpenTelemetryTracingBridge::new(&logs))
            .init();
        tracing::info!("ready");
    });
    let local = local();
    local.tracer("shop");
}

fn local() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    SdkTracerProvider::builder().with_batch_exporter(exporter).build() // silent: nobody else keeps it, so its drop flushes it
}
