use opentelemetry::trace::{Span, Tracer};
use opentelemetry::{Key, KeyValue, global};
use opentelemetry_semantic_conventions as semconv;
use tracing::field::Empty;
use tracing::{info, info_span, instrument};

const METHOD: &str = "http.method";

fn calls(status: i64) {
    let mut span = global::tracer("shop").start("call");
    span.set_attribute(KeyValue::new("http.status_code", status)); //~ deprecated-attribute: called `http.response.status_code` since 1.21.0
    span.set_attribute(KeyValue::new(METHOD, "GET")); //~ deprecated-attribute: called `http.request.method`
    span.set_attribute(KeyValue::new(Key::new("net.transport"), "ip_tcp")); //~ deprecated-attribute: called `network.transport`
    span.set_attribute(KeyValue::new(semconv::trace::HTTP_SCHEME, "https")); //~ deprecated-attribute: called `url.scheme`
    span.set_attribute(KeyValue::new("http.target", "/orders")); //~ deprecated-attribute: gave up `http.target` in 1.21.0
    span.set_attribute(KeyValue::new("http.server_name", "shop")); //~ deprecated-attribute: `server.address` in the semantic conventions of today
    span.set_attribute(KeyValue::new("enduser.scope", "shop")); //~ deprecated-attribute: have no other name for it
    span.set_attribute(KeyValue::new("rpc.grpc.request.metadata.tenant", "shop")); //~ deprecated-attribute: called `rpc.request.metadata.tenant`
    span.end();
}

fn fields(method: &str, http: &Request) {
    let span = info_span!("call", http.method = method, "http.url" = Empty); //~ deprecated-attribute: called `http.request.method` //~ deprecated-attribute: called `url.full`
    let _guard = span.enter();
    span.record("http.url", "https://shop"); //~ deprecated-attribute: called `url.full`
    info!(db.system = "postgresql", "asked"); //~ deprecated-attribute: called `db.system.name`
    let _inner = info_span!("inner", %http.flavor).entered(); //~ deprecated-attribute: gave up `http.flavor`
}

#[instrument(fields(messaging.operation = "publish"))] //~ deprecated-attribute: called `messaging.operation.type`
fn publish() {}

// silent: what lives, has moved, or is anybody's name
fn alive(span: &mut impl Span, id: i64) {
    span.set_attribute(KeyValue::new("enduser.id", "4711"));
    span.set_attribute(KeyValue::new("gen_ai.system", "openai"));
    span.set_attribute(KeyValue::new("http.request.method", "GET"));
    span.set_attribute(KeyValue::new("message.id", id));
    span.set_attribute(KeyValue::new("shop.http.method", "GET"));
    span.set_attribute(KeyValue::new("state", "open"));
}

// silent: the new name stands beside the old one
fn both(span: &mut impl Span) {
    span.set_attribute(KeyValue::new("http.method", "GET"));
    span.set_attribute(KeyValue::new("http.request.method", "GET"));
}

// silent: said in another way beside it
fn path(path: &str) {
    let _guard = info_span!("call", http.target = path, url.path = path).entered();
}

const LEVEL: tracing::Level = tracing::Level::INFO;

macro_rules! shop_span {
    ($name:expr, $($field:tt)*) => {
        tracing::span!(target: "shop", $crate::LEVEL, $name, shop = "north", $($field)*)
    };
    ($name:expr) => {
        $crate::shop_span!($name,)
    };
}

macro_rules! shop_event {
    ($($argument:tt)+) => {{ tracing::info!(shop = "north", $($argument)+); }};
}

// It makes a span only where it likes to.
macro_rules! not_a_wrapper {
    ($name:expr, $($field:tt)*) => {
        if cfg!(feature = "spans") { tracing::info_span!($name, $($field)*) } else { tracing::Span::none() }
    };
}

fn wrapped() {
    let _guard = shop_span!("call", http.method = "GET").entered(); //~ deprecated-attribute: called `http.request.method`
    shop_event!(db.system = "postgresql", "asked"); //~ deprecated-attribute: called `db.system.name`
    let _other = not_a_wrapper!("call", http.method = "GET").entered(); // silent: who knows what it does
}

// silent: fields and methods of types are no attributes; http.status_code in a comment neither
struct Request {
    method: String,
    flavor: String,
}

fn types(http: &Request) -> String {
    let text = "http.status_code";
    format!("{text} {}", http.method)
}

fn main() {}
