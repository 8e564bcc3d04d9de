//! Two instruments of one meter under one name.
use std::sync::LazyLock;

use opentelemetry::metrics::{Counter, Histogram, Meter};
use opentelemetry::global;

fn meter() -> Meter {
    global::meter("shop")
}

fn other_meter() -> Meter {
    global::meter("billing")
}

fn by_helper() {
    let _a = meter().u64_counter("requests").with_unit("1").build(); // silent: the first one
    let _b = meter().u64_counter("requests").with_unit("1").build(); // silent: the same once more
    let _c = meter().u64_histogram("requests").with_unit("1").build(); //~ instrument-conflict: a `Histogram<u64>` here and a `Counter<u64>` elsewhere
    let _d = meter().u64_counter("requests").with_unit("{request}").build(); //~ instrument-conflict: the unit `{request}` here
    let _e = meter().u64_counter("requests").build(); //~ instrument-conflict: no unit here and the unit `1` elsewhere //~ metric-without-unit: no unit
    let _f = meter().u64_counter("Requests").with_unit("1").build(); //~ instrument-conflict: `Requests` differs from `requests` //~ metric-name-style: has a `R`
    let _g = other_meter().u64_histogram("requests").with_unit("1").build(); // silent: another meter
    let _h = global::meter("shop").f64_counter("requests").with_unit("1").build(); //~ instrument-conflict: a `Counter<f64>`
}

static ORDERS: LazyLock<Counter<u64>> = LazyLock::new(|| global::meter("static").u64_counter("orders").with_unit("1").build());
static TIMES: LazyLock<Histogram<u64>> = LazyLock::new(|| global::meter("static").u64_histogram("orders").with_unit("1").build()); //~ instrument-conflict: `Histogram<u64>`

struct Metrics {
    meter: Meter,
    own: Meter,
}

impl Metrics {
    fn first(&self) -> Counter<u64> {
        self.meter.u64_counter("jobs").with_unit("1").build()
    }

    fn second(&self) -> Histogram<u64> {
        self.meter.u64_histogram("jobs").with_unit("1").build() //~ instrument-conflict: `Histogram<u64>`
    }

    fn third(&self) -> Histogram<u64> {
        self.own.u64_histogram("jobs").with_unit("1").build() // silent: another field may be another meter
    }
}

fn by_parameter(meter: &Meter) {
    let _a = meter.u64_counter("hits").with_unit("1").build();
    let _b = meter.u64_counter("hits").with_unit("{hit}").build(); //~ instrument-conflict: `{hit}`
}

fn by_another_parameter(meter: &Meter) {
    let _a = meter.u64_histogram("hits").with_unit("1").build(); // silent: who knows which meter this is
}

fn one_or_the_other(detailed: bool) {
    let meter = global::meter("choice");
    if detailed {
        let _a = meter.u64_histogram("size").with_unit("By").build(); // silent: only one of the two is made
    } else {
        let _b = meter.u64_counter("size").with_unit("By").build(); // silent: only one of the two is made
    }
}

fn unknown_unit(unit: &'static str) {
    let meter = global::meter("units");
    let _a = meter.u64_counter("bytes").with_unit("By").build();
    let _b = meter.u64_counter("bytes").with_unit(unit).build(); // silent: it may be the same unit
}

fn main() {}
