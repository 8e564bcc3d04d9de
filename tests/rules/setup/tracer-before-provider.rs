//! Tracers, meters and instruments that are taken too early, and those that are taken in time.
use std::sync::LazyLock;

use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::metrics::{Counter, Meter, MeterProvider as _};
use opentelemetry::trace::{Span, Tracer, TracerProvider as _};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

static TRACER: LazyLock<BoxedTracer> = LazyLock::new(|| global::tracer("shop"));
static ORDERS: LazyLock<Counter<u64>> = LazyLock::new(|| global::meter("shop").u64_counter("orders").with_unit("1").build());
static SIZES: LazyLock<u64> = LazyLock::new(|| 3);

fn instrument(provider: SdkMeterProvider) {
    let orders = global::meter("shop").u64_counter("orders").with_unit("1").build(); //~ tracer-before-provider: before the provider is set
    global::set_meter_provider(provider);
    orders.add(1, &[]);
}

fn meter(provider: SdkMeterProvider) {
    let meter = global::meter("shop"); //~ tracer-before-provider: lost for as long as it lives
    global::set_meter_provider(provider);
    meter.u64_counter("orders").with_unit("1").build().add(1, &[]);
}

fn tracer(provider: SdkTracerProvider) {
    let tracer = global::tracer("shop"); //~ tracer-before-provider: before the provider is set
    global::set_tracer_provider(provider);
    tracer.start("import").end();
}

fn in_time(traces: SdkTracerProvider, metrics: SdkMeterProvider) {
    global::set_tracer_provider(traces);
    global::set_meter_provider(metrics);
    let tracer = global::tracer("shop"); // silent: there is a provider
    let orders = global::meter("shop").u64_counter("orders").with_unit("1").build(); // silent: there is a provider
    tracer.start("import").end();
    orders.add(1, &[]);
}

fn of_the_other_kind(metrics: SdkMeterProvider, traces: SdkTracerProvider) {
    global::set_tracer_provider(traces);
    let tracer = global::tracer("shop"); // silent: the provider of metrics does not matter to it
    global::set_meter_provider(metrics);
    tracer.start("import").end();
}

fn of_a_local_provider(provider: SdkMeterProvider) {
    let orders = provider.meter("shop").u64_counter("orders").with_unit("1").build(); // silent: made by a provider
    global::set_meter_provider(provider);
    orders.add(1, &[]);
}

fn gone_before(provider: SdkTracerProvider) {
    {
        let tracer = global::tracer("shop"); // silent: gone when the provider is set
        tracer.start("start").end();
    }
    global::set_tracer_provider(provider);
}

fn forced(provider: SdkTracerProvider) {
    TRACER.start("start").end(); //~ tracer-before-provider: lost for as long as it lives
    global::set_tracer_provider(provider);
}

fn forced_by_name(provider: SdkMeterProvider) {
    LazyLock::force(&ORDERS); //~ tracer-before-provider: before the provider is set
    global::set_meter_provider(provider);
}

fn forced_in_time(traces: SdkTracerProvider, metrics: SdkMeterProvider) {
    global::set_tracer_provider(traces);
    global::set_meter_provider(metrics);
    TRACER.start("start").end(); // silent: it is made here, after the provider
    ORDERS.add(1, &[]); // silent: so is this
}

fn something_else_forced(provider: SdkMeterProvider) {
    let sizes = *SIZES; // silent: no telemetry in it
    global::set_meter_provider(provider);
    tracing::info!(sizes, "ready");
}

fn named_in_a_closure(provider: SdkMeterProvider) {
    let count = || ORDERS.add(1, &[]); // silent: run only later
    global::set_meter_provider(provider);
    count();
}

/// Keeps instruments.
struct Metrics {
    orders: Counter<u64>,
}

impl Metrics {
    fn new() -> Self {
        let meter = global::meter("shop");
        Self { orders: meter.u64_counter("orders").with_unit("1").build() }
    }

    fn of(meter: &Meter) -> Self {
        Self { orders: meter.u64_counter("orders").with_unit("1").build() }
    }
}

fn set(provider: SdkMeterProvider) {
    global::set_meter_provider(provider);
}

fn held_in_time(provider: SdkMeterProvider) {
    set(provider);
    let metrics = Metrics::new(); // silent: after the provider
    metrics.orders.add(1, &[]);
}

fn of_a_meter(provider: SdkMeterProvider) {
    let metrics = Metrics::of(&provider.meter("shop")); // silent: made by a provider
    set(provider);
    metrics.orders.add(1, &[]);
}

fn main() {}
