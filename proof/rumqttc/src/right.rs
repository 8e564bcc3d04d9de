//! Each publishes with the context of its trace, by version 5.

use std::collections::HashMap;

use opentelemetry::global;
use opentelemetry::propagation::Injector;
use rumqttc::v5::mqttbytes::QoS;
use rumqttc::v5::mqttbytes::v5::PublishProperties;
use rumqttc::v5::{AsyncClient, Client, ClientError};
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

struct Pairs<'properties>(&'properties mut Vec<(String, String)>);

impl Injector for Pairs<'_> {
    fn set(&mut self, key: &str, value: String) {
        self.0.push((key.to_owned(), value));
    }
}

fn current() -> PublishProperties {
    PublishProperties { user_properties: proof_trace::headers().into_iter().collect(), ..Default::default() }
}

#[instrument(skip_all)]
pub async fn injects(client: &AsyncClient) -> Result<(), ClientError> {
    let mut properties = PublishProperties::default();
    let context = Span::current().context();
    let mut pairs = Pairs(&mut properties.user_properties);
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut pairs));
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await // OK(publish-without-context)
}

/// A plain map is a carrier too.
#[instrument(skip_all)]
pub async fn injects_into_a_map(client: &AsyncClient) -> Result<(), ClientError> {
    let mut carrier: HashMap<String, String> = HashMap::new();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), &mut carrier));
    let properties = PublishProperties { user_properties: carrier.into_iter().collect(), ..PublishProperties::default() };
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await // OK(publish-without-context)
}

#[instrument(skip_all)]
pub fn asks_a_helper(client: &AsyncClient) -> Result<(), ClientError> {
    client.try_publish_with_properties("orders", QoS::AtLeastOnce, false, "7", current()) // OK(publish-without-context)
}

#[instrument(skip_all)]
pub fn without_waiting(client: &Client) -> Result<(), ClientError> {
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", current()) // OK(publish-without-context)
}

#[instrument(skip_all)]
pub async fn bytes(client: &AsyncClient) -> Result<(), ClientError> {
    client.publish_bytes_with_properties("orders", QoS::AtLeastOnce, false, "7".into(), current()).await // OK(publish-without-context)
}

/// The caller decides.
pub async fn given(client: &AsyncClient, properties: PublishProperties) -> Result<(), ClientError> {
    client.publish_with_properties("orders", QoS::AtLeastOnce, false, "7", properties).await // OK(publish-without-context)
}
