use opentelemetry::trace::{TraceContextExt, Tracer, mark_span_as_active};
use opentelemetry::{Context, global};
use tracing::span::EnteredSpan;
use tracing::{Level, Span, info_span, info_span as opened};

mod telemetry {
    pub use tracing;
    pub use tracing::debug_span;
}

struct Door;

impl Door {
    fn enter(&self) -> bool {
        true
    }
    fn attach(self) {}
}

fn underscore(parcel: i64) {
    let span = info_span!("weigh", parcel);
    let _ = span.enter(); //~ guard-dropped: `let _ =` drops this guard at once
    let _ = info_span!("weigh").entered(); //~ guard-dropped: `let _ =`
    let _ = tracing::span!(Level::INFO, "weigh").entered(); //~ guard-dropped: covers nothing
    let _ = opened!("weigh", parcel).entered(); //~ guard-dropped: `let _ =`
    let _ = telemetry::tracing::warn_span!("weigh").entered(); //~ guard-dropped: `let _ =`
    let _ = telemetry::debug_span!("weigh").entered(); //~ guard-dropped: `let _ =`
    let _: EnteredSpan = Span::current().entered(); //~ guard-dropped: `let _ =`
}

fn bare_and_assigned() {
    let span = info_span!("stamp");
    span.enter(); //~ guard-dropped: this guard is dropped at once
    span.clone().entered(); //~ guard-dropped: dropped at once
    _ = span.enter(); //~ guard-dropped: dropped at once
    let (_, width) = (span.enter(), 3); //~ guard-dropped: dropped at once
    println!("{width}");
}

fn contexts() {
    let tracer = global::tracer("post");
    let started = tracer.start("sort");
    let _ = mark_span_as_active(started); //~ guard-dropped: `let _ =`
    let cx = Context::current_with_span(tracer.start("sort"));
    cx.clone().attach(); //~ guard-dropped: dropped at once
    let _ = cx.attach(); //~ guard-dropped: `let _ =`
}

fn entered(name: &str) -> EnteredSpan {
    let span = info_span!("entered", name);
    span.entered() // silent: the caller gets the guard
}

fn from_a_helper() {
    let _ = entered("helper"); //~ guard-dropped: `let _ =`
    let _kept = entered("helper"); // silent: it is kept
}

struct Job {
    span: Span,
    guard: Option<EnteredSpan>,
}

impl Job {
    fn run(&mut self, handle: &tokio::runtime::Handle, door: Door) {
        let _ = self.span.enter(); //~ guard-dropped: `let _ =`
        self.guard = Some(self.span.clone().entered()); // silent: the job keeps it
        self.guard.take(); // silent: taken out to end it
        let _ = door.enter(); // silent: a door is no span
        let _ = handle.enter(); // silent: the guard of a runtime
        door.attach(); // silent: a method of our own
    }
}

macro_rules! measured {
    ($name:literal, $body:expr) => {{
        let span = tracing::info_span!($name);
        let _ = span.enter(); //~ guard-dropped: `let _ =`
        $body
    }};
}

fn on_purpose() -> u8 {
    let span = info_span!("touch");
    let guard = span.enter();
    let _ = guard; // silent: `_` does not move a variable, so the guard lives on
    drop(info_span!("touch").entered()); // silent: dropped in so many words
    let inner = info_span!("inner").entered();
    inner.exit(); // silent: ended in so many words, and its value is a span
    let (_first, _) = (span.enter(), 1); // silent: what has a name lives on
    let sum = span.in_scope(|| 1 + 1); // silent: entered for the closure
    match span.enter() {
        _entered => measured!("touch", sum), // silent: it lives to the end of the match
    }
}

mod typed {
    use std::collections::HashMap;
    use std::ops::Deref;
    use std::sync::{Arc, LazyLock, Mutex};

    use tracing::{Span, info_span};

    static ROOT: LazyLock<Span> = LazyLock::new(|| info_span!("root"));

    type Outcome<T> = Result<T, String>;

    pub trait Traced {
        fn span(&self) -> Span;
        fn shared(&self) -> &Span;
        fn both(&self) -> (Span, u8) {
            (self.span(), 1)
        }
    }

    pub struct Job {
        inner: Arc<Inner>,
    }

    pub struct Inner {
        span: Span,
    }

    impl Deref for Job {
        type Target = Inner;
        fn deref(&self) -> &Inner {
            &self.inner
        }
    }

    impl Traced for Job {
        fn span(&self) -> Span {
            self.inner.span.clone()
        }
        fn shared(&self) -> &Span {
            &self.inner.span
        }
    }

    pub struct Slot<T> {
        held: Option<T>,
    }

    pub enum Message {
        Stop(u8),
        Work(Span, u8),
        Named { span: Span },
    }

    async fn opened() -> Outcome<Span> {
        Ok(info_span!("opened"))
    }

    fn later() -> impl std::future::Future<Output = Span> {
        async { info_span!("later") }
    }

    async fn places(job: &Job, slot: Slot<Span>, locked: Mutex<Span>, message: Message, any: &dyn Traced) -> Outcome<()> {
        let _ = ROOT.enter(); //~ guard-dropped: drops this guard
        let _ = job.span.enter(); //~ guard-dropped: drops this guard
        let _ = any.shared().enter(); //~ guard-dropped: drops this guard
        let _ = job.both().0.entered(); //~ guard-dropped: drops this guard
        let _ = opened().await?.entered(); //~ guard-dropped: drops this guard
        let _ = later().await.entered(); //~ guard-dropped: drops this guard
        let _ = locked.lock().unwrap().enter(); //~ guard-dropped: drops this guard
        let held = slot.held.unwrap();
        let _ = held.entered(); //~ guard-dropped: drops this guard
        match message {
            Message::Stop(code) => println!("{code}"), // silent: no span
            Message::Work(span, _) => {
                let _ = span.enter(); //~ guard-dropped: drops this guard
            }
            Message::Named { span } => {
                let _ = span.enter(); //~ guard-dropped: drops this guard
            }
        }
        Ok(())
    }

    fn told_later(by_name: &HashMap<String, Span>, job: &impl Traced) {
        let mut spans = Vec::new();
        spans.push(info_span!("pushed"));
        for span in &spans {
            let _ = span.enter(); //~ guard-dropped: drops this guard
        }
        for (name, span) in by_name {
            let _ = span.enter(); //~ guard-dropped: drops this guard
            println!("{name}");
        }
        let (sender, receiver) = std::sync::mpsc::channel();
        sender.send(job.span()).ok();
        if let Ok(span) = receiver.recv() {
            let _ = span.enter(); //~ guard-dropped: drops this guard
        }
        by_name.values().for_each(|span| {
            let _ = span.enter(); //~ guard-dropped: drops this guard
        });
        let gates: Vec<Gate> = vec![Gate];
        for gate in gates {
            let _ = gate.enter(); // silent: the gate is no span
        }
        let _ = unknown(job).enter(); // silent: who knows what it is
    }

    pub struct Gate;

    impl Gate {
        fn enter(&self) -> u8 {
            0
        }
    }
}

fn main() {
    let _guard = info_span!("main").entered(); // silent: it lives to the end of the block
}
