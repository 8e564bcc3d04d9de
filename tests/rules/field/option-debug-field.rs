use tracing::field::Empty;
use tracing::{Span, info, info_span, instrument};

struct Query {
    region: Option<String>,
    names: Option<Vec<String>>,
    page: Result<u8, String>,
}

impl Query {
    fn limit(&self) -> Option<i64> {
        None
    }
}

fn fields(query: &Query, region: Option<&str>, shelf: Option<Shelf>) {
    let _one = info_span!("load", ?region).entered(); //~ option-debug-field: `region` is exported as `Some(..)` or `None`
    let _two = info_span!("load", region = ?query.region).entered(); //~ option-debug-field: `region` is exported
    let _three = info_span!("load", limit = ?query.limit()).entered(); //~ option-debug-field: `limit` is exported
    let _four = info_span!("load", names = ?query.names).entered(); //~ option-debug-field: `names` is exported
    let _five = info_span!("load", shelf = ?shelf).entered(); //~ option-debug-field: `shelf` is exported
    let first = query.names.as_ref().and_then(|names| names.first());
    let _six = info_span!("load", first = ?first).entered(); //~ option-debug-field: `first` is exported
    let _seven = info_span!("load", region, limit = query.limit()).entered(); // silent: without a sigil the value is recorded
    let _eight = info_span!("load", names = query.names.as_ref().map(tracing::field::debug)).entered(); // silent: what it holds
    let _nine = info_span!("load", page = ?query.page).entered(); // silent: a result has two sides
    let _ten = info_span!("load", region = %query.region.as_deref().unwrap_or("none")).entered(); // silent: text
    info!(region = ?query.region, "loaded"); // silent: an event is read by people
}

#[instrument(skip_all, fields(region = ?region, limit = Empty))] //~ option-debug-field: `region` is exported
fn declared(region: Option<String>) {
    Span::current().record("limit", 3);
}

#[instrument]
fn automatic(region: Option<String>) { // silent: what `#[instrument]` records by itself
    println!("{region:?}");
}

fn unknown<T: std::fmt::Debug>(value: T) {
    let _guard = info_span!("load", value = ?value).entered(); // silent: it may be anything
}

#[derive(Debug)]
struct Shelf;

fn main() {}
