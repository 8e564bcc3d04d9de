use anyhow::{Context as _, bail, ensure};
use opentelemetry::global::{BoxedSpan, BoxedTracer};
use opentelemetry::trace::{FutureExt, Span, Status, TraceContextExt, Tracer, TracerProvider, get_active_span};
use opentelemetry::{Context, KeyValue, global};
use opentelemetry_sdk::trace::SdkTracerProvider;

type Outcome<T> = Result<T, Failure>;

#[derive(Debug)]
struct Failure;

fn by_question_mark() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    let crates = count()?; //~ error-path-without-status: keeps its status unset
    span.set_attribute(KeyValue::new("crates", i64::from(crates)));
    Ok(crates)
}

fn by_return(full: bool) -> Outcome<u8> {
    let _span = global::tracer("dock").start("unload");
    if full {
        return Err(Failure); //~ error-path-without-status: the function is left by an error here
    }
    Ok(0)
}

fn by_its_value(full: bool) -> std::io::Result<u8> {
    let _span = global::tracer("dock").start("unload");
    if full {
        Err(std::io::Error::other("full")) //~ error-path-without-status: left by an error
    } else {
        Ok(0)
    }
}

fn by_an_arm(number: u8) -> Result<u8, Failure> {
    let _span = global::tracer("dock").start("unload");
    match number {
        0 => Err(Failure), //~ error-path-without-status: left by an error
        other => Ok(other),
    }
}

fn by_a_call_that_may_fail() -> Result<u8, Failure> {
    let _span = global::tracer("dock").start("unload");
    count() //~ error-path-without-status: left by an error
}

async fn by_a_future_that_may_fail(port: &Port) -> anyhow::Result<u8> {
    let _span = global::tracer("dock").start("unload");
    port.fetch().await //~ error-path-without-status: left by an error
}

fn by_let_else(crates: Option<u8>) -> Result<u8, Failure> {
    let _span = global::tracer("dock").start("unload");
    let Some(crates) = crates else {
        return Err(Failure); //~ error-path-without-status: left by an error
    };
    Ok(crates)
}

fn by_a_macro(full: bool) -> anyhow::Result<u8> {
    let _span = global::tracer("dock").start("unload");
    if full {
        bail!("the shed is full"); //~ error-path-without-status: left by an error
    }
    Ok(0)
}

fn by_a_claim(crates: u8) -> anyhow::Result<u8> {
    let _span = global::tracer("dock").start("unload");
    ensure!(crates < 9, "too many: {crates}"); //~ error-path-without-status: left by an error
    Ok(crates)
}

fn with_a_context_for_the_error() -> anyhow::Result<u8> {
    let _span = global::tracer("dock").start("unload");
    let text = std::fs::read_to_string("crates").context("no list")?; //~ error-path-without-status: left by an error
    Ok(text.len() as u8)
}

async fn in_an_async_function(tracer: &BoxedTracer) -> Result<u8, Failure> {
    let cx = Context::current_with_span(tracer.start("unload"));
    let crates = fetch().await?; //~ error-path-without-status: left by an error
    cx.span().set_attribute(KeyValue::new("crates", i64::from(crates)));
    Ok(crates)
}

fn in_a_scope(tracer: &BoxedTracer) -> Result<u8, Failure> {
    tracer.in_span("unload", |_cx| count()) //~ error-path-without-status: left by an error
}

fn in_a_scope_with_more(tracer: &BoxedTracer) -> Result<u8, Failure> {
    tracer.in_span("unload", |cx| {
        let crates = count()?; //~ error-path-without-status: left by an error
        cx.span().set_attribute(KeyValue::new("crates", i64::from(crates)));
        Ok(crates)
    })
}

fn in_a_loop(rows: &[u8]) -> Result<(), Failure> {
    for row in rows {
        let mut span = global::tracer("dock").start("row");
        span.set_attribute(KeyValue::new("row", i64::from(*row)));
        count()?; //~ error-path-without-status: left by an error
    }
    Ok(())
}

