//! Spans that end when they are dropped, in all the ways that look as if somebody had forgotten an end.

use std::io;

use opentelemetry::KeyValue;
use opentelemetry::global::{self, BoxedSpan};
use opentelemetry::trace::{Span as _, Status, Tracer};

fn early_return(count: u32) -> u32 {
    let mut span = global::tracer("shop").start("early");
    if count == 0 {
        return 0;
    }
    span.set_attribute(KeyValue::new("count", i64::from(count)));
    count + 1
}

fn both_shadowed() {
    let span = global::tracer("shop").start("first");
    drop(span);
    let span = global::tracer("shop").start("second");
    drop(span);
}

/// Ends its span by hand when it goes.
struct Ending {
    span: BoxedSpan,
}

impl Drop for Ending {
    fn drop(&mut self) {
        self.span.set_status(Status::Ok);
        self.span.end();
    }
}

fn ended_by_its_holder() {
    let _ending = Ending { span: global::tracer("shop").start("held") };
}

fn ended_in_a_closure() {
    let mut span = global::tracer("shop").start("closure");
    let finish = move || span.end();
    finish();
}

fn ended_in_a_closure_of_a_closure() {
    let mut span = global::tracer("shop").start("nested");
    let finish = move || {
        let mut inner = move || span.end();
        inner();
    };
    finish();
}

/// Whoever asks for the span answers for it.
fn factory(name: &'static str) -> BoxedSpan {
    global::tracer("shop").start(name)
}

fn gone_before_the_error(count: u32) -> io::Result<u32> {
    if count > 3 {
        let mut span = factory("many");
        span.set_attribute(KeyValue::new("count", i64::from(count)));
    }
    Err(io::Error::other("none"))
}

fn perhaps(traced: bool) {
    let mut span = if traced { Some(global::tracer("shop").start("perhaps")) } else { None };
    if let Some(span) = &mut span {
        span.set_attribute(KeyValue::new("traced", true));
    }
}

fn ended_on_one_branch(done: bool) {
    let mut span = global::tracer("shop").start("branch");
    if done {
        span.end();
    }
}

fn given_another_in_its_place() {
    let mut span = global::tracer("shop").start("first");
    span.set_attribute(KeyValue::new("step", 1));
    span = global::tracer("shop").start("second");
    span.set_attribute(KeyValue::new("step", 2));
}

/// Says how it went when it goes.
struct Outcome {
    span: BoxedSpan,
    failure: Option<io::Error>,
}

impl Drop for Outcome {
    fn drop(&mut self) {
        if let Some(failure) = &self.failure {
            self.span.record_error(failure);
            self.span.set_status(Status::error(failure.to_string()));
        }
        self.span.end();
    }
}

fn told_by_its_holder(refused: bool) -> io::Result<()> {
    let mut outcome = Outcome { span: global::tracer("shop").start("told"), failure: None };
    if refused {
        outcome.failure = Some(io::Error::other("refused"));
        return Err(io::Error::other("refused"));
    }
    Ok(())
}

/// Asks for the span that is current, which is somebody else's.
struct Noting;

impl Drop for Noting {
    fn drop(&mut self) {
        tracing::Span::current().record("noted", true);
    }
}

fn noted() {
    let span = tracing::info_span!("note", noted = tracing::field::Empty);
    let cause = tracing::info_span!("cause").entered();
    span.follows_from(cause.id());
    let _guard = span.enter();
    let _noting = Noting;
}

fn status_on_every_way(input: &str) -> Result<u32, std::num::ParseIntError> {
    let mut span = global::tracer("shop").start("parse");
    let parsed = input.parse::<u32>();
    if let Err(error) = &parsed {
        span.record_error(error);
        span.set_status(Status::error(error.to_string()));
    }
    span.end();
    parsed
}
