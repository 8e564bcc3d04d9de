use std::sync::Arc;

use tracing::field::Empty;
use tracing::{Span, info_span, instrument};

mod keys {
    pub const ROWS: &str = "box.rows";
    pub const TABLE: &str = "box.table";
}

struct Histogram;

impl Histogram {
    fn record(&self, _name: &str, _value: u64) {}
}

fn local(rows: i64) {
    let span = info_span!("scan", rows = Empty, "box.table" = Empty, "box.schema" = Empty, box.namespace = Empty, { keys::ROWS } = Empty, lids = Empty);
    span.record("rows", rows); // silent: declared by its name
    span.record("box.schema", "boxes"); // silent: declared in quotes
    span.record("box.namespace", "shelf"); // silent: declared with a dot
    span.record(keys::ROWS, rows); // silent: declared by a constant
    span.record(keys::TABLE, "boxes"); // silent: the constant is a declared name
    span.record("row_count", rows); //~ record-undeclared-field: declares no field `row_count`
    span.record("box.rows_read", rows); //~ record-undeclared-field: declares no field `box.rows_read`
    span.record("lids", rows).record("tabel", "boxes"); //~ record-undeclared-field: declares no field `tabel`
    let _guard = span.enter();
}

fn guards(rows: i64) {
    let entered = info_span!("scan", "scanning {}", rows).entered();
    entered.record("message", "done"); // silent: the text after the name is a field called `message`
    entered.record("rows", rows); //~ record-undeclared-field: declares no field `rows`
    Span::current().record("rows", rows); //~ record-undeclared-field: declares no field `rows`
}

#[instrument(skip(secretary), fields(rows, box.table = "boxes", total = Empty))]
fn instrumented(shelf: u8, secretary: &str) {
    let span = Span::current();
    span.record("shelf", 2); // silent: an argument that is recorded //~ duplicate-attribute-key: has `shelf` already
    span.record("rows", 2); // silent: a bare name declares a field
    span.record("box.table", "lids"); // silent: declared with a value //~ duplicate-attribute-key: has `box.table` already
    Span::current().record("total", 3).record("secretary", 1); //~ record-undeclared-field: declares no field `secretary`
    tracing::Span::current().record("result", "ok"); //~ record-undeclared-field: declares no field `result`
}

#[cfg_attr(feature = "traces", tracing::instrument(name = "sort", skip_all, fields(size = Empty)))]
async fn sorted(items: Vec<u8>) {
    Span::current().record("size", items.len() as i64); // silent: declared
    Span::current().record("items", items.len() as i64); //~ record-undeclared-field: declares no field `items`
}

#[instrument(skip_all)]
fn nested(rows: i64) {
    let inner = info_span!("inner", rows = Empty);
    let guard = inner.enter();
    Span::current().record("rows", rows); // silent: the inner span is the current one
    drop(guard);
    let read = move || Span::current().record("rows", rows); // silent: who knows which span is current when it runs
    read();
}

fn from_elsewhere(span: &Span, shared: Arc<Span>, job: &Job, histogram: Histogram) {
    span.record("rows", 1); // silent: the span is made elsewhere
    shared.record("rows", 1); // silent: the span is made elsewhere
    job.span.record("rows", 1); // silent: the span is made elsewhere
    opened().record("rows", 1); // silent: the span is made elsewhere
    histogram.record("rows", 1); // silent: a histogram is no span
    Span::current().record("rows", 1); // silent: the caller's span
}

struct Job {
    span: Span,
}

fn opened() -> Span {
    info_span!("opened", rows = Empty)
}

fn either(wide: bool) {
    let span = if wide { info_span!("wide", columns = Empty) } else { info_span!("narrow") };
    span.record("columns", 4); // silent: one of the two declares it
    span.record("rows", 4); //~ record-undeclared-field: declares no field `rows`
    let key = if wide { "columns" } else { "lines" };
    span.record(key, 4); // silent: the key is not in sight
    let _guard = span.entered();
}

fn reassigned(rows: i64) {
    let mut span = info_span!("first");
    span.in_scope(|| println!("first"));
    span = info_span!("second", rows = Empty);
    span.record("rows", rows); // silent: another span by now
    let _guard = span.entered();
}

macro_rules! counted {
    ($name:literal, $($fields:tt)*) => {{
        let span = tracing::info_span!($name, $($fields)*);
        span.record("count", 1); // silent: the fields are not in sight
        span
    }};
}

fn main() {
    let _guard = counted!("main", count = Empty).entered();
}
