use opentelemetry::global;
use opentelemetry::trace::{Span, Tracer};

fn main() {
    acme_platform::start("shop");
    global::tracer("shop").start("run").end(); // silent: the lock says that the other crate comes to OpenTelemetry
}
