//! Subscribers that are never installed or refused, and those that are put to use. Programs without a provider have trees of their own.
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use tracing::Subscriber;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

fn bound(provider: &SdkTracerProvider) {
    let _subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(provider.tracer("shop"))); //~ provider-not-set: built and never installed
    tracing::info!("nobody sees this");
}

fn unused_name(tracer: SdkTracer) {
    let layer = tracing_opentelemetry::layer().with_tracer(tracer);
    let subscriber = tracing_subscriber::registry().with(layer); //~ provider-not-set: it gets no span and no event
    tracing::info!("nobody sees this");
}

fn bare(tracer: SdkTracer) {
    tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)); //~ provider-not-set: built and never installed
}

fn underscore() {
    let _ = tracing_subscriber::fmt().with_target(false).finish(); //~ provider-not-set: built and never installed
}

fn installed(tracer: SdkTracer) {
    tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)).init(); // silent: installed
}

fn installed_by_name(tracer: SdkTracer) {
    let subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer));
    tracing::subscriber::set_global_default(subscriber).expect("the first"); // silent: installed
}

fn for_a_closure(tracer: SdkTracer) {
    let subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer));
    tracing::subscriber::with_default(subscriber, || tracing::info!("seen")); // silent: in place while the closure runs
}

fn until_dropped(tracer: SdkTracer) {
    let subscriber = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer));
    let _default = subscriber.set_default(); // silent: in place while the guard lives
    tracing::info!("seen");
}

fn handed_out(tracer: SdkTracer) -> impl Subscriber {
    tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)) // silent: the caller installs it
}

fn completed_later(tracer: Option<SdkTracer>) {
    let subscriber = tracing_subscriber::registry().with(tracing_subscriber::fmt::layer());
    let layer = tracer.map(|tracer| tracing_opentelemetry::layer().with_tracer(tracer));
    subscriber.with(layer).init(); // silent: installed
}

fn moved(install: impl Fn(tracing_subscriber::Registry)) {
    let subscriber = tracing_subscriber::registry();
    install(subscriber); // silent: may be installed there
}

fn second(tracer: SdkTracer) {
    tracing_subscriber::fmt().init();
    let _ = tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)).try_init(); //~ provider-not-set: the process has a subscriber already
}

fn second_of_another_kind() {
    tracing_subscriber::registry().init();
    let _ = tracing_subscriber::fmt().try_init(); // silent: no tracer is given to the one that is refused
}

fn first_or_second(is_local: bool, tracer: SdkTracer) {
    if is_local {
        tracing_subscriber::fmt().init();
    } else {
        tracing_subscriber::registry().with(tracing_opentelemetry::layer().with_tracer(tracer)).init(); // silent: one or the other
    }
}

struct Registry;

impl Registry {
    fn with(self, _: u8) -> Self {
        self
    }
}

fn registry() -> Registry {
    Registry
}

fn of_others() {
    let _registry = registry().with(3); // silent: no subscriber
}

fn main() {}
