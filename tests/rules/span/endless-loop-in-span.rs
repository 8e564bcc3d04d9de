use std::sync::mpsc;
use std::time::Duration;

use opentelemetry::trace::{Span as _, TraceContextExt, Tracer, mark_span_as_active};
use opentelemetry::{Context, global};
use tokio::sync::mpsc::{Receiver, UnboundedReceiver};
use tokio::sync::{Notify, watch};
use tracing::{Instrument, Span, debug, info, info_span, instrument};

async fn tick() {}

#[instrument(skip_all)]
async fn poll_for_ever() {
    loop { //~ endless-loop-in-span: nothing ends this loop, so the span around it never ends
        tick().await;
    }
}

#[tracing::instrument]
fn heartbeat() {
    loop { //~ endless-loop-in-span: nothing ends this loop, so the span around it stays open and everything
        info!("alive");
        std::thread::sleep(Duration::from_secs(1));
    }
}

#[instrument]
fn turning_always() {
    while true { //~ endless-loop-in-span: nothing ends this loop
        std::thread::sleep(Duration::from_secs(1));
    }
}

fn in_a_guard() {
    let span = info_span!("watch");
    let _guard = span.enter();
    loop { //~ endless-loop-in-span: nothing ends this loop
        std::thread::park();
    }
}

fn in_an_owned_guard() {
    let _guard = info_span!("sweep").entered();
    loop { //~ endless-loop-in-span: nothing ends this loop
        std::thread::park();
    }
}

fn in_a_context() {
    let span = global::tracer("shop").start("collect");
    let _guard = mark_span_as_active(span);
    loop { //~ endless-loop-in-span: nothing ends this loop
        std::thread::park();
    }
}

fn in_a_thread() {
    std::thread::spawn(|| {
        let _guard = info_span!("thread").entered();
        loop { //~ endless-loop-in-span: nothing ends this loop
            std::thread::park();
        }
    });
}

fn in_a_task() {
    let worker = async {
        loop { // silent: what becomes of the future is not in sight here
            tick().await;
        }
    };
    tokio::spawn(worker.instrument(info_span!("later")));
    tokio::spawn(
        async move {
            loop { //~ endless-loop-in-span: nothing ends this loop
                tick().await;
            }
        }
        .instrument(info_span!("worker")),
    );
}

fn in_a_scope(span: &Span) {
    span.in_scope(|| {
        loop { //~ endless-loop-in-span: nothing ends this loop
            std::thread::park();
        }
    });
}

#[instrument(skip_all)]
async fn every_message(mut orders: Receiver<u32>) {
    while let Some(order) = orders.recv().await { //~ endless-loop-in-span: waits for messages as long as there is a sender
        info!(order, "packed");
    }
}

#[instrument(skip_all)]
async fn every_message_without_bound(mut orders: UnboundedReceiver<u32>) {
    while let Some(order) = orders.recv().await { //~ endless-loop-in-span: waits for messages
        if order == 0 {
            continue;
        }
        debug!(order, "packed");
    }
}

fn every_message_of_a_thread(orders: &mpsc::Receiver<u32>) {
    let _guard = info_span!("orders").entered();
    while let Ok(order) = orders.recv() { //~ endless-loop-in-span: waits for messages
        info!(order, "packed");
    }
}

#[instrument(skip_all)]
async fn selecting(mut orders: Receiver<u32>, mut clock: tokio::time::Interval) {
    loop { //~ endless-loop-in-span: nothing ends this loop
        tokio::select! {
            _ = orders.recv() => tick().await,
            _ = clock.tick() => tick().await,
        }
    }
}

#[instrument(skip_all)]
async fn only_the_inner_loop_is_left(mut orders: Receiver<u32>) {
    loop { //~ endless-loop-in-span: nothing ends this loop
        loop {
            if orders.recv().await.is_none() {
                break;
            }
        }
        tick().await;
    }
}

// From here on, all is as it should be.

#[instrument(skip_all)]
async fn quiet_messages(mut orders: Receiver<u32>) -> u32 {
    let mut sum = 0;
    while let Some(order) = orders.recv().await { // silent: nothing is told in the loop, and the channel may close soon
        sum += order;
    }
    sum
}

