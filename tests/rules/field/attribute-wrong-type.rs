use opentelemetry::trace::{Span, SpanBuilder, Tracer};
use opentelemetry::{Key, KeyValue, global};
use opentelemetry_semantic_conventions as semconv;
use opentelemetry_semantic_conventions::attribute::*;
use tracing::field::Empty;
use tracing::info_span;

const RESENDS: &str = semconv::trace::HTTP_REQUEST_RESEND_COUNT;

struct Keys;

impl Keys {
    const BODY: &'static str = concat!("http.request", ".body.size");
}

fn calls(status: i64, port: String, retries: i64) {
    let mut span = global::tracer("shop").start("call");
    span.set_attribute(KeyValue::new("http.response.status_code", status.to_string())); //~ attribute-wrong-type: the type int, and this is exported as string
    span.set_attribute(KeyValue::new(RESENDS, "2")); //~ attribute-wrong-type: `http.request.resend_count` the type int
    span.set_attribute(KeyValue::new(SERVER_PORT, port)); //~ attribute-wrong-type: `server.port` the type int
    span.set_attribute(KeyValue::new(Keys::BODY, format!("{retries}"))); //~ attribute-wrong-type: `http.request.body.size` the type int
    span.set_attribute(KeyValue::new(Key::new("http.request.method"), 5)); //~ attribute-wrong-type: the type string, and this is exported as int
    span.set_attribute(KeyValue::new(String::from("error.type"), status)); //~ attribute-wrong-type: `error.type` the type string
    span.set_attributes(vec![KeyValue::new("server.address", true)]); //~ attribute-wrong-type: exported as boolean
    span.set_attribute(KeyValue::new("http.response.body.size", status)); // silent: a number
    span.set_attribute(KeyValue::new("client.port", unknown())); // silent: its type is not known
    span.set_attribute(KeyValue::new("shop.status", status.to_string())); // silent: no key of the conventions
    span.set_attribute(KeyValue::new("http.request.header.age", "12")); // silent: a header is text
    span.set_attribute(KeyValue::new("client.address", "shop")); // silent: text
    span.end();
}

fn builder(builder: SpanBuilder) -> SpanBuilder {
    builder.with_attributes([KeyValue::new("server.port", "80")]) //~ attribute-wrong-type: `server.port` the type int
}

fn fields(status: i64, method: &str, response: &Response) {
    let span = info_span!("call", http.response.status_code = %status, server.port = 80); //~ attribute-wrong-type: `?` and `%` export text
    let _one = span.enter();
    let _two = info_span!("call", "http.response.status_code" = "200").entered(); //~ attribute-wrong-type: this is exported as string
    let _three = info_span!("call", { HTTP_REQUEST_METHOD } = status).entered(); //~ attribute-wrong-type: `http.request.method` the type string
    let _four = info_span!("call", http.request.method = method, server.address = ?response).entered(); // silent: text
    let _five = info_span!("call", http.response.status_code = Empty).entered(); // silent: nothing yet
    let _six = info_span!("call", db.response.status_code = %status).entered(); // silent: that one is text
    tracing::info!(http.response.status_code = %status, "answered"); // silent: an event is no span
}

struct Response;

fn main() {}
