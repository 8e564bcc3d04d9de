use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use opentelemetry::global;
use opentelemetry::trace::{Span, TraceContextExt, Tracer};

fn taken_before() {
    let started = SystemTime::now();
    let mut span = global::tracer("lift").start("ride");
    ride();
    span.end_with_timestamp(started); //~ span-negative-duration: ends at `started`
}

fn by_another_name() {
    let now = SystemTime::now();
    let end = now;
    let mut span = global::tracer("lift").start("ride");
    span.end_with_timestamp(end); //~ span-negative-duration: ends at `end`
}

fn taken_off() {
    let now = SystemTime::now();
    let mut span = global::tracer("lift").start("ride");
    span.end_with_timestamp(now - Duration::from_secs(5)); //~ span-negative-duration: a time taken before it was started
}

fn at_the_epoch() {
    let mut span = global::tracer("lift").start("ride");
    span.end_with_timestamp(UNIX_EPOCH); //~ span-negative-duration: ends at `UNIX_EPOCH`
    let mut other = global::tracer("lift").start_with_context("ride", &opentelemetry::Context::new());
    other.end_with_timestamp(SystemTime::UNIX_EPOCH); //~ span-negative-duration: ends at `SystemTime::UNIX_EPOCH`
}

fn of_a_builder() {
    let before = SystemTime::now();
    let tracer = global::tracer("lift");
    let mut span = tracer.span_builder("ride").start(&tracer);
    span.end_with_timestamp(before); //~ span-negative-duration: ends at `before`
}

fn in_a_scope() {
    let asked = SystemTime::now();
    global::tracer("lift").in_span("ride", |cx| {
        cx.span().end_with_timestamp(asked); //~ span-negative-duration: ends at `asked`
    });
}

fn by_path() {
    let before = SystemTime::now();
    let mut span = global::tracer("lift").start("ride");
    Span::end_with_timestamp(&mut span, before); //~ span-negative-duration: ends at `before`
}

fn of_the_past() {
    let begun = SystemTime::now() - Duration::from_secs(60);
    let arrived = SystemTime::now();
    let tracer = global::tracer("lift");
    let mut span = tracer.span_builder("ride").with_start_time(begun).start(&tracer);
    span.end_with_timestamp(arrived); // silent: it has a start of its own, in the past
}

fn taken_after() {
    let mut span = global::tracer("lift").start("ride");
    ride();
    let end = SystemTime::now();
    span.end_with_timestamp(end); // silent: taken when the work is done
}

fn taken_there() {
    let mut span = global::tracer("lift").start("ride");
    span.end_with_timestamp(SystemTime::now()); // silent: now
}

fn with_something_added() {
    let begun = SystemTime::now();
    let clock = Instant::now();
    let mut span = global::tracer("lift").start("ride");
    ride();
    span.end_with_timestamp(begun + clock.elapsed()); // silent: the time that passed is added
    let mut other = global::tracer("lift").start_with_context("ride", &opentelemetry::Context::new());
    other.end_with_timestamp(UNIX_EPOCH + Duration::from_secs(1_700_000_000)); // silent: how much is added tells
}

fn taken_off_later() {
    let mut span = global::tracer("lift").start("ride");
    ride();
    let end = SystemTime::now() - Duration::from_millis(1);
    span.end_with_timestamp(end); // silent: how long it was is not in sight
}

fn changed_since(late: bool) {
    let mut end = SystemTime::now();
    let mut span = global::tracer("lift").start("ride");
    if late {
        end = SystemTime::now();
    }
    span.end_with_timestamp(end); // silent: another time may be in it
}

fn moved_on() {
    let mut end = SystemTime::now();
    let mut span = global::tracer("lift").start("ride");
    end += Duration::from_secs(3);
    span.end_with_timestamp(end); // silent: it was changed
}

fn given(end: SystemTime) {
    let mut span = global::tracer("lift").start("ride");
    span.end_with_timestamp(end); // silent: who knows what the caller gives
}

fn of_a_span_that_was_there(span: &mut impl Span) {
    let end = SystemTime::now();
    ride();
    span.end_with_timestamp(end); // silent: the span is older than the time
}

fn of_a_span_that_is_newer() {
    let mut span = global::tracer("lift").start("first");
    let between = SystemTime::now();
    span.end_with_timestamp(between); // silent: after the start
    span = global::tracer("lift").start("second");
    span.end();
}

fn ride() {}

fn main() {}
