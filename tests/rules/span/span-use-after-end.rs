use std::time::SystemTime;

use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span, Status, TraceContextExt, Tracer, TracerProvider};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_sdk::trace::SdkTracerProvider;

fn every_write(failure: &std::io::Error) {
    let mut span = global::tracer("shop").start("refund");
    span.end();
    span.set_attribute(KeyValue::new("step", "settle")); //~ span-use-after-end: `set_attribute` is called on a span that has ended
    span.set_attributes([KeyValue::new("part", 1)]); //~ span-use-after-end: `set_attributes`
    span.add_event("settled", vec![]); //~ span-use-after-end: `add_event`
    span.record_error(failure); //~ span-use-after-end: `record_error`
    span.set_status(Status::error("refused")); //~ span-use-after-end: `set_status`
    span.update_name("refund all"); //~ span-use-after-end: `update_name`
}

fn ended_at_a_time() {
    let mut span = global::tracer("shop").start("pack");
    span.end_with_timestamp(SystemTime::now());
    span.set_status(Status::Ok); //~ span-use-after-end: lost
}

fn through_a_context() {
    let cx = Context::current_with_span(global::tracer("shop").start("ship"));
    cx.span().end();
    cx.span().add_event("shipped", vec![]); //~ span-use-after-end: `add_event`
    let later = Context::new().with_span(global::tracer("shop").start("ship later"));
    later.span().set_attribute(KeyValue::new("late", true)); // silent: before its end
    later.span().end();
}

fn in_a_scope() {
    global::tracer("shop").in_span("count", |cx| {
        cx.span().end();
        cx.span().set_attribute(KeyValue::new("counted", 3)); //~ span-use-after-end: `set_attribute`
    });
}

fn by_the_path_of_the_trait() {
    let mut span = global::tracer("shop").start("weigh");
    Span::end(&mut span);
    Span::set_attribute(&mut span, KeyValue::new("grams", 70)); //~ span-use-after-end: `set_attribute`
}

fn on_both_branches(fast: bool) {
    let mut span = global::tracer("shop").start("route");
    if fast {
        span.end();
    } else {
        wait();
        span.end();
    }
    span.set_attribute(KeyValue::new("fast", fast)); //~ span-use-after-end: `set_attribute`
}

fn in_every_arm(size: u8) {
    let mut span = global::tracer("shop").start("box");
    match size {
        0 => return,
        1..=9 => span.end(),
        _ => {
            wait();
            span.end();
        }
    }
    span.update_name("boxed"); //~ span-use-after-end: `update_name`
}

fn of_a_parameter(span: &mut BoxedSpan) {
    span.end();
    span.set_status(Status::Ok); //~ span-use-after-end: `set_status`
}

fn of_any_span<S: Span>(mut span: S) {
    span.end();
    span.set_attribute(KeyValue::new("kind", "any")); //~ span-use-after-end: `set_attribute`
}

fn of_some_span(span: &mut impl Span) {
    span.end();
    span.add_event("done", vec![]); //~ span-use-after-end: `add_event`
}

fn of_any_tracer<T: Tracer>(tracer: &T) {
    let mut span = tracer.start("print");
    span.end();
    span.set_attribute(KeyValue::new("pages", 4)); //~ span-use-after-end: `set_attribute`
}

fn of_the_sdk(provider: &SdkTracerProvider) {
    let mut span = provider.tracer("shop").start("stock");
    span.end();
    span.set_attribute(KeyValue::new("left", 2)); //~ span-use-after-end: `set_attribute`
}

fn under_another_name() {
    let mut first = global::tracer("shop").start("move");
    first.end();
    let mut second = first;
    second.set_attribute(KeyValue::new("moved", true)); //~ span-use-after-end: `set_attribute`
}

fn in_further_turns(rows: &[i64]) {
    let mut span = global::tracer("shop").start("rows");
    for row in rows {
        span.set_attribute(KeyValue::new("row", *row)); //~ span-use-after-end: from the second turn of the loop on
        span.end();
    }
}

