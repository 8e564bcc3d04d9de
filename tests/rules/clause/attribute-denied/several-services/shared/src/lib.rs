use opentelemetry::KeyValue;

fn resource(name: String) -> opentelemetry_sdk::Resource {
    opentelemetry_sdk::Resource::builder().with_service_name(name).build()
}

pub fn attribute(value: String) -> KeyValue {
    KeyValue::new("mail.recipient", value) // silent: nobody knows of which service it is
}
