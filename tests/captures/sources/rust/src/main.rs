//! Carts with `tracing` over OpenTelemetry, and the mistakes of real teams. Each is marked `planted:`.

use std::error::Error;
use std::fmt;

use opentelemetry::trace::TracerProvider;
use opentelemetry::{KeyValue, global};
use opentelemetry_appender_tracing::layer::OpenTelemetryTracingBridge;
use opentelemetry_otlp::{LogExporter, MetricExporter, SpanExporter};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::logs::SdkLoggerProvider;
use opentelemetry_sdk::metrics::SdkMeterProvider;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tracing::{info, info_span, instrument, warn};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::SubscriberExt;

#[derive(Debug)]
struct Customer {
    id: u64,
    email: &'static str,
    iban: &'static str,
}

#[derive(Debug)]
struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the cart is full")
    }
}

impl Error for Refused {}

const CUSTOMERS: [Customer; 4] = [
    Customer { id: 71, email: "anna@example.com", iban: "DE89370400440532013000" },
    Customer { id: 72, email: "boris@example.com", iban: "GB82WEST12345698765432" },
    Customer { id: 73, email: "chloe@example.com", iban: "FR1420041010050500013M02606" },
    Customer { id: 74, email: "dmitri@example.com", iban: "NL91ABNA0417164300" },
];

// planted: all arguments become attributes, with what is in them
#[instrument(fields(cart = cart))]
fn checkout(cart: u64, customer: &Customer) {
    load(cart);
    // planted: an IBAN in a log body
    info!("refund goes to {}", customer.iban);
    if let Err(error) = add(cart) {
        warn!(%error, "nothing was added");
    }
    discount(customer);
}

fn load(cart: u64) {
    // planted: a name with a number in it, and the old names of what is known of databases
    let name = format!("load cart {cart}");
    let _span = info_span!(
        "load",
        otel.name = name,
        otel.kind = "client",
        db.system = "postgresql",
        db.statement = "SELECT * FROM carts WHERE id = $1",
    )
    .entered();
}

#[instrument(err, fields(http.request.method = "POST"))]
fn add(cart: u64) -> Result<(), Refused> {
    if cart % 4 == 3 { Err(Refused) } else { Ok(()) }
}

fn discount(customer: &Customer) {
    // planted: an error without a cause
    let span = info_span!("discount", otel.status_code = tracing::field::Empty, user_id = customer.id);
    if customer.id == 74 {
        span.record("otel.status_code", "ERROR");
    }
    // planted: an e-mail address in the name of an event
    span.in_scope(|| warn!("no discount for {}", customer.email));
}

fn main() -> Result<(), Box<dyn Error>> {
    // planted: the name of the service is empty
    let resource = Resource::builder_empty()
        .with_attribute(KeyValue::new("service.name", std::env::var("SHOP_SERVICE").unwrap_or_default()))
        .with_attribute(KeyValue::new("service.version", "2.1.0"))
        .with_attribute(KeyValue::new("deployment.environment.name", "staging"))
        .build();
    let traces = SdkTracerProvider::builder()
        .with_batch_exporter(SpanExporter::builder().with_http().build()?)
        .with_resource(resource.clone())
        // planted: a limit that leaves events out
        .with_max_events_per_span(1)
        .build();
    let metrics = SdkMeterProvider::builder()
        .with_periodic_exporter(MetricExporter::builder().with_http().build()?)
        .with_resource(resource.clone())
        .build();
    let logs = SdkLoggerProvider::builder()
        .with_batch_exporter(LogExporter::builder().with_http().build()?)
        .with_resource(resource)
        .build();
    global::set_meter_provider(metrics.clone());
    let subscriber = tracing_subscriber::registry()
        .with(LevelFilter::INFO)
        .with(tracing_opentelemetry::layer().with_tracer(traces.tracer("cart")))
        .with(OpenTelemetryTracingBridge::new(&logs));
    tracing::subscriber::set_global_default(subscriber)?;

    let meter = global::meter("cart");
    // planted: one name, two units
    let took = meter.f64_histogram("cart.checkout.duration").with_unit("s").build();
    let waited = global::meter("cart.queue").f64_histogram("cart.checkout.duration").with_unit("ms").build();
    // planted: a unit that is none of UCUM's
    let value = meter.f64_gauge("cart.value").with_unit("EUR").build();
    for cart in 0..12 {
        let customer = &CUSTOMERS[usize::try_from(cart % 4)?];
        checkout(100 + cart, customer);
        took.record(0.25, &[KeyValue::new("cart.kind", "private")]);
        waited.record(250.0, &[KeyValue::new("cart.kind", "private")]);
        value.record(19.9, &[]);
    }
    traces.shutdown()?;
    metrics.shutdown()?;
    logs.shutdown()?;
    Ok(())
}
