use tracing::field::Empty;
use tracing::{Span, info_span, instrument};

mod names {
    pub const SHELF: &str = "shelf";
}

fn spans(rows: i64) {
    let span = info_span!("scan", rows.read = Empty, rows.kept = Empty); //~ empty-field-never-recorded: `rows.kept` is declared empty
    span.record("rows.read", rows); // silent: recorded
    let _guard = span.enter();
    let _other = info_span!("scan", shelf = Empty, columns = tracing::field::Empty).entered(); //~ empty-field-never-recorded: `columns` is declared empty
    Span::current().record(names::SHELF, 3); // silent: recorded by a constant
    let _fixed = info_span!("scan", lines = rows).entered(); // silent: has a value
    let _special = info_span!("scan", otel.status_code = Empty, http.route = Empty).entered(); // silent: layers write those
    let _traced = info_span!("scan", trace_id = Empty, "quoted.name" = Empty).entered(); // silent: written by a layer; itself a text
}

fn by_pattern(counts: &[(String, i64)]) {
    let span = info_span!("scan", cache.hits = Empty, caches.hits = Empty); //~ empty-field-never-recorded: `caches.hits` is declared empty
    for (name, count) in counts {
        span.record(format!("cache.{name}").as_str(), count); // silent: `cache.hits` may be one of these
    }
    let _guard = span.enter();
}

#[instrument(skip_all, fields(table))] //~ empty-field-never-recorded: a bare `table` in `fields(..)` is an empty field
fn bare(table: &str) {
    println!("{table}");
}

#[instrument(skip_all, fields(total, kind))] //~ empty-field-never-recorded: the field `total` is declared empty
fn declared() {
    write("kind", "new");
}

#[instrument(skip_all, fields(%name))]
fn shorthand(name: &str) {} // silent: has a value

fn write(key: &str, value: &str) {
    Span::current().record(key, value); // silent: whoever calls it says the name
}

fn main() {}
