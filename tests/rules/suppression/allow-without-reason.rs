use tracing::info_span;

fn bare() {
    // otel-lint: allow(guard-dropped) //~ allow-without-reason: silences `guard-dropped` and does not say why
    let _ = info_span!("load").entered();
}

fn explained() {
    // otel-lint: allow(guard-dropped) -- measures what an empty span costs
    let _ = info_span!("load").entered(); // silent: the comment gives a reason
}

fn main() {}
