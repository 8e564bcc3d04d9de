use bytes::Bytes;
use opentelemetry::KeyValue;
use opentelemetry::trace::Span;
use tracing::{info, info_span};

struct Message {
    payload: Vec<u8>,
    id: i64,
}

fn calls(span: &mut impl Span, body: String, raw_body: Bytes, message: &Message) {
    span.set_attribute(KeyValue::new("request", body.clone())); //~ payload-attribute: `request` holds `body`, the body of a message
    span.set_attribute(KeyValue::new("raw", String::from_utf8_lossy(&raw_body).into_owned())); //~ payload-attribute: `raw` holds `raw_body`
    span.set_attribute(KeyValue::new("message", format!("{:?}", message.payload))); //~ payload-attribute: holds `message.payload` //~ debug-dump-attribute: bytes, number by number
    span.set_attribute(KeyValue::new("request.size", body.len() as i64)); // silent: a number
    span.set_attribute(KeyValue::new("message.id", message.id)); // silent: an id
}

fn fields(body: &str) {
    let _one = info_span!("handle", body).entered(); //~ payload-attribute: `body` holds `body`
    let _two = info_span!("handle", body.len = body.len() as i64).entered(); // silent: a number
    info!(%body, "refused"); // silent: a log, for whoever looks for a fault
}

fn main() {}
