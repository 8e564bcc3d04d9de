use opentelemetry::metrics::Meter;

const DURATION: &str = "http.client.duration";

fn instruments(meter: &Meter) {
    let _one = meter.f64_histogram(DURATION).with_unit("s").with_boundaries(vec![0.1]).build(); //~ deprecated-metric: gave up the metric `http.client.duration`
    let _two = meter.u64_counter("messaging.publish.messages").with_unit("1").build(); //~ deprecated-metric: called `messaging.client.sent.messages`
    let _three = meter.u64_histogram("rpc.client.request.size").with_unit("1").build(); //~ deprecated-metric: have no other for it
    let _four = meter.u64_histogram("http.server.request.body.size").with_unit("1").build(); // silent: it lives
    let _five = meter.u64_counter("gen_ai.client.token.usage").with_unit("1").build(); // silent: it has moved
    let _six = meter.u64_counter("state").with_unit("1").build(); // silent: anybody's
}

fn main() {}
