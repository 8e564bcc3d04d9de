//! The exporter fixes a span's name and kind when it starts the span: when it is entered, asked for its context, made a parent.

use opentelemetry::trace::TraceContextExt;
use tracing::field::Empty;
use tracing::span::EnteredSpan;
use tracing::{Instrument, Level, Span, debug_span, info, info_span, instrument, span};
use tracing_opentelemetry::OpenTelemetrySpanExt;

fn entered_by_a_guard(route: &str) {
    let span = info_span!("request", otel.name = Empty, otel.kind = Empty);
    span.record("otel.name", route); // silent: not entered yet
    let _guard = span.enter();
    span.record("otel.name", route); //~ otel-field-recorded-late: `span` was started before, so it keeps its name
    span.record("otel.kind", "server"); //~ otel-field-recorded-late: keeps its kind
}

#[instrument(skip_all, fields(otel.name = Empty, otel.kind = Empty, otel.status_code = Empty, route = Empty))]
fn own_span(route: &str) {
    Span::current().record("otel.name", route); //~ otel-field-recorded-late: the current span is always a started one
    let span = Span::current();
    span.record("route", route).record("otel.kind", "server"); //~ otel-field-recorded-late: keeps its kind
    span.record("otel.status_code", "ERROR"); // silent: the status may change until the span ends
    span.context().span().update_name(route.to_owned()); // silent: this renames the exported span
}

fn helper_for_whoever_calls(name: &str) {
    // The current span is one that somebody has entered; without one nothing happens at all.
    Span::current().record("otel.name", name); //~ otel-field-recorded-late: always a started one
}

fn after_its_guard_is_gone() {
    let span = info_span!("request", otel.name = Empty);
    {
        let _guard = span.enter();
    }
    span.record("otel.name", "late"); //~ otel-field-recorded-late: `span` was started before
}

fn entered_spans() -> EnteredSpan {
    let span = info_span!("request", otel.name = Empty).entered();
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
    let span = span.exit();
    span.record("otel.name", "later"); //~ otel-field-recorded-late: was started before
    span.entered()
}

fn somebody_elses_guard(guard: &EnteredSpan) {
    guard.record("otel.name", "late"); //~ otel-field-recorded-late: `guard` was started before
}

fn in_scope() {
    let span = info_span!("request", otel.name = Empty);
    span.in_scope(|| info!("hello"));
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
    let other = info_span!("request", otel.name = Empty);
    other.in_scope(|| {
        other.record("otel.name", "inside"); //~ otel-field-recorded-late: `other` was started before
    });
}

fn asked_for_its_context() {
    let span = info_span!("request", otel.name = Empty);
    let _context = span.context();
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
}

fn made_a_parent() {
    let span = info_span!("request", otel.name = Empty);
    let _child = debug_span!(parent: &span, "child").entered();
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
}

fn made_a_parent_by_its_id() {
    let span = info_span!("request", otel.kind = Empty);
    let _child = span!(parent: span.id(), Level::INFO, "child").entered();
    span.record("otel.kind", "server"); //~ otel-field-recorded-late: keeps its kind
}

fn followed() {
    let first = info_span!("first", otel.name = Empty);
    let second = info_span!("second", otel.name = Empty);
    second.follows_from(&first);
    first.record("otel.name", "late"); //~ otel-field-recorded-late: `first` was started before
    second.record("otel.name", "in time"); // silent: following does not start the follower
    let _entered = second.entered();
}

async fn polled(work: impl Future<Output = ()>) {
    let span = info_span!("job", otel.name = Empty);
    work.instrument(span.clone()).await;
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
}

async fn not_yet_polled(work: impl Future<Output = ()>) {
    let span = info_span!("job", otel.name = Empty);
    let job = work.instrument(span.clone());
    span.record("otel.name", "in time"); // silent: the future runs only when it is awaited
    job.await;
}

fn a_parameter(span: &Span) {
    span.record("otel.name", "perhaps"); // silent: the caller may have entered it or not
    let _guard = span.enter();
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
}

fn a_clone_is_the_same_span() {
    let span = info_span!("request", otel.name = Empty);
    let clone = span.clone();
    let _guard = clone.enter();
    span.record("otel.name", "late"); //~ otel-field-recorded-late: `span` was started before
}

fn on_one_way_only(traced: bool) {
    let span = info_span!("request", otel.name = Empty);
    if traced {
        span.in_scope(|| info!("traced"));
    }
    span.record("otel.name", "perhaps"); // silent: on the other way it is in time
    let _ = traced && span.in_scope(|| true);
    span.record("otel.name", "perhaps"); // silent: the right side may not have run
}

fn on_every_way(fast: bool) {
    let span = info_span!("request", otel.name = Empty);
    if fast {
        span.in_scope(|| info!("fast"));
    } else {
        span.in_scope(|| info!("slow"));
    }
    span.record("otel.name", "late"); //~ otel-field-recorded-late: was started before
}

fn first_turn_is_in_time(names: &[&str]) {
    let span = info_span!("request", otel.name = Empty);
    for name in names {
        span.record("otel.name", name); // silent: the first turn comes before the span is entered
        span.in_scope(|| info!("turn"));
    }
}

fn another_span_of_the_same_name() {
    let span = info_span!("one", otel.name = Empty);
    let _guard = span.enter();
    let span = info_span!("two", otel.name = Empty);
    span.record("otel.name", "in time"); // silent: this one is new
    let _entered = span.entered();
}

fn shadowed_by_the_current_one() {
    let span = info_span!("one", otel.name = Empty);
    let one = &span;
    let span = Span::current();
    one.record("otel.name", "in time"); // silent: what it borrows is not what has that name now
    let again = &span;
    again.record("otel.name", "late"); //~ otel-field-recorded-late: always a started one
    let _entered = one.enter();
}

fn given_anew() {
    let mut span = info_span!("one", otel.name = Empty);
    span.in_scope(|| info!("one"));
    span = info_span!("two", otel.name = Empty);
    span.record("otel.name", "in time"); // silent: the variable holds another span now
    span.in_scope(|| info!("two"));
}

fn only_written_to() {
    let span = info_span!("request", otel.name = Empty, otel.kind = Empty, route = Empty);
    info!(parent: &span, "an event does not start it");
    span.set_attribute("tier", "gold");
    span.record("otel.name", "in time"); // silent: neither events nor attributes start a span
    let _guard = span.enter();
    span.record("route", "late"); // silent: other fields are attributes, which may come at any time
}

fn child_of(parent: &Span) -> Span {
    info_span!(parent: parent, "child", otel.name = Empty)
}

fn made_from_a_started_one() {
    let span = info_span!("request").entered();
    let child = child_of(&span);
    child.record("otel.name", "in time"); // silent: what the function returns is another span
    let _entered = child.entered();
}

struct Histogram;

impl Histogram {
    fn record(&self, _key: &str, _value: &str) {}
}

fn records_of_others(histogram: &Histogram) {
    histogram.record("otel.name", "x"); // silent: no span
}
