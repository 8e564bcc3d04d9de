//! A global provider that another one replaces, and what only looks like it.
use opentelemetry::global;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;

fn twice(first: SdkTracerProvider, second: SdkTracerProvider) {
    global::set_tracer_provider(first);
    global::set_tracer_provider(second); //~ provider-set-twice: a provider for traces is set already
}

fn metrics_twice(first: SdkMeterProvider, second: SdkMeterProvider) {
    global::set_meter_provider(first);
    tracing::info!("configured");
    global::set_meter_provider(second); //~ provider-set-twice: a provider for metrics is set already
}

fn thrice(first: SdkTracerProvider, second: SdkTracerProvider, third: SdkTracerProvider) {
    global::set_tracer_provider(first);
    global::set_tracer_provider(second); //~ provider-set-twice: takes its place
    global::set_tracer_provider(third); //~ provider-set-twice: takes its place
}

fn second_if_asked(first: SdkTracerProvider, second: Option<SdkTracerProvider>) {
    global::set_tracer_provider(first);
    if let Some(second) = second {
        global::set_tracer_provider(second); //~ provider-set-twice: a provider for traces is set already
    }
}

fn pipeline(runtime: opentelemetry_sdk::runtime::Tokio) {
    let provider = opentelemetry_otlp::new_pipeline().tracing().install_batch(runtime).expect("a provider");
    global::set_tracer_provider(provider); // silent: only old versions set it themselves
}

fn either(is_local: bool, first: SdkTracerProvider, second: SdkTracerProvider) {
    if is_local {
        global::set_tracer_provider(first);
    } else {
        global::set_tracer_provider(second); // silent: one or the other
    }
}

fn either_by_match(exporter: &str, first: SdkTracerProvider, second: SdkTracerProvider) {
    match exporter {
        "otlp" => global::set_tracer_provider(first),
        "stdout" => global::set_tracer_provider(second), // silent: one or the other
        _ => {}
    }
}

fn returned_before(is_local: bool, first: SdkTracerProvider, second: SdkTracerProvider) {
    if is_local {
        global::set_tracer_provider(first);
        return;
    }
    global::set_tracer_provider(second); // silent: the first is only set where this is not reached
}

fn perhaps_before(first: Option<SdkTracerProvider>, second: SdkTracerProvider) {
    if let Some(first) = first {
        global::set_tracer_provider(first);
    }
    global::set_tracer_provider(second); // silent: the first need not be there
}

fn of_each_kind(traces: SdkTracerProvider, metrics: SdkMeterProvider, logs: SdkLoggerProvider) {
    global::set_tracer_provider(traces);
    global::set_meter_provider(metrics); // silent: of another kind
    drop(logs);
}

fn one_later(first: SdkTracerProvider, second: SdkTracerProvider) -> impl FnOnce() {
    global::set_tracer_provider(first);
    move || global::set_tracer_provider(second) // silent: run later, for a reason that is not in sight
}

fn started_anew(first: SdkTracerProvider, second: SdkTracerProvider) {
    let old = first.clone();
    global::set_tracer_provider(first);
    let _ = old.shutdown();
    global::set_tracer_provider(second); // silent: the first is shut down, so that it is replaced on purpose
}

mod own {
    pub fn set_tracer_provider(_: &str) {}
}

fn of_others() {
    own::set_tracer_provider("first");
    own::set_tracer_provider("second"); // silent: not the global one
}

fn main() {}
