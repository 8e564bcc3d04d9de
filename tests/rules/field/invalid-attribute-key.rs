use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{Key, KeyValue, global};
use tracing::info_span;

const PADDED: &str = " order.size";
const NONE: &str = "";

fn keys(size: i64, name: &str) {
    let mut span = global::tracer("shop").start("batch");
    span.set_attribute(KeyValue::new("", size)); //~ invalid-attribute-key: is empty
    span.set_attribute(KeyValue::new(NONE, size)); //~ invalid-attribute-key: is empty
    span.set_attribute(KeyValue::new(Key::new(""), size)); //~ invalid-attribute-key: is empty
    span.set_attribute(KeyValue::new("order.size ", size)); //~ invalid-attribute-key: has white space around it
    span.set_attribute(KeyValue::new(PADDED, size)); //~ invalid-attribute-key: has white space around it
    span.set_attribute(KeyValue::new("order\n.size", size)); //~ invalid-attribute-key: control characters
    span.add_event("read", vec![KeyValue::new("\torder.size", size)]); //~ invalid-attribute-key: control characters
    span.set_attribute(KeyValue::new("order.size", "")); // silent: the value is empty, not the key
    span.set_attribute(KeyValue::new("order size", size)); // silent: unusual, but it can be asked for //~ attribute-name-style: has a ` `
    span.set_attribute(KeyValue::new(name.to_owned(), size)); // silent: the key is not in sight
    span.set_attribute(KeyValue::new("größe", size)); // silent: any letters will do //~ attribute-name-style: has a `ö`
    span.end();
    let _guard = info_span!("batch", "order.size " = size).entered(); //~ invalid-attribute-key: has white space around it
    let _other = info_span!("batch", "order.size" = size).entered(); // silent: nothing around it
    let pair = Pair::new("", size); // silent: no attribute
    drop(pair);
}

struct Pair;

impl Pair {
    fn new(_: &str, _: i64) -> Self {
        Self
    }
}

fn main() {}
