//! Fields of spans and attributes.

use opentelemetry::metrics::{Histogram, Meter};
use opentelemetry::trace::Tracer;
use opentelemetry::{KeyValue, global};
use tracing::{Instrument, info_span};

pub struct Order {
    pub rows: u32,
    pub total: usize,
    pub weight: Option<i64>,
    pub note: Option<String>,
    pub name: String,
}

pub fn start(order: Order, sizes: Vec<u64>) {
    tokio::spawn(async move {
        let Order { rows, total, weight, note, name } = &order;
        let span = info_span!("order", rows, total = *total, status = 200u16, first = sizes[0] + 1);
        load().instrument(span).await;
        let span = info_span!("texts", ?name, label = ?name.as_str(), kept = ?name.clone());
        load().instrument(span).await;
        let span = info_span!("options", ?weight, note = ?note, text = ?note.as_deref());
        load().instrument(span).await;
        let span = info_span!("special", otel_kind = "client", otel.span_name = "other");
        load().instrument(span).await;
        drop(order);
    });
    tokio::spawn(recorded(7));
}

async fn recorded(rows: u32) {
    let span = info_span!("record", user.name = tracing::field::Empty);
    span.record("rows", i64::from(rows));
    span.record("user.nam", "x");
    load().instrument(span).await;
}

pub fn attributes(items: u32, port: u16, tenant: String, id: String) -> Vec<KeyValue> {
    let _span = global::tracer("orders").start("attributes");
    vec![
        KeyValue::new("http.method", "GET"),
        KeyValue::new("http.response.status_code", port.to_string()),
        KeyValue::new(" shop.region ", "north"),
        KeyValue::new("tenantId", tenant),
        KeyValue::new("order.items", items.to_string()),
        KeyValue::new("order.idd", id),
    ]
}

pub fn duration(meter: &Meter) -> Histogram<f64> {
    meter.f64_histogram("http.server.duration").with_unit("s").with_boundaries(vec![0.005, 0.1, 1.0]).build()
}

pub fn pool(meter: &Meter) {
    meter.i64_up_down_counter("db.client.connections.usage").build().add(1, &[]);
}

async fn load() {}
