use opentelemetry::global;
use opentelemetry::trace::{Span, Tracer};

fn main() {
    acme_telemetry::init("shop");
    global::tracer("shop").start("run").end(); // silent: a crate for telemetry may install a provider
}
