//! What the event loop brings; the properties of version 5 may hold the context of who published it.

use std::collections::HashMap;

use opentelemetry::{Context, global};
use rumqttc::v5::mqttbytes::v5::{Packet, Publish};
use rumqttc::v5::{ConnectionError, Event, EventLoop};
use tracing::{info, info_span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

fn context(publish: &Publish) -> Context {
    let properties = publish.properties.clone().unwrap_or_default();
    let carrier: HashMap<String, String> = properties.user_properties.into_iter().collect();
    global::get_text_map_propagator(|propagator| propagator.extract(&carrier))
}

pub async fn sets_the_parent(events: &mut EventLoop) -> Result<(), ConnectionError> {
    loop {
        if let Event::Incoming(Packet::Publish(publish)) = events.poll().await? {
            // OK(consume-without-context)
            let span = info_span!("process orders", otel.kind = "consumer");
            let _ = span.set_parent(context(&publish));
            span.in_scope(|| info!(size = publish.payload.len(), "ships"));
        }
    }
}

pub async fn starts_anew(events: &mut EventLoop) -> Result<(), ConnectionError> {
    loop {
        if let Event::Incoming(Packet::Publish(publish)) = events.poll().await? {
            // BUG(consume-without-context)
            let span = info_span!("process orders", otel.kind = "consumer");
            span.in_scope(|| info!(size = publish.payload.len(), "ships"));
        }
    }
}

/// No message, only what keeps the connection.
pub async fn drives(events: &mut EventLoop) -> Result<(), ConnectionError> {
    loop {
        let event = events.poll().await?; // OK(consume-without-context)
        info!(?event, "an event");
    }
}
