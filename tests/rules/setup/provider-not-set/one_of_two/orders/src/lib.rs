use opentelemetry::global;
use opentelemetry::trace::{Span, Tracer};

pub fn place() {
    global::tracer("orders").start("place").end(); //~ provider-not-set: `jobs` uses the global tracer
}
