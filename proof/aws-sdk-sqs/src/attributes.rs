//! Attributes of a message as carriers.

use std::collections::HashMap;

use aws_sdk_sqs::error::BuildError;
use aws_sdk_sqs::operation::send_message::builders::SendMessageFluentBuilder;
use aws_sdk_sqs::types::MessageAttributeValue;
use opentelemetry::propagation::{Extractor, Injector};

pub fn text(value: impl Into<String>) -> Result<MessageAttributeValue, BuildError> {
    MessageAttributeValue::builder().data_type("String").string_value(value).build()
}

pub struct Write<'attributes>(pub &'attributes mut HashMap<String, MessageAttributeValue>);

impl Injector for Write<'_> {
    fn set(&mut self, key: &str, value: String) {
        // SQS refuses a message with an attribute that is empty, as `tracestate` often is.
        if !value.is_empty()
            && let Ok(value) = text(value)
        {
            self.0.insert(key.to_owned(), value);
        }
    }
}

pub struct Read<'attributes>(pub &'attributes HashMap<String, MessageAttributeValue>);

impl Extractor for Read<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.string_value()
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(String::as_str).collect()
    }
}

/// Attributes with the context of the current span.
pub fn current() -> HashMap<String, MessageAttributeValue> {
    let mut attributes = HashMap::new();
    proof_trace::inject(&mut Write(&mut attributes));
    attributes
}

/// The same as a method on what they are added to.
pub trait Traced: Sized {
    fn traced(self) -> Self;
}

impl Traced for SendMessageFluentBuilder {
    fn traced(self) -> Self {
        current().into_iter().fold(self, |message, (key, value)| message.message_attributes(key, value))
    }
}
