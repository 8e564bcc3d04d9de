//! A binary: providers are made once and shut down, spans cover what they should.

use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{Instrument, error, info, info_span};

struct Telemetry {
    traces: SdkTracerProvider,
}

impl Telemetry {
    fn new(exporter: SpanExporter) -> Self {
        let resource = Resource::builder().with_service_name("shop").build();
        let traces = SdkTracerProvider::builder().with_resource(resource).with_batch_exporter(exporter).build();
        let _layer = tracing_opentelemetry::layer().with_tracer(traces.tracer("shop"));
        Self { traces }
    }
}

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Err(error) = self.traces.shutdown() {
            eprintln!("telemetry was not sent: {error}");
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), std::io::Error> {
    let exporter = SpanExporter::builder().with_tonic().build().map_err(std::io::Error::other)?;
    let _telemetry = Telemetry::new(exporter);
    let config = {
        let _entered = info_span!("read settings", file.path = "shop.toml").entered();
        std::fs::read_to_string("shop.toml")?
    };
    info!(bytes = config.len(), "settings read");
    let (first, second) = tokio::join!(
        serve(1).instrument(info_span!("serve", port = 1)),
        async { serve(2).await }.instrument(info_span!("serve", port = 2)),
    );
    if let Err(error) = first.and(second) {
        error!(%error, "stopped");
    }
    Ok(())
}

async fn serve(port: u16) -> Result<(), std::io::Error> {
    let span = tracing::Span::current();
    std::thread::spawn(move || {
        let _entered = span.enter();
        info!(port, "listening");
    });
    Ok(())
}
