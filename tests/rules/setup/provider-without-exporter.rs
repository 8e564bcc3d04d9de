//! Providers that throw everything away, and those that only look as if they did.
use std::sync::LazyLock;

use opentelemetry::global;
use opentelemetry::logs::{Logger, LoggerProvider as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{MetricExporter, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::{SdkLogRecord, SdkLogger, SdkLoggerProvider};
use opentelemetry_sdk::metrics::{PeriodicReader, SdkMeterProvider};
use opentelemetry_sdk::trace::{BatchSpanProcessor, Sampler, SdkTracerProvider, TracerProviderBuilder};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn inline() {
    global::set_tracer_provider(SdkTracerProvider::builder().build()); //~ provider-without-exporter: every span is dropped
    global::set_meter_provider(SdkMeterProvider::default()); //~ provider-without-exporter: every measurement is dropped
}

fn bound(resource: Resource) {
    let provider = SdkTracerProvider::builder().with_resource(resource).with_sampler(Sampler::AlwaysOn).build(); //~ provider-without-exporter: tracer provider
    global::set_tracer_provider(provider.clone());
    serve();
    let _ = provider.shutdown();
}

fn serve() {}

fn reassigned(resource: Resource) {
    let mut builder = SdkMeterProvider::builder(); //~ provider-without-exporter: meter provider
    builder = builder.with_resource(resource);
    let provider = builder.build();
    global::set_meter_provider(provider);
}

fn empty() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_max_attributes_per_span(16).build() //~ provider-without-exporter: tracer provider
}

fn from_factory() {
    let provider = empty();
    global::set_tracer_provider(provider);
}

fn layer() {
    let provider = SdkTracerProvider::builder().build(); //~ provider-without-exporter: every span
    let tracer = provider.tracer("shop");
    tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)).init();
}

fn logs() {
    let provider = SdkLoggerProvider::builder().build(); //~ provider-without-exporter: every log record
    tracing_subscriber::registry().with(OpenTelemetryTracingBridge::new(&provider)).init();
}

fn blank_record() -> SdkLogRecord {
    static FACTORY: LazyLock<SdkLogger> = LazyLock::new(|| SdkLoggerProvider::builder().build().logger("shop"));
    FACTORY.create_log_record() // silent: a record can be made in no other way
}

fn exporting(exporter: SpanExporter, metrics: MetricExporter) {
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider); // silent: it exports
    let reader = PeriodicReader::builder(metrics).build();
    global::set_meter_provider(SdkMeterProvider::builder().with_reader(reader).build()); // silent: it has a reader
}

fn processor(exporter: SpanExporter) -> SdkTracerProvider {
    let processor = BatchSpanProcessor::builder(exporter).build();
    let provider = SdkTracerProvider::builder().with_span_processor(processor).build();
    global::set_tracer_provider(provider.clone()); // silent: it has a processor
    provider
}

fn late(exporter: Option<SpanExporter>) {
    let mut builder = SdkTracerProvider::builder();
    if let Some(exporter) = exporter {
        builder = builder.with_batch_exporter(exporter);
    }
    global::set_tracer_provider(builder.build()); // silent: perhaps it exports
}

fn either(enabled: bool, exporter: SpanExporter) {
    let provider = if enabled {
        SdkTracerProvider::builder().with_batch_exporter(exporter).build()
    } else {
        SdkTracerProvider::builder().build()
    };
    global::set_tracer_provider(provider); // silent: one of two, as configured
}

fn disabled(enabled: bool) {
    if !enabled {
        global::set_tracer_provider(SdkTracerProvider::builder().build()); // silent: switched off on purpose
    }
}

fn noop_provider() -> SdkTracerProvider {
    SdkTracerProvider::builder().build()
}

fn by_name() {
    global::set_tracer_provider(noop_provider()); // silent: the function says that it does nothing
}

fn one_of_two(exporter: SpanExporter) {
    #[cfg(feature = "export")]
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    #[cfg(not(feature = "export"))]
    let provider = SdkTracerProvider::builder().build();
    global::set_tracer_provider(provider); // silent: one of two, as built
}

fn configure(builder: TracerProviderBuilder) -> TracerProviderBuilder {
    builder
}

fn elsewhere(configured: impl Fn(TracerProviderBuilder) -> TracerProviderBuilder) {
    global::set_tracer_provider(configured(SdkTracerProvider::builder()).build()); // silent: whoever calls may add an exporter
}

fn in_sight() {
    global::set_tracer_provider(configure(SdkTracerProvider::builder()).build()); // silent: another function adds what it likes
}

fn given(provider: SdkTracerProvider) {
    global::set_tracer_provider(provider); // silent: made by somebody else
}

fn asked() {
    let provider = SdkTracerProvider::builder().build(); //~ provider-without-exporter: every span is dropped
    let _tracer = provider.tracer("shop");
}

fn unused() {
    let _provider = SdkTracerProvider::builder().build(); // silent: never put to use
}

#[cfg(test)]
mod tests {
    #[test]
    fn quiet() {
        opentelemetry::global::set_tracer_provider(opentelemetry_sdk::trace::SdkTracerProvider::builder().build()); // silent: a test
    }
}

fn main() {}
