use opentelemetry::trace::{Tracer, mark_span_as_active};
use opentelemetry::{Context, global};
use tracing::{Level, Span, info_span};

fn underscore() {
    let span = info_span!("load");
    let _ = span.enter(); //~ guard-dropped: `let _ =` drops this guard at once
    let _ = info_span!("load").entered(); //~ guard-dropped: `let _ =`
    let _ = tracing::span!(Level::INFO, "load").entered(); //~ guard-dropped: covers nothing
}

fn main() {
    let span = info_span!("load");
    let _guard = span.enter(); // silent: it has a name and lives to the end of the block
}
