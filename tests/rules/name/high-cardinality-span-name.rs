use axum::extract::{MatchedPath, Path};
use opentelemetry::Context;
use opentelemetry::global::{self, BoxedTracer};
use opentelemetry::trace::{Span, TraceContextExt, Tracer};
use tracing::info_span;

struct Request {
    method: String,
    path: String,
    route: String,
    route_path: String,
}

#[derive(Clone, Copy)]
enum Phase {
    Parse,
    Check,
}

impl Phase {
    fn name(self) -> &'static str {
        match self {
            Phase::Parse => "parse",
            Phase::Check => "check",
        }
    }
}

fn ids(tracer: &BoxedTracer, order_id: u64, user: &Customer) {
    let mut span = tracer.start(format!("bill {order_id}")); //~ high-cardinality-span-name: built from `order_id`, so every value
    span.update_name(format!("bill for {}", user.user_id)); //~ high-cardinality-span-name: built from `user.user_id`
    span.end();
    let name = format!("ship {}", order_id);
    tracer.in_span(name, |_cx| ()); //~ high-cardinality-span-name: built from `order_id`
    let _span = tracer.span_builder(order_id.to_string()).start(tracer); //~ high-cardinality-span-name: built from `order_id`
}

struct Customer {
    user_id: u64,
}

fn paths(tracer: &BoxedTracer, request: &Request) {
    tracer.start(format!("{} {}", request.method, request.path)).end(); //~ high-cardinality-span-name: so every path becomes
    let path = request.path.clone();
    tracer.start(path).end(); //~ high-cardinality-span-name: built from `request.path`
    tracer.start(format!("{} {}", request.method, request.route)).end(); // silent: routes are few
}

fn topics(tracer: &BoxedTracer, topic: &str) {
    tracer.start(format!("{topic} publish")).end(); //~ high-cardinality-span-name: built from `topic`
}

async fn chosen_by_the_sender(Path(city): Path<String>, route: MatchedPath) {
    let tracer = global::tracer("weather");
    tracer.start(format!("forecast {city}")).end(); //~ high-cardinality-span-name: whoever sends the request chooses
    tracer.start(route.as_str().to_owned()).end(); // silent: the template of the route
}

fn by_field(request: &Request, job_id: &str) {
    let _span = info_span!("request", otel.name = format!("{} {}", request.method, request.path)).entered(); //~ high-cardinality-span-name: so every path
    let _span = info_span!("job", otel.name = %job_id).entered(); //~ high-cardinality-span-name: built from `job_id`
    let span = info_span!("job", otel.name = tracing::field::Empty); // silent: nothing is given yet
    span.record("otel.name", format!("job {job_id}")); //~ high-cardinality-span-name: built from `job_id`
    let _guard = span.enter();
}

fn bounded(tracer: &BoxedTracer, phase: Phase, worker_id: usize, method: &str) {
    tracer.start("bill").end(); // silent: a literal
    tracer.start(phase.name()).end(); // silent: a method that names one of a few
    tracer.start(format!("{} compiler", phase.name())).end(); // silent: one of a few
    tracer.start(format!("worker {worker_id}")).end(); // silent: workers are few
    tracer.start(format!("{method} /orders/:id")).end(); // silent: methods are few, the path is a template
    let id = "fixed";
    tracer.start(id).end(); // silent: the variable is a literal
    let path_count = 3;
    tracer.start(format!("read {path_count}")).end(); // silent: a count of paths is no path
    let name: &'static str = if method == "GET" { "read" } else { "write" };
    tracer.start(name).end(); // silent: one of two
}

fn fixed(tracer: &BoxedTracer, path: &'static str, id: Phase, request: &Request, worker: &Worker) {
    tracer.start(path).end(); // silent: the text stands in the program
    tracer.start(format!("run {}", id)).end(); // silent: an enum of a few
    tracer.start(format!("GET {}", request.route_path)).end(); // silent: the path of a route is its template
    tracer.start(format!("worker {}", worker.id)).end(); // silent: workers are few
}

struct Worker {
    id: usize,
}

fn elsewhere(order_id: u64, path: &str) {
    let timer = Stopwatch;
    timer.start(format!("bill {order_id}")); // silent: a stopwatch is no tracer
    let _guard = info_span!("bill", order_id, path).entered(); // silent: fields may have any value
    Context::current().span().add_event(format!("billed {order_id}"), vec![]); // silent: the name of an event
    tracing::info!("billed {order_id}"); // silent: a message
}

struct Stopwatch;

impl Stopwatch {
    fn start(&self, _label: String) {}
}

fn main() {}

fn counted(tracer: &opentelemetry::global::BoxedTracer) {
    for path in ["/orders", "/stock"] {
        tracer.start(format!("GET {path}")).end(); // silent: one of these two
    }
    for id in 0..1000 {
        tracer.start(format!("order {id}")).end(); //~ high-cardinality-span-name: built from `id`
    }
}
