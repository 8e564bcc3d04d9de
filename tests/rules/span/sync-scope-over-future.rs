use std::future::Future;

use futures::future::BoxFuture;
use opentelemetry::trace::{FutureExt, Tracer};
use opentelemetry::{Context, global};
use tracing::{Instrument, Span, info, info_span};

struct Basket {
    span: Span,
}

/// A future that enters its span whenever it is polled.
struct Traced<F> {
    future: F,
    span: Span,
}

async fn price(item: u32) -> u32 {
    info!(item, "priced");
    item * 2
}

fn known_price(item: u32) -> u32 {
    info!(item, "known");
    item * 2
}

async fn with_a_block() {
    let span = info_span!("load");
    span.in_scope(|| async { info!("loading") }).await; //~ sync-scope-over-future: `in_scope` leaves the span before
    span.in_scope(|| async move { price(1).await }).await; //~ sync-scope-over-future: leaves the span
}

async fn with_a_call() -> u32 {
    let span = info_span!("price");
    let first = span.in_scope(|| price(1)).await; //~ sync-scope-over-future: leaves the span
    let second = info_span!("price again").in_scope(|| price(2)).await; //~ sync-scope-over-future: leaves the span
    first + second
}

async fn after_other_work() {
    let span = info_span!("prepare");
    let pending = span.in_scope(|| { //~ sync-scope-over-future: leaves the span
        info!("prepared");
        price(3)
    });
    pending.await;
}

async fn with_an_async_closure() {
    info_span!("closure").in_scope(async || price(4).await).await; //~ sync-scope-over-future: leaves the span
}

async fn made_before() {
    let pending = price(5);
    info_span!("late").in_scope(|| pending).await; //~ sync-scope-over-future: leaves the span
}

async fn in_a_task() {
    let span = info_span!("task");
    tokio::spawn(span.in_scope(|| price(6))); //~ sync-scope-over-future: leaves the span
}

async fn in_an_open_telemetry_span() {
    let tracer = global::tracer("shop");
    tracer.in_span("price", |_cx| price(7)).await; //~ sync-scope-over-future: `in_span` ends its span before
    tracer.in_span("price", |cx| async move { cx.has_active_span() }).await; //~ sync-scope-over-future: ends its span
}

impl Basket {
    async fn total(&self) -> u32 {
        self.span.in_scope(|| self.sum()).await //~ sync-scope-over-future: leaves the span
    }

    async fn sum(&self) -> u32 {
        3
    }

    fn count(&self) -> usize {
        self.span.in_scope(|| 3) // silent: a value that is ready
    }
}

fn ready_values(span: &Span) -> u32 {
    let known = span.in_scope(|| known_price(1)); // silent: a function that does its work when it is called
    span.in_scope(|| { // silent: the future is made and dropped, and the value is a number
        drop(price(8));
        known
    })
}

async fn attached_inside(span: Span) {
    span.in_scope(|| price(1).in_current_span()).await; // silent: the future takes the span along
    span.in_scope(|| async { info!("inside") }.instrument(info_span!("own"))).await; // silent: it has a span of its own
}

async fn attached_outside(span: Span) {
    let pending = span.in_scope(|| price(1)); // silent: the span is attached to what comes out
    pending.instrument(span.clone()).await;
    span.in_scope(|| price(2)).instrument(span.clone()).await; // silent: the same in one go
}

fn polled_in_the_span(span: Span) -> Traced<impl Future<Output = u32>> {
    let future = span.in_scope(|| price(1)); // silent: what it is put into may enter the span whenever it is polled
    Traced { future, span }
}

async fn with_context() {
    let tracer = global::tracer("shop");
    tracer.in_span("price", |cx| price(1).with_context(cx)).await; // silent: the future carries the context
    tracer.in_span("price", |_| price(2).with_current_context()).await; // silent: it carries the current context
}

async fn spawned(span: Span) {
    let task = span.in_scope(|| tokio::spawn(price(1).in_current_span())); // silent: a task that runs by itself, in the span
    let _ = task.await;
}

fn boxed(span: &Span, pending: BoxFuture<'static, u32>) -> BoxFuture<'static, u32> {
    span.in_scope(|| Box::pin(pending.in_current_span())) // silent: the span is attached before it is boxed
}

fn blocked_on(span: &Span, runtime: &tokio::runtime::Runtime) -> u32 {
    span.in_scope(|| runtime.block_on(price(1))) // silent: the future runs to its end in the span
}

struct Door;

impl Door {
    fn in_scope<T>(&self, run: impl FnOnce() -> T) -> T {
        run()
    }
}

async fn of_another_type(door: Door) {
    door.in_scope(|| price(1)).await; // silent: no span, a method of our own
}

fn active(cx: Context) -> bool {
    let _guard = cx.attach();
    info_span!("active").in_scope(|| Context::current().has_active_span()) // silent: a flag
}
