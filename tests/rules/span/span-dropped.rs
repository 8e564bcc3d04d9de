use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{Span as _, SpanKind, Tracer};
use opentelemetry::{Context, KeyValue};

struct Timer;

impl Timer {
    fn start(&self, _label: &str) -> u8 {
        0
    }
}

struct Depot {
    tracer: BoxedTracer,
    timer: Timer,
}

impl Depot {
    fn receive(&self, crates: i64) {
        let _ = self.tracer.start("receive"); //~ span-dropped: ends in the statement that starts it
        self.tracer.start("unload"); //~ span-dropped: measures nothing
        let _ = self.timer.start("receive"); // silent: a timer of our own
        self.timer.start("receive"); // silent: a timer of our own
        let mut span = self.tracer.start("count"); // silent: kept to the end of the block
        span.set_attribute(KeyValue::new("crates", crates));
    }
}

fn builders() {
    let tracer = global::tracer("depot");
    tracer.span_builder("pack").with_kind(SpanKind::Internal).start(&tracer); //~ span-dropped: measures nothing
    let _ = tracer.build(tracer.span_builder("pack")); //~ span-dropped: measures nothing
    _ = tracer.start_with_context("pack", &Context::current()); //~ span-dropped: measures nothing
    tracer.build_with_context(tracer.span_builder("pack"), &Context::current()); //~ span-dropped: measures nothing
    let builder = tracer.span_builder("pack"); // silent: nothing is started yet
    let _span = builder.start(&tracer); // silent: it has a name
}

fn generic<T: Tracer>(tracer: &T) {
    let _ = tracer.start("generic"); //~ span-dropped: measures nothing
    let span = tracer.start("generic"); // silent: it is handed on
    finish(span);
}

fn finish<S: opentelemetry::trace::Span>(mut span: S) {
    span.end();
}

fn marked() {
    let tracer = global::tracer("depot");
    tracer.start("marker").end(); // silent: a span without length, on purpose
    drop(tracer.start("marker")); // silent: dropped in so many words
    tracer.in_span("scope", |_cx| 1 + 1); // silent: active while the closure runs
    let span = tracer.start("moved");
    let _ = span; // silent: `_` does not move a variable
}

fn started(tracer: &BoxedTracer) -> impl opentelemetry::trace::Span + use<> {
    tracer.start("returned") // silent: the caller keeps it
}

fn work() -> Result<(), std::fmt::Error> {
    let tracer = global::tracer("depot");
    let _span = tracer.start("work"); // silent: ends with the block, also after `?`
    Err(std::fmt::Error)?; //~ error-path-without-status: keeps its status unset
    Ok(())
}

fn main() {}
