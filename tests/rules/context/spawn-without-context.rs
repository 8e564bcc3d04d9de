use std::sync::Arc;
use std::thread;

use futures::StreamExt;
use opentelemetry::context::FutureExt;
use opentelemetry::trace::{Span as _, TraceContextExt, Tracer};
use opentelemetry::{Context, global};
use rayon::prelude::*;
use tokio::runtime::Handle;
use tokio::sync::mpsc::Receiver;
use tokio::task::{JoinSet, spawn_blocking};
use tracing::{Instrument, Span, error, info, info_span, instrument};

#[instrument]
async fn charge(order: i64) {
    info!(order, "charged");
}

/// Makes no span of its own, and calls what does.
async fn settle(order: i64) {
    charge(order).await;
}

fn price(order: i64) -> i64 {
    let _guard = info_span!("price", order).entered();
    order * 2
}

async fn note(order: i64) {
    error!(order, "noted");
}

async fn plain(order: i64) -> i64 {
    order + 1
}

#[instrument]
async fn in_instrumented_functions(order: i64) {
    tokio::spawn(charge(order)); //~ spawn-without-context: `tokio::spawn` leaves the current span behind: the span of `charge` starts
    tokio::task::spawn(async move { settle(order).await }); //~ spawn-without-context: the span of `charge` starts a new trace there
    tokio::spawn(async move {  //~ spawn-without-context: the spans made there start a new trace
        let _guard = info_span!("refund", order).entered();
    });
    tokio::spawn(note(order)); //~ spawn-without-context: the events made there belong to no trace
    tokio::spawn(plain(order)); // silent: it makes no telemetry
    tokio::spawn(async move { tracing::debug!(order, "seen") }); // silent: what is below info is not looked for
}

#[instrument]
async fn taken_along(order: i64) {
    tokio::spawn(charge(order).in_current_span()); // silent: the task keeps the span
    tokio::spawn(charge(order).instrument(info_span!("charge"))); // silent: a child of the current span
    tokio::spawn(async move { settle(order).await }.instrument(Span::current())); // silent: the same by hand
    let span = Span::current();
    tokio::spawn(async move { charge(order).instrument(span).await }); // silent: taken along in a variable
    let span = Span::current();
    tokio::spawn(async move { info_span!(parent: &span, "refund").in_scope(|| ()) }); // silent: given as the parent
    let pending = charge(order).in_current_span();
    tokio::spawn(pending); // silent: attached before
    tokio::spawn(async { info_span!(parent: None, "cleanup").in_scope(|| ()) }); // silent: a trace of its own on purpose
    tokio::spawn(charge(order).with_context(Context::new())); // silent: likewise
}

#[instrument]
async fn through_variables(order: i64, given: Receiver<i64>) {
    let pending = charge(order);
    tokio::spawn(pending); //~ spawn-without-context: the span of `charge`
    let block = async move { charge(order).await };
    tokio::spawn(block); //~ spawn-without-context: the span of `charge`
    tokio::spawn(Box::pin(charge(order))); //~ spawn-without-context: the span of `charge`
    tokio::spawn(tokio::time::timeout(std::time::Duration::from_secs(1), charge(order))); //~ spawn-without-context: the span of `charge`
    tokio::spawn({ //~ spawn-without-context: the span of `charge`
        let order = order + 1;
        charge(order)
    });
    drop(given);
}

async fn in_spans_that_are_open(order: i64) {
    {
        let _guard = info_span!("checkout").entered();
        tokio::spawn(charge(order)); //~ spawn-without-context: leaves the current span behind
    }
    tokio::spawn(charge(order)); // silent: no span is open any more
    async {
        tokio::spawn(charge(order)).await.ok(); //~ spawn-without-context: leaves the current span behind
    }
    .instrument(info_span!("checkout"))
    .await;
    info_span!("checkout").in_scope(|| {
        tokio::spawn(charge(order)); //~ spawn-without-context: leaves the current span behind
    });
    let orders = [order];
    let _guard = info_span!("checkout").entered();
    let tasks: Vec<_> = orders.iter().map(|order| tokio::spawn(charge(*order))).collect(); //~ spawn-without-context: leaves the current span behind
    drop(tasks);
}

#[instrument]
async fn by_other_calls(order: i64, runtime: Handle) {
    let mut set = JoinSet::new();
    set.spawn(charge(order)); //~ spawn-without-context: `spawn` leaves the current span behind
    runtime.spawn(charge(order)); //~ spawn-without-context: `spawn` leaves the current span behind
    Handle::current().spawn(charge(order)); //~ spawn-without-context: `spawn` leaves the current span behind
    spawn_blocking(move || price(order)).await.ok(); //~ spawn-without-context: `spawn_blocking` leaves the current span behind: the span of `price`
    spawn_blocking(move || plain(order)).await.ok(); // silent: it makes no telemetry
    let span = Span::current();
    spawn_blocking(move || span.in_scope(|| price(order))).await.ok(); // silent: entered on the other thread
    thread::spawn(move || price(order)); //~ spawn-without-context: `thread::spawn` leaves
    let _ = thread::Builder::new().name("price".to_owned()).spawn(move || price(order)); //~ spawn-without-context: `spawn` leaves
    thread::scope(|scope| {
        scope.spawn(|| price(order)); //~ spawn-without-context: `spawn` leaves
    });
    let _ = std::process::Command::new("true").spawn(); // silent: a process
}

