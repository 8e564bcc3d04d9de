//! Samplers that record nothing, and those that are configured to.
use opentelemetry_sdk::trace::{Sampler, SdkTracerProvider, ShouldSample};

const NONE: f64 = 0.0;

fn nothing() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build() //~ sampler-drops-everything: `Sampler::AlwaysOff` records no span
}

fn bound() -> SdkTracerProvider {
    let sampler = Sampler::AlwaysOff; //~ sampler-drops-everything: records no span
    SdkTracerProvider::builder().with_sampler(sampler).build()
}

fn ratio() {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(0.0)).build(); //~ sampler-drops-everything: records no span
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(NONE)).build(); //~ sampler-drops-everything: records no span
}

fn parent() {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(Sampler::AlwaysOff))).build(); //~ sampler-drops-everything: no trace that starts in this service
    let root = Box::new(Sampler::TraceIdRatioBased(0.0));
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(root)).build(); //~ sampler-drops-everything: no trace that starts
}

fn quiet() -> Sampler {
    Sampler::AlwaysOff //~ sampler-drops-everything: records no span
}

fn from_factory() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_sampler(quiet()).build()
}

fn old() {
    let _config = opentelemetry_sdk::trace::config().with_sampler(Sampler::AlwaysOff); //~ sampler-drops-everything: records no span
}

fn on(ratio: f64) {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOn).build(); // silent: records everything
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(ratio)))).build(); // silent: who knows
    let _c = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(Sampler::AlwaysOn))).build(); // silent: records everything
}

fn chosen(enabled: bool) -> SdkTracerProvider {
    let sampler = if enabled { Sampler::AlwaysOn } else { Sampler::AlwaysOff };
    SdkTracerProvider::builder().with_sampler(sampler).build() // silent: configured
}

fn by_name(name: &str) -> SdkTracerProvider {
    let sampler = match name {
        "never" => Sampler::AlwaysOff,
        "always" => Sampler::AlwaysOn,
        other => panic!("no sampler is called {other}"),
    };
    SdkTracerProvider::builder().with_sampler(sampler).build() // silent: configured
}

fn without_exporter(endpoint: Option<&str>) -> SdkTracerProvider {
    let mut builder = SdkTracerProvider::builder();
    if endpoint.is_none() {
        builder = builder.with_sampler(Sampler::AlwaysOff); // silent: only where nothing is exported
    }
    builder.build()
}

fn disabled() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build() // silent: the function says so
}

fn given(sampler: Sampler, other: Box<dyn ShouldSample>) {
    let _a = SdkTracerProvider::builder().with_sampler(sampler).build(); // silent: who knows
    let _b = SdkTracerProvider::builder().with_sampler(other).build(); // silent: who knows
}

mod own {
    pub enum Sampler {
        AlwaysOff,
    }
    pub struct Builder;
    impl Builder {
        pub fn with_sampler(self, _sampler: Sampler) {}
    }
}

fn look_alike(builder: own::Builder) {
    builder.with_sampler(own::Sampler::AlwaysOff); // silent: another sampler
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_nothing() {
        let _a = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOff).build(); // silent: a test
    }
}

fn main() {}
