//! SQS, with an interceptor that adds the context to all that a client sends. A package of its own: who sends knows nothing of it.

use aws_sdk_sqs::Client;
use aws_sdk_sqs::config::interceptors::BeforeSerializationInterceptorContextMut;
use aws_sdk_sqs::config::{BehaviorVersion, Config, ConfigBag, Intercept, Region, RuntimeComponents};
use aws_sdk_sqs::error::BoxError;
use aws_sdk_sqs::operation::send_message::SendMessageInput;
use aws_sdk_sqs::types::MessageAttributeValue;
use tracing::instrument;

#[derive(Debug)]
pub struct Propagate;

impl Intercept for Propagate {
    fn name(&self) -> &'static str {
        "Propagate"
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _components: &RuntimeComponents,
        _settings: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        if let Some(input) = context.input_mut().downcast_mut::<SendMessageInput>() {
            let attributes = input.message_attributes.get_or_insert_default();
            for (key, value) in proof_trace::headers().into_iter().filter(|(_, value)| !value.is_empty()) {
                let value = MessageAttributeValue::builder().data_type("String").string_value(value).build()?;
                attributes.insert(key, value);
            }
        }
        Ok(())
    }
}

pub fn client() -> Client {
    let config = Config::builder().behavior_version(BehaviorVersion::latest()).region(Region::new("eu-central-1"));
    Client::from_conf(config.interceptor(Propagate).build())
}

#[instrument(skip_all)]
pub async fn sends(url: &str) -> Result<(), aws_sdk_sqs::Error> {
    client().send_message().queue_url(url).message_body("7").send().await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn sends_with(client: &Client, url: &str) -> Result<(), aws_sdk_sqs::Error> {
    client.send_message().queue_url(url).message_body("7").send().await?; // OK(publish-without-context)
    Ok(())
}
