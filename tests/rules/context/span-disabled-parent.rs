use tracing::{Instrument, Level, debug_span, info, info_span, instrument, span, trace_span};

#[instrument]
async fn charge(order: i64) {}

async fn plain(order: i64) -> i64 {
    order + 1
}

#[instrument]
async fn checkout(order: i64) {
    tokio::spawn(charge(order).instrument(debug_span!("charge"))); //~ span-disabled-parent: made at `debug`
    tokio::spawn(async move { charge(order).await }.instrument(span!(Level::TRACE, "charge"))); //~ span-disabled-parent: made at `trace`
    let span = trace_span!("price");
    tokio::task::spawn_blocking(move || span.in_scope(|| info!(order, "priced"))); //~ span-disabled-parent: nothing is current in the task
    tokio::spawn(charge(order).instrument(info_span!("charge"))); // silent: seldom filtered out
    tokio::spawn(charge(order).instrument(debug_span!("charge").or_current())); // silent: the current span takes its place
    tokio::spawn(plain(order).instrument(debug_span!("plain"))); // silent: nothing is made in the task
    charge(order).instrument(debug_span!("charge")).await; // silent: here the current span stays current
}

async fn without_a_span(order: i64) {
    tokio::spawn(charge(order).instrument(debug_span!("charge"))); // silent: nothing is lost where there was nothing
}

fn main() {}
