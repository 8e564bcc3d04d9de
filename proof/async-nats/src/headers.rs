//! Headers as carriers.

use async_nats::HeaderMap;
use opentelemetry::global;
use opentelemetry::propagation::{Extractor, Injector};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

pub struct Write<'headers>(pub &'headers mut HeaderMap);

impl Injector for Write<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key, value);
    }
}

pub struct Read<'headers>(pub &'headers HeaderMap);

impl Extractor for Read<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(|value| value.as_str())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.iter().map(|(name, _)| name.as_ref()).collect()
    }
}

/// Headers with the context of the current span.
pub fn current() -> HeaderMap {
    let mut headers = HeaderMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Write(&mut headers)));
    headers
}

/// Headers as they are collected.
pub fn collected() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (key, value) in proof_trace::headers() {
        headers.insert(key, value);
    }
    headers
}
