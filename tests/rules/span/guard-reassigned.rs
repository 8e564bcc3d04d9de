use opentelemetry::trace::{TraceContextExt, Tracer, mark_span_as_active};
use opentelemetry::{Context, global};
use tracing::{Span, info_span};

fn step_by_step() {
    let mut _step = info_span!("weave").entered();
    work();
    _step = info_span!("dye").entered(); //~ guard-reassigned: becomes its child
    work();
    _step = info_span!("dry").entered(); //~ guard-reassigned: still alive
}

fn made_in_between() {
    let mut _step = info_span!("weave").entered();
    let dye = info_span!("dye");
    _step = dye.entered(); //~ guard-reassigned: becomes its child
}

fn of_a_reference<'s>(keep: &'s mut Option<Span>) {
    let weave = info_span!("weave");
    let dye = info_span!("dye");
    let mut _step = weave.enter();
    _step = dye.enter(); // silent: both were made before one of them was current
    *keep = None;
}

fn of_a_context() {
    let tracer = global::tracer("loom");
    let mut _step = Context::current_with_span(tracer.start("weave")).attach();
    _step = Context::current_with_span(tracer.start("dye")).attach(); //~ guard-reassigned: becomes its child
    _step = mark_span_as_active(tracer.start("dry")); //~ guard-reassigned: becomes its child
}

fn of_a_builder() {
    let tracer = global::tracer("loom");
    let mut _step = mark_span_as_active(tracer.start("weave"));
    _step = mark_span_as_active(tracer.span_builder("dye").start(&tracer)); //~ guard-reassigned: becomes its child
}

fn in_an_option() {
    let mut _step = Some(info_span!("weave").entered());
    _step = Some(info_span!("dye").entered()); //~ guard-reassigned: becomes its child
}

fn on_one_way(wet: bool) {
    let mut _step = info_span!("weave").entered();
    if wet {
        _step = info_span!("dry").entered(); //~ guard-reassigned: becomes its child
    }
}

fn with_the_old_one_dropped() {
    let mut step = info_span!("weave").entered();
    work();
    drop(step);
    step = info_span!("dye").entered(); // silent: the old one has ended
    step.exit();
    step = info_span!("dry").entered(); // silent: the old one was left
    finish(step);
    step = info_span!("fold").entered(); // silent: somebody else has the old one
    drop(step);
}

fn with_nothing_in_between() {
    let mut _step = Some(info_span!("weave").entered());
    _step = None;
    _step = Some(info_span!("dye").entered()); // silent: there was none
}

fn with_a_parent() {
    let all = info_span!("cloth");
    let mut _step = info_span!(parent: &all, "weave").entered();
    _step = info_span!(parent: &all, "dye").entered(); // silent: it is told its parent
    _step = info_span!(parent: None, "dry").entered(); // silent: it has none
    let tracer = global::tracer("loom");
    let cx = Context::current();
    let mut _other = mark_span_as_active(tracer.start_with_context("weave", &cx));
    _other = mark_span_as_active(tracer.start_with_context("dye", &cx)); // silent: it is told its parent
}

fn entered_again() {
    let mut step = info_span!("weave").entered();
    let span = step.exit();
    step = span.entered(); // silent: the same span again
    drop(step);
}

fn dropped_on_one_way(wet: bool) {
    let mut step = info_span!("weave").entered();
    if wet {
        drop(step);
    } else {
        finish(step);
    }
    step = info_span!("dye").entered(); // silent: it has ended on both ways
    if wet {
        drop(step);
    }
    step = info_span!("dry").entered(); // silent: it has ended on one way at least
    drop(step);
}

fn first_of_all() {
    let _step;
    _step = info_span!("weave").entered(); // silent: there is no old one
}

fn one_inside_the_other() {
    let _cloth = info_span!("cloth").entered();
    let _cloth = info_span!("weave").entered(); // silent: a variable of its own, so both are meant to live
}

fn with_a_block_for_each() {
    {
        let _step = info_span!("weave").entered();
        work();
    }
    let _step = info_span!("dye").entered(); // silent: the other ended with its block
}

fn finish(step: tracing::span::EnteredSpan) {
    drop(step);
}

fn work() {}

fn main() {}
