use opentelemetry::global::{BoxedSpan, BoxedTracer};
use opentelemetry::trace::{Span, Status, TraceContextExt, Tracer};
use opentelemetry::{Context, global};

fn alone(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); //~ record-error-without-status: status of the span stays unset
}

fn before_its_end(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); //~ record-error-without-status: stays unset
    span.end();
}

fn on_the_way_out() -> Result<u8, std::fmt::Error> {
    let mut span = global::tracer("bank").start("transfer");
    match transfer() {
        Ok(amount) => Ok(amount),
        Err(failure) => {
            span.record_error(&failure); //~ record-error-without-status: records an error
            Err(failure)
        }
    }
}

fn before_a_return() -> Result<u8, std::fmt::Error> {
    let mut span = global::tracer("bank").start("transfer");
    if let Err(failure) = transfer() {
        span.record_error(&failure); //~ record-error-without-status: records an error
        return Err(failure);
    }
    span.end();
    Ok(1)
}

fn before_a_return_of_nothing(failure: Option<std::fmt::Error>) {
    let mut span = global::tracer("bank").start("transfer");
    if let Some(failure) = failure {
        span.record_error(&failure); //~ record-error-without-status: records an error
        return;
    }
    span.set_status(Status::Ok);
}

fn in_a_context(failure: &std::fmt::Error) {
    let cx = Context::current_with_span(global::tracer("bank").start("transfer"));
    cx.span().record_error(failure); //~ record-error-without-status: stays unset
    cx.span().end();
}

fn in_a_closure() {
    let pay = |failure: &std::fmt::Error| {
        let mut span = global::tracer("bank").start("transfer");
        span.record_error(failure); //~ record-error-without-status: stays unset
    };
    pay(&std::fmt::Error);
}

async fn in_a_block(tracer: BoxedTracer) {
    let paid = async {
        let mut span = tracer.start("transfer");
        let result = transfer();
        if let Err(failure) = &result {
            span.record_error(failure); //~ record-error-without-status: stays unset
        }
        result
    };
    drop(paid.await);
}

fn by_path(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    Span::record_error(&mut span, failure); //~ record-error-without-status: stays unset
}

fn with_a_status(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); // silent: its status is set as well
    span.set_status(Status::error("refused"));
    let mut other = global::tracer("bank").start_with_context("transfer", &Context::new());
    other.set_status(Status::error("refused"));
    other.record_error(failure); // silent: its status was set before
}

fn with_a_status_of_its_own() {
    let mut span = global::tracer("bank").start("transfer");
    match transfer() {
        Ok(_) => {}
        Err(failure) => {
            span.record_error(&failure); // silent: the status is set where all ways have joined
        }
    }
    span.set_status(Status::Ok);
}

fn on_one_way(refused: bool, failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); // silent: perhaps it was an error, perhaps not: they know
    if refused {
        span.set_status(Status::error("refused"));
    }
}

fn by_a_helper(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); // silent: what the helper does is out of sight
    fail(&mut span);
}

fn by_a_closure(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); // silent: the closure has the span
    transfer().map_err(|error| span.set_status(Status::error(error.to_string()))).ok();
}

fn of_a_parameter(span: &mut BoxedSpan, failure: &std::fmt::Error) {
    span.record_error(failure); // silent: the caller may set the status
}

fn handed_over(failure: &std::fmt::Error) -> BoxedSpan {
    let mut span = global::tracer("bank").start("transfer");
    span.record_error(failure); // silent: the caller gets it
    span
}

fn of_the_current_span(failure: &std::fmt::Error) {
    Context::current().span().record_error(failure); // silent: somebody else's span
}

struct Ledger;

impl Ledger {
    fn record_error(&mut self, _: &std::fmt::Error) {}
}

fn of_another_kind(ledger: &mut Ledger, failure: &std::fmt::Error) {
    ledger.record_error(failure); // silent: no span
}

fn note(span: &mut BoxedSpan, failure: &std::fmt::Error) {
    span.record_error(failure); // silent: the caller may set the status
}

fn note_and_set(span: &mut BoxedSpan, failure: &std::fmt::Error) {
    span.record_error(failure); // silent: set below
    fail(span);
}

fn by_a_helper(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    note(&mut span, failure); //~ record-error-without-status: the status of the span stays unset
    span.set_attribute(KeyValue::new("refused", true));
}

fn by_a_helper_that_sets_it(failure: &std::fmt::Error) {
    let mut span = global::tracer("bank").start("transfer");
    note_and_set(&mut span, failure); // silent: it sets the status too
    span.set_attribute(KeyValue::new("refused", true));
}

fn fail(span: &mut BoxedSpan) {
    span.set_status(Status::error("refused"));
}

fn transfer() -> Result<u8, std::fmt::Error> {
    Ok(1)
}

fn main() {}
