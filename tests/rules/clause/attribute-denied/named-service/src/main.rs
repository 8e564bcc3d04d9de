use opentelemetry::KeyValue;
use opentelemetry::trace::Span;
use opentelemetry_sdk::Resource;

const NAME: &str = "notification";

fn resource() -> Resource {
    Resource::builder().with_service_name(NAME).build()
}

fn attributes(span: &mut impl Span, value: String) {
    span.set_attribute(KeyValue::new("mail.recipient", value.clone())); // silent: the resource says which service this is
    span.set_attribute(KeyValue::new("card.number", value)); //~ attribute-denied: the contract forbids `card.number`
}

fn main() {}
