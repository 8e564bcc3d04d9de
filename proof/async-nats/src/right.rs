//! Each publishes or asks with the context of its trace.

use std::sync::Arc;

use async_nats::{Client, HeaderMap, Request};
use futures::StreamExt;
use opentelemetry::global;
use opentelemetry::propagation::TextMapPropagator;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::headers::{Write, collected, current};

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[instrument(skip_all)]
pub async fn injects(client: &Client) -> Result<(), Failure> {
    let mut headers = HeaderMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Write(&mut headers)));
    client.publish_with_headers("orders", headers, "7".into()).await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn asks_helpers(client: &Client) -> Result<(), Failure> {
    client.publish_with_headers("orders", current(), "7".into()).await?; // OK(publish-without-context)
    client.publish_with_reply_and_headers("orders", "answers", collected(), "7".into()).await?; // OK(publish-without-context)
    let _answer = client.request_with_headers("orders.price", current(), "7".into()).await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn builds_a_request(client: &Client) -> Result<(), Failure> {
    let request = Request::new().headers(current()).payload("7".into());
    let _answer = client.send_request("orders.price", request).await?; // OK(publish-without-context)
    Ok(())
}

/// The header is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(client: &Client) -> Result<(), Failure> {
    let mut headers = HeaderMap::new();
    if let Some(traceparent) = proof_trace::traceparent() {
        headers.insert("traceparent", traceparent);
    }
    client.publish_with_headers("orders", headers, "7".into()).await?; // OK(publish-without-context)
    Ok(())
}

/// A wrapper that attaches them for all its callers.
#[derive(Clone)]
pub struct Bus {
    client: Arc<Client>,
}

impl Bus {
    pub async fn connect(url: &str) -> Result<Self, Failure> {
        Ok(Self { client: Arc::new(async_nats::connect(url).await?) })
    }

    pub async fn publish(&self, subject: &'static str, payload: Vec<u8>) -> Result<(), Failure> {
        self.client.publish_with_headers(subject, self.headers(), payload.into()).await?; // OK(publish-without-context)
        Ok(())
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = current();
        headers.insert("x-shop", "berlin");
        headers
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(bus: &Bus) -> Result<(), Failure> {
    bus.publish("orders", b"7".to_vec()).await // OK(publish-without-context)
}

/// The caller decides.
pub async fn given(client: &Client, headers: HeaderMap) -> Result<(), Failure> {
    client.publish_with_headers("orders", headers, "7".into()).await?; // OK(publish-without-context)
    Ok(())
}

/// A message is sent on with the headers that it came with.
pub async fn forwards(client: &Client) -> Result<(), Failure> {
    let mut messages = client.subscribe("orders").await?;
    while let Some(message) = messages.next().await {
        client.publish_with_headers("archive", message.headers.unwrap_or_default(), message.payload).await?; // OK(publish-without-context)
    }
    Ok(())
}

/// By another tracer, which has a header of the same name.
#[fastrace::trace]
pub async fn by_another_tracer(client: &Client) -> Result<(), Failure> {
    let mut headers = HeaderMap::new();
    if let Some(span) = fastrace::collector::SpanContext::current_local_parent() {
        headers.insert("traceparent", span.encode_w3c_traceparent());
    }
    client.publish_with_headers("orders", headers, "7".into()).await?; // OK(publish-without-context)
    Ok(())
}

/// By a propagator that is not the global one.
#[instrument(skip_all)]
pub async fn by_a_propagator_of_its_own(client: &Client) -> Result<(), Failure> {
    let mut headers = HeaderMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut Write(&mut headers));
    client.publish_with_headers("orders", headers, "7".into()).await?; // OK(publish-without-context)
    Ok(())
}
