//! Each adds or publishes with the context of its trace.

use std::collections::{BTreeMap, HashMap};

use opentelemetry::global;
use redis::aio::MultiplexedConnection;
use redis::streams::StreamMaxlen;
use redis::{AsyncCommands, Commands, Connection, RedisResult};
use serde::Serialize;
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

#[instrument(skip_all)]
pub async fn injects(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let mut carrier = HashMap::new();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Span::current().context(), &mut carrier));
    let mut items = vec![("order".to_owned(), "7".to_owned())];
    items.extend(carrier);
    let _id: Option<String> = connection.xadd("orders", "*", &items).await?; // OK(publish-without-context)
    Ok(())
}

/// The field is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let traceparent = proof_trace::traceparent().unwrap_or_default();
    let _id: Option<String> = connection.xadd("orders", "*", &[("order", "7"), ("traceparent", &traceparent)]).await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn as_a_map(connection: &mut MultiplexedConnection) -> RedisResult<()> {
    let mut fields: BTreeMap<String, String> = proof_trace::headers().into_iter().collect();
    fields.insert("order".to_owned(), "7".to_owned());
    let _id: Option<String> = connection.xadd_map("orders", "*", &fields).await?; // OK(publish-without-context)
    let _id: Option<String> = connection.xadd_maxlen_map("orders", StreamMaxlen::Approx(1000), "*", &fields).await?; // OK(publish-without-context)
    Ok(())
}

/// The payload has a place for the context.
#[derive(Serialize)]
struct Envelope {
    trace: HashMap<String, String>,
    order: u32,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

#[instrument(skip_all)]
pub async fn in_the_payload(connection: &mut MultiplexedConnection) -> Result<(), Failure> {
    let payload = serde_json::to_string(&Envelope { trace: proof_trace::headers(), order: 7 })?;
    let _count: usize = connection.publish("orders", payload).await?; // OK(publish-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub fn without_waiting(connection: &mut Connection) -> Result<(), Failure> {
    let payload = serde_json::to_string(&Envelope { trace: proof_trace::headers(), order: 7 })?;
    let _id: Option<String> = connection.xadd("orders", "*", &[("payload", payload)])?; // OK(publish-without-context)
    Ok(())
}

/// The caller decides.
pub async fn given(connection: &mut MultiplexedConnection, items: &[(String, String)]) -> RedisResult<()> {
    let _id: Option<String> = connection.xadd("orders", "*", items).await?; // OK(publish-without-context)
    Ok(())
}

pub async fn given_payload(connection: &mut MultiplexedConnection, payload: Vec<u8>) -> RedisResult<()> {
    let _count: usize = connection.publish("orders", payload).await?; // OK(publish-without-context)
    Ok(())
}
