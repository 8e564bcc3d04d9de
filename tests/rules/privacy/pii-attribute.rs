use opentelemetry::logs::LogRecord;
use opentelemetry::metrics::Meter;
use opentelemetry::trace::{Span, SpanContext, Tracer};
use opentelemetry::{Key, KeyValue};
use opentelemetry_sdk::Resource;
use tracing::{debug, info, info_span, instrument, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;

struct User {
    id: u64,
    email: String,
    last_name: String,
}

#[derive(Debug)]
struct Contact {
    id: u64,
    phone_number: String,
}

fn events(user: &User, email: &str) {
    info!(user.email = %user.email, "signed up"); //~ pii-attribute: the attribute `user.email` holds personal data
    info!(%email, "signed up"); //~ pii-attribute: the attribute `email` holds personal data
    info!(email, "signed up"); //~ pii-attribute: the attribute `email` holds personal data
    info!(who = %user.last_name, "signed up"); //~ pii-attribute: the attribute `who` holds personal data: user.last_name
    warn!("sender" = format!("<{}>", user.email), "bounced"); //~ pii-attribute: holds personal data: user.email
    debug!(sender = "ada@example.org", "bounced"); //~ pii-attribute: holds personal data: an e-mail address
    tracing::error!({ password = "hunter2", key = %user.id }, "refused"); // silent: a literal is not a user's
    tracing::error!(api_key = %load(), "refused"); // silent: who knows what a function returns
}

fn secrets(password: &str, request: &Request) {
    info!(password, "signing in"); //~ pii-attribute: the attribute `password` holds a secret
    info!(auth = ?request.authorization, "calling"); //~ pii-attribute: holds `request.authorization`, a secret
    let _guard = info_span!("call", jwt = request.jwt.as_str()).entered(); //~ pii-attribute: the attribute `jwt` holds a secret
}

struct Request {
    authorization: Option<String>,
    jwt: String,
}

fn spans(span: &mut impl Span, user: &User, phone_number: &str) {
    span.set_attribute(KeyValue::new("user.email", user.email.clone())); //~ pii-attribute: the attribute `user.email`
    span.set_attribute(KeyValue::new("enduser", user.email.clone())); //~ pii-attribute: `enduser` holds personal data
    let current = tracing::Span::current();
    current.record("phone", phone_number); //~ pii-attribute: the attribute `phone` holds personal data
    let _guard = info_span!("sms", phone_number = tracing::field::Empty).entered(); //~ pii-attribute: `phone_number` //~ empty-field-never-recorded: `phone_number`
}

#[instrument] //~ pii-attribute: `invite` records its argument `email`, personal data
fn invite(email: &str) {}

#[instrument(skip_all, fields(user.email = %user.email))] //~ pii-attribute: the attribute `user.email`
fn declared(user: &User) {}

#[instrument] //~ pii-attribute: its argument `contact` with `phone_number`
fn derived(contact: Contact) {}

fn about(user: &User, token_count: u64, max_tokens: u64, email: &str, emails: &[String]) {
    info!(user_email.id = user.id, "an id"); // silent: an id
    info!(email_template_id = 3, email_domain = domain(email), "ids and parts"); // silent: about an address
    info!(token_count, max_tokens, "counts"); // silent: numbers of tokens
    info!(password_reset = true, has_password = !email.is_empty(), "flags"); // silent: flags
    info!(emails = emails.len(), email.verified = false, "counts"); // silent: a number and a flag
    info!(email_hash = %hash(email), "hashed"); // silent: a hash
    info!(input_tokens = token_count, tokenizer = "bpe", "model"); // silent: other tokens
    info!(email = tracing::field::debug(hash(email)), "hidden"); // silent: a function may hide it
    info!(repository = "git@github.com:shop/mail", "fetching"); // silent: no address of a person
    info!(package = "left-pad@1.0.0", "building"); // silent: a version
    info!(email_backend = %load(), email_worker = %load(), "sending"); // silent: about sending
    let email = "fixed"; // silent: no attribute
    info!(user.id = user.id, "sent to {}", email); // silent: messages are another matter
}

#[instrument(skip(email))] // silent: skipped
fn skipped(user_id: u64, email: &str) {}

#[instrument] // silent: what a number counts
fn counted(email_count: u64, phone: bool) {}

fn domain(email: &str) -> String {
    email.chars().rev().take_while(|&letter| letter != '@').collect()
}

fn hash(text: &str) -> u64 {
    text.len() as u64
}

fn load() -> String {
    String::new()
}

// Every way in which an attribute is set.
fn ways(tracer: &impl Tracer, user: &User, meter: &Meter, record: &mut impl LogRecord, parent: SpanContext) {
    let builder = tracer.span_builder("mail").with_attributes([KeyValue::new("user.email", user.email.clone())]); //~ pii-attribute: `user.email`
    let mut span = builder.start(tracer);
    span.add_event("sent", vec![KeyValue::new("to", user.email.clone())]); //~ pii-attribute: `to` holds personal data
    span.add_link(parent, vec![KeyValue::new("email", user.email.clone())]); //~ pii-attribute: `email` holds personal data
    span.set_attribute(Key::from_static_str("phone").string(user.last_name.clone())); //~ pii-attribute: `phone` holds personal data
    span.set_attribute(Key::new("shop.passport").string(user.last_name.clone())); //~ pii-attribute: `shop.passport`
    span.end();
    let tracing_span = tracing::Span::current();
    tracing_span.set_attribute("user.email", user.email.clone()); //~ pii-attribute: `user.email` holds personal data
    let sent = meter.u64_counter("sent").with_unit("{mail}").build(); //~ instrument-created-per-call: whenever it is called
    sent.add(1, &[KeyValue::new("to", user.email.clone())]); //~ pii-attribute: `to` holds personal data
    record.add_attribute("user.email", user.email.clone()); //~ pii-attribute: `user.email` holds personal data
    let _resource = Resource::builder().with_attribute(KeyValue::new("admin.email", user.email.clone())).build(); //~ pii-attribute: `admin.email`
    tracing_span.record(EMAIL, user.email.as_str()); //~ pii-attribute: `user.email` holds personal data
    info!(to = tracing::field::display(&user.email), "sent"); //~ pii-attribute: `to` holds personal data
}

const EMAIL: &str = "user.email";

fn headers(span: &mut impl Span, headers: &axum::http::HeaderMap) {
    let token = headers.get("authorization").and_then(|value| value.to_str().ok());
    span.set_attribute(KeyValue::new("caller", token.unwrap_or("none").to_owned())); //~ pii-attribute: a secret
    let agent = headers.get("user-agent").and_then(|value| value.to_str().ok()); // silent: nobody's secret
    span.set_attribute(KeyValue::new("agent", agent.unwrap_or("none").to_owned()));
}

fn special(patient: &Patient) {
    info!(patient.diagnosis, "treated"); //~ pii-attribute: personal data of a special category
    info!(record = ?patient, "treated"); //~ pii-attribute: its type prints `diagnosis`
}

#[derive(Debug)]
struct Patient {
    diagnosis: String,
}

#[derive(Debug)]
struct Refused {
    email: String,
}

#[instrument(err(Debug))] //~ pii-attribute: `err` records the error of `register` with `email`
fn register(id: i64) -> Result<(), Refused> {
    Ok(())
}

#[instrument(err)] // silent: its `Display` is in sight of nobody
fn register_again(id: i64) -> Result<(), Refused> {
    Ok(())
}

#[test]
fn in_a_test() {
    info!(email = %load(), password = %load(), "test"); // silent: test code
}

fn main() {}
