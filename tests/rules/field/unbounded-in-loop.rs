use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Link, Span, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};

fn events(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    for row in rows {
        span.add_event("struck", vec![KeyValue::new("row", i64::from(*row))]); //~ unbounded-in-loop: every turn of the loop adds an event
    }
}

fn with_a_time(rows: Vec<std::time::SystemTime>) {
    let mut span = global::tracer("mint").start("coin");
    for at in rows {
        span.add_event_with_timestamp("struck", at, vec![]); //~ unbounded-in-loop: adds an event
    }
}

fn links(spans: &[opentelemetry::trace::SpanContext]) {
    let mut span = global::tracer("mint").start("collect");
    for other in spans {
        span.add_link(other.clone(), vec![]); //~ unbounded-in-loop: adds a link
    }
}

fn attributes(pairs: &[(String, String)]) {
    let mut span = global::tracer("mint").start("coin");
    for (name, value) in pairs {
        span.set_attribute(KeyValue::new(name.clone(), value.clone())); //~ unbounded-in-loop: adds an attribute
    }
}

fn many_turns() {
    let mut span = global::tracer("mint").start("coin");
    for number in 0..500 {
        span.add_event("struck", vec![KeyValue::new("number", number)]); //~ unbounded-in-loop: which keeps 128 of them
    }
}

fn in_two_loops(sheets: &[Vec<u32>]) {
    let mut span = global::tracer("mint").start("coin");
    for sheet in sheets {
        for _ in 0..4 {
            span.add_event("cut", vec![KeyValue::new("size", sheet.len() as i64)]); //~ unbounded-in-loop: adds an event
        }
    }
}

fn multiplied() {
    let mut span = global::tracer("mint").start("coin");
    for _ in 0..20 {
        for _ in 0..20 {
            span.add_event("cut", vec![]); //~ unbounded-in-loop: adds an event
        }
    }
}

fn while_there_is_more(mut queue: Vec<u32>) {
    let cx = Context::current_with_span(global::tracer("mint").start("coin"));
    while let Some(number) = queue.pop() {
        cx.span().add_event("struck", vec![KeyValue::new("number", i64::from(number))]); //~ unbounded-in-loop: adds an event
    }
}

fn of_a_parameter(span: &mut BoxedSpan, rows: &[u32]) {
    for _ in rows {
        span.add_event("struck", vec![]); //~ unbounded-in-loop: adds an event
    }
}

fn in_a_scope(rows: &[u32]) {
    global::tracer("mint").in_span("coin", |cx| {
        for _ in rows {
            cx.span().add_event("struck", vec![]); //~ unbounded-in-loop: adds an event
        }
    });
}

fn of_some_rows(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    for row in rows {
        if *row > 3 {
            continue;
        }
        span.add_event("struck", vec![]); //~ unbounded-in-loop: adds an event
    }
}

fn few_turns() {
    let mut span = global::tracer("mint").start("coin");
    for _ in 0..10 {
        span.add_event("struck", vec![]); // silent: ten have room
    }
    for side in ["head", "tail"] {
        span.add_event(side, vec![]); // silent: two have room
    }
    for _ in 0..10 {
        for _ in 0..12 {
            span.add_event("cut", vec![]); // silent: 120 have room
        }
    }
}

fn the_first_ones(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    for _ in rows.iter().take(5) {
        span.add_event("struck", vec![]); // silent: five have room
    }
}

fn as_often_as_it_takes(tries: usize) {
    let mut span = global::tracer("mint").start("coin");
    for _ in 0..tries {
        span.add_event("tried", vec![]); // silent: nobody says that it is often
    }
    let mut left = tries;
    while left > 0 {
        left -= 1;
        span.add_event("tried again", vec![]); // silent: nobody says that it is often
    }
    loop {
        left += 1;
        span.add_event("tried once more", vec![]); // silent: nobody says that it is often
        if left > 3 {
            break;
        }
    }
}

fn on_the_way_out(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    for row in rows {
        if *row == 0 {
            span.add_event("blank", vec![]); // silent: the loop ends with it
            break;
        }
    }
    'sheets: for _ in rows {
        for row in rows {
            if *row == 1 {
                span.add_event("torn", vec![]); // silent: both loops end with it
                break 'sheets;
            }
        }
    }
    for row in rows {
        if *row == 2 {
            span.add_event("gone", vec![]); // silent: the function ends with it
            return;
        }
    }
}

fn one_in_each_turn(rows: &[u32]) {
    for row in rows {
        let mut span = global::tracer("mint").start("row");
        span.add_event("struck", vec![KeyValue::new("row", i64::from(*row))]); // silent: a span of this turn
    }
}

fn renewed_in_each_turn(rows: &[u32]) {
    let mut span = global::tracer("mint").start("row");
    for _ in rows {
        span.add_event("struck", vec![]); // silent: every turn leaves a new span behind
        span = global::tracer("mint").start_with_context("row", &Context::new());
    }
}

fn after_the_loop(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    let mut struck = 0;
    for row in rows {
        struck += row;
    }
    span.add_event("struck", vec![KeyValue::new("count", i64::from(struck))]); // silent: once
}

fn later(rows: &[u32]) {
    let mut span = global::tracer("mint").start("coin");
    for row in rows {
        let mut tell = || span.add_event("zero", vec![]); // silent: nobody knows whether the closure is called
        if *row == 0 {
            tell();
            return;
        }
    }
}

struct Bell;

impl Bell {
    fn add_event(&mut self, _: &str, _: Vec<Link>) {}
}

fn of_another_kind(bell: &mut Bell, rows: &[u32]) {
    for _ in rows {
        bell.add_event("rung", vec![]); // silent: no span
    }
}

fn main() {}
