use opentelemetry::trace::{Span, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, global};

const WORSE: &str = "out of paper";

fn sorts_lower() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    span.set_status(Status::error("ink is empty")); //~ status-error-description-lost: this one is lost
}

fn by_a_constant() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    span.set_status(Status::error(WORSE)); //~ status-error-description-lost: so it stays
}

fn in_a_context() {
    let cx = Context::current_with_span(global::tracer("press").start("print"));
    cx.span().set_status(Status::error("printing failed"));
    cx.span().set_status(Status::error("no paper")); //~ status-error-description-lost: lost
}

fn on_one_way(empty: bool) {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    if empty {
        span.set_status(Status::error("ink is empty")); //~ status-error-description-lost: lost
    }
}

fn of_three() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    span.set_status(Status::error("ink is empty")); //~ status-error-description-lost: lost
    span.set_status(Status::error("no paper")); //~ status-error-description-lost: lost
}

fn by_path() {
    let mut span = global::tracer("press").start("print");
    Span::set_status(&mut span, Status::error("printing failed"));
    Span::set_status(&mut span, Status::error("ink is empty")); //~ status-error-description-lost: lost
}

fn sorts_higher() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("failed"));
    span.set_status(Status::error("ink is empty")); // silent: it sorts higher, so it takes the other's place
    span.set_status(Status::error("ink is empty")); // silent: the same text
}

fn on_two_ways(empty: bool) {
    let mut span = global::tracer("press").start("print");
    if empty {
        span.set_status(Status::error("printing failed"));
    } else {
        span.set_status(Status::error("ink is empty")); // silent: only one of the two is set
    }
    span.set_status(Status::error("late")); // silent: which one it has is not known
}

fn built(reason: &str) {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error(format!("printing failed: {reason}")));
    span.set_status(Status::error("ink is empty")); // silent: how the first one sorts is known at run time only
    span.set_status(Status::error(reason.to_owned())); // silent: so is this one
}

fn of_two_spans() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    span.end();
    let mut span = global::tracer("press").start("fold");
    span.set_status(Status::error("ink is empty")); // silent: another span
    let mut paper = global::tracer("press").start_with_context("paper", &Context::new());
    paper.set_status(Status::error("folding failed"));
    paper = global::tracer("press").start_with_context("cut", &Context::new());
    paper.set_status(Status::error("blunt")); // silent: another span in the same variable
}

fn nothing_but_ok() {
    let mut span = global::tracer("press").start("print");
    span.set_status(Status::error("printing failed"));
    span.set_status(Status::Ok); // silent: ok takes the place of an error, and that is meant
}

fn main() {}
