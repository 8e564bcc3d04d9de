use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator;
use opentelemetry::trace::{Span, SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use opentelemetry_sdk::propagation::TraceContextPropagator;

fn beside(headers: &mut HashMap<String, String>) {
    let tracer = global::tracer("api");
    let mut span = tracer.span_builder("publish").with_kind(SpanKind::Producer).start(&tracer);
    global::get_text_map_propagator(|propagator| propagator.inject(headers)); //~ inject-without-span: is not current here
    span.end();
}

fn current_by_hand(headers: &mut HashMap<String, String>) {
    let mut span = global::tracer("api").start("publish");
    let propagator = TraceContextPropagator::new();
    propagator.inject_context(&Context::current(), headers); //~ inject-without-span: the consumer starts a new trace
    span.end();
}

fn in_its_context(headers: &mut HashMap<String, String>) {
    let cx = Context::current_with_span(global::tracer("api").start("publish"));
    global::get_text_map_propagator(|propagator| propagator.inject_context(&cx, headers)); // silent: that context holds the span
    cx.span().end();
}

fn attached(headers: &mut HashMap<String, String>) {
    let cx = Context::current_with_span(global::tracer("api").start("publish"));
    let _guard = cx.clone().attach();
    global::get_text_map_propagator(|propagator| propagator.inject(headers)); // silent: the span is current
    cx.span().end();
}

fn in_span(headers: &mut HashMap<String, String>) {
    global::tracer("api").in_span("publish", |_cx| {
        global::get_text_map_propagator(|propagator| propagator.inject(headers)); // silent: the span is current
    });
}

fn ended(headers: &mut HashMap<String, String>) {
    let mut span = global::tracer("api").start("prepare");
    span.end();
    global::get_text_map_propagator(|propagator| propagator.inject(headers)); // silent: that span is over, the caller's counts
}

fn without_span(headers: &mut HashMap<String, String>) {
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), headers)); // silent: the caller's span
}

fn main() {}
