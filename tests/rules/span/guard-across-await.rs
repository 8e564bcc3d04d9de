use std::sync::Arc;

use futures::Stream;
use opentelemetry::Context;
use opentelemetry::trace::FutureExt;
use tokio::runtime::Handle;
use tracing::span::Entered;
use tracing::{Instrument, Span, info_span};

async fn plain(order: i64) {
    let span = info_span!("bill", order);
    let _entered = span.enter(); //~ guard-across-await: held across `.await`, so its span leaks into other tasks
    load().await;
}

async fn own_guard() {
    let _guard = info_span!("bill").entered(); //~ guard-across-await: leaks into whatever is polled meanwhile
    load().await;
}

async fn context(cx: Context) {
    let _guard = cx.clone().attach(); //~ guard-across-await: `.await`
    load().await;
}

async fn macros_that_wait() {
    let span = info_span!("wait");
    {
        let _entered = span.enter(); //~ guard-across-await: held across `tokio::join!`
        tokio::join!(load(), load());
    }
    {
        let _entered = span.enter(); //~ guard-across-await: held across `tokio::try_join!`
        let _both = tokio::try_join!(store(), store());
    }
    let _entered = span.enter(); //~ guard-across-await: held across `tokio::select!`
    tokio::select! {
        _ = load() => {}
        else => {}
    }
}

async fn inside_a_handler(stop: Handle) {
    tokio::select! {
        biased;
        _ = load() => {
            let span = info_span!("tick");
            let _entered = span.enter(); //~ guard-across-await: `.await`
            load().await;
        }
        result = store(), if !stop.metrics().num_workers() == 0 => {
            let _entered = info_span!("store").entered(); // silent: nothing waits while it lives
            println!("{result:?}");
        }
    }
}

async fn branches(retry: bool) {
    let span = info_span!("send");
    let guard = span.enter(); //~ guard-across-await: `.await`
    if retry {
        drop(guard);
    }
    load().await;
}

async fn scrutinee(span: Span) {
    match span.enter() { //~ guard-across-await: `.await`
        _entered => load().await,
    }
}

async fn shadowed(span: Arc<Span>) {
    let _entered = span.enter(); //~ guard-across-await: `.await`
    let _entered = 1; // silent by itself; the guard above is hidden, not dropped
    load().await;
}

async fn ended(span: Span, early: bool) {
    let guard = span.enter(); // silent: dropped before anything waits
    drop(guard);
    let entered = info_span!("sum").entered(); // silent: exited before anything waits
    let inner = entered.exit();
    load().instrument(inner).await;
    {
        let _entered = span.enter(); // silent: the block ends it
        println!("sum");
    }
    let moved = span.enter(); // silent: the callee has it now
    consume(moved);
    if early {
        let _entered = span.enter(); // silent: this way returns without waiting
        return;
    }
    load().await;
    let _late = span.enter(); // silent: nothing waits after it
}

async fn other_bodies(span: Span, handle: Handle, cx: Context) {
    let add = || {
        let _entered = span.enter(); // silent: a closure that does not wait
        1 + 1
    };
    let later = {
        let _entered = span.enter(); // silent: the block is made here and runs later
        async move { load().await }
    };
    let sum = span.in_scope(add); // silent: entered for the closure only
    let _runtime = handle.enter(); // silent: the guard of a runtime
    later.with_context(cx).await;
    println!("{sum}");
}

async fn in_a_loop(jobs: Vec<i64>) {
    for job in jobs {
        let span = info_span!("job", job);
        let ready = span.in_scope(|| job > 1); // silent: entered for the closure only
        if ready {
            load().instrument(span).await;
        }
    }
    let held = info_span!("turns").entered(); //~ guard-across-await: `.await`
    for turn in 0..3 {
        if turn == 2 {
            break;
        }
    }
    loop {
        if load_once().await {
            drop(held);
            break;
        }
    }
    loop {
        let _entered = info_span!("turn").entered(); //~ guard-across-await: `.await`
        load().await;
    }
}

async fn scrutinees() {
    match info_span!("queue").entered().id() { //~ guard-across-await: `.await`
        _ => load().await,
    }
    if let Some(_id) = info_span!("queue").entered().id() { //~ guard-across-await: `.await`
        load().await;
    }
    while let Some(_id) = info_span!("queue").entered().id() { //~ guard-across-await: `.await`
        load().await;
    }
    for _turn in info_span!("queue").entered().id() { //~ guard-across-await: `.await`
        load().await;
    }
    let id = info_span!("queue").entered().id(); // silent: dropped at the end of its statement
    match id {
        _ => load().await,
    }
    if info_span!("queue").entered().id().is_some() { // silent: a condition's temporaries end before the block
        load().await;
    }
    let Some(_id) = info_span!("queue").entered().id() else { // silent: dropped before the block
        return load().await;
    };
}

async fn out_of_loops() {
    let held = loop {
        let guard = info_span!("found").entered(); //~ guard-across-await: `.await`
        if guard.is_disabled() {
            break guard;
        }
    };
    load().await;
    drop(held);
    let first = 'found: {
        let guard = info_span!("found").entered(); //~ guard-across-await: `.await`
        if load_once().await {
            break 'found Some(guard);
        }
        None
    };
    drop(first);
    let short = loop {
        let guard = info_span!("short").entered(); // silent: the break drops it
        if guard.is_disabled() {
            break guard.id();
        }
    };
    load().await;
    println!("{short:?}");
}

struct Scope<'a> {
    guard: Entered<'a>,
    turn: u32,
}

async fn in_parts(span: Span) {
    let scope = Scope { guard: span.enter(), turn: 1 }; //~ guard-across-await: `.await`
    load().await;
    println!("{}", scope.turn);
    drop(scope);
    let (guard, turn) = (span.enter(), 2); //~ guard-across-await: `.await`
    load().await;
    println!("{turn}");
    drop(guard);
    let parts = Scope { guard: span.enter(), turn: 3 }; // silent: its guard is moved out and dropped
    drop(parts.guard);
    load().await;
    println!("{}", parts.turn);
}

fn items(span: Span) -> impl Stream<Item = u32> {
    async_stream::stream! {
        let _entered = span.enter(); //~ guard-across-await: held across `yield`
        yield 1;
    }
}

fn items_that_end(span: Span) -> impl Stream<Item = u32> {
    async_stream::stream! {
        {
            let _entered = span.enter(); // silent: ends before anything is handed out
            println!("first");
        }
        yield 1;
    }
}

fn consume(_guard: Entered<'_>) {}

async fn load() {}

async fn load_once() -> bool {
    true
}

async fn store() -> Result<(), ()> {
    Ok(())
}

fn main() {}
