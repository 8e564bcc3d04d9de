//! A guard for programs of this workspace.
use opentelemetry::global;
use opentelemetry_otlp::SpanExporter;
use opentelemetry_sdk::trace::SdkTracerProvider;

pub struct Guard {
    provider: Option<SdkTracerProvider>,
}

impl Guard {
    pub fn start() -> Result<Self, Box<dyn std::error::Error>> {
        let exporter = SpanExporter::builder().with_tonic().build()?;
        let provider = SdkTracerProvider::builder().with_batch_exporter(exporter).build(); // silent: the guard shuts it down
        global::set_tracer_provider(provider.clone());
        Ok(Self { provider: Some(provider) })
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(provider) = self.provider.take() {
            stop(&provider);
        }
    }
}

fn stop(provider: &SdkTracerProvider) {
    let _ = provider.shutdown();
}
