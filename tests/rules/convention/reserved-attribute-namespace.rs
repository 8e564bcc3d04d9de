use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{KeyValue, global};

fn order(total: i64) {
    let mut span = global::tracer("shop").start("order");
    span.set_attribute(KeyValue::new("otel.shop", "north")); //~ reserved-attribute-namespace: OpenTelemetry's own
    span.set_attribute(KeyValue::new("http.shop", "north")); //~ reserved-attribute-namespace: under `http.`
    span.set_attribute(KeyValue::new("otel.scope.name", "north")); // silent: one of theirs
    span.set_attribute(KeyValue::new("http.route", "/orders")); // silent: one of theirs
    span.set_attribute(KeyValue::new("http.request.header.age", "12")); // silent: one of theirs
    span.set_attribute(KeyValue::new("shop.http.total", total)); // silent: one of ours
    span.set_attribute(KeyValue::new("total", total)); // silent: no namespace
    span.end();
    let _guard = tracing::info_span!("order", http.total = total, otel.kind = "client").entered(); //~ reserved-attribute-namespace: under `http.`
    let _inner = tracing::info_span!("order", http.shop = "south").entered(); // silent: told above
}

fn main() {}
