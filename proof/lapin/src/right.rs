//! Each publishes with the context of its trace.

use std::collections::HashMap;
use std::sync::Arc;

use lapin::options::BasicPublishOptions;
use lapin::protocol::basic::AMQPProperties;
use lapin::types::{AMQPValue, FieldTable};
use lapin::{BasicProperties, Channel, Connection, ConnectionProperties, Result};
use opentelemetry::trace::{FutureExt, SpanKind, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::table::{Traced, Writer, current};

/// Injected here, into a carrier of ours.
#[instrument(skip_all)]
pub async fn injects(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut headers = FieldTable::default();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Writer(&mut headers)));
    let properties = BasicProperties::default().with_delivery_mode(2).with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// A plain map is a carrier too; it becomes headers afterwards.
#[instrument(skip_all)]
pub async fn injects_into_a_map(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut carrier = HashMap::new();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), &mut carrier));
    let mut headers = FieldTable::default();
    for (key, value) in carrier {
        headers.insert(key.into(), AMQPValue::LongString(value.into()));
    }
    let properties = BasicProperties::default().with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// By a function of another module.
#[instrument(skip_all)]
pub async fn asks_a_helper(channel: &Channel, body: &[u8]) -> Result<()> {
    let properties = BasicProperties::default().with_headers(current());
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// By a function of another crate, which has the name of its contrary.
#[instrument(skip_all)]
pub async fn asks_another_crate(channel: &Channel, body: &[u8]) -> Result<()> {
    let headers = proof_trace::extract_trace_data().into_iter();
    let headers: FieldTable = headers
        .map(|(key, value)| (key.into(), AMQPValue::LongString(value.into())))
        .collect::<std::collections::BTreeMap<_, _>>()
        .into();
    let properties = BasicProperties::default().with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// By a method that our trait adds to the properties.
#[instrument(skip_all)]
pub async fn asks_a_trait(channel: &Channel, body: &[u8]) -> Result<()> {
    let options = BasicPublishOptions::default();
    channel.basic_publish("".into(), "orders".into(), options, body, BasicProperties::default().traced()).await?; // OK(publish-without-context)
    Ok(())
}

/// The header is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(channel: &Channel, body: &[u8]) -> Result<()> {
    let mut headers = FieldTable::default();
    if let Some(traceparent) = proof_trace::traceparent() {
        headers.insert("traceparent".into(), AMQPValue::LongString(traceparent.into()));
    }
    let properties = BasicProperties::default().with_headers(headers);
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// Headers are attached on one way only; whether the other is taken cannot be told.
#[instrument(skip_all)]
pub async fn attaches_where_there_is_a_trace(channel: &Channel, body: &[u8], is_traced: bool) -> Result<()> {
    let mut properties = BasicProperties::default();
    if is_traced {
        properties = properties.with_headers(current());
    }
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// The same type by its older name.
#[instrument(skip_all)]
pub async fn by_its_older_name(channel: &Channel, body: &[u8]) -> Result<()> {
    let properties = AMQPProperties::default().with_headers(current());
    channel.basic_publish("".into(), "orders".into(), BasicPublishOptions::default(), body, properties).await?; // OK(publish-without-context)
    Ok(())
}

/// With the API alone: the span is made active first.
pub async fn by_the_api(channel: &Channel, body: &[u8]) -> Result<()> {
    let tracer = global::tracer("shop");
    let span = tracer.span_builder("send orders").with_kind(SpanKind::Producer).start(&tracer);
    let context = Context::current_with_span(span);
    let mut headers = FieldTable::default();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Writer(&mut headers))); // OK(inject-without-span)
    let properties = BasicProperties::default().with_headers(headers);
    let options = BasicPublishOptions::default();
    let sent = channel.basic_publish("".into(), "orders".into(), options, body, properties).with_context(context.clone()).await; // OK(publish-without-context)
    context.span().end();
    sent.map(drop)
}

/// A wrapper that attaches them for all its callers.
pub struct Publisher {
    channel: Arc<Channel>,
}

impl Publisher {
    pub async fn connect(url: &str) -> Result<Self> {
        let connection = Connection::connect(url, ConnectionProperties::default()).await?;
        Ok(Self { channel: Arc::new(connection.create_channel().await?) })
    }

    pub async fn publish(&self, queue: &str, body: &[u8]) -> Result<()> {
        let properties = Self::properties();
        self.channel.basic_publish("".into(), queue.into(), BasicPublishOptions::default(), body, properties).await?.await?; // OK(publish-without-context)
        Ok(())
    }

    fn properties() -> BasicProperties {
        BasicProperties::default().with_content_type("application/json".into()).with_headers(current())
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(publisher: &Publisher) -> Result<()> {
    publisher.publish("orders", b"7").await // OK(publish-without-context)
}
