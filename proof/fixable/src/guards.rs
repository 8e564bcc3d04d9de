//! Guards and spans that are dropped at once: where nothing is awaited later they are kept, elsewhere nothing is changed.

use opentelemetry::trace::{SpanKind, TraceContextExt, Tracer, mark_span_as_active};
use opentelemetry::{Context, global};
use tracing::{Instrument, Span, info_span};

macro_rules! measured {
    ($name:literal, $work:expr) => {{
        let span = tracing::info_span!($name);
        let _ = span.enter();
        work();
        $work
    }};
}

macro_rules! waited {
    ($future:expr) => {
        $future.await
    };
}

pub fn start(job: Job) {
    tokio::spawn(suspended(info_span!("suspended")));
    tokio::spawn(by_macros(info_span!("by macros")));
    tokio::spawn(turns(info_span!("turns")));
    tokio::spawn(before(info_span!("before")));
    tokio::spawn(apart(info_span!("apart")));
    tokio::spawn(in_a_closure(vec![info_span!("closure")]));
    tokio::spawn(started());
    tokio::spawn(job.run());
    tokio::spawn(async move {
        let _ = info_span!("task").entered();
        tick().await;
    });
    tokio::spawn(async move {
        let _ = tokio::spawn(told()).instrument(info_span!("handle")).await;
    });
    tokio::spawn(async { measured!("in async", tick().await) });
    measured!("plain", work());
}

async fn suspended(span: Span) {
    let _ = span.enter();
    work();
    tick().await;
}

async fn by_macros(span: Span) {
    {
        _ = span.clone().entered();
        tokio::select! {
            () = tick() => work(),
            () = tock() => work(),
        }
    }
    {
        let _ = Context::current().attach();
        tokio::join!(tick(), tock());
    }
    let _ = span.entered();
    waited!(tick());
}

async fn turns(span: Span) {
    loop {
        let _ = span.enter();
        work();
        if tick_again().await {
            break;
        }
    }
}

async fn before(span: Span) {
    tick().await;
    let _ = span.enter();
    work();
}

async fn apart(span: Span) {
    {
        let _ = span.enter();
        let later = async { tick().await };
        drop(later);
        work();
    }
    tick().await;
}

async fn in_a_closure(spans: Vec<Span>) {
    spans.iter().for_each(|span| {
        let _ = span.enter();
        work();
    });
    tick().await;
}

async fn started() {
    let tracer = global::tracer("guards");
    {
        let _ = tracer.start("waits");
        tick().await;
    }
    {
        tracer.span_builder("runs").with_kind(SpanKind::Internal).start(&tracer);
        work();
    }
    tick().await;
    let _ = tracer.start("runs");
    work();
}

pub fn temporaries() {
    let _ = Span::current().enter();
    let _ = info_span!("made", rows = 1).enter();
    _ = Context::current().attach();
    let _ = mark_span_as_active(global::tracer("guards").start("active"));
    let _ = Context::current_with_span(global::tracer("guards").start("attached")).attach();
    work();
}

pub fn moved(span: Span, other: Span) -> Span {
    let _ = span.enter();
    _ = other.enter();
    let _guard = info_span!("named").entered();
    let _ = info_span!("numbered").entered();
    other.record("rows", 1);
    work();
    drop(_guard);
    std::thread::spawn(move || other.in_scope(work));
    span
}

pub struct Job {
    pub span: Span,
    pub turns: u32,
}

impl Job {
    async fn run(mut self) {
        self.lent();
        self.changed();
        self.assigned();
        tick().await;
    }

    fn lent(&self) {
        let _ = self.span.enter();
        work();
        self.again();
    }

    fn changed(&mut self) {
        let _ = self.span.enter();
        work();
        self.assigned();
    }

    fn assigned(&mut self) {
        let _ = self.span.enter();
        self.turns += 1;
    }

    fn again(&self) {}
}

#[tracing::instrument]
async fn told() {
    tracing::info!("told");
}

async fn tick() {}
async fn tock() {}
async fn tick_again() -> bool {
    true
}
fn work() {}