fn in_bodies_of_their_own() {
    let work = || {
        let mut span = global::tracer("shop").start("closure");
        span.end();
        span.set_status(Status::Ok); //~ span-use-after-end: `set_status`
    };
    work();
    let later = async {
        let mut span = global::tracer("shop").start("block");
        span.end();
        span.set_status(Status::Ok); //~ span-use-after-end: `set_status`
    };
    drop(later);
}

fn on_one_branch(fast: bool) {
    let mut span = global::tracer("shop").start("route");
    if fast {
        span.end();
    }
    span.set_attribute(KeyValue::new("fast", fast)); // silent: on the other way it is still open
}

fn with_an_early_return(fast: bool) {
    let mut span = global::tracer("shop").start("route");
    if fast {
        span.end();
        return;
    }
    span.set_attribute(KeyValue::new("fast", fast)); // silent: who ended it has left
}

fn where_nothing_else_leads(size: Option<u8>) {
    let mut span = global::tracer("shop").start("measure");
    let Some(size) = size else {
        span.end();
        return;
    };
    span.set_attribute(KeyValue::new("size", i64::from(size))); // silent: the other branch has left
    let Ok(size) = u8::try_from(size) else {
        span.end();
        panic!("no size");
    };
    span.set_attribute(KeyValue::new("checked", i64::from(size))); // silent: the other branch does not come back
}

fn another_span_in_the_same_variable() {
    let mut span = global::tracer("shop").start("first");
    span.end();
    span = global::tracer("shop").start("second");
    span.set_attribute(KeyValue::new("second", true)); // silent: another span
    let mut span = span;
    span.end();
    let mut span = global::tracer("shop").start("third");
    span.set_attribute(KeyValue::new("third", true)); // silent: a variable of the same name
}

fn exchanged() {
    let mut span = global::tracer("shop").start("first");
    span.end();
    drop(std::mem::replace(&mut span, global::tracer("shop").start("second")));
    span.set_attribute(KeyValue::new("second", true)); // silent: another span may be in its place
}

fn started_by_somebody_else() {
    let mut span = global::tracer("shop").start("first");
    span.end();
    renew(&mut span);
    span.set_attribute(KeyValue::new("second", true)); // silent: what is in it now is out of sight
}

fn only_asked() -> bool {
    let mut span = global::tracer("shop").start("ask");
    span.end();
    span.span_context().is_valid() && span.is_recording() // silent: nothing is written
}

fn ended_in_a_closure(last: bool) {
    let mut span = global::tracer("shop").start("perhaps");
    let mut finish = || span.end();
    if last {
        finish();
    }
    span.set_status(Status::Ok); // silent: nobody knows whether the closure was called
}

fn ended_before_the_loop_is_left(rows: &[i64]) {
    let mut span = global::tracer("shop").start("search");
    for row in rows {
        span.add_event("looked", vec![]); //~ unbounded-in-loop: event
        if *row == 0 {
            span.end();
            break;
        }
    }
    let mut other = global::tracer("shop").start("search again");
    'outer: loop {
        for row in rows {
            other.update_name("still searching"); // silent: it ends on the way out only
            if *row == 1 {
                other.end();
                break 'outer;
            }
            if *row == 2 {
                continue 'outer;
            }
        }
    }
}

fn one_in_each_turn(rows: &[i64]) {
    for row in rows {
        let mut span = global::tracer("shop").start("row");
        span.set_attribute(KeyValue::new("row", *row)); // silent: a span of this turn
        span.end();
    }
}

fn renewed_in_each_turn(rows: &[i64]) {
    let mut span = global::tracer("shop").start("batch");
    for row in rows {
        span.set_attribute(KeyValue::new("row", *row)); // silent: every turn leaves a new span behind
        span.end();
        span = global::tracer("shop").start("batch");
    }
}

struct Session {
    span: Option<BoxedSpan>,
}

impl Session {
    fn close(&mut self) {
        if let Some(span) = self.span.as_mut() {
            span.end();
        }
        self.span = Some(global::tracer("shop").start("session"));
        if let Some(span) = &mut self.span {
            span.set_attribute(KeyValue::new("again", true)); // silent: what an option holds is not followed
        }
    }
}

struct Bridge;

