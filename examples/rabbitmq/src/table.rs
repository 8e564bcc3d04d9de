//! The headers of a message as a carrier of the trace's context.

use lapin::BasicProperties;
use lapin::types::{AMQPValue, FieldTable};
use opentelemetry::propagation::{Extractor, Injector};
use opentelemetry::{Context, global};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// Headers with the context of the current span.
pub fn current() -> FieldTable {
    let mut table = FieldTable::default();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Writer(&mut table)));
    table
}

/// The context that a message came with; an empty one without.
pub fn context(properties: &BasicProperties) -> Context {
    let Some(table) = properties.headers() else { return Context::new() };
    global::get_text_map_propagator(|propagator| propagator.extract(&Reader(table)))
}

struct Writer<'table>(&'table mut FieldTable);

impl Injector for Writer<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.insert(key.into(), AMQPValue::LongString(value.into()));
    }
}

struct Reader<'table>(&'table FieldTable);

impl Extractor for Reader<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        match self.0.inner().get(key)? {
            AMQPValue::LongString(value) => str::from_utf8(value.as_bytes()).ok(),
            _ => None,
        }
    }

    fn keys(&self) -> Vec<&str> {
        self.0.inner().keys().map(|key| key.as_str()).collect()
    }
}
