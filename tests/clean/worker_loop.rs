//! A worker: a span for each job, entered where nothing waits and attached where something does.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tracing::field::Empty;
use tracing::{Instrument, Span, debug, error, info, info_span, trace_span};

struct Job {
    id: u64,
    kind: &'static str,
    span: Span,
    attempts: i32,
}

struct Worker {
    jobs: mpsc::Receiver<Job>,
    stop: watch::Receiver<bool>,
    running: JoinSet<()>,
    limit: Arc<tokio::sync::Semaphore>,
}

impl Job {
    fn new(id: u64, kind: &'static str) -> Self {
        let span = info_span!("job", job.id = id, job.kind = kind, job.attempts = Empty, otel.kind = "consumer");
        Self { id, kind, span, attempts: 0 }
    }
}

impl Worker {
    async fn run(mut self) {
        let mut tick = tokio::time::interval(Duration::from_secs(5));
        loop {
            tokio::select! {
                biased;
                _ = self.stop.changed() => break,
                Some(job) = self.jobs.recv() => self.start(job).await,
                _ = tick.tick() => {
                    let _entered = trace_span!("tick", running = self.running.len() as i64).entered();
                    debug!("still here");
                }
                Some(done) = self.running.join_next(), if !self.running.is_empty() => {
                    if let Err(error) = done {
                        error!(%error, "a job died");
                    }
                }
                else => break,
            }
        }
        while self.running.join_next().await.is_some() {}
    }

    async fn start(&mut self, mut job: Job) {
        let Ok(permit) = self.limit.clone().acquire_owned().await else { return };
        job.attempts += 1;
        job.span.record("job.attempts", job.attempts);
        let span = job.span.clone();
        self.running.spawn(
            async move {
                let _permit = permit;
                if let Err(error) = work(&job).await {
                    error!(error = %error, job.kind, "failed");
                }
            }
            .instrument(span),
        );
    }
}

async fn work(job: &Job) -> Result<(), std::io::Error> {
    let sum = {
        let _entered = info_span!("sum").entered();
        (0..job.id).sum::<u64>()
    };
    let span = info_span!("write", bytes = Empty);
    let guard = span.enter();
    let bytes = sum.to_le_bytes();
    span.record("bytes", bytes.len() as i64);
    drop(guard);
    tokio::fs::write("/tmp/sum", bytes).instrument(span).await?;
    let current = Span::current();
    let checked = tokio::task::spawn_blocking(move || current.in_scope(|| info!("checked"))).await;
    checked.map_err(std::io::Error::other)
}

fn main() {}
