use opentelemetry::metrics::Meter;

fn instruments(meter: &Meter) {
    let _one = meter.u64_counter("orders_total").with_unit("1").build(); //~ metric-name-style: as every counter is
    let _two = meter.u64_histogram("order.duration_ms").with_unit("1").build(); //~ metric-name-style: has the unit `ms` in it
    let _three = meter.u64_counter("orderCount").with_unit("1").build(); //~ metric-name-style: has a `C`
    let _four = meter.u64_gauge("queue/depth").with_unit("1").build(); //~ metric-name-style: has a `/`
    let _five = meter.u64_gauge("orders.total").with_unit("1").build(); // silent: no counter
    let _six = meter.u64_counter("order.rows").with_unit("1").build(); // silent: as it should be
    let _seven = meter.u64_counter("seconds").with_unit("1").build(); // silent: what is measured
}

fn main() {}
