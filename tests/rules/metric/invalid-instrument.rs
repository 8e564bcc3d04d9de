//! Instruments that the SDK refuses when they are built, and names that only look wrong.
use std::sync::LazyLock;

use opentelemetry::global;
use opentelemetry::metrics::{Counter, Histogram, Meter, MeterProvider};
use opentelemetry_sdk::metrics::{ManualReader, SdkMeterProvider};

const ORDERS: &str = "orders placed";
const CARTS: &str = "carts.open";
const MICROSECONDS: &str = "µs";
const STEPS: &[f64] = &[0.1, 1.0, 0.5];

static PAYMENTS: LazyLock<Counter<u64>> =
    LazyLock::new(|| global::meter("shop").u64_counter("payments(all)").with_unit("1").build()); //~ invalid-instrument: contains `(`

static METER: LazyLock<Meter> = LazyLock::new(|| global::meter("shop"));

struct Metrics {
    meter: Meter,
}

impl Metrics {
    fn queue(&self) -> Counter<u64> {
        self.meter.u64_counter("queue depth").with_unit("1").build() //~ invalid-instrument: contains ` `
    }
}

fn names(meter: &Meter) {
    let _a = meter.u64_counter("1st_try").with_unit("1").build(); //~ invalid-instrument: starts with `1`
    let _b = meter.u64_counter("_hidden").with_unit("1").build(); //~ invalid-instrument: starts with `_`
    let _c = meter.u64_counter("").with_unit("1").build(); //~ invalid-instrument: empty name
    let _d = meter.u64_counter(ORDERS).with_unit("1").build(); //~ invalid-instrument: `orders placed`
    let _e = meter.u64_gauge("größe").with_unit("1").build(); //~ invalid-instrument: contains `ö`
    let _f = meter.u64_counter("x".repeat(300)).with_unit("1").build(); //~ invalid-instrument: longer than 255
    let _g = METER.i64_up_down_counter("in:flight").with_unit("1").build(); //~ invalid-instrument: contains `:`
    let _h = meter.u64_observable_gauge("heap used").with_unit("By").with_callback(|_| {}).build(); //~ invalid-instrument: `heap used`
    let local = "two words";
    let _i = meter.u64_counter(local).with_unit("1").build(); //~ invalid-instrument: two words

    let _ = meter.u64_counter(CARTS).with_unit("1").build(); // silent: dots are allowed
    let _ = meter.u64_counter("http/requests-in_flight.v2").with_unit("1").build(); // silent: every sign in it is allowed //~ metric-name-style: has a `/`
    let _ = meter.u64_counter("x".repeat(255)).with_unit("1").build(); // silent: just short enough
    let _ = meter.u64_counter("Orders").with_unit("1").build(); // silent: upper case is allowed //~ metric-name-style: has a `O`
}

fn built(meter: &Meter, name: &'static str, region: &str) {
    let _ = meter.u64_counter(name).with_unit("1").build(); // silent: who knows the name
    let _ = meter.u64_counter(format!("orders.{region}")).with_unit("1").build(); // silent: made at run time
    let mut late = "a b";
    if region.is_empty() {
        late = "a";
    }
    let _ = meter.u64_counter(late).with_unit("1").build(); // silent: the variable is given another text
}

fn units(meter: &Meter) {
    let _a = meter.f64_histogram("wait").with_unit("µs").build(); //~ invalid-instrument: the unit `µs` is not ASCII
    let _b = meter.f64_histogram("wait2").with_unit(MICROSECONDS).build(); //~ invalid-instrument: not ASCII
    let _c = meter.f64_gauge("temperature").with_unit("°C").build(); //~ invalid-instrument: `°C`
    let _d = meter.u64_counter("long").with_unit("u".repeat(64)).build(); //~ invalid-instrument: longer than 63
    let _e = meter.u64_counter("items").with_unit("{item}").build(); // silent: an annotation is ASCII
    let _f = meter.f64_gauge("heat").with_unit("Cel").build(); // silent: what UCUM calls degrees
}

fn boundaries(meter: &Meter, own: Vec<f64>) -> Histogram<f64> {
    let _a = meter.f64_histogram("a").with_unit("By").with_boundaries(vec![1.0, 5.0, 2.0]).build(); //~ invalid-instrument: the boundary `2`
    let _b = meter.f64_histogram("b").with_unit("By").with_boundaries(vec![1.0, 1.0]).build(); //~ invalid-instrument: given twice
    let _c = meter.f64_histogram("c").with_unit("By").with_boundaries(vec![1.0, f64::INFINITY]).build(); //~ invalid-instrument: NaN or infinite
    let _d = meter.f64_histogram("d").with_unit("By").with_boundaries(STEPS.to_vec()).build(); //~ invalid-instrument: `0.5`
    let mut builder = meter.f64_histogram("e").with_unit("By");
    builder = builder.with_boundaries(vec![3.0, 2.0]);
    let _e = builder.build(); //~ invalid-instrument: `2`
    let _f = meter.f64_histogram("f").with_unit("By").with_boundaries(vec![-5.0, -1.0, 0.0, 2.5]).build(); // silent: sorted, from below zero
    let _g = meter.u64_histogram("g").with_unit("By").with_boundaries(Vec::new()).build(); // silent: none is allowed
    meter.f64_histogram("h").with_unit("By").with_boundaries(own).build() // silent: who knows
}

fn provider() -> SdkMeterProvider {
    SdkMeterProvider::builder().with_reader(ManualReader::default()).build()
}

fn of_provider() {
    let meter = provider().meter("shop");
    let _a = meter.u64_counter("a b").with_unit("1").build(); //~ invalid-instrument: contains ` `
}

mod other {
    pub struct Meter;
    pub struct Builder;
    impl Meter {
        pub fn u64_counter(&self, _name: &str) -> Builder {
            Builder
        }
    }
    impl Builder {
        pub fn build(self) {}
    }
}

fn look_alike(meter: &other::Meter) {
    meter.u64_counter("any name at all").build(); // silent: another library's meter
}

fn main() {}
