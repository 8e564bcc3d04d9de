//! Instruments that are built once, and attributes with few values.

use std::sync::LazyLock;
use std::time::Instant;

use opentelemetry::metrics::{Counter, Histogram, Meter, UpDownCounter};
use opentelemetry::trace::{Span, SpanKind, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

static METER: LazyLock<Meter> = LazyLock::new(|| global::meter("shop"));

struct Instruments {
    orders: Counter<u64>,
    duration: Histogram<f64>,
    open: UpDownCounter<i64>,
}

impl Instruments {
    fn new() -> Self {
        Self {
            orders: METER.u64_counter("shop.orders").with_unit("{order}").build(),
            duration: METER.f64_histogram("shop.order.duration").with_unit("s").with_boundaries(vec![0.1, 1.0, 10.0]).build(),
            open: METER.i64_up_down_counter("shop.orders.open").with_unit("{order}").build(),
        }
    }

    fn record(&self, kind: &'static str, started: Instant) {
        let attributes = [KeyValue::new("order.kind", kind)];
        self.duration.record(started.elapsed().as_secs_f64(), &attributes);
        self.orders.add(1, &attributes);
    }
}

fn order(instruments: &Instruments, order_id: i64) -> Result<(), String> {
    let started = Instant::now();
    let tracer = global::tracer("shop");
    let mut span = tracer.span_builder("order").with_kind(SpanKind::Server).start(&tracer);
    span.set_attribute(KeyValue::new("order.id", order_id));
    instruments.open.add(1, &[]);
    let cx = Context::current_with_span(span);
    let _active = cx.clone().attach();
    let result = tracer.in_span("pay", |cx| {
        cx.span().add_event("asked", vec![KeyValue::new("provider", "bank")]);
        pay(order_id).inspect_err(|error| cx.span().set_status(Status::error(error.clone())))
    });
    if let Err(error) = &result {
        cx.span().set_status(Status::error(error.clone()));
    }
    instruments.open.add(-1, &[]);
    instruments.record("book", started);
    result
}

fn pay(order_id: i64) -> Result<(), String> {
    if order_id > 0 { Ok(()) } else { Err("no such order".to_owned()) }
}

fn traces() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_simple_exporter(opentelemetry_stdout::SpanExporter::default()).build()
}

fn metrics() -> SdkMeterProvider {
    let reader = opentelemetry_prometheus::exporter().build().expect("a reader");
    SdkMeterProvider::builder().with_reader(reader).build()
}

fn main() {
    global::set_tracer_provider(traces());
    global::set_meter_provider(metrics());
    let _ = order(&Instruments::new(), 1);
}
