use opentelemetry::KeyValue;
use opentelemetry::trace::SpanKind;
use tracing::{event, info, info_span, instrument, span, Level};

mod observability {
    pub use tracing;
    pub use tracing::*;
}

fn kinds(kind: &str) {
    let _s = info_span!("call", otel_kind = "client").entered(); //~ otel-special-field: `otel_kind` does not set the kind
    let _s = info_span!("call", "otel.span_kind" = "client").entered(); //~ otel-special-field: `otel.span_kind` does not
    let _s = span!(Level::INFO, "call", span.kind = "client").entered(); //~ otel-special-field: `span.kind` does not set
    let _s = info_span!("call", otel.kind = "http_client").entered(); //~ otel-special-field: the value `http_client`
    let _s = observability::tracing::info_span!("call", otel.kind = "sever").entered(); //~ otel-special-field: `sever`
    let _s = info_span!("call", otel.kind = "CLIENT").entered(); // silent: case does not matter
    let _s = info_span!("call", otel.kind = "consumer").entered(); // silent: a kind
    let _s = info_span!("call", otel.kind = ?SpanKind::Client).entered(); // silent: prints as a kind
    let _s = info_span!("call", otel.kind = %kind).entered(); // silent: who knows its value
    let _s = info_span!("call", otel.kind = tracing::field::Empty).entered(); // silent: given later
}

fn names() {
    let _s = info_span!("call", otel_name = "GET /").entered(); //~ otel-special-field: `otel_name` does not name the span
    let _s = info_span!("call", otel.span_name = "GET /").entered(); //~ otel-special-field: does not name the span
    let _s = info_span!("call", otel.name = "GET /").entered(); // silent: the right field
}

fn statuses(code: u16) {
    let _s = info_span!("call", otel.status = "OK").entered(); //~ otel-special-field: does not set the status
    let _s = info_span!("call", otel.status_code = 200).entered(); //~ otel-special-field: takes text and ignores numbers
    let _s = info_span!("call", otel.status_code = true).entered(); //~ otel-special-field: ignores numbers and flags
    let _s = info_span!("call", otel.status_code = "failed").entered(); //~ otel-special-field: `failed`, which is no status
    let _s = info_span!("call", otel.status_code = "ERROR").entered(); // silent: a status
    let _s = info_span!("call", otel.status_code = code).entered(); // silent: who knows its type
    let _s = info_span!("call", http.response.status_code = 200).entered(); // silent: an attribute like any other
}

fn order() {
    let _s = info_span!("call", otel.status_description = "lost", otel.status_code = "ERROR").entered(); //~ otel-special-field: erases the description
    let _s = info_span!("call", otel.status_code = "ERROR", otel.status_description = "lost").entered(); // silent: code first
}

#[instrument(skip_all, fields(otel.kind = "rpc"))] //~ otel-special-field: the value `rpc`
fn declared() {}

#[instrument(skip_all, fields(otel.kind = "server", otel.status_code, otel.name = "GET /"))] // silent: all are understood
fn declared_well() {}

#[cfg_attr(feature = "traces", tracing::instrument(skip_all, fields(otel_kind = "server")))] //~ otel-special-field: `otel_kind`
fn declared_conditionally() {}

fn others() {
    info!(otel_kind = "client", "calling"); // silent: a field of an event
    event!(Level::INFO, otel.kind = "http_client", "calling"); // silent: a field of an event
    let _pair = KeyValue::new("span.kind", "client"); // silent: an attribute set through the API
    let otel_kind = "client";
    println!("{otel_kind}");
}

macro_rules! client_span {
    ($name:literal) => {
        tracing::info_span!($name, otel.kind = "clinet") //~ otel-special-field: the value `clinet`
    };
}

fn main() {
    let _s = client_span!("main").entered();
    use observability::debug_span as opened;
    let _s = opened!("local", otel.kind = "outgoing").entered(); //~ otel-special-field: the value `outgoing`
}
