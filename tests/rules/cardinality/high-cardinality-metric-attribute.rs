use axum::extract::{Path, Request};
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Histogram};
use opentelemetry::trace::Span;
use uuid::Uuid;

enum Outcome {
    Sold,
    Refused,
}

#[derive(Debug)]
enum Refusal {
    TooLate,
    TooMany,
}

fn keys(orders: &Counter<u64>, request: &Request, user: &str, route: &str) {
    orders.add(1, &[KeyValue::new("url.path", request.uri().path().to_owned())]); //~ high-cardinality-metric-attribute: `url.path` has no bound
    orders.add(1, &[KeyValue::new("user.id", user.to_owned())]); //~ high-cardinality-metric-attribute: `user.id` has no bound
    orders.add(1, &[KeyValue::new("http.request.header.accept", "text".to_owned() + route)]); //~ high-cardinality-metric-attribute: has no bound
    orders.add(1, &[KeyValue::new("http.route", "/orders")]); // silent: few routes
    orders.add(1, &[KeyValue::new("session.id", "none")]); // silent: always the same
}

fn values(orders: &Counter<u64>, times: &Histogram<f64>, request: &Request, order_id: i64, worker_id: i64, outcome: &Outcome) {
    orders.add(1, &[KeyValue::new("order", order_id)]); //~ high-cardinality-metric-attribute: holds `order_id`, and each id
    times.record(0.1, &[KeyValue::new("call", Uuid::new_v4().to_string())]); //~ high-cardinality-metric-attribute: each id
    times.record(0.1, &[KeyValue::new("path", request.uri().path().to_owned())]); //~ high-cardinality-metric-attribute: each path
    times.record(0.1, &[KeyValue::new("at", format!("{:?}", std::time::SystemTime::now()))]); //~ high-cardinality-metric-attribute: each value
    orders.add(1, &[KeyValue::new("worker", worker_id)]); // silent: few workers
    orders.add(1, &[KeyValue::new("outcome", outcome.name())]); // silent: who knows
}

fn errors(failures: &Counter<u64>, error: std::io::Error, refusal: Refusal) {
    failures.add(1, &[KeyValue::new("error.type", error.to_string())]); //~ high-cardinality-metric-attribute: the message of `error`
    failures.add(1, &[KeyValue::new("error.type", format!("{error}"))]); //~ high-cardinality-metric-attribute: the message of `error`
    failures.add(1, &[KeyValue::new("error.type", format!("{:?}", error.kind()))]); // silent: few kinds
    failures.add(1, &[KeyValue::new("error.type", format!("{refusal:?}"))]); // silent: one of two
}

async fn handler(orders: Counter<u64>, Path(name): Path<String>) {
    orders.add(1, &[KeyValue::new("name", name)]); //~ high-cardinality-metric-attribute: whoever sends the request chooses
}

fn variables(orders: &Counter<u64>, span: &mut impl Span, order_id: i64) {
    let attributes = [KeyValue::new("order", order_id)]; //~ high-cardinality-metric-attribute: holds `order_id`
    orders.add(1, &attributes);
    let mut more = Vec::new();
    more.push(KeyValue::new("order", order_id)); //~ high-cardinality-metric-attribute: holds `order_id`
    orders.add(1, &more);
    let fine = [KeyValue::new("order", order_id)]; // silent: fine on the span
    span.set_attributes(fine);
    span.set_attribute(KeyValue::new("session.id", format!("{order_id}"))); // silent: fine on the span
}

fn main() {}
