use opentelemetry::Context;
use opentelemetry::context::FutureExt;
use tracing::{Instrument, info_span, instrument};

#[instrument]
async fn charge(order: i64) {}

#[instrument]
fn price(order: i64) {}

async fn on_the_handle(order: i64) {
    let _ = tokio::spawn(charge(order)).instrument(info_span!("checkout")).await; //~ context-on-join-handle: `instrument(info_span!("checkout"))` is attached to the handle that `tokio::spawn` returns
    let _ = tokio::spawn(charge(order)).in_current_span().await; //~ context-on-join-handle: `in_current_span()` is attached to the handle
    let _ = tokio::task::spawn_blocking(move || price(order))
        .instrument(info_span!("price")) //~ context-on-join-handle: the task itself runs without it
        .await;
    let handle = tokio::spawn(async move { charge(order).await });
    let _ = handle.instrument(info_span!("checkout")).await; //~ context-on-join-handle: is attached to the handle
}

async fn of_contexts(order: i64, cx: Context) {
    let _ = tokio::spawn(charge(order)).with_context(cx).await; //~ context-on-join-handle: `with_context(cx)` is attached to the handle
}

async fn on_the_task(order: i64, cx: Context) {
    let _ = tokio::spawn(charge(order).instrument(info_span!("checkout"))).await; // silent: attached to the future
    let _ = tokio::spawn(charge(order).with_context(cx)).await; // silent: likewise
    charge(order).instrument(info_span!("checkout")).await; // silent: no task
}

async fn around_the_waiting(order: i64) {
    let handle = tokio::spawn(charge(order).in_current_span());
    let _ = handle.instrument(info_span!("wait")).await; // silent: the task has a span, and this one is for the waiting
    let _ = tokio::spawn(async move { order + 1 }).instrument(info_span!("wait")).await; // silent: the task makes nothing, and the span lasts as long
}

fn main() {}
