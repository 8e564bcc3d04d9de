use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use tracing::{info, info_span, instrument, span};

const TABLE: &str = "boxes";

struct Request {
    route: String,
    shared: Arc<str>,
}

impl Request {
    fn method(&self) -> &str {
        "GET"
    }
}

fn fields(request: &Request, table: &str, owned: String, either: Cow<'_, str>, path: PathBuf, verb: Verb) {
    let _one = info_span!("load", ?table).entered(); //~ debug-quoted-string: `table` is exported with quotes
    let _two = info_span!("load", route = ?request.route).entered(); //~ debug-quoted-string: `route` is exported
    let _three = info_span!("load", verb = ?request.method()).entered(); //~ debug-quoted-string: `verb` is exported
    let _four = info_span!("load", shared = ?request.shared, either = ?either).entered(); //~ debug-quoted-string: `shared` is //~ debug-quoted-string: `either` is
    let _five = span!(tracing::Level::INFO, "load", owned = ?owned, constant = ?TABLE).entered(); //~ debug-quoted-string: `owned` is //~ debug-quoted-string: `constant` is
    let _six = info_span!("load", made = ?format!("{table}!")).entered(); //~ debug-quoted-string: `made` is exported
    let _seven = info_span!("load", %table, owned, route = %request.route).entered(); // silent: no quotes
    let _eight = info_span!("load", ?verb, number = ?3, path = ?path).entered(); // silent: no text
    let _nine = info_span!("load", tables = ?vec![table]).entered(); // silent: a list cannot do without
    info!(?table, "loaded"); // silent: an event is read by people
}

#[instrument(skip_all, fields(?name, kind = ?kind))] //~ debug-quoted-string: `name` is exported
fn declared(name: &str, kind: Verb) {}

#[derive(Debug)]
enum Verb {
    Get,
}

fn main() {}
