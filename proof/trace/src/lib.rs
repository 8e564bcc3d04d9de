//! What a service keeps in a crate of its own: the context of a trace into carriers and out of them. Names say little on purpose:
//! some tell the contrary of what the function does.

use std::collections::HashMap;

use opentelemetry::propagation::{Extractor, Injector};
use opentelemetry::trace::TraceContextExt;
use opentelemetry::{Context, global};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Carries the context: `traceparent` and what else the propagator writes.
pub fn headers() -> HashMap<String, String> {
    let mut headers = HashMap::new();
    inject(&mut headers);
    headers
}

/// Writes the context of the current span into a carrier.
pub fn inject(carrier: &mut dyn Injector) {
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), carrier));
}

/// Writes `traceparent` by hand. Nothing is written outside of a trace.
pub fn traceparent() -> Option<String> {
    let context = Span::current().context();
    let span = context.span().span_context().clone();
    span.is_valid().then(|| format!("00-{}-{}-{:02x}", span.trace_id(), span.span_id(), span.trace_flags().to_u8()))
}

/// Reads the context that a message came with.
pub fn context(carrier: &dyn Extractor) -> Context {
    global::get_text_map_propagator(|propagator| propagator.extract(carrier))
}

/// Makes a span the child of the one that a message came from. To be called before the span is entered.
pub fn continue_from(span: &Span, carrier: &dyn Extractor) {
    let _ = span.set_parent(context(carrier));
}

/// Carries the context, although its name says that it takes something out.
pub fn extract_trace_data() -> HashMap<String, String> {
    headers()
}

/// Carries no context, although its name says so.
pub fn inject_shop(headers: &mut HashMap<String, String>) {
    headers.insert("x-shop".to_owned(), "berlin".to_owned());
}
