//! Ends of a process or a body that export nothing any more, and those by which nothing is lost.
use std::process::{self, ExitCode};

use opentelemetry::global;
use opentelemetry::trace::{Span, Tracer, TracerProvider as _};
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

type Failed = Box<dyn std::error::Error>;

fn batch() -> SdkTracerProvider {
    let exporter = SpanExporter::builder().with_tonic().build().expect("an exporter");
    SdkTracerProvider::builder().with_batch_exporter(exporter).build()
}

fn installed() -> Result<SdkTracerProvider, Failed> {
    let exporter = SpanExporter::builder().with_http().build()?;
    let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    Ok(provider)
}

fn serve() -> Result<(), Failed> {
    Ok(())
}

fn local_provider() {
    let provider = batch();
    provider.tracer("shop").start("import").end();
    process::exit(0); //~ exit-skips-shutdown: without shutting down
}

fn global_provider() {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    if serve().is_err() {
        eprintln!("could not serve");
        std::process::exit(1); //~ exit-skips-shutdown: without shutting down
    }
    let _ = provider.shutdown();
}

fn shut_down_first() {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let code = if serve().is_ok() { 0 } else { 1 };
    let _ = provider.shutdown();
    process::exit(code); // silent: nothing is left to export
}

fn flushed_first() {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let _ = provider.force_flush();
    process::exit(0); // silent: nothing is left to export
}

fn dropped_first() {
    let provider = batch();
    provider.tracer("shop").start("import").end();
    drop(provider);
    process::exit(0); // silent: the last copy of a provider flushes it
}

fn before_the_provider(arguments: &[String]) {
    if arguments.is_empty() {
        process::exit(2); // silent: there is nothing to shut down yet
    }
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let _ = provider.shutdown();
}

fn at_once() {
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    process::exit(0); // silent: each span is exported as it ends
}

fn open_span() {
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    let span = provider.tracer("shop").start("import");
    if serve().is_err() {
        process::exit(1); //~ exit-skips-shutdown: while a span is open
    }
    drop(span);
    process::exit(0); // silent: the span is ended
}

fn given(provider: &SdkTracerProvider) {
    provider.tracer("shop").start("import").end();
    process::exit(0); // silent: the caller may have flushed it, as it keeps it
}

fn finish(provider: SdkTracerProvider, code: i32) {
    let _ = provider.shutdown();
    process::exit(code); // silent: shut down before
}

fn handed_to_own_function() {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    finish(provider, 0);
}

static KEPT: std::sync::OnceLock<SdkTracerProvider> = std::sync::OnceLock::new();

fn flush_kept() {
    if let Some(provider) = KEPT.get() {
        let _ = provider.force_flush();
    }
}

fn cleanup() {
    flush_kept();
}

fn flushed_elsewhere() {
    let provider = batch();
    let _ = KEPT.set(provider.clone());
    global::set_tracer_provider(provider.clone());
    cleanup();
    process::exit(0); // silent: what was called flushes the provider
}

/// Shuts down when it is dropped.
struct Telemetry(SdkTracerProvider);

impl Telemetry {
    fn start() -> Self {
        let provider = batch();
        global::set_tracer_provider(provider.clone());
        Self(provider)
    }

    fn finish(&self) {
        let _ = self.0.shutdown();
    }

    fn name(&self) -> &'static str {
        "shop"
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        self.finish();
    }
}

fn guard_is_skipped() {
    let _telemetry = Telemetry::start();
    let code = if serve().is_ok() { 0 } else { 1 };
    process::exit(code); //~ exit-skips-shutdown: without shutting down
}

fn guard_is_dropped() {
    let telemetry = Telemetry::start();
    drop(telemetry);
    process::exit(0); // silent: its `Drop` ran
}

fn guard_is_finished() {
    let telemetry = Telemetry::start();
    tracing::info!(name = telemetry.name(), "done");
    telemetry.finish();
    process::exit(0); // silent: shut down by a method of its own
}

fn guard_of_inner_block() {
    let code = {
        let _telemetry = Telemetry::start();
        if serve().is_ok() { 0 } else { 1 }
    };
    process::exit(code); // silent: the guard ended with the block
}