#[instrument(skip_all)]
async fn until_it_works() -> u32 {
    loop { // silent: it is left
        tick().await;
        if let Some(found) = Some(3) {
            break found;
        }
    }
}

#[instrument(skip_all)]
async fn until_asked(mut orders: Receiver<u32>, stop: &Notify) {
    loop { // silent: one branch leaves it
        tokio::select! {
            _ = stop.notified() => break,
            _ = orders.recv() => tick().await,
        }
    }
}

#[instrument(skip_all)]
async fn until_asked_by_return(mut orders: Receiver<u32>, mut stop: watch::Receiver<bool>) {
    loop { // silent: the same by `return`
        tokio::select! {
            _ = stop.changed() => return,
            Some(order) = orders.recv() => info!(order, "packed"),
        }
    }
}

#[instrument(skip_all, err)]
fn until_it_fails(input: &mut impl std::io::Read) -> std::io::Result<()> {
    let mut buffer = [0; 8];
    loop { // silent: the first error ends it
        input.read_exact(&mut buffer)?;
    }
}

#[instrument(skip_all)]
fn left_by_a_label(rows: &[Vec<u32>]) {
    'rows: loop {
        loop { // silent: it leaves both loops
            if rows.is_empty() {
                break 'rows;
            }
            std::thread::yield_now();
        }
    }
}

#[instrument(skip_all)]
fn to_the_next_row(rows: &[Vec<u32>]) {
    'rows: for row in rows {
        let mut left = row.len();
        loop { // silent: it goes on with the next row
            if left == 0 {
                continue 'rows;
            }
            left -= 1;
        }
    }
}

#[instrument(skip_all)]
fn out_of_a_block(rows: &[u32]) {
    'search: {
        loop { // silent: it leaves the block around it
            if rows.len() > 3 {
                break 'search;
            }
            std::thread::yield_now();
        }
    }
}

#[instrument(skip_all)]
fn ends_the_process(done: bool) {
    loop { // silent: it ends with the process, and says so
        if done {
            std::process::exit(0);
        }
        std::thread::yield_now();
    }
}

#[instrument(skip_all)]
fn panics_in_the_end(done: bool) {
    loop { // silent: a panic ends the span too
        assert!(!done, "done");
        if done {
            panic!("done");
        }
    }
}

#[instrument(skip_all)]
async fn while_there_is_work(mut open: u32) {
    while open > 0 { // silent: it ends
        open -= 1;
    }
}

async fn a_span_for_each_turn() {
    loop { // silent: the span is made in the loop
        tick().instrument(info_span!("turn")).await;
        let _guard = info_span!("after").entered();
    }
}

fn left_before() {
    let span = info_span!("start");
    let guard = span.enter();
    info!("started");
    drop(guard);
    loop { // silent: the span was left before
        std::thread::park();
    }
}

fn left_with_its_block() {
    {
        let _guard = info_span!("start").entered();
        info!("started");
    }
    loop { // silent: the guard went with its block
        std::thread::park();
    }
}

#[instrument]
fn starts_a_thread() {
    std::thread::spawn(|| {
        loop { // silent: another thread, which the span is not current in
            std::thread::park();
        }
    });
}

#[instrument]
async fn starts_a_task() {
    tokio::spawn(async {
        loop { // silent: a task of its own
            tick().await;
        }
    });
}

fn suppressed() {
    let _guard = Context::enter_telemetry_suppressed_scope();
    loop { // silent: no span, telemetry is switched off
        std::thread::park();
    }
}

fn in_the_context_of_another(cx: Context) {
    let _guard = cx.attach();
    loop { // silent: whether there is a span in it, and whose, is not in sight
        std::thread::park();
    }
}

fn ended_but_current() {
    let span = global::tracer("shop").start("collect");
    let cx = Context::current_with_span(span);
    let _guard = cx.clone().attach();
    cx.span().end();
    loop { // silent: the span has ended
        std::thread::park();
    }
}

#[instrument(skip_all)]
fn every_row(rows: &[u32]) {
    for row in rows { // silent: as many turns as there are rows
        info!(row, "row");
    }
}

#[instrument(skip_all)]
async fn a_macro_may_leave() {
    loop { // silent: what is in the macro may leave the loop
        leave_if!(3 => break);
    }
}
