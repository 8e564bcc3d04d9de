use opentelemetry::trace::{Span, SpanBuilder, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use tracing::instrument;

fn in_a_span() {
    let tracer = global::tracer("shop");
    tracer.in_span("checkout", |cx| {
        tracer.start_with_context("charge", &Context::new()).end(); //~ context-new-breaks-trace: `start_with_context` gets an empty context
        tracer.start_with_context("charge", &cx).end(); // silent: the context of the span
    });
    let _guard = Context::current_with_span(tracer.start("checkout")).attach();
    let empty = Context::new();
    tracer.build_with_context(SpanBuilder::from_name("charge"), &empty).end(); //~ context-new-breaks-trace: `build_with_context` gets an empty context
    tracer.start_with_context("charge", &Context::current()).end(); // silent: what is current
}

#[instrument]
fn in_an_instrumented_function() {
    global::tracer("shop").start_with_context("charge", &Context::new()).end(); //~ context-new-breaks-trace: starts a new trace beside the current one
}

fn without_a_span() {
    global::tracer("shop").start_with_context("sweep", &Context::new()).end(); // silent: the first span of its trace
}

#[instrument]
fn linked(cx: Context) {
    let mut span = global::tracer("shop").start_with_context("report", &Context::new()); // silent: who links spans means them to stand alone
    span.add_link(cx.span().span_context().clone(), Vec::new());
    span.end();
}

#[instrument]
fn in_a_task() {
    tokio::spawn(async { global::tracer("shop").start_with_context("sweep", &Context::new()).end() }); // silent: the task leaves the trace on purpose
}

fn main() {}
