//! Guards that end before anything waits, in the less common ways.

use tracing::span::EnteredSpan;
use tracing::{Instrument, Span, info_span};

struct Scope {
    guard: Option<EnteredSpan>,
}

impl Scope {
    async fn leave(&mut self) {
        self.guard.take();
        work().await;
    }
}

async fn in_a_loop(span: Span, mut jobs: Vec<u8>) {
    let guard = span.enter();
    loop {
        if jobs.pop().is_none() {
            drop(guard);
            break;
        }
    }
    work().await;
}

async fn at_once(span: Span) {
    let guard = span.enter();
    loop {
        drop(guard);
        break;
    }
    work().await;
}

async fn taken(span: Span, mut jobs: Vec<u8>) {
    let mut guard = Some(span.clone().entered());
    while let Some(_job) = jobs.pop() {
        guard.take();
    }
    drop(guard);
    let mut second = Some(span.entered());
    if let Some(guard) = second.take() {
        guard.exit();
    }
    work().await;
}

async fn taken_by_reference(span: Span) {
    let mut guard = Some(span.entered());
    let old = std::mem::take(&mut guard);
    drop(old);
    work().await;
}

async fn assigned(span: Span) {
    let mut guard = Some(span.entered());
    println!("{}", guard.is_some());
    guard = None;
    work().await;
}

async fn moved_into_a_task(span: Span) {
    let guard = span.entered();
    tokio::task::spawn_local(async move {
        let _kept = guard;
    });
    work().await;
}

async fn moved_into_a_closure(span: Span) {
    let guard = span.entered();
    let end = move || drop(guard);
    end();
    work().await;
}

async fn else_of_a_let(span: Span, job: Option<u8>) {
    let guard = span.enter();
    let Some(_job) = job else {
        drop(guard);
        work().await;
        return;
    };
    drop(guard);
    work().await;
}

async fn arms(span: Span, job: u8) {
    let guard = span.enter();
    match job {
        0 => {
            drop(guard);
            work().await
        }
        1 => drop(guard),
        _ => return,
    }
    work().await;
}

async fn exited(span: Span) {
    let guard = span.entered();
    println!("in it");
    work().instrument(guard.exit().or_current()).await;
}

async fn by_id() {
    let root = info_span!(parent: None, "root");
    let child = info_span!(parent: root.id(), "child");
    work().instrument(child).await;
}

async fn work() {}

fn main() {}
