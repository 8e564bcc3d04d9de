//! Pipelines, and comments that silence rules.

use opentelemetry::global;
use opentelemetry::trace::Tracer;
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider};

/// Shuts the pipeline down when it goes.
pub struct Telemetry {
    traces: SdkTracerProvider,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        let _ = self.traces.shutdown();
    }
}

pub fn pipeline() -> Telemetry {
    let traces = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(0.1)).build();
    global::set_tracer_provider(traces.clone());
    Telemetry { traces }
}

pub async fn run() {
    pipeline();
    tick().await;
}

pub async fn one_thread() {
    let _ = tracing::subscriber::set_default(tracing_subscriber::registry());
    tick().await;
}

pub fn whole_thread() {
    let _ = tracing::subscriber::set_default(tracing_subscriber::registry());
    work();
}

pub fn start() {
    tokio::spawn(run());
    tokio::spawn(one_thread());
}

// otel-lint: allow(span-leakd) -- measured on purpose
pub fn silenced() {
    std::mem::forget(global::tracer("setup").start("silenced"));
}

pub fn unused() {
    work(); // otel-lint: allow(span-leaked) -- long gone
}

async fn tick() {}
fn work() {}
