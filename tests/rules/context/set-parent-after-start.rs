//! A span takes a parent until it is started: entered, asked for its context, made a parent itself.

use opentelemetry::Context;
use tracing::span::EnteredSpan;
use tracing::{Instrument, Span, info, info_span, instrument};
use tracing_opentelemetry::OpenTelemetrySpanExt;

fn extracted() -> Context {
    Context::new()
}

fn in_time() {
    let span = info_span!("consume");
    span.set_parent(extracted()).ok(); // silent: not entered yet
    let _guard = span.enter();
}

fn entered_first() {
    let span = info_span!("consume");
    let _guard = span.enter();
    let _ = span.set_parent(extracted()); //~ set-parent-after-start: `span` was started before
}

#[instrument(skip_all)]
fn instrumented(remote: Context) {
    let _ = Span::current().set_parent(remote); //~ set-parent-after-start: `#[instrument]` has started the span of `instrumented` already
}

#[instrument(skip_all)]
async fn instrumented_async(remote: Context) {
    let span = Span::current();
    if let Err(error) = span.set_parent(remote) { //~ set-parent-after-start: the span of `instrumented_async`
        info!(%error, "no parent");
    }
}

fn called_from_handlers(remote: Context) {
    // Whatever is current has been entered; if nothing is, there is nothing to give a parent to.
    let _ = Span::current().set_parent(remote); //~ set-parent-after-start: the current span is always a started one
}

#[instrument(skip_all)]
fn another_span_inside(remote: Context) {
    let _inner = info_span!("inner").entered();
    Span::current().set_parent(remote).ok(); //~ set-parent-after-start: the current span is always a started one
}

fn by_path(remote: Context) {
    let span = info_span!("consume");
    let _guard = Span::enter(&span);
    let _ = OpenTelemetrySpanExt::set_parent(&span, remote); //~ set-parent-after-start: was started before
}

fn entered_span(remote: Context, guard: &EnteredSpan) {
    let span = info_span!("consume").entered();
    let _ = span.set_parent(remote.clone()); //~ set-parent-after-start: `span` was started before
    let _ = guard.set_parent(remote); //~ set-parent-after-start: `guard` was started before
}

fn parent_of_another(remote: Context) {
    let span = info_span!("consume");
    let child = info_span!(parent: &span, "decode");
    let _ = span.set_parent(remote.clone()); //~ set-parent-after-start: `span` was started before
    let _ = child.set_parent(remote); // silent: the child itself has not been started
    let _entered = child.entered();
}

fn context_asked_first(remote: Context) {
    let span = info_span!("consume");
    inject(&span.context());
    let _ = span.set_parent(remote); //~ set-parent-after-start: `span` was started before
}

fn inject(_context: &Context) {}

fn context_of_the_parent() {
    let parent = info_span!("parent");
    let span = info_span!("consume");
    let _ = span.set_parent(parent.context()); // silent: this starts the parent, not the span
    let _guard = span.enter();
}

fn in_scope(remote: Context) {
    let span = info_span!("consume");
    span.in_scope(|| {
        let _ = span.set_parent(remote); //~ set-parent-after-start: `span` was started before
    });
}

async fn instrumented_later(remote: Context, work: impl Future<Output = ()>) {
    let span = info_span!("consume");
    let _ = span.set_parent(remote.clone()); // silent: the future has not been polled
    work.instrument(span.clone()).await;
    let _ = span.set_parent(remote); //~ set-parent-after-start: `span` was started before
}

fn given_by_the_caller(span: &Span, remote: Context) {
    let _ = span.set_parent(remote); // silent: whether the caller has entered it is out of sight
}

struct Request {
    span: Span,
}

fn in_a_field(request: &Request, remote: Context) {
    let _ = request.span.set_parent(remote); // silent: fields are not followed
}

fn made_by_a_function(remote: Context) {
    let span = request_span();
    let _ = span.set_parent(remote.clone()); // silent: new from the function
    let _guard = span.enter();
    let _ = span.set_parent(remote); //~ set-parent-after-start: `span` was started before
}

fn request_span() -> Span {
    info_span!("request")
}

fn one_way_only(remote: Context, early: bool) {
    let span = info_span!("consume");
    if early {
        let _guard = span.enter();
    }
    let _ = span.set_parent(remote); // silent: it may not have been entered
    let _guard = span.enter();
}

fn returned_before(remote: Context, early: bool) {
    let span = info_span!("consume");
    if early {
        let _guard = span.enter();
        return;
    }
    let _ = span.set_parent(remote); // silent: whoever entered it has left
    let _guard = span.enter();
}

fn attached_instead(remote: Context) {
    let _context = remote.attach();
    let span = info_span!("consume"); // silent: a span takes its parent from the attached context
    let _guard = span.enter();
}

struct Node;

impl Node {
    fn set_parent(&self, _parent: &Node) {}
}

fn trees_of_others(root: &Node) {
    Node.set_parent(root); // silent: no span
}
