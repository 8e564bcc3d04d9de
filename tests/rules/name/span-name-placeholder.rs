#[macro_use]
extern crate tracing;

use opentelemetry::trace::Tracer;
use tracing::Level;

const CALLED: &str = "stage {stage}";
const QUIET: &str = "stage";

fn positional(stage: &str) {
    let _guard = info_span!("stage {}", stage).entered(); //~ span-name-placeholder: literally called `stage {}`: `{}` is never filled in
    let _guard = debug_span!("stage {stage}").entered(); //~ span-name-placeholder: `{stage}` is never filled in
    let _guard = warn_span!("stage {:?}", stage).entered(); //~ span-name-placeholder: `{:?}`
    let _guard = span!(Level::INFO, "stage {0}", stage).entered(); //~ span-name-placeholder: `{0}`
    let _guard = tracing::info_span!(target: "build", "stage {stage}", stage).entered(); //~ span-name-placeholder: `{stage}`
}

fn constant(stage: &str) {
    let _guard = info_span!(CALLED, stage).entered(); //~ span-name-placeholder: literally called `stage {stage}`
    let _guard = info_span!(QUIET, stage).entered(); // silent: no placeholder in the constant
}

fn with_parent(parent: &tracing::Span, stage: i8) {
    let _guard = error_span!(parent: parent, "stage {stage:>3}", stage).entered(); //~ span-name-placeholder: `{stage:>3}`
    let _guard = error_span!(parent: parent, "stage", stage).entered(); // silent: the value is a field
}

fn routes(order: i64) {
    let _guard = info_span!("GET /orders/{id}", order).entered(); // silent: the template of a route
    let _guard = info_span!("GET /orders/{order_id}/lines/{line}").entered(); // silent: the template of a route
    let _guard = info_span!("literal {{braces}}").entered(); // silent: escaped, so meant
    let _guard = info_span!("set {a, b}").entered(); // silent: no placeholder looks like that
    let _guard = info_span!("open {").entered(); // silent: nothing closes it
}

fn formatted(tracer: &impl Tracer, shelf: char) {
    let _span = tracer.start(format!("shelf {shelf}")); // silent: here the text is formatted
    info!("stage {shelf}"); // silent: the message of an event is formatted
    let _guard = info_span!("stage", "shelf {}", shelf).entered(); // silent: the message is formatted, the name is fixed
}

macro_rules! staged {
    ($name:literal) => {
        tracing::info_span!($name, kind = "{}").entered() // silent: the name is not in sight
    };
}

mod own {
    macro_rules! trace_span {
        ($($part:tt)*) => {
            format!($($part)*)
        };
    }

    pub fn name(stage: i8) -> String {
        trace_span!("stage {}", stage) // silent: a macro of our own, which formats
    }
}

fn main() {
    let _guard = staged!("main");
    println!("{}", own::name(1));
}
