//! Contexts that nobody attaches.
use opentelemetry::trace::{SpanContext, TraceContextExt, Tracer};
use opentelemetry::{Context, KeyValue, global};

#[derive(Clone)]
struct Tenant(u32);

fn dropped() {
    let tracer = global::tracer("orders");
    Context::current_with_span(tracer.start("a")); //~ context-not-attached: ends in the statement
    let _ = Context::current_with_span(tracer.start("b")); //~ context-not-attached: ends in the statement
    Context::current().with_span(tracer.start("c")); //~ context-not-attached: the span in this context
    Context::new().with_span(tracer.start("d")).with_value(Tenant(1)); //~ context-not-attached: the span in this context
    Context::current_with_value(Tenant(1)); //~ context-not-attached: nobody sees its value
    let base = Context::current();
    base.with_value(Tenant(2)); //~ context-not-attached: nobody sees its value
}

fn unused() {
    let tracer = global::tracer("orders");
    let _cx = Context::current_with_span(tracer.start("e")); //~ context-not-attached: `_cx` is never attached
    let _tenant = Context::current().with_value(Tenant(3)); //~ context-not-attached: `_tenant` is never attached
    work();
}

fn attached() {
    let tracer = global::tracer("orders");
    let _guard = Context::current_with_span(tracer.start("f")).attach(); // silent: attached
    let cx = Context::current_with_span(tracer.start("g"));
    let _other = cx.attach(); // silent: attached later
    let cx = Context::current().with_value(Tenant(4));
    let _third = cx.clone().attach(); // silent: a clone is attached
    work();
}

fn used(remote: SpanContext) {
    let tracer = global::tracer("orders");
    let cx = Context::current_with_span(tracer.start("h"));
    cx.span().set_attribute(KeyValue::new("k", 1)); // silent: read
    cx.span().end();
    let parent = Context::new().with_remote_span_context(remote);
    drop(tracer.start_with_context("i", &parent)); // silent: handed on
    let kept = Context::current_with_span(tracer.start("j"));
    keep(kept); // silent: handed on
    drop(Context::current_with_span(tracer.start("k"))); // silent: dropped in so many words
    let here = Context::current();
    let _ = here; // silent: nothing was put into it
}

fn handed_out() -> Context {
    Context::current_with_span(global::tracer("orders").start("l")) // silent: whoever calls has it
}

fn keep(_cx: Context) {}

fn work() {}

struct View;

impl View {
    fn with_value(&self, _value: u32) -> Self {
        Self
    }
}

fn look_alike(view: &View) {
    view.with_value(1); // silent: another type
}

fn main() {}
