use tracing::info_span;

fn old() {
    // otel-lint: allow(guard-dropped, until = 2025-12-31) -- the old backend counts these //~ allow-expired: until 2025-12-31
    let _ = info_span!("load").entered(); //~ guard-dropped: covers nothing
}

fn lasting() {
    // otel-lint: allow(guard-dropped, until = 2026-12-31) -- the old backend counts these
    let _ = info_span!("load").entered(); // silent: the date is to come
}

fn last_day() {
    // otel-lint: allow(guard-dropped, until = 2026-01-01) -- the old backend counts these
    let _ = info_span!("load").entered(); // silent: the day itself still counts
}

fn main() {}
