//! Clients with middleware. That of `reqwest-tracing` makes spans, but without a feature for a version of OpenTelemetry no headers.

use http::Extensions;
use opentelemetry_http::HeaderInjector;
use reqwest::{Request, Response};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Middleware, Next, Result};
use reqwest_tracing::TracingMiddleware;
use tracing::instrument;

pub struct Propagate;

#[async_trait::async_trait]
impl Middleware for Propagate {
    async fn handle(&self, mut request: Request, extensions: &mut Extensions, next: Next<'_>) -> Result<Response> {
        proof_trace::inject(&mut HeaderInjector(request.headers_mut()));
        next.run(request, extensions).await
    }
}

#[instrument(skip_all)]
pub async fn right() -> Result<()> {
    let client = ClientBuilder::new(reqwest::Client::new()).with(Propagate).build();
    client.get("http://stock/items").send().await?; // OK(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn wrong() -> Result<()> {
    let client = ClientBuilder::new(reqwest::Client::new()).with(TracingMiddleware::default()).build();
    client.get("http://stock/items").send().await?; // BUG(client-without-context) missed: which middleware propagates is not known
    Ok(())
}

/// Which middleware it has is decided elsewhere.
#[instrument(skip_all)]
pub async fn given(client: &ClientWithMiddleware) -> Result<()> {
    client.get("http://stock/items").send().await?; // OK(client-without-context)
    Ok(())
}
