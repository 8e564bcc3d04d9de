use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tracing::field::Empty;
use tracing::{Span, info, info_span, instrument};

const MOST_ROWS: u32 = 500;

struct Batch {
    rows: Vec<String>,
    bytes: u64,
    weight: i32,
}

impl Batch {
    fn size(&self) -> usize {
        self.rows.len()
    }

    async fn fetched(&self) -> Result<u64, std::io::Error> {
        Ok(self.bytes)
    }
}

fn by_type(batch: &Batch, limit: Option<usize>, shared: Arc<Batch>, wait: Duration) {
    let span = info_span!("load", bytes = batch.bytes).entered(); //~ unsigned-field-as-string: `bytes` is an unsigned number
    span.record("rows.count", batch.rows.len()); //~ record-undeclared-field: no field //~ unsigned-field-as-string: `rows.count` is
    let span = info_span!("load", count = batch.size(), bytes = shared.bytes as i64); //~ unsigned-field-as-string: `count` is
    let _inner = info_span!("load", limit).entered(); //~ unsigned-field-as-string: `limit` is an unsigned number where there is one
    let _other = info_span!("load", most = MOST_ROWS, wait = wait.as_secs_f64()).entered(); //~ unsigned-field-as-string: `most` is
    let _guard = span.entered();
}

fn counted(turns: usize) {
    for turn in 0..turns {
        let _guard = info_span!("turn", turn).entered(); //~ unsigned-field-as-string: `turn` is an unsigned number
    }
    for turn in 0..3 {
        let _guard = info_span!("turn", turn).entered(); // silent: an integer is signed unless something says otherwise
    }
}

#[instrument(skip_all, err, fields(size = batch.rows.len(), waited = Empty, total = 7u64))] //~ unsigned-field-as-string: `size` is //~ unsigned-field-as-string: `total` is
async fn declared(batch: &Batch, started: Instant, counter: &AtomicU64) -> Result<(), std::io::Error> {
    let waited = started.elapsed().as_millis();
    Span::current().record("waited", waited); //~ unsigned-field-as-string: `waited` is an unsigned number
    let fetched = batch.fetched().await?;
    let _guard = info_span!("fetched", fetched).entered(); //~ unsigned-field-as-string: `fetched` is an unsigned number
    let half = batch.size() / 2;
    let _half = info_span!("half", half).entered(); //~ unsigned-field-as-string: `half` is an unsigned number
    let _sum = info_span!("sum", sum = batch.rows.iter().map(|row| row.len()).sum::<usize>()).entered(); //~ unsigned-field-as-string: `sum` is
    let _seen = info_span!("seen", seen = counter.load(Ordering::Relaxed)).entered(); //~ unsigned-field-as-string: `seen` is
    Ok(())
}

fn walks(batches: Vec<Batch>) {
    for (place, batch) in batches.iter().enumerate() {
        let _at = info_span!("at", place).entered(); //~ unsigned-field-as-string: `place` is an unsigned number
        let _guard = info_span!("batch", bytes = batch.bytes).entered(); //~ unsigned-field-as-string: `bytes` is
    }
    let sizes: Vec<u16> = Vec::new();
    if let Some(size) = sizes.first() {
        let _guard = info_span!("first", size).entered(); //~ unsigned-field-as-string: `size` is an unsigned number
    }
}

fn harmless(batch: &Batch, user_id: u64, port: u16, rate: f64) {
    let _one = info_span!("load", user_id, server.port = port).entered(); // silent: nobody adds up ids and ports
    let _two = info_span!("load", weight = batch.weight, rate).entered(); // silent: signed and floating numbers have an attribute
    let _three = info_span!("load", retries = 3, ok = batch.rows.is_empty()).entered(); // silent: a number without a suffix is signed
    let _four = info_span!("load", bytes = %batch.bytes, size = ?batch.size()).entered(); // silent: text by choice
    let _five = info_span!("load", bytes = batch.bytes as i64).entered(); // silent: converted
    let _six = info_span!("load", bytes = i64::try_from(batch.bytes).unwrap_or(i64::MAX)).entered(); // silent: converted
    info!(bytes = batch.bytes, "loaded"); // silent: an event is no span
}

#[instrument]
fn automatic(rows: u32) { // silent: what `#[instrument]` records by itself
    println!("{rows}");
}

fn generic<T: Sized + tracing::Value>(value: T) {
    let _guard = info_span!("generic", value).entered(); // silent: who knows what it is
    let total = unknown_total();
    let _other = info_span!("generic", total).entered(); // silent: the function is not in sight
}

fn main() {}
