//! Counters that are made smaller, and sums that may be.
use opentelemetry::metrics::{Counter, UpDownCounter};
use opentelemetry::{KeyValue, global};

const REFUND: f64 = -9.99;
const FEE: f64 = 0.5;

struct Shop {
    revenue: Counter<f64>,
    stock: UpDownCounter<i64>,
}

impl Shop {
    fn refund(&self, amount: f64) {
        self.revenue.add(-amount, &[]); //~ negative-counter-add: `-amount`
        self.revenue.add(-1.5, &[KeyValue::new("kind", "refund")]); //~ negative-counter-add: `-1.5`
        self.revenue.add(REFUND, &[]); //~ negative-counter-add: `REFUND`
        self.revenue.add(-amount.abs(), &[]); //~ negative-counter-add: must only grow
        self.revenue.add(-amount.min(0.0), &[]); // silent: what is below zero, turned around
        if amount < 0.0 {
            self.revenue.add(-amount, &[]); // silent: the sign was asked for
        }
        self.revenue.add(if amount < 0.0 { -amount } else { amount }, &[]); // silent: never negative
        self.revenue.add(FEE, &[]); // silent: the constant is positive
        self.revenue.add(amount, &[]); // silent: who knows
        self.revenue.add(amount - 1.0, &[]); // silent: who knows which is more
        self.revenue.add(0.0, &[]); // silent: nothing is taken away
        self.stock.add(-1, &[]); // silent: this sum goes both ways
    }
}

fn local() {
    let meter = global::meter("shop");
    let returns = meter.f64_counter("returns").with_unit("EUR").build(); //~ instrument-created-per-call: for one measurement
    returns.add(-2.0, &[]); //~ negative-counter-add: `-2.0`
    let credit = -3.0;
    returns.add(credit, &[]); //~ negative-counter-add: `credit`
    let stock = meter.f64_up_down_counter("stock").with_unit("kg").build(); //~ instrument-created-per-call: for one measurement
    stock.add(-2.0, &[]); // silent: this sum goes both ways
}

fn balance(totals: &mut Vec<f64>) {
    totals.iter_mut().for_each(|total| total.add(-1.0)); // silent: another `add`
}

trait Add {
    fn add(&mut self, amount: f64);
}

impl Add for f64 {
    fn add(&mut self, amount: f64) {
        *self += amount;
    }
}

struct Tally;

impl Tally {
    fn add(&self, _amount: f64, _labels: &[KeyValue]) {}
}

fn tally(counter: &Tally) {
    counter.add(-1.0, &[]); // silent: a type of this crate
}

fn main() {}
