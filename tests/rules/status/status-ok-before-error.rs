use opentelemetry::global::BoxedSpan;
use opentelemetry::trace::{Span, Status, TraceContextExt, Tracer, get_active_span};
use opentelemetry::{Context, global};

fn perhaps(declined: bool) {
    let mut span = global::tracer("till").start("sell");
    span.set_status(Status::Ok); //~ status-ok-before-error: the error that is set later is ignored
    if declined {
        span.set_status(Status::error("declined"));
    }
}

fn certainly() {
    let mut span = global::tracer("till").start("sell");
    span.set_status(Status::Ok); //~ status-ok-before-error: set to ok here
    span.set_status(Status::Error { description: "declined".into() });
}

fn in_a_context(declined: bool) {
    let cx = Context::current_with_span(global::tracer("till").start("sell"));
    cx.span().set_status(Status::Ok); //~ status-ok-before-error: ignored
    if declined {
        cx.span().set_status(Status::error("declined"));
    }
}

fn in_a_scope() -> Result<(), String> {
    global::tracer("till").in_span("sell", |cx| {
        cx.span().set_status(Status::Ok); //~ status-ok-before-error: ignored
        match sell() {
            Ok(()) => Ok(()),
            Err(error) => {
                cx.span().set_status(Status::error(error.clone()));
                Err(error)
            }
        }
    })
}

fn of_a_parameter(span: &mut BoxedSpan, declined: bool) {
    span.set_status(Status::Ok); //~ status-ok-before-error: ignored
    if declined {
        span.set_status(Status::error("declined"));
    }
}

fn on_every_way(card: bool, declined: bool) {
    let mut span = global::tracer("till").start("sell");
    if card {
        span.set_status(Status::Ok);
    } else {
        span.set_status(Status::Ok); //~ status-ok-before-error: ignored
    }
    if declined {
        span.set_status(Status::error("declined"));
    }
}

fn by_path() {
    let mut span = global::tracer("till").start("sell");
    Span::set_status(&mut span, Status::Ok); //~ status-ok-before-error: ignored
    Span::set_status(&mut span, Status::error("declined"));
}

fn of_some_span(span: &mut impl Span) {
    span.set_status(Status::Ok); //~ status-ok-before-error: ignored
    span.set_status(Status::error("declined"));
}

fn one_or_the_other() {
    let mut span = global::tracer("till").start("sell");
    match sell() {
        Ok(()) => span.set_status(Status::Ok), // silent: only one of the two is set
        Err(error) => span.set_status(Status::error(error)),
    }
}

fn on_ways_that_exclude_each_other(declined: bool) {
    let mut span = global::tracer("till").start("sell");
    if !declined {
        span.set_status(Status::Ok); // silent: one way only, and perhaps never that of the error
    }
    if declined {
        span.set_status(Status::error("declined"));
    }
}

fn with_an_early_return(declined: bool) {
    let mut span = global::tracer("till").start("sell");
    if !declined {
        span.set_status(Status::Ok); // silent: who set it has left
        return;
    }
    span.set_status(Status::error("declined"));
}

fn the_other_way_round() {
    let mut span = global::tracer("till").start("sell");
    span.set_status(Status::error("declined"));
    span.set_status(Status::Ok); // silent: ok after an error is taken
}

fn of_two_spans() {
    let mut span = global::tracer("till").start("sell");
    span.set_status(Status::Ok); // silent: the error is of another span
    span.end();
    let mut span = global::tracer("till").start("pay");
    span.set_status(Status::error("declined"));
    span = global::tracer("till").start_with_context("pack", &Context::new());
    span.set_status(Status::Ok); // silent: nothing follows
}

fn one_in_each_turn(sales: &[bool]) {
    for declined in sales {
        let mut span = global::tracer("till").start("sell");
        if *declined {
            span.set_status(Status::error("declined"));
        } else {
            span.set_status(Status::Ok); // silent: a span of its own
        }
    }
}

fn unset_first(status: Status) {
    let mut span = global::tracer("till").start("sell");
    span.set_status(Status::Unset); // silent: unset is not ok
    span.set_status(Status::error("declined"));
    let mut other = global::tracer("till").start_with_context("sell", &Context::new());
    other.set_status(status); // silent: which one is not in sight
    other.set_status(Status::error("declined"));
}

fn of_whatever_is_current() {
    get_active_span(|span| span.set_status(Status::Ok)); // silent: which span that is, is not in sight
}

fn sell() -> Result<(), String> {
    Ok(())
}

fn main() {}