fn in_a_block_of_its_own() {
    let unload = || -> Result<u8, Failure> {
        let _span = global::tracer("dock").start("unload");
        let crates = count()?; //~ error-path-without-status: left by an error
        Ok(crates)
    };
    drop(unload());
    let later = async {
        let _span = global::tracer("dock").start("unload");
        let crates = fetch().await?; //~ error-path-without-status: left by an error
        Ok::<u8, Failure>(crates)
    };
    drop(later);
}

fn beside_a_value(tracer: &BoxedTracer, refused: bool) -> (u8, Result<u8, Failure>) {
    let _span = tracer.start("unload");
    if refused {
        return (0, Err(Failure)); //~ error-path-without-status: left by an error
    }
    (1, Ok(1))
}

fn beside_a_value_of_an_arm(tracer: &BoxedTracer) -> (u8, Result<u8, Failure>) {
    let _span = tracer.start("unload");
    match count() {
        Ok(crates) => (1, Ok(crates)), // silent: no error
        Err(failure) => (0, Err(failure)), //~ error-path-without-status: left by an error
    }
}

fn by_a_helper_in_two_steps(tracer: &BoxedTracer, failure: Failure) -> Result<u8, Failure> {
    let mut span = tracer.start("unload");
    let failed = fail(&mut span, failure);
    failed?; // silent: the helper has set the status
    Ok(1)
}

fn of_any_tracer<T: Tracer>(tracer: &T) -> Result<u8, Failure> {
    let _span = tracer.span_builder("unload").start(tracer);
    let crates = count()?; //~ error-path-without-status: left by an error
    Ok(crates)
}

fn of_the_sdk(provider: &SdkTracerProvider) -> Result<u8, Failure> {
    let _span = provider.tracer("dock").start("unload");
    let crates = count()?; //~ error-path-without-status: left by an error
    Ok(crates)
}

fn with_the_status_set() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    match count() {
        Ok(crates) => Ok(crates),
        Err(failure) => {
            span.set_status(Status::error("no crates"));
            Err(failure) // silent: the status was set before
        }
    }
}

fn with_the_status_set_on_the_way() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    let crates = count().inspect_err(|_| span.set_status(Status::error("no crates")))?; // silent: the closure sets it
    let more = count().map_err(|failure| {
        span.set_status(Status::error("no more crates"));
        failure
    })?; // silent: the closure sets it
    Ok(crates + more)
}

fn with_the_status_of_the_result() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    let result = count();
    if result.is_err() {
        span.set_status(Status::error("no crates"));
    }
    result // silent: it was looked at
}

fn with_a_helper() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    if let Err(failure) = count() {
        return fail(&mut span, failure); // silent: the helper has the span
    }
    let crates = count().or_else(|failure| fail(&mut span, failure))?; // silent: so has this one
    Ok(crates)
}

struct Watched<'s>(&'s mut BoxedSpan);

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        self.0.set_status(Status::error("dropped"));
    }
}

fn with_a_watcher() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    let _watched = Watched(&mut span);
    count() // silent: the watcher sets it when it is dropped
}

fn with_work_around_it(tracer: &BoxedTracer) -> Result<u8, Failure> {
    let mut span = tracer.start("unload");
    let result = (|| {
        let crates = count()?; // silent: it leaves the closure, and the span outlives that
        Ok(crates)
    })();
    match &result {
        Ok(_) => span.set_status(Status::Ok),
        Err(_) => span.set_status(Status::error("no crates")),
    }
    result
}

fn after_its_end() -> Result<u8, Failure> {
    let mut span = global::tracer("dock").start("unload");
    span.end();
    let crates = count()?; // silent: the span has ended, and all went well until then
    {
        let _inner = global::tracer("dock").start("weigh");
    }
    let more = count()?; // silent: the span is gone
    let last = global::tracer("dock").start("sweep");
    drop(last);
    Ok(crates + more + count()?) // silent: the span was dropped
}

