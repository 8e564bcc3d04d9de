//! Builders that are configured and forgotten.
use opentelemetry::metrics::Meter;
use opentelemetry::trace::{Span, SpanBuilder, SpanKind, Tracer};
use opentelemetry::{KeyValue, global};

fn spans() {
    let tracer = global::tracer("orders");
    tracer.span_builder("a"); //~ builder-not-finished: the span never starts
    tracer.span_builder("b").with_kind(SpanKind::Client); //~ builder-not-finished: dropped in its own statement
    let _ = tracer.span_builder("c").with_attributes([KeyValue::new("k", 1)]); //~ builder-not-finished: dropped in its own statement
    let _builder = tracer.span_builder("d").with_kind(SpanKind::Server); //~ builder-not-finished: `_builder` is never used
    let forgotten = SpanBuilder::from_name("e"); //~ builder-not-finished: `forgotten` is never used
    let kept = tracer.span_builder("f");
    kept.clone().with_kind(SpanKind::Server); //~ builder-not-finished: dropped in its own statement
    let mut span = kept.start(&tracer); // silent: this one is started
    span.end();
}

fn finished() {
    let tracer = global::tracer("orders");
    let builder = tracer.span_builder("g").with_kind(SpanKind::Client);
    drop(tracer.build(builder)); // silent: the tracer builds it
    let mut builder = tracer.span_builder("h");
    builder = builder.with_kind(SpanKind::Client);
    let _other = builder.start(&tracer); // silent: started in the end
    let held = tracer.span_builder("i");
    keep(held); // silent: handed on
    let options = Some(tracer.span_builder("j"));
    let _ = options; // silent: who knows
}

fn keep(_builder: SpanBuilder) {}

fn handed_out() -> SpanBuilder {
    let builder = global::tracer("orders").span_builder("k");
    builder // silent: whoever calls starts it
}

fn instruments(meter: &Meter) {
    meter.u64_counter("a").with_unit("1"); //~ builder-not-finished: never built
    let _ = meter.f64_histogram("b").with_unit("By"); //~ builder-not-finished: never built
    let _c = meter.u64_gauge("c"); //~ builder-not-finished: `_c` is never built
    meter.u64_observable_gauge("d").with_callback(|observer| observer.observe(1, &[])); //~ builder-not-finished: never built
    meter.u64_observable_gauge("e").with_unit("1").with_callback(|observer| observer.observe(1, &[])).build(); // silent: the callback stays
    meter.u64_counter("f").with_unit("1").build().add(1, &[]); // silent: built and used at once //~ instrument-created-per-call: for one measurement
    let later = meter.u64_counter("g").with_unit("1");
    let _g = later.build(); // silent: built in the end
}

macro_rules! builder {
    ($tracer:expr, $name:expr) => {
        $tracer.span_builder($name)
    };
}

fn made_by_macro() {
    let tracer = global::tracer("orders");
    let _span = builder!(tracer, "l").start(&tracer); // silent: the macro's value is started
}

fn conditional() {
    let tracer = global::tracer("orders");
    #[cfg(feature = "server")]
    let builder = tracer.span_builder("m").with_kind(SpanKind::Server); // silent: what uses it may be left out as well
    #[cfg(feature = "server")]
    let _span = builder.start(&tracer);
    let _ = &tracer;
}

struct SpanBuilderOfMine;

impl SpanBuilderOfMine {
    fn span_builder(&self, _name: &str) -> Self {
        Self
    }
}

fn look_alike(tracer: &SpanBuilderOfMine) {
    tracer.span_builder("n"); // silent: another type
}

fn main() {}
