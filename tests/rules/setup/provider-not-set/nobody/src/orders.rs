use std::sync::LazyLock;

use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{Span, Tracer};

static TRACER: LazyLock<BoxedTracer> = LazyLock::new(|| global::tracer("orders")); // silent: one place of each kind is enough

pub fn place() {
    TRACER.start("place").end();
    global::tracer("orders").start("check").end(); //~ provider-not-set: `shop` uses the global tracer and never sets a provider
}

pub fn count() {
    let counter = global::meter("orders").u64_counter("orders").with_unit("1").build(); //~ provider-not-set: so nothing is ever measured
    counter.add(1, &[]);
}

pub fn unused() {
    global::tracer("orders").start("never").end(); // silent: no program comes here
}
