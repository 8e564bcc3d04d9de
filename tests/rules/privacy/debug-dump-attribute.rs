use axum::http::HeaderMap;
use opentelemetry::KeyValue;
use opentelemetry::trace::Span;
use tracing::{info, info_span};

#[derive(Debug)]
struct Cart {
    items: Vec<Item>,
}

#[derive(Debug)]
struct Item {
    name: String,
    price: i64,
    count: i64,
}

#[derive(Debug)]
struct Point {
    x: i64,
    y: i64,
}

fn calls(span: &mut impl Span, cart: &Cart, headers: &HeaderMap, point: Point, document: serde_json::Value) {
    span.set_attribute(KeyValue::new("cart", format!("{cart:?}"))); //~ debug-dump-attribute: with all of `items`
    span.set_attribute(KeyValue::new("headers", format!("{:?}", headers))); //~ debug-dump-attribute: all headers
    span.set_attribute(KeyValue::new("document", format!("{document:#?}"))); //~ debug-dump-attribute: a document of any size
    span.set_attribute(KeyValue::new("point", format!("{point:?}"))); // silent: two numbers
    span.set_attribute(KeyValue::new("cart.items", cart.items.len() as i64)); // silent: a number
}

fn fields(cart: &Cart, headers: &HeaderMap) {
    let _one = info_span!("checkout", ?cart).entered(); //~ debug-dump-attribute: with all of `items`
    let _two = info_span!("checkout", http.headers = ?headers).entered(); //~ debug-dump-attribute: all headers //~ reserved-attribute-namespace: under `http.`
    let _three = info_span!("checkout", count = cart.items.len() as i64).entered(); // silent: a number
    info!(?cart, "checked out"); // silent: a log, for whoever looks for a fault
}

fn main() {}
