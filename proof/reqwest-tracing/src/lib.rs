//! HTTP with the middleware of `reqwest-tracing`, whose feature makes it write the context into the headers.

use opentelemetry::trace::TraceContextExt;
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Result};
use reqwest_tracing::TracingMiddleware;
use tracing::{Span, info, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

pub struct Stock {
    client: ClientWithMiddleware,
}

impl Stock {
    pub fn new() -> Self {
        Self { client: ClientBuilder::new(reqwest::Client::new()).with(TracingMiddleware::default()).build() }
    }

    #[instrument(skip_all)]
    pub async fn items(&self) -> Result<()> {
        info!(is_valid = Span::current().context().span().span_context().is_valid(), "asks for items");
        self.client.get("http://stock/items").send().await?; // OK(client-without-context)
        Ok(())
    }
}

impl Default for Stock {
    fn default() -> Self {
        Self::new()
    }
}
