use std::time::SystemTime;

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span, TraceContextExt, Tracer};
use opentelemetry::{Context, global};

fn one_after_the_other() {
    let mut span = global::tracer("mill").start("grind");
    span.end();
    grind();
    span.end(); //~ span-ended-twice: has ended before
}

fn at_a_time() {
    let mut span = global::tracer("mill").start("grind");
    span.end_with_timestamp(SystemTime::now());
    span.end(); //~ span-ended-twice: does nothing
    let mut other = global::tracer("mill").start_with_context("sieve", &Context::new());
    other.end();
    other.end_with_timestamp(SystemTime::now()); //~ span-ended-twice: does nothing
}

fn in_a_context() {
    let cx = Context::current_with_span(global::tracer("mill").start("pack"));
    cx.span().end();
    cx.span().end(); //~ span-ended-twice: has ended before
}

fn by_path() {
    let mut span = global::tracer("mill").start("load");
    Span::end(&mut span);
    BoxedSpan::end(&mut span); //~ span-ended-twice: has ended before
}

fn after_every_branch(wet: bool) {
    let mut span = global::tracer("mill").start("dry");
    if wet {
        grind();
        span.end();
    } else {
        span.end();
    }
    span.end(); //~ span-ended-twice: has ended before
}

fn in_a_scope() {
    global::tracer("mill").in_span("clean", |cx| {
        cx.span().end();
        grind();
        cx.span().end(); //~ span-ended-twice: has ended before
    });
}

fn through_a_reference() {
    let mut span = global::tracer("mill").start("store");
    let held = &mut span;
    held.end();
    held.end(); //~ span-ended-twice: has ended before
}

fn on_two_ways(wet: bool) {
    let mut span = global::tracer("mill").start("dry");
    if wet {
        span.end();
    } else {
        span.end(); // silent: only one of the two is run
    }
}

fn on_one_way(wet: bool) {
    let mut span = global::tracer("mill").start("dry");
    if wet {
        span.end();
    }
    span.end(); // silent: on the other way it is the first
}

fn with_an_early_return(wet: bool) -> Option<u8> {
    let mut span = global::tracer("mill").start("dry");
    if wet {
        span.end();
        return None;
    }
    span.end(); // silent: who ended it before has left
    Some(1)
}

fn of_two_spans() {
    let mut span = global::tracer("mill").start("first");
    span.end();
    let mut span = global::tracer("mill").start("second");
    span.end(); // silent: another span in a new variable
    span = global::tracer("mill").start("third");
    span.end(); // silent: another span in the same variable
}

fn in_a_loop(sacks: u8) {
    let mut open = Some(global::tracer("mill").start("sacks"));
    for sack in 0..sacks {
        let mut span = global::tracer("mill").start("sack");
        span.end(); // silent: a span of this turn
        if sack == 3 {
            if let Some(mut last) = open.take() {
                last.end(); // silent: taken out, so once at most
            }
        }
    }
}

fn dropped_after_its_end() {
    let mut span = global::tracer("mill").start("sweep");
    span.end();
    drop(span); // silent: a value has to go somewhere
}

fn made_current(span: BoxedSpan) {
    let cx = Context::current_with_span(span);
    let guard = cx.clone().attach();
    drop(guard); // silent: leaving a context ends no span
    cx.span().end();
}

fn entered() {
    let guard = tracing::info_span!("sieve").entered();
    let span = guard.exit();
    let again = span.entered();
    again.exit(); // silent: leaving a span of tracing does not end it
}

struct Door;

impl Door {
    fn end(&self) {}
}

fn of_another_kind(door: &Door) {
    door.end();
    door.end(); // silent: no span
}

fn grind() {}

fn main() {}
