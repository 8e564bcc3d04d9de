//! Histograms of seconds in buckets made for milliseconds.
use std::sync::LazyLock;

use opentelemetry::metrics::{Histogram, Meter};
use opentelemetry::global;

const SECONDS: &str = "s";

static LATENCY: LazyLock<Histogram<f64>> = LazyLock::new(|| global::meter("shop").f64_histogram("latency").with_unit("s").build()); //~ histogram-default-boundaries: the first one ends at 5 s

fn plain(meter: &Meter) {
    let _a = meter.f64_histogram("a").with_unit("s").build(); //~ histogram-default-boundaries: seconds
    let _b = meter.f64_histogram("b").with_unit(SECONDS).build(); //~ histogram-default-boundaries: seconds
    let _c = meter.f64_histogram("c").with_description("Time to answer.").with_unit("s").build(); //~ histogram-default-boundaries: seconds
    let builder = meter.f64_histogram("d").with_unit("s");
    let _d = builder.build(); //~ histogram-default-boundaries: seconds
    let _e = meter.f64_histogram("e").with_unit("s").with_boundaries(vec![0.01, 0.1, 1.0]).build(); // silent: boundaries of its own
    let _f = meter.f64_histogram("f").with_unit("ms").build(); // silent: what the defaults are for
    let _g = meter.f64_histogram("g").with_unit("By").build(); // silent: no duration
    let _h = meter.f64_gauge("h").with_unit("s").build(); // silent: a gauge has no buckets
    let _i = meter.f64_counter("i").with_unit("s").build(); // silent: a counter has no buckets
    let _j = meter.u64_histogram("j").with_unit("s").build(); // silent: whole seconds are long
}

fn chosen(meter: &Meter, boundaries: Option<Vec<f64>>) {
    let mut builder = meter.f64_histogram("k").with_unit("s");
    if let Some(boundaries) = boundaries {
        builder = builder.with_boundaries(boundaries);
    }
    let _k = builder.build(); // silent: perhaps it has some
}

fn timer(meter: &Meter) -> Histogram<f64> {
    with_buckets(meter.f64_histogram("l").with_unit("s")).build() // silent: another function adds what it likes
}

fn with_buckets(builder: opentelemetry::metrics::HistogramBuilder<'_, Histogram<f64>>) -> opentelemetry::metrics::HistogramBuilder<'_, Histogram<f64>> {
    builder.with_boundaries(vec![0.1, 1.0])
}

#[cfg(test)]
mod tests {
    #[test]
    fn measures() {
        let _a = opentelemetry::global::meter("test").f64_histogram("a").with_unit("s").build(); // silent: a test
    }
}

fn main() {}
