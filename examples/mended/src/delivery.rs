//! What leaves the house: parcels, their price, and what the carrier is told.

use std::collections::HashMap;
use std::sync::Arc;

use opentelemetry::baggage::BaggageExt;
use opentelemetry::metrics::{Counter, Meter};
use opentelemetry::{global, Context, KeyValue};
use tracing::{info, info_span, instrument};

use crate::accounts::Account;

#[derive(Debug)]
pub struct Label {
    pub street: String,
    pub image: Vec<u8>,
}

pub struct Delivery {
    carrier: Arc<str>,
    shipped: Counter<u64>,
}

impl Delivery {
    pub fn new(meter: &Meter) -> Self {
        Self { carrier: "snail".into(), shipped: meter.u64_counter("parcels").with_unit("{parcel}").build() }
    }

    /// Hands a parcel to the carrier.
    #[instrument(skip_all, fields(order.id = order_id, label.bytes = label.image.len() as i64))]
    pub fn ship(&self, order_id: i64, weight_grams: u32, label: &Label) {
        let weight = i64::from(weight_grams);
        let span = info_span!("carrier", http.request.method = "POST", parcel.weight = weight, carrier = %self.carrier);
        let _guard = span.enter();
        self.shipped.add(1, &[KeyValue::new("carrier", self.carrier.clone())]);
        info!(order.id = order_id, "sent");
    }

    /// What the carrier may know of the customer.
    pub fn context(&self, account: &Account) -> HashMap<String, String> {
        let context = Context::current_with_baggage([KeyValue::new("customer.id", account.id)]);
        let mut headers = HashMap::new();
        global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut headers));
        headers
    }
}
