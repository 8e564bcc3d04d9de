use opentelemetry::global;
use opentelemetry::trace::{Span, Status, Tracer};
use tracing::{error, info, warn};

struct User {
    id: i64,
    email: String,
    password: String,
    email_count: u64,
}

fn events(user: &User, phone_number: &str, token_count: u64) {
    info!("signed in: {}", user.email); //~ pii-in-message: the message of this event has `user.email` in it, personal data
    warn!(user.id, "called {phone_number}"); //~ pii-in-message: `phone_number`
    error!("refused {}", user.password); //~ pii-in-message: `user.password` in it, a secret
    info!("{token_count} tokens, {} addresses", user.email_count); // silent: only numbers
    info!("sent an email to {}", user.id); // silent: the word is no value
    info!("password_reset of {}", user.id); // silent: nothing of it
    info!(user.id, "signed in"); // silent: an id
}

fn other_parts(user: Option<&User>, secret_token: Option<String>, access_token: Option<String>) {
    info!("signed in: {:?}", user.map(|user| &user.email)); // silent: what a closure picks out is not looked at
    info!("signed in with {}", access_token.as_deref().map(hashed).unwrap_or_default()); // silent: what a function makes of it neither
    info!("signed in with {}", access_token.unwrap_or_else(String::new)); //~ pii-in-message: `access_token` in it, a secret
}

fn hashed(_token: &str) -> String {
    String::new()
}

fn only_a_message(email: &str) {
    info!("signed in: {email}"); //~ pii-in-message: `email` in it, personal data
}

fn spans(user: &User, diagnosis: &str) {
    let tracer = global::tracer("shop");
    let mut span = tracer.start(format!("sign in {}", user.email)); //~ pii-in-message: this name has `user.email` in it
    span.set_status(Status::error(format!("no such user: {}", user.email))); //~ pii-in-message: the description of the status
    span.set_status(Status::error(format!("refused: {diagnosis}"))); //~ pii-in-message: `diagnosis` in it, personal data
    span.set_status(Status::error("no such user")); // silent: nobody's name
    span.end();
}

fn harmless(email_template: &str, has_password: bool) {
    info!("template {email_template}, password set: {has_password}"); // silent: about such data
    println!("signed in: {}", User { id: 1, email: String::new(), password: String::new(), email_count: 0 }.email); // silent: no telemetry
}

fn main() {}
