//! A web service: one span for each request, named by its route; what is private stays out.

use axum::extract::{MatchedPath, Path, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::Response;
use axum::{Json, Router, middleware, routing};
use opentelemetry::global;
use opentelemetry::propagation::Extractor;
use secrecy::{ExposeSecret, SecretString};
use tracing::field::Empty;
use tracing::{Instrument, Span, info, info_span, instrument, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;

#[derive(Clone)]
struct Shop {
    store: Store,
    key: SecretString,
}

#[derive(Clone)]
struct Store;

struct Headers<'h>(&'h axum::http::HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|key| key.as_str()).collect()
    }
}

async fn traced(route: MatchedPath, request: Request, next: Next) -> Response {
    let span = info_span!(
        "request",
        otel.kind = "server",
        otel.name = format!("{} {}", request.method(), route.as_str()),
        http.request.method = %request.method(),
        http.route = route.as_str(),
        url.path = request.uri().path(),
        http.response.status_code = Empty,
        otel.status_code = Empty,
    );
    let parent = global::get_text_map_propagator(|propagator| propagator.extract(&Headers(request.headers())));
    if let Err(error) = span.set_parent(parent) {
        warn!(%error, "the request starts a trace of its own");
    }
    let response = next.run(request).instrument(span.clone()).await;
    span.record("http.response.status_code", i64::from(response.status().as_u16()));
    if response.status().is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
    response
}

#[instrument(skip_all, fields(order.id = order_id, order.lines), err)]
async fn show(State(shop): State<Shop>, Path(order_id): Path<u64>) -> Result<Json<Vec<u64>>, StatusCode> {
    let lines = shop.store.lines(order_id).await.map_err(|_| StatusCode::NOT_FOUND)?;
    Span::current().record("order.lines", lines.len() as i64);
    info!(lines = lines.len(), "order shown");
    Ok(Json(lines))
}

#[instrument(name = "sign in", skip(shop, password), fields(user.id = user))]
async fn sign_in(State(shop): State<Shop>, user: u64, password: SecretString) -> StatusCode {
    let valid = password.expose_secret() == shop.key.expose_secret();
    info!(valid, password.length = password.expose_secret().len(), "checked");
    if valid { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
}

impl Store {
    #[instrument(skip(self), err(level = "warn"), ret(level = "debug"))]
    async fn lines(&self, order_id: u64) -> Result<Vec<u64>, std::io::Error> {
        let rows = async { vec![order_id] }.instrument(info_span!("query", db.system.name = "postgresql")).await;
        Ok(rows)
    }
}

fn router(shop: Shop) -> Router {
    Router::new().route("/orders/{order_id}", routing::get(show)).layer(middleware::from_fn(traced)).with_state(shop)
}

fn main() {}
