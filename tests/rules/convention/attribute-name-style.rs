use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{KeyValue, global};

fn order(total: i64) {
    let mut span = global::tracer("shop").start("order");
    span.set_attribute(KeyValue::new("orderTotal", total)); //~ attribute-name-style: has a `T`
    span.set_attribute(KeyValue::new("order-total", total)); //~ attribute-name-style: has a `-`
    span.set_attribute(KeyValue::new("order total", total)); //~ attribute-name-style: has a ` `
    span.set_attribute(KeyValue::new("order..total", total)); //~ attribute-name-style: `..` where a letter or digit is expected
    span.set_attribute(KeyValue::new("order_", total)); //~ attribute-name-style: `_` where a letter or digit is expected
    span.set_attribute(KeyValue::new("order.total_2", total)); // silent: as they should be
    span.set_attribute(KeyValue::new("http.request.header.Content-Type", "text")); // silent: theirs
    span.end();
}

fn fields(total: i64) {
    let _guard = tracing::info_span!("order", orderSum = total).entered(); //~ attribute-name-style: has a `S`
    let _inner = tracing::info_span!("order", orderSum = total).entered(); // silent: told above
    tracing::info!(orderAverage = total); // silent: the fields of logs are nobody's columns
}

fn main() {}
