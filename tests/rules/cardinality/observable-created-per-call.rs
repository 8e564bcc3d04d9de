use opentelemetry::metrics::Meter;
use tracing::instrument;

fn watch(meter: &Meter, queues: Vec<u64>) {
    for depth in queues {
        meter.u64_observable_gauge("queue.depth").with_unit("1").with_callback(move |gauge| gauge.observe(depth, &[])).build(); //~ observable-created-per-call: in every turn of the loop
    }
}

#[instrument(skip_all)]
fn handle(meter: &Meter) {
    let _depth = meter.u64_observable_gauge("depth").with_unit("1").with_callback(|gauge| gauge.observe(1, &[])).build(); //~ observable-created-per-call: `handle` builds this observable instrument whenever it runs
}

fn each(meter: &Meter) {
    meter.u64_observable_counter("each").with_unit("1").with_callback(|count| count.observe(1, &[])).build(); //~ observable-created-per-call: `each` builds
}

fn all(meter: &Meter) {
    for _ in 0..3 {
        each(meter);
    }
}

// silent: nothing shows that it runs again
fn register(meter: &Meter) {
    meter.u64_observable_gauge("memory").with_unit("By").with_callback(|gauge| gauge.observe(1, &[])).build();
}

fn main() {}
