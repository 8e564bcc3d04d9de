use std::sync::LazyLock;

use opentelemetry::global;
use opentelemetry::metrics::{Counter, Meter};

static ORDERS: LazyLock<Counter<u64>> = LazyLock::new(|| global::meter("shop").u64_counter("orders").with_unit("1").build());

struct Metrics {
    orders: Counter<u64>,
}

impl Metrics {
    fn new(meter: &Meter) -> Self {
        Self { orders: meter.u64_counter("orders").with_unit("1").build() } // silent: kept
    }

    fn sold(&self) {
        self.orders.add(1, &[]); // silent: built before
        ORDERS.add(1, &[]); // silent: built once
    }
}

fn sold(meter: &Meter) {
    let orders = meter.u64_counter("orders").with_unit("1").build(); //~ instrument-created-per-call: `sold` builds this instrument whenever it is called
    orders.add(1, &[]);
}

fn sold_at_once(meter: &Meter) {
    meter.u64_counter("orders").with_unit("1").build().add(1, &[]); //~ instrument-created-per-call: `sold_at_once` builds
}

fn refund_all(meter: &Meter, refunds: &[u64]) {
    for refund in refunds {
        let amount = meter.u64_counter("refunds").with_unit("1").build(); //~ instrument-created-per-call: in every turn of the loop
        amount.add(*refund, &[]);
    }
    let orders = meter.u64_counter("orders").with_unit("1").build(); // silent: one for the whole loop
    for refund in refunds {
        orders.add(*refund, &[]);
    }
}

fn handed_out(meter: &Meter) -> Counter<u64> {
    let orders = meter.u64_counter("orders").with_unit("1").build(); // silent: somebody keeps it
    orders.add(0, &[]);
    orders
}

fn counted(meter: &Meter) -> impl Fn() {
    let orders = meter.u64_counter("orders").with_unit("1").build(); // silent: the closure keeps it
    move || orders.add(1, &[])
}

fn init_metrics(meter: &Meter) {
    let starts = meter.u64_counter("starts").with_unit("1").build(); // silent: for the start
    starts.add(1, &[]);
}

fn told_once(meter: &Meter) {
    let version = meter.u64_gauge("version").with_unit("1").build(); // silent: only `main` calls it
    version.record(1, &[]);
}

fn main() {
    told_once(&shop::meter());
}
