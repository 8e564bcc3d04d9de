use opentelemetry::Context;
use opentelemetry::context::FutureExt;
use tracing::{Instrument, Span, field::Empty, info_span, instrument};

#[instrument]
async fn query(table: &'static str) {}

#[instrument(fields(rows = Empty))]
async fn load(table: &'static str) {
    tokio::spawn(async { Span::current().record("rows", 5); }); //~ context-captured-inside-task: `Span::current()` runs inside the task that `tokio::spawn` starts
    tokio::spawn(async move { query(table).in_current_span().await }); //~ context-captured-inside-task: `in_current_span()` runs inside the task
    tokio::spawn(async move {
        query(table).instrument(Span::current()).await //~ context-captured-inside-task: `Span::current()` runs inside
    });
    tokio::task::spawn_blocking(|| {
        let span = Span::current(); //~ context-captured-inside-task: `tokio::task::spawn_blocking` starts
        span.record("rows", 7);
    });
}

async fn of_contexts(table: &'static str, cx: Context) {
    async {
        tokio::spawn(async move { query(table).with_context(Context::current()).await }); //~ context-captured-inside-task: `Context::current()` runs inside
        tokio::spawn(async move { query(table).with_current_context().await }); //~ context-captured-inside-task: `with_current_context()` runs inside
    }
    .with_context(cx)
    .await;
}

#[instrument(fields(rows = Empty))]
async fn asked_before(table: &'static str) {
    tokio::spawn(query(table).in_current_span()); // silent: asked for before the task is there
    let span = Span::current();
    tokio::spawn(async move { query(table).instrument(span).await }); // silent: likewise
    tokio::spawn(async { Span::current().record("rows", 5); }.in_current_span()); // silent: the task has the span
    tokio::spawn(async move { //~ spawn-without-context: the spans made there
        let _guard = info_span!("inner", rows = Empty).entered();
        Span::current().record("rows", 5); // silent: a span is entered in the task
    });
    tokio::spawn(async move { //~ spawn-without-context: the spans made there
        async { Span::current().record("rows", 5); }.instrument(info_span!("inner", rows = Empty)).await // silent: a span is attached in the task
    });
    tokio::spawn(async { Span::current().is_disabled() }); // silent: it only asks whether there is one
    query(table).in_current_span().await; // silent: no task
}

async fn without_a_span(table: &'static str) {
    tokio::spawn(async move { query(table).in_current_span().await }); // silent: nothing is lost where there was nothing
}

fn main() {}
