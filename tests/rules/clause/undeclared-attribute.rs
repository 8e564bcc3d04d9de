//% version: 1
//% resource:
//%   attributes:
//%     shop.region: { required: true }
//% attributes:
//%   order.id: { type: string }
//%   tenant.id: { type: string, aliases: [tenant_id] }
//%   shop.feature.*: { type: boolean }
use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{KeyValue, baggage::BaggageExt};
use opentelemetry_sdk::Resource;
use tracing::{debug, info, info_span, instrument};

const ITEM: &str = "order.item";

fn call(span: &mut impl Span, id: String, feature: &str) {
    span.set_attribute(KeyValue::new("order.idd", id.clone())); //~ undeclared-attribute: the contract knows no attribute `order.idd`; did you mean `order.id`?
    span.set_attribute(KeyValue::new(ITEM, "tea")); //~ undeclared-attribute: the contract knows no attribute `order.item`
    span.set_attribute(KeyValue::new("order.id", id)); // silent: it is declared
    span.set_attribute(KeyValue::new("shop.feature.gifts", true)); // silent: so is all that begins so
    span.set_attribute(KeyValue::new(format!("order.{feature}"), true)); // silent: the key is not known
    span.set_attribute(KeyValue::new("http.route", "/orders/:id")); // silent: it is one of OpenTelemetry's
    span.set_attribute(KeyValue::new("shop.region", "north")); // silent: the contract has it on the resource
    span.add_event("cached", vec![KeyValue::new("cache.age", 5)]); //~ undeclared-attribute: the contract knows no attribute `cache.age`
}

fn resource() -> Resource {
    Resource::builder()
        .with_attribute(KeyValue::new("shop.region", "north")) // silent: it is declared there
        .with_attribute(KeyValue::new("shop.regoin", "north")) //~ undeclared-attribute: did you mean `shop.region`?
        .with_service_name("shop")
        .build()
}

fn baggage(tier: String) -> opentelemetry::Context {
    opentelemetry::Context::current_with_baggage([KeyValue::new("tier", tier)]) // silent: baggage is no attribute
}

fn fields(count: i64) {
    let span = info_span!("pack", order.id = "7", parcels = count); //~ undeclared-attribute: the contract knows no attribute `parcels`
    let _guard = span.enter();
    info!(parcels = count, "packed"); // silent: it is said once
    info!(weight = count, "weighed"); //~ undeclared-attribute: the contract knows no attribute `weight`
    info!(error = "no box", otel.name = "pack box", "left open"); // silent: the bridge reads these
    debug!(detail = "7", "done"); // silent: such events are for whoever looks into the program
}

#[instrument(skip(secret))] //~ undeclared-attribute: `ship` records its argument `route`, and the contract knows no attribute of that name
fn ship(route: &str, secret: &str) {
    println!("{route}{secret}");
}

#[cfg(test)]
mod tests {
    #[test]
    fn spans() {
        tracing::info_span!("test", whatever = 5); // silent: this is a test
    }
}

fn main() {}
