//! Ratios that ask no parent, and those that do.
use opentelemetry_sdk::trace::Sampler::TraceIdRatioBased;
use opentelemetry_sdk::trace::{self, Sampler, SdkTracerProvider};

const RATIO: f64 = 0.25;

fn inline(ratio: f64) {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(0.1)).build(); //~ ratio-sampler-not-parent-based: `Sampler::TraceIdRatioBased(0.1)` decides without asking
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(ratio)).build(); //~ ratio-sampler-not-parent-based: `Sampler::TraceIdRatioBased(ratio)`
    let _c = SdkTracerProvider::builder().with_sampler(trace::Sampler::TraceIdRatioBased(RATIO)).build(); //~ ratio-sampler-not-parent-based: `trace::Sampler
    let _d = SdkTracerProvider::builder().with_sampler(TraceIdRatioBased(0.5)).build(); //~ ratio-sampler-not-parent-based: `TraceIdRatioBased(0.5)`
    let _e = SdkTracerProvider::builder().with_sampler(Box::new(Sampler::TraceIdRatioBased(0.5))).build(); //~ ratio-sampler-not-parent-based: decides without asking
    let _f = trace::Config::default().with_sampler(Sampler::TraceIdRatioBased(0.1)); //~ ratio-sampler-not-parent-based: decides without asking
}

fn converted(ratio: f64) {
    let sampler: Box<dyn trace::ShouldSample> = Sampler::TraceIdRatioBased(ratio).into(); //~ ratio-sampler-not-parent-based: decides without asking
    let _a = SdkTracerProvider::builder().with_sampler(sampler).build();
}

fn bound(ratio: f64) -> SdkTracerProvider {
    let sampler = Sampler::TraceIdRatioBased(ratio); //~ ratio-sampler-not-parent-based: decides without asking
    SdkTracerProvider::builder().with_sampler(sampler).build()
}

fn chosen(ratio: f64) -> SdkTracerProvider {
    let sampler = if ratio >= 1.0 {
        Sampler::AlwaysOn
    } else {
        Sampler::TraceIdRatioBased(ratio) //~ ratio-sampler-not-parent-based: decides without asking
    };
    SdkTracerProvider::builder().with_sampler(sampler).build()
}

fn by_name(name: &str, ratio: f64) -> SdkTracerProvider {
    let sampler = match name {
        "ratio" => Sampler::TraceIdRatioBased(ratio), //~ ratio-sampler-not-parent-based: decides without asking
        "parent" => Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(ratio))), // silent: asks the parent
        _ => Sampler::AlwaysOn,
    };
    SdkTracerProvider::builder().with_sampler(sampler).build()
}

fn sampler(ratio: f64) -> Sampler {
    Sampler::TraceIdRatioBased(ratio) //~ ratio-sampler-not-parent-based: decides without asking
}

fn from_factory() -> SdkTracerProvider {
    SdkTracerProvider::builder().with_sampler(sampler(0.2)).build()
}

fn asks(ratio: f64) {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(Sampler::TraceIdRatioBased(ratio)))).build(); // silent: asks the parent
    let root = Sampler::TraceIdRatioBased(ratio);
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(root))).build(); // silent: asks the parent
    let _c = SdkTracerProvider::builder().with_sampler(Sampler::parent_based(Sampler::TraceIdRatioBased(ratio))).build(); // silent: asks the parent
    let _d = SdkTracerProvider::builder().with_sampler(Sampler::ParentBased(Box::new(sampler(ratio)))).build(); // silent: asks the parent
    let mut chosen = Sampler::TraceIdRatioBased(ratio);
    chosen = Sampler::ParentBased(Box::new(chosen));
    let _e = SdkTracerProvider::builder().with_sampler(chosen).build(); // silent: wrapped before it is used
}

fn whole() {
    let _a = SdkTracerProvider::builder().with_sampler(Sampler::AlwaysOn).build(); // silent: no ratio
    let _b = SdkTracerProvider::builder().with_sampler(Sampler::TraceIdRatioBased(1.0)).build(); // silent: keeps everything, as `AlwaysOn` does
    let _unused = Sampler::TraceIdRatioBased(0.1); // silent: given to nobody
}

fn main() {}
