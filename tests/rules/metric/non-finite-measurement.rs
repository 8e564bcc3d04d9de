//! Measurements that are no numbers.
use opentelemetry::metrics::{Counter, Gauge, Histogram, UpDownCounter};

const UNKNOWN: f64 = f64::NAN;

struct Metrics {
    duration: Histogram<f64>,
    load: Gauge<f64>,
    paid: Counter<f64>,
    balance: UpDownCounter<f64>,
}

impl Metrics {
    fn record(&self, sum: f64, count: f64) {
        self.duration.record(f64::NAN, &[]); //~ non-finite-measurement: `f64::NAN`
        self.load.record(f64::INFINITY, &[]); //~ non-finite-measurement: `f64::INFINITY`
        self.load.record(std::f64::NAN, &[]); //~ non-finite-measurement: `std::f64::NAN`
        self.paid.add(f64::INFINITY, &[]); //~ non-finite-measurement: no finite number
        self.balance.add(f64::NEG_INFINITY, &[]); //~ non-finite-measurement: no finite number
        self.balance.add(-f64::INFINITY, &[]); //~ non-finite-measurement: no finite number
        self.duration.record(UNKNOWN, &[]); //~ non-finite-measurement: `UNKNOWN`
        self.duration.record(0.0 / 0.0, &[]); //~ non-finite-measurement: `0.0 / 0.0`
        self.duration.record(sum / 0.0, &[]); //~ non-finite-measurement: `sum / 0.0`
        self.duration.record(sum / count, &[]); // silent: the divisor is most likely something
        self.duration.record(sum / 2.0, &[]); // silent: half of a number is one
        self.duration.record(f64::MAX, &[]); // silent: large, and finite
        self.duration.record(f64::EPSILON, &[]); // silent: small, and finite
        self.duration.record(0.25, &[]); // silent: a number
    }
}

fn checks(values: &[f64]) -> bool {
    values.iter().any(|value| *value == f64::INFINITY) // silent: no measurement
}

fn main() {}
