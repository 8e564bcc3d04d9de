use std::collections::HashMap;

use opentelemetry::trace::{Link, Span, SpanKind, TraceContextExt, Tracer};
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::{Context, global};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing_opentelemetry::OpenTelemetrySpanExt;

fn dropped(headers: &HashMap<String, String>) {
    global::get_text_map_propagator(|propagator| propagator.extract(headers)); //~ extract-unused: dropped at once
    let _ = TraceContextPropagator::new().extract(headers); //~ extract-unused: dropped at once
    global::tracer("worker").in_span("handle", |_cx| {});
}

fn unused(headers: &HashMap<String, String>) {
    let _parent = global::get_text_map_propagator(|propagator| propagator.extract(headers)); //~ extract-unused: `_parent` is never used
    global::tracer("worker").in_span("handle", |_cx| {});
}

fn parent(headers: &HashMap<String, String>) {
    let parent = global::get_text_map_propagator(|propagator| propagator.extract(headers)); // silent: a parent
    let tracer = global::tracer("worker");
    let mut span = tracer.start_with_context("handle", &parent);
    span.end();
}

fn attached(headers: &HashMap<String, String>) {
    let context = global::get_text_map_propagator(|propagator| propagator.extract(headers)); // silent: made current
    let _guard = context.attach();
    global::tracer("worker").in_span("handle", |_cx| {});
}

fn linked(headers: &HashMap<String, String>) {
    let other = global::get_text_map_propagator(|propagator| propagator.extract(headers)); // silent: a link
    let tracer = global::tracer("worker");
    let link = Link::with_context(other.span().span_context().clone());
    let mut span = tracer.span_builder("handle").with_links(vec![link]).start(&tracer);
    span.end();
}

fn set(headers: &HashMap<String, String>) {
    let span = tracing::info_span!("handle");
    let _ = span.set_parent(global::get_text_map_propagator(|propagator| propagator.extract(headers))); // silent: a parent
    let _entered = span.enter();
}

fn handed_out(headers: &HashMap<String, String>) -> Context {
    global::get_text_map_propagator(|propagator| propagator.extract(headers)) // silent: the caller uses it
}

#[derive(Default)]
struct Job {
    trace: HashMap<String, String>,
    body: String,
}

fn next_job() -> Job {
    Job::default()
}

fn consume() {
    let job = next_job();
    let tracer = global::tracer("worker");
    let mut span = tracer.span_builder("consume").with_kind(SpanKind::Consumer).start(&tracer); //~ extract-unused: this span consumes `job`, whose `trace` carry the trace context
    span.set_attribute(opentelemetry::KeyValue::new("len", job.body.len() as i64));
    span.end();
}

fn consume_with_parent() {
    let job = next_job();
    let tracer = global::tracer("worker");
    let parent = global::get_text_map_propagator(|propagator| propagator.extract(&job.trace));
    let mut span = tracer.span_builder("consume").with_kind(SpanKind::Consumer).start_with_context(&tracer, &parent); // silent: a parent
    span.end();
}

fn produce() {
    let job = next_job();
    let tracer = global::tracer("worker");
    let mut span = tracer.span_builder("produce").with_kind(SpanKind::Producer).start(&tracer); // silent: it sends
    span.set_attribute(opentelemetry::KeyValue::new("len", job.body.len() as i64));
    span.end();
}

fn main() {}
