//! Guards that keep a pipeline, a writer or a subscriber going: those that end at once, and those that are kept.
use std::sync::{Arc, Mutex, OnceLock};

use opentelemetry::global;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing_appender::non_blocking::{NonBlocking, NonBlockingBuilder, WorkerGuard};
use tracing::Subscriber;
use tracing_subscriber::layer::{Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;

type Failed = Box<dyn std::error::Error>;

fn writer_only() {
    let (writer, _) = tracing_appender::non_blocking(std::io::stdout()); //~ telemetry-guard-dropped: the `WorkerGuard` is dropped here
    tracing_subscriber::fmt().with_writer(writer).init();
}

fn both_kept() {
    let (writer, _guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: alive while the program works
    tracing_subscriber::fmt().with_writer(writer).init();
    serve();
}

fn serve() {}

fn ends_with_the_set_up() {
    let (writer, _guard) = tracing_appender::non_blocking(std::io::stdout()); //~ telemetry-guard-dropped: dropped when `ends_with_the_set_up` returns
    tracing_subscriber::fmt().with_writer(writer).init();
}

fn layer_without_its_guard<S>() -> impl Layer<S>
where
    S: Subscriber + for<'a> LookupSpan<'a>,
{
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout()); //~ telemetry-guard-dropped: dropped when `layer_without_its_guard` returns
    let layer = tracing_subscriber::fmt::layer().with_writer(writer);
    drop(layer.boxed());
    let _ = &guard;
    tracing_subscriber::fmt::layer()
}

fn for_a_moment() {
    let _guard = tracing::subscriber::set_default(tracing_subscriber::fmt().finish()); //~ telemetry-guard-dropped: before anything has run under it
}

fn of_a_struct(traces: SdkTracerProvider) {
    let _telemetry = Telemetry { traces: traces.clone(), metrics: None }; //~ telemetry-guard-dropped: the `Telemetry` is dropped when
    global::set_tracer_provider(traces);
}

fn on_one_way(verbose: bool) -> Result<WorkerGuard, Failed> {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: handed to the caller
    if verbose {
        tracing_subscriber::fmt().with_writer(writer).try_init()?;
    }
    Ok(guard)
}

fn under_it() {
    let _guard = tracing::subscriber::set_default(tracing_subscriber::fmt().finish()); // silent: something is told under it
    tracing::info!("only here");
}

async fn while_it_waits(stop: tokio::sync::oneshot::Receiver<()>) {
    let (writer, _guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: others run while this waits
    tracing_subscriber::fmt().with_writer(writer).init();
    let _ = stop.await;
}

static KEPT: OnceLock<WorkerGuard> = OnceLock::new();

fn in_a_static() {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: kept for good
    tracing_subscriber::fmt().with_writer(writer).init();
    let _ = KEPT.set(guard);
}

fn forgotten() {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: never dropped
    tracing_subscriber::fmt().with_writer(writer).init();
    std::mem::forget(guard);
}

fn until_stopped(done: std::sync::mpsc::Receiver<()>) {
    let (writer, _guard) = tracing_appender::non_blocking(std::io::stdout()); // silent: alive while this waits
    tracing_subscriber::fmt().with_writer(writer).init();
    let _ = done.recv();
}

fn built() {
    let (writer, _) = NonBlockingBuilder::default().lossy(false).finish(std::io::stderr()); //~ telemetry-guard-dropped: telemetry from here on is lost
    let (other, _) = NonBlocking::new(std::io::stderr()); //~ telemetry-guard-dropped: the `WorkerGuard` is dropped here
    tracing_subscriber::fmt().with_writer(writer).init();
    use_writer(other);
}

fn use_writer(_: NonBlocking) {}

/// Shuts the pipeline down when it goes.
struct Telemetry {
    traces: SdkTracerProvider,
    metrics: Option<SdkMeterProvider>,
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        let _ = self.traces.shutdown();
        if let Some(metrics) = self.metrics.take() {
            let _ = metrics.shutdown();
        }
    }
}

fn start(traces: SdkTracerProvider) -> Telemetry {
    global::set_tracer_provider(traces.clone());
    Telemetry { traces, metrics: None }
}

fn try_start(traces: SdkTracerProvider) -> Result<Telemetry, Failed> {
    Ok(start(traces))
}

async fn start_later(traces: SdkTracerProvider) -> Option<Telemetry> {
    Some(start(traces))
}

fn bare(traces: SdkTracerProvider) {
    start(traces); //~ telemetry-guard-dropped: the `Telemetry` is dropped here
    tracing::info!("ready");
}

fn underscore(traces: SdkTracerProvider) {
    let _ = start(traces); //~ telemetry-guard-dropped: the `Telemetry` is dropped here
}

fn assigned(traces: SdkTracerProvider) {
    _ = start(traces); //~ telemetry-guard-dropped: the `Telemetry` is dropped here
}

fn question_mark(traces: SdkTracerProvider) -> Result<(), Failed> {
    try_start(traces)?; //~ telemetry-guard-dropped: the `Telemetry` is dropped here
    Ok(())
}

fn unwrapped(traces: SdkTracerProvider) {
    try_start(traces).expect("telemetry"); //~ telemetry-guard-dropped: the `Telemetry` is dropped here
}

fn in_result(traces: SdkTracerProvider) {
    let _ = try_start(traces); //~ telemetry-guard-dropped: the `Telemetry` is dropped here
}

async fn awaited(traces: SdkTracerProvider) {
    let _ = start_later(traces).await; //~ telemetry-guard-dropped: the `Telemetry` is dropped here
}

fn kept(traces: SdkTracerProvider) {
    let _telemetry = start(traces); // silent: alive to the end of the function
    tracing::info!("ready");
}

fn kept_from_result(traces: SdkTracerProvider) -> Result<(), Failed> {
    let _telemetry = try_start(traces)?; // silent: alive to the end of the function
    tracing::info!("ready");
    Ok(())
}

fn handed_up(traces: SdkTracerProvider) -> Telemetry {
    start(traces) // silent: the caller keeps it
}

fn dropped_on_purpose(traces: SdkTracerProvider) {
    let telemetry = start(traces);
    tracing::info!("done");
    drop(telemetry); // silent: shut down in so many words
}

/// Holds the guard among other things.
struct App {
    name: String,
    writing: WorkerGuard,
}

impl App {
    fn new() -> Self {
        let (writer, writing) = tracing_appender::non_blocking(std::io::stdout());
        tracing_subscriber::fmt().with_writer(writer).init();
        Self { name: String::new(), writing } // silent: moved into the state
    }

    fn named(&self) -> &str {
        &self.name
    }
}

fn app_is_gone() {
    App::new(); //~ telemetry-guard-dropped: the `WorkerGuard` is dropped here
}

fn app_lives() {
    let app = App::new(); // silent: its guard lives as long as it
    tracing::info!(name = app.named(), "ready");
}

fn pair() -> (WorkerGuard, WorkerGuard) {
    let (out, first) = tracing_appender::non_blocking(std::io::stdout());
    let (errors, second) = tracing_appender::non_blocking(std::io::stderr());
    use_writer(out);
    use_writer(errors);
    (first, second)
}

fn half() {
    let (_out, _) = pair(); //~ telemetry-guard-dropped: the `WorkerGuard` is dropped here
    serve();
}

fn neither() {
    let _ = pair(); //~ telemetry-guard-dropped: the `WorkerGuard` is dropped here
}

static WRITING: OnceLock<WorkerGuard> = OnceLock::new();
static HELD: Mutex<Option<WorkerGuard>> = Mutex::new(None);

fn in_a_static() {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout());
    use_writer(writer);
    let _ = WRITING.set(guard); // silent: kept for ever; what comes back is empty unless it was set before
}

