//! Resources without a service, and those that may get its name from elsewhere.
use opentelemetry::KeyValue;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::metrics::{MeterProviderBuilder, SdkMeterProvider};
use opentelemetry_sdk::resource::{EnvResourceDetector, ResourceDetector};
use opentelemetry_sdk::trace::{SdkTracerProvider, TracerProviderBuilder};
use opentelemetry_semantic_conventions::resource::SERVICE_NAME;

const NAME: &str = "service.name";
const VERSION: &str = "service.version";

fn inline(builder: TracerProviderBuilder, metrics: MeterProviderBuilder) {
    let _a = builder.with_resource(Resource::builder_empty().build()); //~ missing-service-name: no `service.name`
    let _b = metrics.with_resource(Resource::new(vec![KeyValue::new("host.name", "a")])); //~ missing-service-name: no `service.name`
}

fn old(builder: TracerProviderBuilder) {
    let _a = builder.with_resource(Resource::empty()); //~ missing-service-name: no `service.name`
}

fn config(version: &'static str) {
    let _a = opentelemetry_sdk::trace::config().with_resource(Resource::new([KeyValue::new(VERSION, version)])); //~ missing-service-name: no `service.name`
}

fn bound() {
    let resource = Resource::builder_empty() //~ missing-service-name: no `service.name`
        .with_attribute(KeyValue::new("deployment.environment.name", "prod"))
        .with_attributes([KeyValue::new(VERSION, "1"), KeyValue::new("host.name", "a")])
        .build();
    let _provider = SdkTracerProvider::builder().with_resource(resource.clone()).build();
}

fn made() -> Resource {
    Resource::builder_empty().with_attribute(KeyValue::new("host.name", "a")).build() //~ missing-service-name: no `service.name`
}

fn from_factory() -> SdkMeterProvider {
    SdkMeterProvider::builder().with_resource(made()).build()
}

fn named(name: &'static str) {
    let _a = Resource::builder_empty().with_service_name(name).build(); // silent: it has a name
    let _b = Resource::builder_empty().with_attribute(KeyValue::new("service.name", "shop")).build(); // silent: it has a name
    let _c = Resource::builder_empty().with_attributes(vec![KeyValue::new(NAME, "shop")]).build(); // silent: the constant is the key
    let _d = Resource::builder_empty().with_attribute(KeyValue::new(SERVICE_NAME, "shop")).build(); // silent: a key from another crate
}

fn found_out(detector: Box<dyn ResourceDetector>) {
    let _a = Resource::builder().build(); // silent: the environment may name it
    let _b = Resource::builder_empty().with_detector(detector).build(); // silent: the detector may name it
    let _c = Resource::builder_empty().with_detectors(&[Box::new(EnvResourceDetector::new())]).build(); // silent: the environment may
}

fn unknown(attributes: Vec<KeyValue>, key: &'static str) {
    let _a = Resource::builder_empty().with_attributes(attributes).build(); // silent: who knows
    let _b = Resource::builder_empty().with_attribute(KeyValue::new(key, "shop")).build(); // silent: who knows
    let mut builder = Resource::builder_empty();
    if key.is_empty() {
        builder = builder.with_service_name("shop");
    }
    let _c = builder.build(); // silent: perhaps it has one
}

fn merged(builder: TracerProviderBuilder) {
    let host = Resource::new(vec![KeyValue::new("host.name", "a")]);
    let _a = builder.with_resource(Resource::default().merge(&host)); // silent: the default one is looked up
}

struct Host;

impl ResourceDetector for Host {
    fn detect(&self) -> Resource {
        let resource = Resource::builder_empty().with_attribute(KeyValue::new("host.name", "a")).build();
        resource // silent: one part of several
    }
}

fn main() {}
