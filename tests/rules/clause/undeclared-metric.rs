//% version: 1
//% metrics:
//%   - name: orders.processed
//%   - glob: "stock.*"
use opentelemetry::metrics::{Counter, Histogram, Meter};

fn instruments(meter: &Meter, name: &'static str) -> (Vec<Counter<u64>>, Histogram<f64>) {
    let processed = meter.u64_counter("orders.processed").with_unit("{order}").build(); // silent: it is declared
    let typo = meter.u64_counter("orders.procesed").with_unit("{order}").build(); //~ undeclared-metric: the contract knows no metric `orders.procesed`; did you mean `orders.processed`?
    let taken = meter.u64_counter("stock.taken_total").with_unit("{piece}").build(); // silent: a glob holds it, however it is written
    let parcels = meter.u64_counter("parcels").with_unit("{parcel}").build(); //~ undeclared-metric: the contract knows no metric `parcels`
    let again = meter.u64_counter("parcels").with_unit("{parcel}").build(); // silent: it is said once
    let duration = meter.f64_histogram("http.server.request.duration").with_unit("s").with_boundaries(vec![0.1, 1.0]).build(); // silent: it is one of OpenTelemetry's
    let unknown = meter.u64_counter(name).with_unit("{piece}").build(); // silent: the name is not known
    (vec![processed, typo, taken, parcels, again, unknown], duration)
}

fn main() {}
