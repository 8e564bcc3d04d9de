use std::backtrace::Backtrace;

use axum::extract::{MatchedPath, Request};
use opentelemetry::KeyValue;
use opentelemetry::trace::Span;
use tracing::{info, info_span};

fn routes(span: &mut impl Span, request: &Request, matched: &MatchedPath, path: String) {
    span.set_attribute(KeyValue::new("http.route", request.uri().path().to_owned())); //~ high-cardinality-attribute: holds the raw path
    span.set_attribute(KeyValue::new("url.template", path)); //~ high-cardinality-attribute: holds the raw path `path`
    span.set_attribute(KeyValue::new("http.route", matched.as_str().to_owned())); // silent: a template //~ duplicate-attribute-key: has
    span.set_attribute(KeyValue::new("url.path", request.uri().path().to_owned())); // silent: welcome there
    let _span = info_span!("request", uri = %request.uri(), url.full = %request.uri()).entered(); //~ high-cardinality-attribute: under a name that no backend knows
}

fn errors(span: &mut impl Span, error: std::io::Error) {
    span.set_attribute(KeyValue::new("error.type", error.to_string())); //~ high-cardinality-attribute: the message of `error`
    span.set_attribute(KeyValue::new("exception.message", error.to_string())); // silent: welcome there
}

fn queries(span: &mut impl Span, name: &str, table: &str) {
    span.set_attribute(KeyValue::new("db.query.text", format!("SELECT * FROM boxes WHERE name = '{name}'"))); //~ high-cardinality-attribute: with `name` written into it
    span.set_attribute(KeyValue::new("db.query.text", format!("SELECT * FROM {table} WHERE name = $1"))); // silent: few tables //~ duplicate-attribute-key: has
}

fn spans(order_id: i64) {
    let _one = info_span!("sell", at = ?std::time::SystemTime::now()).entered(); //~ high-cardinality-attribute: a span has its start and end
    let _two = info_span!("sell", trace = %Backtrace::force_capture()).entered(); //~ high-cardinality-attribute: holds a stack trace
    let _three = info_span!("sell", order.id = order_id).entered(); // silent: welcome
    info!(at = ?std::time::SystemTime::now(), "sold"); // silent: a log
}

fn main() {}
