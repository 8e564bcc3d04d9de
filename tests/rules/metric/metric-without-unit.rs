//! Instruments whose numbers mean nothing without a unit.
use opentelemetry::metrics::{Counter, Meter};

struct Metrics {
    meter: Meter,
}

impl Metrics {
    fn orders(&self) -> Counter<u64> {
        self.meter.u64_counter("orders").with_description("Orders that were paid.").build() //~ metric-without-unit: `orders` has no unit
    }
}

fn plain(meter: &Meter, name: &'static str) {
    let _a = meter.u64_counter("a").build(); //~ metric-without-unit: `a` has no unit
    let _b = meter.f64_histogram("b").with_boundaries(vec![1.0, 2.0]).build(); //~ metric-without-unit: `b`
    let _c = meter.u64_observable_gauge("c").with_callback(|_| {}).build(); //~ metric-without-unit: `c`
    let builder = meter.i64_up_down_counter("d");
    let _d = builder.build(); //~ metric-without-unit: `d`
    let _e = meter.u64_counter("e").with_unit("{order}").build(); // silent: it has one
    let _f = meter.u64_counter(name).build(); // silent: a wrapper that knows no more
}

fn perhaps(meter: &Meter, unit: Option<&'static str>) {
    let mut builder = meter.u64_counter("g");
    if let Some(unit) = unit {
        builder = builder.with_unit(unit);
    }
    let _g = builder.build(); // silent: perhaps it has one
}

fn finish(builder: opentelemetry::metrics::InstrumentBuilder<'_, Counter<u64>>) -> Counter<u64> {
    builder.build() // silent: whoever made the builder may have given a unit
}

fn main() {}