fn before_its_start() -> Result<BoxedSpan, Failure> {
    let crates = count()?; // silent: no span yet
    let mut span = global::tracer("dock").start("unload");
    span.set_attribute(KeyValue::new("crates", i64::from(crates)));
    Ok(span)
}

fn without_an_error(crates: &[u8]) -> Option<u8> {
    let _span = global::tracer("dock").start("unload");
    let first = crates.first()?; // silent: nothing there is no error
    Some(*first)
}

fn in_a_closure_without_an_error(crates: &[u8]) -> Option<u8> {
    let look = || {
        let _span = global::tracer("dock").start("unload");
        let first = crates.first()?; // silent: the closure has no error to return
        Some(*first)
    };
    look()
}

fn kept(slot: &mut Option<BoxedSpan>) -> Result<u8, Failure> {
    let span = global::tracer("dock").start("unload");
    *slot = Some(span);
    count() // silent: somebody else has the span
}

fn of_the_caller(span: &mut BoxedSpan) -> Result<u8, Failure> {
    span.set_attribute(KeyValue::new("dock", 4));
    let crates = count()?; // silent: the caller has the span and gets the error
    Ok(crates)
}

fn of_whatever_is_current(tracer: &BoxedTracer) -> Result<u8, Failure> {
    tracer.in_span("unload", |_cx| {
        let result = count();
        get_active_span(|span| {
            if result.is_err() {
                span.set_status(Status::error("no crates"));
            }
        });
        let more = count()?; // silent: the current span is written to in a way that is not followed
        result.map(|crates| crates + more)
    })
}

fn with_the_status_set_further_down(tracer: &BoxedTracer) -> Result<u8, Failure> {
    tracer.in_span("unload", |_cx| {
        let crates = count_and_tell()?; // silent: what is called has to do with telemetry, and may reach the span
        Ok(crates)
    })
}

fn count_and_tell() -> Result<u8, Failure> {
    Context::current().span().set_status(Status::error("no crates"));
    Err(Failure)
}

fn under_a_span_of_tracing() -> Result<u8, Failure> {
    let _guard = tracing::info_span!("unload").entered();
    let crates = count()?; // silent: spans of tracing are another matter
    Ok(crates)
}

fn fail(span: &mut BoxedSpan, failure: Failure) -> Result<u8, Failure> {
    span.set_status(Status::error("failed"));
    Err(failure)
}

fn look_away(_span: &mut BoxedSpan, _failure: &Failure) {}

fn note(cx: &Context, failure: &Failure) {
    mark(&mut cx.span(), failure);
}

fn mark(span: &mut SpanRef<'_>, failure: &Failure) {
    span.set_status(Status::error(failure.to_string()));
}

fn by_a_helper_that_does_nothing(tracer: &BoxedTracer, refused: bool) -> Result<u8, Failure> {
    let mut span = tracer.start("unload");
    if refused {
        look_away(&mut span, &Failure);
        return Err(Failure); //~ error-path-without-status: the function is left by an error here
    }
    Ok(1)
}

fn by_a_helper_of_a_helper(tracer: &BoxedTracer, refused: bool) -> Result<u8, Failure> {
    let cx = Context::current_with_span(tracer.start("unload"));
    if refused {
        note(&cx, &Failure);
        return Err(Failure); // silent: the status is set further down
    }
    Ok(1)
}

async fn with_its_context(tracer: &BoxedTracer) -> Result<u8, Failure> {
    let span = tracer.start("unload");
    async {
        let crates = fetch().await;
        if crates.is_err() {
            Context::current().span().set_status(Status::error("no crates"));
        }
        crates
    }
    .with_context(Context::current_with_span(span))
    .await // silent: the future has the span, and sets its status
}

fn count() -> Result<u8, Failure> {
    Ok(1)
}

async fn fetch() -> Result<u8, Failure> {
    count()
}

struct Port;

impl Port {
    async fn fetch(&self) -> anyhow::Result<u8> {
        Ok(1)
    }
}

fn main() {}