impl Bridge {
    fn end(&mut self) {}
    fn set_attribute(&mut self, _: &str) {}
}

fn of_another_kind() {
    let mut span = Bridge;
    span.end();
    span.set_attribute("length"); // silent: no span
}

fn finish(span: &mut BoxedSpan) {
    span.end();
}

fn finish_further_down<S: Span>(span: &mut S, deeper: bool) {
    if deeper {
        close(span);
    } else {
        span.end();
    }
}

fn close(span: &mut impl Span) {
    span.end();
}

fn finish_some(span: &mut BoxedSpan, all: bool) {
    if all {
        span.end();
    }
}

fn finish_unless_refused(span: &mut BoxedSpan) -> Result<(), std::fmt::Error> {
    refused()?;
    span.end();
    Ok(())
}

fn annotate(span: &mut BoxedSpan, length: i64) {
    span.set_attribute(KeyValue::new("length", length));
}

fn annotate_some(span: &mut BoxedSpan, length: i64) {
    if length > 0 {
        span.set_attribute(KeyValue::new("length", length));
    }
}

fn around_and_around(span: &mut BoxedSpan, left: u8) {
    span.end();
    if left > 0 {
        around_and_around(span, left - 1);
    }
}

#[cfg(unix)]
fn by_system(span: &mut BoxedSpan) {
    span.end();
}

#[cfg(not(unix))]
fn by_system(_span: &mut BoxedSpan) {}

async fn finish_later(span: &mut BoxedSpan) {
    span.end();
}

fn refused() -> Result<(), std::fmt::Error> {
    Ok(())
}

struct Desk;

impl Desk {
    fn finish(&self, span: &mut BoxedSpan) {
        span.end();
    }
}

fn ended_by_others(desk: &Desk) {
    let mut span = global::tracer("shop").start("batch");
    finish(&mut span);
    span.set_attribute(KeyValue::new("length", 3)); //~ span-use-after-end: `set_attribute` is called on a span that has ended
    let mut span = global::tracer("shop").start("batch");
    finish_further_down(&mut span, true);
    span.set_attribute(KeyValue::new("length", 3)); //~ span-use-after-end: has ended
    let mut span = global::tracer("shop").start("batch");
    desk.finish(&mut span);
    span.set_attribute(KeyValue::new("length", 3)); //~ span-use-after-end: has ended
    let mut span = global::tracer("shop").start("batch");
    Desk::finish(desk, &mut span);
    span.set_attribute(KeyValue::new("length", 3)); //~ span-use-after-end: has ended
    let mut span = global::tracer("shop").start("batch");
    finish_some(&mut span, true);
    span.set_attribute(KeyValue::new("length", 3)); // silent: ended on some ways
    let mut span = global::tracer("shop").start("batch");
    let _ = finish_unless_refused(&mut span);
    span.set_attribute(KeyValue::new("length", 3)); // silent: not ended where it is refused
    let mut span = global::tracer("shop").start("batch");
    around_and_around(&mut span, 1);
    span.set_attribute(KeyValue::new("length", 3)); // silent: what goes round in circles is not followed
    let mut span = global::tracer("shop").start("batch");
    by_system(&mut span);
    span.set_attribute(KeyValue::new("length", 3)); // silent: ended on some systems
    let mut span = global::tracer("shop").start("batch");
    let later = finish_later(&mut span);
    drop(later);
    span.set_attribute(KeyValue::new("length", 3)); // silent: a future that may never be polled
    let mut span = global::tracer("shop").start("batch");
    renew(&mut span);
    span.end();
    renew(&mut span);
    span.set_attribute(KeyValue::new("length", 3)); // silent: another span
}

fn written_by_others() {
    let mut span = global::tracer("shop").start("batch");
    annotate(&mut span, 1);
    span.end();
    annotate(&mut span, 2); //~ span-use-after-end: `annotate` calls `set_attribute` on the span that it is given
    annotate_some(&mut span, 3); // silent: it may write nothing
}

fn renew(span: &mut BoxedSpan) {
    *span = global::tracer("shop").start("renewed");
}

fn wait() {}

fn main() {}