fn in_a_locked_static() {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout());
    use_writer(writer);
    let _ = HELD.lock().unwrap().insert(guard); // silent: the static keeps it
}

fn taken_out() {
    HELD.lock().unwrap().take(); // silent: taken out of its container so that it ends
}

fn shared(app: &Arc<App>) {
    let _ = app.clone(); // silent: another copy keeps it
    let _ = Arc::clone(app); // silent: so here
}

fn sent(guards: &std::sync::mpsc::Sender<WorkerGuard>) {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout());
    use_writer(writer);
    let _ = guards.send(guard); // silent: who receives it keeps it
}

fn leaked() {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout());
    use_writer(writer);
    std::mem::forget(guard); // silent: never dropped
}

fn boxed() -> Box<dyn std::any::Any> {
    let (writer, guard) = tracing_appender::non_blocking(std::io::stdout());
    use_writer(writer);
    Box::new(guard) // silent: kept by whoever has the box
}

fn default_is_gone() {
    let _ = tracing_subscriber::registry().with(tracing_opentelemetry::layer()).set_default(); //~ telemetry-guard-dropped: the `DefaultGuard` is dropped here
    let _ = tracing::subscriber::set_default(tracing_subscriber::registry()); //~ telemetry-guard-dropped: the `DefaultGuard` is dropped here
}

fn default_stays() {
    let _default = tracing_subscriber::registry().with(tracing_opentelemetry::layer()).set_default(); // silent: alive
    tracing::info!("seen");
}

/// Its `Drop` shuts something else down.
struct Server {
    listener: Listener,
}

struct Listener;

impl Listener {
    fn shutdown(&self) {}
}

impl Drop for Server {
    fn drop(&mut self) {
        self.listener.shutdown();
    }
}

fn serve() -> Server {
    Server { listener: Listener }
}

fn server_is_gone() {
    let _ = serve(); // silent: no telemetry ends with it
}

/// Whatever the handle is, it is not known to be a pipeline.
struct Connection<H> {
    handle: H,
}

impl<H: Close> Drop for Connection<H> {
    fn drop(&mut self) {
        self.handle.shutdown();
    }
}

trait Close {
    fn shutdown(&self);
}

fn connect() -> Connection<Listener> {
    Connection { handle: Listener }
}

impl Close for Listener {
    fn shutdown(&self) {}
}

fn connection_is_gone() {
    let _ = connect(); // silent: no telemetry ends with it
}

/// Hands the end on to a method of its own.
struct Pipeline {
    provider: SdkMeterProvider,
}

impl Pipeline {
    fn close(&self) {
        let _ = self.provider.shutdown();
    }
}

impl Drop for Pipeline {
    fn drop(&mut self) {
        self.close();
    }
}

fn pipeline(provider: SdkMeterProvider) -> Pipeline {
    global::set_meter_provider(provider.clone());
    Pipeline { provider }
}

fn pipeline_is_gone(provider: SdkMeterProvider) {
    let _ = pipeline(provider); //~ telemetry-guard-dropped: the `Pipeline` is dropped here
}

/// Has no `Drop` of its own.
struct Plain {
    provider: SdkTracerProvider,
}

fn plain(provider: SdkTracerProvider) -> Plain {
    global::set_tracer_provider(provider.clone());
    Plain { provider }
}

fn plain_is_gone(provider: SdkTracerProvider) {
    let _ = plain(provider); // silent: the global provider keeps the pipeline alive
}

fn main() {}
