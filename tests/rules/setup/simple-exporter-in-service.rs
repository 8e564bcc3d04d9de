//! Exporters that the request waits for.
use opentelemetry_otlp::{LogExporter, SpanExporter, WithExportConfig};
use opentelemetry_sdk::logs::{InMemoryLogExporter, SdkLoggerProvider, SimpleLogProcessor};
use opentelemetry_sdk::trace::{InMemorySpanExporter, SdkTracerProvider, SimpleSpanProcessor, SpanExporter as Exports};

fn traces() -> Result<SdkTracerProvider, Box<dyn std::error::Error>> {
    let exporter = SpanExporter::builder().with_http().with_endpoint("http://collector:4318").build()?;
    Ok(SdkTracerProvider::builder().with_simple_exporter(exporter).build()) //~ simple-exporter-in-service: this exporter is called
}

fn inline() -> SdkTracerProvider {
    SdkTracerProvider::builder()
        .with_simple_exporter(SpanExporter::builder().with_tonic().build().expect("an exporter")) //~ simple-exporter-in-service: waits
        .build()
}

fn given(exporter: SpanExporter) -> SdkTracerProvider {
    let mut builder = SdkTracerProvider::builder();
    builder = builder.with_simple_exporter(exporter); //~ simple-exporter-in-service: this exporter is called
    builder.build()
}

fn logs(exporter: LogExporter) -> SdkLoggerProvider {
    SdkLoggerProvider::builder().with_simple_exporter(exporter).build() //~ simple-exporter-in-service: span or log
}

fn processors(exporter: SpanExporter, logs: LogExporter) {
    let _traces = SdkTracerProvider::builder().with_span_processor(SimpleSpanProcessor::new(exporter)).build(); //~ simple-exporter-in-service: this exporter is called
    let _logs = SdkLoggerProvider::builder().with_log_processor(SimpleLogProcessor::new(logs)).build(); //~ simple-exporter-in-service: this exporter is called
}

fn pipeline() {
    let _old = opentelemetry_otlp::new_pipeline().tracing().install_simple(); //~ simple-exporter-in-service: this pipeline
}

fn in_batches(runtime: opentelemetry_sdk::runtime::Tokio) {
    let _batch = opentelemetry_otlp::new_pipeline().tracing().install_batch(runtime); // silent: exports in the background
}

#[derive(Debug)]
struct Uploads;

impl Exports for Uploads {}

fn own() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_simple_exporter(Uploads).build() //~ simple-exporter-in-service: this exporter is called
}

struct Pipeline {
    exporter: SpanExporter,
}

impl Pipeline {
    pub fn install_simple(self) -> SdkTracerProvider {
        SdkTracerProvider::builder().with_simple_exporter(self.exporter).build() // silent: whoever calls it has the choice
    }

    pub fn install_batch(self) -> SdkTracerProvider {
        SdkTracerProvider::builder().with_batch_exporter(self.exporter).build() // silent: in batches
    }
}

fn by_macro() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_simple_exporter(crate::made::Exporter).build() //~ simple-exporter-in-service: this exporter is called
}

fn local() {
    let _a = SdkTracerProvider::builder().with_simple_exporter(opentelemetry_stdout::SpanExporter::default()).build(); // silent: prints
    let memory = InMemorySpanExporter::default();
    let _b = SdkTracerProvider::builder().with_simple_exporter(memory.clone()).build(); // silent: keeps them in memory
    let _c = SdkLoggerProvider::builder().with_simple_exporter(InMemoryLogExporter::default()).build(); // silent: keeps them in memory
}

fn batch(exporter: SpanExporter) -> SdkTracerProvider {
    SdkTracerProvider::builder().with_batch_exporter(exporter).build() // silent: exports in the background
}

fn generic<E: Exports + 'static>(exporter: E) -> SdkTracerProvider {
    SdkTracerProvider::builder().with_simple_exporter(exporter).build() // silent: it may be one that prints
}

#[cfg(test)]
mod tests {
    #[test]
    fn exports(exporter: opentelemetry_otlp::SpanExporter) {
        let _a = opentelemetry_sdk::trace::SdkTracerProvider::builder().with_simple_exporter(exporter).build(); // silent: a test
    }
}

fn main() {}
