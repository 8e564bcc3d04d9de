//% version: 1
//% attributes:
//%   order.type: { values: [purchase, refund], aliases: [kind] }
//%   order.status: { type: string, cardinality: bounded }
//%   order.id: { type: string, cardinality: unbounded }
//%   shop.*: { type: string }
//% metrics:
//%   - name: orders.processed
//%     attributes: { required: [order.type], optional: [shop.*] }
//%   - name: orders.open
//%   - glob: "stock.*"
//%     attributes: { optional: [order.status] }
//%   - { name: parcels, service: depot, attributes: { required: [order.type] } }
//%   - { name: parcels, service: office, attributes: { required: [order.type, order.status] } }
use std::sync::LazyLock;

use opentelemetry::metrics::{Counter, Histogram, Meter};
use opentelemetry::{KeyValue, global};

static OPEN: LazyLock<Counter<u64>> =
    LazyLock::new(|| global::meter("shop").u64_counter("orders.processed").with_unit("{order}").build());

struct Shop {
    processed: Counter<u64>,
    open: Counter<u64>,
    taken: Histogram<u64>,
    given: Counter<u64>,
}

impl Shop {
    fn new(meter: &Meter, given: Counter<u64>) -> Self {
        let processed = meter.u64_counter("orders.processed").with_unit("{order}").build();
        Self {
            processed,
            open: meter.u64_counter("orders.open").with_unit("{order}").build(),
            taken: meter.u64_histogram("stock.taken").with_unit("{piece}").build(),
            given,
        }
    }

    fn done(&self, id: String, status: &'static str) {
        self.processed.add(1, &[KeyValue::new("order.type", "refund")]); // silent: it is listed
        self.processed.add(1, &[KeyValue::new("shop.region", status)]); // silent: so is all that begins so
        self.processed.add(1, &[KeyValue::new("order.status", status)]); //~ metric-attribute: `order.status` is none of the attributes of `orders.processed` in the contract (contract.yaml:9): it has `order.type`, `shop.*`
        self.open.add(1, &[KeyValue::new("order.status", status)]); // silent: nothing is said of its attributes
        self.open.add(1, &[KeyValue::new("order.id", id.clone())]); //~ metric-attribute: `order.id` has no bound (contract.yaml:5), and each of its values makes a series of its own of `orders.open`
        self.taken.record(1, &[KeyValue::new("order.type", "refund")]); //~ metric-attribute: none of the attributes of `stock.taken`
        self.taken.record(1, &[KeyValue::new("http.request.method", "GET")]); //~ metric-attribute: `http.request.method` is none
        self.given.add(1, &[KeyValue::new("order.status", status)]); // silent: nobody knows which it is
        self.given.add(1, &[KeyValue::new("order.id", id)]); //~ metric-attribute: on a metric each of its values makes a series of its own
        self.processed.add(1, &[KeyValue::new("kind", "refund")]); //~ attribute-alias: `kind` is `order.type`
        self.processed.add(1, &[KeyValue::new("order.colour", "red")]); //~ undeclared-attribute: the contract knows no attribute `order.colour`
        OPEN.add(1, &[KeyValue::new("order.status", status)]); //~ metric-attribute: `order.status` is none
    }
}

fn counter(meter: &Meter, name: &'static str) -> Counter<u64> {
    meter.u64_counter(name).with_unit("{piece}").build()
}

struct Depot {
    parcels: Counter<u64>,
    unknown: Counter<u64>,
    either: Counter<u64>,
}

impl Depot {
    fn new(meter: &Meter, is_open: bool) -> Self {
        Self {
            parcels: meter.u64_counter("parcels").with_unit("{parcel}").build(),
            unknown: counter(meter, "orders.processed"),
            either: if is_open {
                meter.u64_counter("orders.open").with_unit("{order}").build()
            } else {
                meter.u64_counter("orders.processed").with_unit("{order}").build()
            },
        }
    }

    fn send(&self, status: &'static str) {
        let attributes = [
            KeyValue::new("order.type", "refund"),
            KeyValue::new("shop.region", status), //~ metric-attribute: `shop.region` is none of the attributes of `parcels`
        ];
        self.parcels.add(1, &attributes);
        self.parcels.add(1, &[KeyValue::new("order.status", status)]); // silent: one of two services has it, and nobody knows which this is
        self.unknown.add(1, &[KeyValue::new("order.status", status)]); // silent: nobody knows which it is
        self.either.add(1, &[KeyValue::new("order.status", status)]); // silent: one of the two may have it
    }
}

fn main() {}
