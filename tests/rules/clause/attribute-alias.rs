//% version: 1
//% attributes:
//%   tenant.id:
//%     type: string
//%     aliases: [tenant_id, tenantId, customer.id]
//%   user.login:
//%     aliases: [login]
//%     deny: accounts are nobody's business
use opentelemetry::KeyValue;
use opentelemetry::metrics::Counter;
use opentelemetry::trace::Span;
use tracing::{Level, event, field, info, info_span, instrument};

const TENANT: &str = "tenantId";

fn call(span: &mut impl Span, orders: &Counter<u64>, tenant: String) {
    span.set_attribute(KeyValue::new("tenantId", tenant.clone())); //~ attribute-alias: `tenantId` is `tenant.id` in the contract (contract.yaml:5)
    orders.add(1, &[KeyValue::new("customer.id", tenant)]); //~ attribute-alias: `customer.id` is `tenant.id`
}

fn named(span: &mut impl Span, tenant: String) {
    span.set_attribute(KeyValue::new(TENANT, tenant.clone())); //~ attribute-alias: `tenantId` is `tenant.id`
    span.set_attribute(KeyValue::new("tenant.id", tenant)); // silent: that is its name
}

fn fields(tenant_id: &str, name: &'static str) {
    let span = info_span!("order", tenant_id, item = name); //~ attribute-alias: `tenant_id` is `tenant.id` //~ undeclared-attribute: `item`
    let _guard = span.enter();
    info!(tenantId = %tenant_id, "taken"); //~ attribute-alias: `tenantId` is `tenant.id`
    info!("customer.id" = tenant_id, "seen"); //~ attribute-alias: `customer.id` is `tenant.id`
    event!(Level::INFO, ?tenant_id); //~ attribute-alias: `tenant_id` is `tenant.id`
}

fn later(tenant: &str) {
    let span = info_span!("order", tenantId = field::Empty); //~ attribute-alias: `tenantId` is `tenant.id`
    span.record("tenantId", tenant); //~ attribute-alias: `tenantId` is `tenant.id`
    let _guard = span.enter();
}

#[instrument] //~ attribute-alias: `load` records its argument `tenant_id`, which is `tenant.id` in the contract (contract.yaml:5)
fn load(tenant_id: &str) {
    println!("{tenant_id}");
}

#[instrument(skip(tenant_id), fields(tenant.id = tenant_id))]
fn store(tenant_id: &str) {
    println!("{tenant_id}"); // silent: it is recorded under its name
}

fn nobody(span: &mut impl Span, name: String) {
    span.set_attribute(KeyValue::new("login", name)); //~ attribute-denied: the contract forbids `login` (contract.yaml:8): accounts are nobody's business
}

fn main() {}
