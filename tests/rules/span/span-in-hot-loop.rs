use opentelemetry::trace::{Span, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use tracing::info_span;

fn of_a_macro() {
    for row in 0..5000 {
        let _row = info_span!("row", row).entered(); //~ span-in-hot-loop: every turn of the loop makes this span
    }
}

fn of_a_call() {
    let tracer = global::tracer("press");
    for _ in 0..10_000 {
        let mut span = tracer.start("sheet"); //~ span-in-hot-loop: more turns than the queue
        span.end();
    }
    for _ in 1..=4096 {
        tracer.in_span("sheet", |cx| cx.span().end()); //~ span-in-hot-loop: makes this span
        let mut span = tracer.start_with_context("page", &Context::new()); //~ span-in-hot-loop: makes this span
        span.end();
    }
}

fn in_two_loops() {
    for _ in 0..100 {
        for _ in 0..100 {
            let _dot = info_span!("dot").entered(); //~ span-in-hot-loop: makes this span
        }
    }
}

fn few_turns() {
    for _ in 0..2000 {
        let _row = info_span!("row").entered(); // silent: the queue has room for them
    }
    for _ in 0..40 {
        for _ in 0..50 {
            let _dot = info_span!("dot").entered(); // silent: 2,000 have room
        }
    }
}

fn as_many_as_there_are(rows: &[u32], count: usize) {
    for _ in rows {
        let _row = info_span!("row").entered(); // silent: nobody says how many there are
    }
    for _ in 0..count {
        let _row = info_span!("row").entered(); // silent: nobody says how many there are
    }
}

fn some_of_them() {
    for row in 0..10_000 {
        if row % 1000 == 0 {
            let _row = info_span!("thousand").entered(); // silent: not in every turn
        }
    }
}

fn until_it_is_found() {
    for row in 0..10_000 {
        let _row = info_span!("row").entered(); // silent: the loop may end at once
        if row == 3 {
            break;
        }
    }
}

fn around_the_loop() {
    let _all = info_span!("rows").entered(); // silent: one for all
    let mut sum = 0_u64;
    for row in 0..10_000 {
        sum += row;
    }
    tracing::info!(sum, "summed");
}

fn when_it_is_called() {
    for _ in 0..10_000 {
        let later = || info_span!("later").entered(); // silent: nobody knows whether the closure is called
        drop(later);
    }
}

fn main() {}