fn writer_is_skipped() {
    let (writer, _guard) = tracing_appender::non_blocking(std::io::stdout());
    tracing_subscriber::fmt().with_writer(writer).init();
    process::exit(0); //~ exit-skips-shutdown: without shutting down
}

fn subscriber_of_a_thread() {
    let _default = tracing_subscriber::registry().with(tracing_opentelemetry::layer()).set_default();
    process::exit(0); // silent: this guard keeps nothing back
}

fn in_a_closure(on_signal: impl Fn(Box<dyn Fn()>)) {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let handler = provider.clone();
    on_signal(Box::new(move || {
        let _ = handler.shutdown();
        process::exit(130); // silent: shut down in the handler
    }));
    let _ = provider.shutdown();
}

fn exit_code() -> ExitCode {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let served = serve();
    let _ = provider.shutdown();
    if served.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE } // silent: the body is left in order
}

fn error_jumps_over() -> Result<(), Failed> {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    serve()?; //~ exit-skips-shutdown: an error leaves the function here
    provider.shutdown()?;
    Ok(())
}

fn error_jumps_over_factory() -> Result<(), Failed> {
    let provider = installed()?; // silent: there is no provider if this fails
    global::set_tracer_provider(provider.clone());
    serve()?; //~ exit-skips-shutdown: before the provider is shut down
    serve()?; // silent: one is enough
    provider.shutdown()?;
    Ok(())
}

async fn error_of_future(serving: impl Future<Output = Result<(), Failed>>) -> Result<(), Failed> {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    serving.await?; //~ exit-skips-shutdown: before the provider is shut down
    let _ = provider.shutdown();
    Ok(())
}

fn layer_jumps_over() -> Result<(), Failed> {
    let provider = batch();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"));
    tracing_subscriber::registry().with(layer).init();
    serve()?; //~ exit-skips-shutdown: before the provider is shut down
    provider.shutdown()?;
    Ok(())
}

fn result_is_kept() -> Result<(), Failed> {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let served = serve(); // silent: the shutdown comes before the error is returned
    provider.shutdown()?;
    served
}

fn inner_function_fails() -> Result<(), Failed> {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let work = || -> Result<(), Failed> {
        serve()?; // silent: this leaves the closure only
        Ok(())
    };
    let done = work();
    provider.shutdown()?;
    done
}

fn local_is_flushed_by_drop() -> Result<(), Failed> {
    let provider = batch();
    provider.tracer("shop").start("import").end();
    serve()?; // silent: nobody else keeps the provider, so that its drop flushes it
    provider.shutdown()?;
    Ok(())
}

fn exported_at_once() -> Result<(), Failed> {
    let exporter = opentelemetry_stdout::SpanExporter::default();
    let provider = SdkTracerProvider::builder().with_simple_exporter(exporter).build();
    global::set_tracer_provider(provider.clone());
    serve()?; // silent: each span is exported as it ends
    provider.shutdown()?;
    Ok(())
}

fn made_and_installed_there() -> Result<(), Failed> {
    let provider = installed()?;
    serve()?; //~ exit-skips-shutdown: before the provider is shut down
    provider.shutdown()?;
    Ok(())
}

fn only_made_there() -> Result<(), Failed> {
    let provider = batch();
    serve()?; // silent: nobody else keeps the provider, so that its drop flushes it
    provider.shutdown()?;
    Ok(())
}

fn one_after_the_other() -> Result<(), Failed> {
    let (first, second) = (batch(), batch());
    let provider = installed()?;
    provider.force_flush()?;
    first.shutdown()?; // silent: this is the shutdown
    second.shutdown()?; // silent: so is this
    provider.shutdown()?; // silent: and this
    Ok(())
}

fn guard_beside() -> Result<(), Failed> {
    let provider = batch();
    global::set_tracer_provider(provider.clone());
    let _telemetry = Telemetry(provider.clone());
    serve()?; // silent: the guard shuts down in any case
    provider.shutdown()?;
    Ok(())
}

fn meters(provider: SdkMeterProvider) -> Result<(), Failed> {
    global::set_meter_provider(provider.clone());
    serve()?; // silent: what the provider is made of is not in sight
    provider.shutdown()?;
    Ok(())
}

fn main() {}
