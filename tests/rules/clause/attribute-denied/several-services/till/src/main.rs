use opentelemetry::KeyValue;

fn attribute(value: String) -> KeyValue {
    KeyValue::new("mail.recipient", value) //~ attribute-denied: the contract forbids `mail.recipient`
}

fn main() {}
