//! Spans that are open when their pipeline is shut down, and those that only look so.
use opentelemetry::trace::{Span, TraceContextExt, Tracer, TracerProvider as _};
use opentelemetry::{Context, global};
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn batch() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    SdkTracerProvider::builder().with_batch_exporter(exporter).build()
}

fn open_to_the_end() {
    let provider = batch();
    let span = provider.tracer("shop").start("run");
    let _ = provider.shutdown(); //~ shutdown-before-span-end: while a span is open
    drop(span);
}

fn open_by_its_name() {
    let provider = batch();
    let _run = provider.tracer("shop").start("run");
    provider.shutdown().unwrap(); //~ shutdown-before-span-end: what ends after that is lost
}

fn ended() {
    let provider = batch();
    let mut span = provider.tracer("shop").start("run");
    span.end();
    let _ = provider.shutdown(); // silent: the span is ended
}

fn dropped() {
    let provider = batch();
    let span = provider.tracer("shop").start("run");
    drop(span);
    let _ = provider.shutdown(); // silent: the span is ended
}

fn in_a_block() {
    let provider = batch();
    {
        let _span = provider.tracer("shop").start("run");
    }
    let _ = provider.shutdown(); // silent: the span ended with the block
}

fn only_flushed() {
    let provider = batch();
    let mut span = provider.tracer("shop").start("run");
    let _ = provider.force_flush(); // silent: the span is exported later
    span.end();
    let _ = provider.shutdown();
}

fn of_metrics(meters: &SdkMeterProvider) {
    let provider = batch();
    let meters = meters.clone();
    let mut span = provider.tracer("shop").start("run");
    let _ = meters.shutdown(); // silent: that is another pipeline
    span.end();
    let _ = provider.shutdown();
}

fn entered_span() {
    let provider = batch();
    let run = tracing::info_span!("run");
    let _entered = run.enter();
    let _ = provider.shutdown(); //~ shutdown-before-span-end: while a span is open
}

fn left_span() {
    let provider = batch();
    let entered = tracing::info_span!("run").entered();
    drop(entered);
    let _ = provider.shutdown(); // silent: left before
}

fn attached() {
    let provider = batch();
    let span = provider.tracer("shop").start("run");
    let _guard = Context::current_with_span(span).attach();
    let _ = provider.shutdown(); //~ shutdown-before-span-end: while a span is open
}

fn perhaps(is_long: bool) {
    let provider = batch();
    let mut span = provider.tracer("shop").start("run");
    if is_long {
        span.end();
    }
    let _ = provider.shutdown(); // silent: it may have ended
}

fn given_away(keep: impl Fn(global::BoxedSpan)) {
    let provider = batch();
    let span = global::tracer("shop").start("run");
    keep(span);
    let _ = provider.shutdown(); // silent: it may have ended
}

fn by_scope() {
    let provider = batch();
    provider.tracer("shop").in_span("run", |_| {});
    let _ = provider.shutdown(); // silent: the span ended with its closure
}

fn after_that() {
    let provider = batch();
    let _ = provider.shutdown(); // silent: nothing was open
}

struct Door;

impl Door {
    fn shutdown(&self) {}
}

fn of_others(door: &Door) {
    let provider = batch();
    let mut span = provider.tracer("shop").start("run");
    door.shutdown(); // silent: no pipeline
    span.end();
    let _ = provider.shutdown();
}

fn main() {}
