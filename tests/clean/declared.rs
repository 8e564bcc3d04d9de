//% version: 1
//% attributes:
//%   shop.orderTotal: { type: number }
//%   http.method: { type: string }
//%   otel.shop: { type: string }
//%   http.response.status_code: { type: string }
//%   order.path: { cardinality: bounded }
//%   customer.tier.id: { cardinality: bounded }
//%   user.id: { cardinality: bounded }
//% metrics:
//%   - name: orders_total
//%   - name: http.server.duration
//%   - name: parcels
//%     attributes: { optional: [order.path, customer.tier.id, user.id] }
// What a contract declares is meant, however it is written.
use opentelemetry::KeyValue;
use opentelemetry::metrics::{Counter, Meter};
use opentelemetry::trace::Span;

fn attributes(span: &mut impl Span, tier_id: String, path: String) {
    span.set_attribute(KeyValue::new("shop.orderTotal", 5));
    span.set_attribute(KeyValue::new("http.method", "GET"));
    span.set_attribute(KeyValue::new("otel.shop", "north"));
    span.set_attribute(KeyValue::new("http.response.status_code", "404"));
}

fn instruments(meter: &Meter) -> [Counter<u64>; 2] {
    let orders = meter.u64_counter("orders_total").with_unit("{order}").build();
    let duration = meter.u64_counter("http.server.duration").with_unit("ms").build();
    [orders, duration]
}

struct Shop {
    parcels: Counter<u64>,
}

impl Shop {
    fn new(meter: &Meter) -> Self {
        Self { parcels: meter.u64_counter("parcels").with_unit("{parcel}").build() }
    }

    fn send(&self, tier_id: String, path: String) {
        self.parcels.add(1, &[KeyValue::new("customer.tier.id", tier_id.clone()), KeyValue::new("order.path", path)]);
        self.parcels.add(1, &[KeyValue::new("user.id", tier_id)]);
    }
}

fn main() {}
