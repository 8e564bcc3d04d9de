//! Providers that end in the function that sets them up, and those that live as long as they have to.
use std::sync::OnceLock;

use opentelemetry::global;
use opentelemetry::logs::LoggerProvider as _;
use opentelemetry::metrics::{Counter, Meter, MeterProvider as _};
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::{ExporterBuildError, MetricExporter, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};

fn traces() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"))).init();
    provider.shutdown().unwrap(); //~ provider-ends-early: shut down before `traces` returns
    provider
}

fn installed() {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    if let Err(error) = provider.shutdown() { //~ provider-ends-early: traces from then on are dropped
        eprintln!("{error}");
    }
}

struct Telemetry;

impl Telemetry {
    fn install(service: &'static str) -> Result<(), ExporterBuildError> {
        let exporter = MetricExporter::builder().with_tonic().build()?;
        let resource = Resource::builder().with_service_name(service).build();
        let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).with_resource(resource).build();
        global::set_meter_provider(meters.clone());
        let _ = meters.shutdown(); //~ provider-ends-early: before `install` returns
        Ok(())
    }
}

fn counter() -> Counter<u64> {
    let exporter = MetricExporter::builder().with_tonic().build().unwrap();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); //~ provider-ends-early: last handle of this provider is dropped when `counter` returns
    meters.meter("shop").u64_counter("jobs").with_unit("{job}").build()
}

fn meter() -> Option<Meter> {
    let exporter = MetricExporter::builder().with_tonic().build().ok()?;
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); //~ provider-ends-early: metrics from then on are dropped
    let meter = meters.meter("shop");
    Some(meter)
}

struct Metrics {
    jobs: Counter<u64>,
    errors: Counter<u64>,
}

impl Metrics {
    fn new() -> Self {
        let exporter = MetricExporter::builder().with_tonic().build().unwrap();
        let provider = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); //~ provider-ends-early: when `new` returns
        let meter = provider.meter("shop");
        Self { jobs: meter.u64_counter("jobs").with_unit("{job}").build(), errors: meter.u64_counter("errors").with_unit("{error}").build() }
    }
}

fn tracer() -> SdkTracer {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: the tracer keeps it
    provider.tracer("shop")
}

fn both() -> (Counter<u64>, SdkMeterProvider) {
    let exporter = MetricExporter::builder().with_tonic().build().unwrap();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); // silent: handed to the caller
    (meters.meter("shop").u64_counter("jobs").with_unit("{job}").build(), meters)
}

fn global_meters() -> Counter<u64> {
    let exporter = MetricExporter::builder().with_tonic().build().unwrap();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); // silent: the process keeps a handle
    global::set_meter_provider(meters.clone());
    meters.meter("shop").u64_counter("jobs").with_unit("{job}").build()
}

static METERS: OnceLock<SdkMeterProvider> = OnceLock::new();

fn in_a_static() -> Meter {
    let exporter = MetricExporter::builder().with_tonic().build().unwrap();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); // silent: kept for good
    let meter = meters.meter("shop");
    let _ = METERS.set(meters);
    meter
}

fn or_not() -> Result<SdkTracerProvider, TryInitError> {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    if let Err(error) = tracing_subscriber::registry().with(layer).try_init() {
        let _ = provider.shutdown(); // silent: it was not installed
        return Err(error);
    }
    Ok(provider)
}

fn whole_run() {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    work();
    let _ = provider.shutdown(); // silent: after the work
}

async fn served(stop: tokio::sync::oneshot::Receiver<()>) {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    let _ = stop.await;
    let _ = provider.shutdown(); // silent: after others have run
}

fn one_span() {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    tracing::info_span!("import").in_scope(work);
    let _ = provider.shutdown(); // silent: after the span
}

fn measured_here() {
    let exporter = MetricExporter::builder().with_tonic().build().unwrap();
    let meters = SdkMeterProvider::builder().with_periodic_exporter(exporter).build(); // silent: all that it measures is here
    let meter = meters.meter("shop");
    work();
    drop(meter);
}

fn end(provider: SdkTracerProvider) {
    let _ = provider.shutdown(); // silent: made elsewhere
}

fn work() {}

fn main() {
    let exporter = SpanExporter::builder().with_tonic().build().unwrap();
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    let _ = provider.shutdown(); // silent: a program that only sets up
}
