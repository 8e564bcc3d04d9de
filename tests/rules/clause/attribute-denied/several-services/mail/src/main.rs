use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;

fn resource() -> Resource {
    Resource::builder().with_attributes([KeyValue::new("service.name", "notification")]).build()
}

fn attribute(value: String) -> KeyValue {
    KeyValue::new("mail.recipient", value) // silent: this package is that service
}

fn main() {}
