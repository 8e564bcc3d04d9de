//! Each calls with the context of its trace.

use std::collections::HashMap;

use opentelemetry::global;
use opentelemetry::propagation::Injector;
use opentelemetry_http::HeaderInjector;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::{Client, Error, RequestBuilder};
use tracing::{Span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;
use tracing_opentelemetry_instrumentation_sdk::http::inject_context;

struct Write<'headers>(&'headers mut HeaderMap);

impl Injector for Write<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(key.as_bytes()), HeaderValue::from_str(&value)) {
            self.0.insert(name, value);
        }
    }
}

fn current() -> HeaderMap {
    let mut headers = HeaderMap::new();
    proof_trace::inject(&mut HeaderInjector(&mut headers));
    headers
}

#[instrument(skip_all)]
pub async fn injects(client: &Client) -> Result<(), Error> {
    let mut headers = HeaderMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut HeaderInjector(&mut headers)));
    client.post("http://stock/reserve").headers(headers).body("7").send().await?; // OK(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn injects_by_hand(client: &Client) -> Result<(), Error> {
    let mut headers = HeaderMap::new();
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| propagator.inject_context(&context, &mut Write(&mut headers)));
    client.get("http://stock/items").headers(headers).send().await?; // OK(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn asks_a_helper(client: &Client) -> Result<(), Error> {
    client.get("http://stock/items").headers(current()).send().await?; // OK(client-without-context)
    Ok(())
}

/// By a function of a crate that others share.
#[instrument(skip_all)]
pub async fn asks_a_library(client: &Client) -> Result<(), Error> {
    let mut headers = HeaderMap::new();
    inject_context(&Span::current().context(), &mut headers);
    client.get("http://stock/items").headers(headers).send().await?; // OK(client-without-context)
    Ok(())
}

/// Into the request, once it is built.
#[instrument(skip_all)]
pub async fn into_the_request(client: &Client) -> Result<(), Error> {
    let mut request = client.get("http://stock/items").build()?;
    proof_trace::inject(&mut HeaderInjector(request.headers_mut()));
    client.execute(request).await?; // OK(client-without-context)
    Ok(())
}

/// A plain map is a carrier too; what is in it becomes headers one by one.
#[instrument(skip_all)]
pub async fn injects_into_a_map(client: &Client) -> Result<(), Error> {
    let mut carrier: HashMap<String, String> = HashMap::new();
    proof_trace::inject(&mut carrier);
    let request = carrier.iter().fold(client.get("http://stock/items"), |request, (key, value)| request.header(key, value));
    request.send().await?; // OK(client-without-context)
    Ok(())
}

/// The header is written by hand.
#[instrument(skip_all)]
pub async fn writes_traceparent(client: &Client) -> Result<(), Error> {
    let traceparent = proof_trace::traceparent().unwrap_or_default();
    client.get("http://stock/items").header("traceparent", traceparent).send().await?; // OK(client-without-context)
    Ok(())
}

/// A method that our trait adds to the builder.
pub trait Traced {
    fn traced(self) -> Self;
}

impl Traced for RequestBuilder {
    fn traced(self) -> Self {
        self.headers(current())
    }
}

#[instrument(skip_all)]
pub async fn asks_a_trait(client: &Client) -> Result<(), Error> {
    client.get("http://stock/items").traced().send().await?; // OK(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub fn without_waiting(client: &reqwest::blocking::Client) -> Result<(), Error> {
    client.get("http://stock/items").headers(current()).send()?; // OK(client-without-context)
    Ok(())
}

/// The caller decides.
pub async fn given(client: &Client, headers: HeaderMap) -> Result<(), Error> {
    client.get("http://stock/items").headers(headers).send().await?; // OK(client-without-context)
    Ok(())
}

pub async fn given_request(request: RequestBuilder) -> Result<(), Error> {
    request.send().await?; // OK(client-without-context)
    Ok(())
}
