use std::collections::HashMap;

use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{Key, KeyValue, global};

fn keys(order_id: &str, user: &User, parts: &[Part], headers: &HashMap<String, String>, region: &'static str) {
    let mut span = global::tracer("shop").start("order");
    span.set_attribute(KeyValue::new(format!("order.{order_id}.size"), 3)); //~ dynamic-attribute-key: built from `order_id`
    span.set_attribute(KeyValue::new(format!("user.{}", user.session_id), true)); //~ dynamic-attribute-key: built from `user.session_id`
    span.set_attribute(KeyValue::new(Key::new(format!("seen.{}", order_id)), true)); //~ dynamic-attribute-key: built from `order_id`
    for (at, part) in parts.iter().enumerate() {
        span.set_attribute(KeyValue::new(format!("part.{}.name", at), part.name.clone())); //~ dynamic-attribute-key: built from `at` //~ unbounded-in-loop: adds an attribute
        span.set_attribute(KeyValue::new(format!("part.{}", part.number), 1)); //~ dynamic-attribute-key: built from `part.number` //~ unbounded-in-loop: adds an attribute
    }
    for at in 0..parts.len() {
        span.set_attribute(KeyValue::new(format!("slot.{at}"), true)); //~ dynamic-attribute-key: built from
    }
    let key = format!("order.{order_id}");
    span.set_attribute(KeyValue::new(key, 1)); //~ dynamic-attribute-key: built from `order_id`
    for (name, value) in headers {
        span.set_attribute(KeyValue::new(format!("http.request.header.{name}"), value.clone())); // silent: a template of the conventions
    }
    for side in ["left", "right"] {
        span.set_attribute(KeyValue::new(format!("{side}.size"), 1)); // silent: one of two
    }
    span.set_attribute(KeyValue::new(format!("size.{region}"), 1)); // silent: fixed in the program
    span.set_attribute(KeyValue::new(format!("db.query.parameter.{}", parts.len()), 1)); // silent: a template of the conventions
    span.set_attribute(KeyValue::new("order.id", order_id.to_owned())); // silent: the value is the right place
    span.set_attribute(KeyValue::new(user.label(), 1)); // silent: who knows how many there are
    span.end();
}

struct User {
    session_id: String,
}

impl User {
    fn label(&self) -> String {
        String::new()
    }
}

struct Part {
    name: String,
    number: u32,
}

fn main() {}