#[instrument]
fn on_many_threads(orders: &[i64]) -> i64 {
    let span = Span::current();
    let entered: i64 = orders.par_iter().map(|order| span.in_scope(|| price(*order))).sum(); // silent: entered on each thread
    orders.par_iter().for_each(|order| { //~ spawn-without-context: `for_each` leaves
        price(*order);
    });
    let (first, _) = rayon::join(|| price(1), || plain(2)); //~ spawn-without-context: `rayon::join` leaves
    orders.iter().map(|order| price(*order)).sum::<i64>() + entered + first // silent: this thread
}

async fn with_contexts(order: i64) {
    let cx = Context::current_with_span(global::tracer("shop").start("checkout"));
    async {
        tokio::spawn(paid(order)); //~ spawn-without-context: `tokio::spawn` leaves
        tokio::spawn(paid(order).with_current_context()); // silent: the task keeps the context
    }
    .with_context(cx)
    .await;
}

async fn paid(order: i64) {
    let mut span = global::tracer("shop").start("paid");
    span.set_attribute(opentelemetry::KeyValue::new("order", order));
}

/// Not instrumented itself: who calls it is.
async fn helper(order: i64) {
    tokio::spawn(charge(order)); //~ spawn-without-context: leaves the current span behind
}

#[instrument]
async fn caller(order: i64) {
    helper(order).await;
}

/// Called with a span and without.
async fn shared(order: i64) {
    tokio::spawn(charge(order)); // silent: some call it where no span is current
}

#[instrument]
async fn caller_with_a_span(order: i64) {
    shared(order).await;
}

async fn caller_without(order: i64) {
    shared(order).await;
}

#[instrument]
async fn workers(mut orders: Receiver<i64>) {
    tokio::spawn(async move { // silent: it goes on after the span is over
        while let Some(order) = orders.recv().await {
            charge(order).await;
        }
    });
    tokio::spawn(poll()); // silent: so does this
    thread::spawn(move || drain(2)); // silent: and this, though it has a way out
    tokio::spawn(async { // silent: a loop with a way out may still go on for long
        loop {
            if plain(1).await > 1 {
                break;
            }
            charge(1).await;
        }
    });
}

fn drain(mut left: i64) {
    loop {
        price(left);
        left -= 1;
        if left < 0 {
            break;
        }
    }
}

async fn poll() {
    loop {
        tokio::time::sleep(std::time::Duration::from_secs(60)).await;
        charge(0).await;
    }
}

#[instrument]
async fn forwarding(mut orders: impl futures::Stream<Item = i64> + Unpin + Send + 'static) {
    tokio::spawn(async move {
        while let Some(order) = orders.next().await {
            tokio::spawn(charge(order)); // silent: each order has a trace of its own
        }
    });
}

#[instrument]
async fn start_charging(order: i64) {
    tokio::spawn(charge(order)); // silent: by its name the function starts what goes on by itself
}

/// A task that keeps what it is given.
fn spawn_in_span<F: Future<Output = ()> + Send + 'static>(future: F) {
    tokio::spawn(future.in_current_span()); // silent: attached in the helper
}

fn spawn_with_log<F: Future<Output = ()> + Send + 'static>(future: F) {
    tokio::spawn(async move { // silent: what the caller gives may have a span attached
        future.await;
        error!(done = true);
    });
}

#[instrument]
async fn through_helpers(order: i64) {
    spawn_in_span(charge(order)); // silent: the helper attaches the span
    spawn_with_log(charge(order).in_current_span()); // silent: attached before
}

struct Job {
    order: i64,
    span: Span,
}

struct Shop {
    runtime: Arc<tokio::runtime::Runtime>,
}

impl Shop {
    #[instrument(skip_all)]
    fn run_job(&self, job: Job) {
        self.runtime.spawn(async move { handle(job).await }); // silent: the job brings its span
        self.runtime.spawn(charge(1)); //~ spawn-without-context: `spawn` leaves
    }

    #[instrument(skip_all)]
    async fn nested(self: Arc<Self>) {
        tokio::spawn(async move { // silent: this one makes nothing itself
            tokio::spawn(charge(2)).await.ok(); // silent: the task that starts this has left the span
        });
    }
}

async fn handle(job: Job) {
    charge(job.order).instrument(job.span).await;
}

#[cfg(test)]
mod tests {
    #[tracing::instrument]
    #[tokio::test]
    async fn spawns() {
        tokio::spawn(super::charge(1)); // silent: a test
    }
}

fn main() {}
