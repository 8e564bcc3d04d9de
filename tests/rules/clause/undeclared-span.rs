//% version: 1
//% spans:
//%   - name: invoice.create
//%   - glob: "invoice.worker.*"
//%   - template: "{http.request.method}[ {http.route}]"
//%   - pattern: "job [a-z]+"
use opentelemetry::trace::{Span, Tracer};
use tracing::{debug_span, info_span, instrument};

const NAME: &str = "invoice.print";

fn call(tracer: &impl Tracer, kind: &str) {
    tracer.start("invoice.create").end(); // silent: it is declared
    tracer.start("invoice.creat").end(); //~ undeclared-span: the contract knows no span `invoice.creat`; did you mean `invoice.create`?
    tracer.start("invoice.worker.print").end(); // silent: a glob holds it
    tracer.start("job nightly").end(); // silent: a pattern holds it
    tracer.start(NAME).end(); //~ undeclared-span: the contract knows no span `invoice.print`
    tracer.start(format!("invoice {kind}")).end(); // silent: the name is not known
}

fn fields() {
    info_span!("pack parcel").in_scope(|| ()); //~ undeclared-span: the contract knows no span `pack parcel`
    info_span!("pack parcel").in_scope(|| ()); // silent: it is said once
    info_span!("request", otel.name = "invoice.create").in_scope(|| ()); // silent: it is exported under its other name
    info_span!("renamed", otel.name = "invoice.change").in_scope(|| ()); //~ undeclared-span: `invoice.change`
    info_span!("GET", http.request.method = "GET").in_scope(|| ()); // silent: the template makes it of the field
    debug_span!("detail").in_scope(|| ()); // silent: such spans are for whoever looks into the program
}

#[instrument] //~ undeclared-span: the contract knows no span `weigh`
fn weigh() {}

#[instrument(name = "invoice.create")]
fn create() {} // silent: it is declared

#[instrument(name = "invoice.send")] //~ undeclared-span: the contract knows no span `invoice.send`
fn send() {}

#[instrument(level = "debug")]
fn detail() {} // silent: such spans are for whoever looks into the program

fn main() {}
