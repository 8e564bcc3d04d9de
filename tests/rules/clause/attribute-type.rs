//% version: 1
//% attributes:
//%   order.items: { type: int }
//%   order.total: { type: number }
//%   order.weight: { type: double }
//%   order.gift: { type: boolean }
//%   order.number: { type: string }
//%   order.parts: { type: "string[]" }
//%   order.extra: { type: any }
//%   http.response.status_code: { type: string }
use opentelemetry::KeyValue;
use tracing::{info, info_span};

fn call(attributes: &mut Vec<KeyValue>, count: i64, share: f64, text: String) {
    attributes.push(KeyValue::new("order.items", count.to_string())); //~ attribute-type: `order.items` is of type int in the contract (contract.yaml:3), and here it is string
    attributes.push(KeyValue::new("order.items", share)); //~ attribute-type: of type int
    attributes.push(KeyValue::new("order.items", count)); // silent: it is an int
    attributes.push(KeyValue::new("order.total", count)); // silent: number is int
    attributes.push(KeyValue::new("order.total", share)); // silent: or double
    attributes.push(KeyValue::new("order.total", "12.5")); //~ attribute-type: of type number
    attributes.push(KeyValue::new("order.weight", count)); // silent: a whole number is a double too
    attributes.push(KeyValue::new("order.gift", 1)); //~ attribute-type: of type boolean in the contract (contract.yaml:6), and here it is int
    attributes.push(KeyValue::new("order.number", count)); //~ attribute-type: of type string
    attributes.push(KeyValue::new("order.parts", text)); //~ attribute-type: of type string[]
    attributes.push(KeyValue::new("order.extra", count)); // silent: any is any
    attributes.push(KeyValue::new("http.response.status_code", "404")); // silent: here the contract decides, not the conventions
}

fn fields(count: i64, size: u32, maybe: Option<i64>) {
    let span = info_span!("order", order.items = %count, order.total = count); //~ attribute-type: `order.items` is of type int
    let _guard = span.enter();
    let _other = info_span!("other", order.items = maybe).entered(); // silent: what it exports is an int
    info!(order.items = ?count, "placed"); // silent: what becomes of an event's field depends on the bridge
    let _number = info_span!("number", order.number = size).entered(); // silent: unsigned numbers arrive as text
}

fn main() {}
