use opentelemetry::global::{BoxedSpan, BoxedTracer};
use opentelemetry::trace::{Link, Span, TraceContextExt, Tracer, TracerProvider, mark_span_as_active};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_sdk::trace::SdkTracerProvider;

fn one_in_the_other() {
    let tracer = global::tracer("farm");
    let mut harvest = tracer.start("harvest"); //~ span-not-active: never made current
    let mut cut = tracer.start("cut");
    cut.end();
    harvest.end();
}

fn by_a_builder() {
    let tracer = global::tracer("farm");
    let mut harvest = tracer.span_builder("harvest").start(&tracer); //~ span-not-active: never made current
    let mut cut = tracer.span_builder("cut").start(&tracer);
    cut.end();
    harvest.end();
}

fn beside_a_scope(tracer: &BoxedTracer) {
    let mut harvest = tracer.start("harvest"); //~ span-not-active: is not its child
    tracer.in_span("cut", |_| work());
    harvest.set_attribute(KeyValue::new("cut", true));
}

fn in_a_context_that_nobody_enters(tracer: &BoxedTracer) {
    let cx = Context::current_with_span(tracer.start("harvest")); //~ span-not-active: never made current
    tracer.in_span("cut", |_| work());
    cx.span().end();
}

fn in_a_loop(tracer: &BoxedTracer, rows: u8) {
    let mut field = tracer.start("field"); //~ span-not-active: never made current
    for _ in 0..rows {
        let mut row = tracer.start("row");
        row.end();
    }
    field.end();
}

fn of_any_tracer<T: Tracer>(tracer: &T) {
    let mut harvest = tracer.start("harvest"); //~ span-not-active: never made current
    let mut cut = tracer.start("cut");
    cut.end();
    harvest.end();
}

fn of_the_sdk(provider: &SdkTracerProvider) {
    let tracer = provider.tracer("farm");
    let mut harvest = tracer.start("harvest"); //~ span-not-active: never made current
    let mut cut = tracer.start("cut");
    cut.end();
    harvest.end();
}

fn on_one_way(tracer: &BoxedTracer, wet: bool) -> u8 {
    let mut harvest = tracer.start("harvest"); //~ span-not-active: never made current
    if wet {
        let mut dry = tracer.start("dry");
        dry.end();
        return 1;
    }
    harvest.end();
    0
}

fn one_after_the_other(tracer: &BoxedTracer) {
    let mut sow = tracer.start("sow"); // silent: it has ended when the next one starts
    sow.end();
    let mut reap = tracer.start("reap");
    reap.end();
    {
        let _plough = tracer.start("plough"); // silent: it ends with its block
        work();
    }
    let rake = tracer.start("rake"); // silent: dropped before the next one starts
    drop(rake);
    let _rest = tracer.start("rest");
}

fn given_as_parent(tracer: &BoxedTracer) {
    let harvest = Context::current_with_span(tracer.start("harvest"));
    let mut cut = tracer.start_with_context("cut", &harvest); // silent: it is told its parent
    cut.end();
    let mut bind = tracer.span_builder("bind").start_with_context(tracer, &harvest); // silent: it is told its parent
    bind.end();
}

fn made_current(tracer: &BoxedTracer) {
    let harvest = tracer.start("harvest"); // silent: it is made current
    let _active = mark_span_as_active(harvest);
    let mut cut = tracer.start("cut");
    cut.end();
}

fn attached(tracer: &BoxedTracer) {
    let cx = Context::current_with_span(tracer.start("harvest")); // silent: its context is attached
    let _guard = cx.clone().attach();
    let mut cut = tracer.start("cut");
    cut.end();
    cx.span().end();
}

fn linked(tracer: &BoxedTracer) {
    let seed = tracer.start("seed"); // silent: the other is linked to it
    let links = vec![Link::with_context(seed.span_context().clone())];
    let mut plant = tracer.span_builder("plant").with_links(links).start(tracer);
    plant.end();
    drop(seed);
}

fn beside_a_task(tracer: &BoxedTracer) {
    let mut order = tracer.start("order"); // silent: who knows what is current when the task runs
    let task = move || {
        let mut cut = global::tracer("farm").start("cut");
        cut.end();
    };
    task();
    order.end();
}

fn handed_over(tracer: &BoxedTracer) {
    let harvest = tracer.start("harvest"); // silent: somebody else has it
    keep(harvest);
    let mut cut = tracer.start("cut");
    cut.end();
}

fn returned(tracer: &BoxedTracer) -> (BoxedSpan, BoxedSpan) {
    let first = tracer.start("first"); // silent: the caller gets both
    let second = tracer.start("second");
    (first, second)
}

fn under_a_span_of_the_caller(tracer: &BoxedTracer, cx: &Context) {
    let _guard = cx.clone().attach();
    let mut cut = tracer.start("cut"); // silent: both are children of what is current
    let mut bind = tracer.start("bind");
    cut.end();
    bind.end();
}

#[tracing::instrument(skip(tracer))]
fn beside_each_other(tracer: &BoxedTracer) {
    let mut cut = tracer.start("cut"); // silent: both are children of the function's span
    let mut bind = tracer.start("bind");
    cut.end();
    bind.end();
}

fn in_a_scope(tracer: &BoxedTracer) {
    tracer.in_span("harvest", |_| {
        let mut cut = tracer.start("cut"); // silent: both are children of the scope's span
        let mut bind = tracer.start("bind");
        cut.end();
        bind.end();
    });
}

fn keep(_: BoxedSpan) {}

fn work() {}

fn main() {}
