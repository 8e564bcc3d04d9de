use opentelemetry::trace::{Span as _, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};
use tracing::field::{Empty, display};
use tracing::{Span, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

const SHELF: &str = "shelf";

fn twice() {
    let mut span = global::tracer("depot").start("stow");
    span.set_attribute(KeyValue::new("shelf", 3));
    span.set_attribute(KeyValue::new("shelf", 4)); //~ duplicate-attribute-key: the span has `shelf` already
}

fn by_a_constant() {
    let mut span = global::tracer("depot").start("stow");
    span.set_attributes([KeyValue::new(SHELF, 3), KeyValue::new("row", 1)]);
    span.set_attributes(vec![
        KeyValue::new("shelf", 4), //~ duplicate-attribute-key: exported with two values
        KeyValue::new("column", 1),
    ]);
}

fn in_one_list() {
    let mut span = global::tracer("depot").start("stow");
    span.set_attributes([
        KeyValue::new("row", 3),
        KeyValue::new("row", 4), //~ duplicate-attribute-key: has `row` already
    ]);
}

fn in_a_context() {
    let cx = Context::current_with_span(global::tracer("depot").start("stow"));
    cx.span().set_attribute(KeyValue::new("shelf", 3));
    cx.span().set_attribute(KeyValue::new("shelf", 4)); //~ duplicate-attribute-key: has `shelf` already
}

fn by_path() {
    let mut span = global::tracer("depot").start("stow");
    opentelemetry::trace::Span::set_attribute(&mut span, KeyValue::new("shelf", 3));
    span.set_attribute(KeyValue::new("shelf", 4)); //~ duplicate-attribute-key: has `shelf` already
}

fn on_every_way(heavy: bool) {
    let mut span = global::tracer("depot").start("stow");
    if heavy {
        span.set_attribute(KeyValue::new("weight", "heavy"));
    } else {
        span.set_attribute(KeyValue::new("weight", "light"));
    }
    span.set_attribute(KeyValue::new("weight", "known")); //~ duplicate-attribute-key: has `weight` already
}

fn in_a_loop(boxes: &[u32]) {
    let mut span = global::tracer("depot").start("stow");
    for number in boxes {
        span.set_attribute(KeyValue::new("box", i64::from(*number))); //~ duplicate-attribute-key: every turn of the loop adds another `box`
    }
}

fn of_a_span_macro(weight: i64) {
    let span = info_span!("stow", weight = 3, done = Empty);
    span.record("weight", weight); //~ duplicate-attribute-key: has `weight` already
    span.record("done", true);
    span.record("done", false); //~ duplicate-attribute-key: has `done` already
    let _guard = span.enter();
}

fn in_turns_of_a_span_macro(boxes: &[u32]) {
    let span = info_span!("stow", number = Empty, shown = Empty, size = Empty);
    let _guard = span.enter();
    let mut sum = 0;
    for number in boxes {
        sum += number;
        span.record("number", sum as i64); //~ duplicate-attribute-key: every turn of the loop adds another `number`
        span.record("shown", display(number)); //~ duplicate-attribute-key: every turn of the loop adds another `shown`
    }
    while sum > 0 {
        sum -= 1;
        span.record("size", boxes.len() as i64); //~ duplicate-attribute-key: every turn of the loop adds another `size`
    }
}

#[instrument(fields(done = Empty))]
fn of_an_argument(shelf: u8) {
    Span::current().record("shelf", 4); //~ duplicate-attribute-key: has `shelf` already
    Span::current().record("done", true);
    Span::current().record("done", true); //~ duplicate-attribute-key: has `done` already
}

#[instrument(skip_all, fields(attempt))]
async fn until_it_works() {
    let mut attempt = 0_i64;
    loop {
        attempt += 1;
        Span::current().record("attempt", attempt + 1); //~ duplicate-attribute-key: every turn of the loop adds another `attempt`
        if try_once().await {
            break;
        }
    }
}

fn declared_empty() {
    let span = info_span!("stow", shelf = Empty, row);
    span.record("shelf", 3); // silent: it had no value yet
    let _guard = span.enter();
}

#[instrument(skip(shelf), fields(shelf, row = Empty))]
fn skipped(shelf: i64, heavy: bool) {
    Span::current().record("shelf", shelf); // silent: skipped, so this is the first value
    if heavy {
        Span::current().record("row", 1); // silent: one of the two
    } else {
        Span::current().record("row", 2);
    }
}

fn perhaps_nothing(owner: Option<&str>, note: Option<i64>) {
    let span = info_span!("stow", owner, note = Empty);
    span.record("owner", "nobody"); // silent: there may have been none
    span.record("note", note);
    span.record("note", 7); // silent: there may have been none
    let _guard = span.enter();
}

fn on_one_way(heavy: bool) {
    let mut span = global::tracer("depot").start("stow");
    if heavy {
        span.set_attribute(KeyValue::new("weight", "heavy"));
    }
    span.set_attribute(KeyValue::new("weight", "known")); // silent: on the other way it is the first
}

fn left_in_between(heavy: bool) {
    let mut span = global::tracer("depot").start("stow");
    if heavy {
        span.set_attribute(KeyValue::new("weight", "heavy"));
        return;
    }
    span.set_attribute(KeyValue::new("weight", "light")); // silent: who set the other has left
}

fn once_in_a_loop(boxes: &[u32]) {
    let mut span = global::tracer("depot").start("find");
    for number in boxes {
        if *number == 0 {
            span.set_attribute(KeyValue::new("found", true)); // silent: the loop ends with it
            break;
        }
    }
    let other = info_span!("find", found = Empty);
    let _guard = other.enter();
    for number in boxes {
        if *number == 1 {
            other.record("found", 1); // silent: the function ends with it
            return;
        }
    }
}

fn of_two_spans() {
    let mut span = global::tracer("depot").start("stow");
    span.set_attribute(KeyValue::new("shelf", 3));
    span.end();
    let mut span = global::tracer("depot").start("stow again");
    span.set_attribute(KeyValue::new("shelf", 4)); // silent: another span
    span = global::tracer("depot").start_with_context("stow", &Context::new());
    span.set_attribute(KeyValue::new("shelf", 5)); // silent: another span in the same variable
}

fn one_in_each_turn(boxes: &[u32]) {
    for number in boxes {
        let span = info_span!("box", number = Empty);
        span.record("number", i64::from(*number)); // silent: a span of this turn
        let _guard = span.enter();
        let mut other = global::tracer("depot").start_with_context("box", &Context::current());
        other.set_attribute(KeyValue::new("number", i64::from(*number))); // silent: so is this
    }
}

fn renamed_again() {
    let span = info_span!("stow", otel.name = "stow box", otel.status_code = Empty);
    span.record("otel.name", "stow crate"); // silent: it takes the other's place
    span.record("otel.status_code", "OK");
    span.record("otel.status_code", "ERROR"); // silent: so does a status
    let _guard = span.enter();
}

#[instrument(skip_all)]
fn undeclared(rows: &[i64]) {
    for row in rows {
        Span::current().record("row", row + 1); // silent: it is lost each time //~ record-undeclared-field: declares no field `row`
    }
}

fn of_an_event() {
    let mut span = global::tracer("depot").start("stow");
    span.add_event("stowed", vec![KeyValue::new("shelf", 3)]);
    span.set_attribute(KeyValue::new("shelf", 3)); // silent: the other is an attribute of the event
}

fn by_the_key_of_the_data(pairs: &[(String, String)]) {
    let mut span = global::tracer("depot").start("stow");
    for (key, value) in pairs.iter().take(8) {
        span.set_attribute(KeyValue::new(key.clone(), value.clone())); // silent: which keys is not in sight
    }
}

fn after_its_end() {
    let mut span = global::tracer("depot").start("stow");
    span.set_attribute(KeyValue::new("shelf", 3));
    span.end();
    span.set_attribute(KeyValue::new("shelf", 4)); // silent: it is lost //~ span-use-after-end: lost
}

fn of_somebody_else(span: &Span) {
    span.set_attribute("shelf", 3);
    span.set_attribute("shelf", 4);
    Span::current().record("shelf", 1); // silent: whose span that is, is not in sight
}

async fn try_once() -> bool {
    true
}

fn main() {}
