//! Headers of a record as carriers. `insert` takes them by value, so none of them is filled in place.

use opentelemetry::global;
use opentelemetry::propagation::{Extractor, Injector};
use rdkafka::message::{BorrowedHeaders, Header, Headers, OwnedHeaders};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

#[derive(Default)]
pub struct Owned(pub OwnedHeaders);

impl Injector for Owned {
    fn set(&mut self, key: &str, value: String) {
        let headers = std::mem::take(&mut self.0);
        self.0 = headers.insert(Header { key, value: Some(value.as_str()) });
    }
}

/// The same with an option, as others write it.
pub struct Filled(pub Option<OwnedHeaders>);

impl Injector for Filled {
    fn set(&mut self, key: &str, value: String) {
        let headers = self.0.take().unwrap_or_default();
        self.0 = Some(headers.insert(Header { key, value: Some(value.as_bytes()) }));
    }
}

pub struct Read<'message>(pub &'message BorrowedHeaders);

impl Extractor for Read<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.iter().find(|header| header.key == key).and_then(|header| str::from_utf8(header.value?).ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.iter().map(|header| header.key).collect()
    }
}

/// Headers with the context of the current span.
pub fn current() -> OwnedHeaders {
    let mut headers = Owned::default();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut headers));
    headers.0
}

/// Adds the context to headers that there are.
pub fn with_context(headers: OwnedHeaders) -> OwnedHeaders {
    proof_trace::headers().iter().fold(headers, |headers, (key, value)| headers.insert(Header { key, value: Some(value) }))
}
