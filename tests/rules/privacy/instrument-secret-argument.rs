use std::fmt;

use secrecy::{Secret, SecretString};
use tracing::instrument;

#[derive(Debug)]
struct Login {
    user: u64,
    password: String,
}

#[derive(Debug)]
struct Wrapped {
    login: Option<Login>,
}

struct Redacted {
    password: String,
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Redacted(length = {})", self.password.len())
    }
}

#[derive(Debug)]
struct Sealed {
    user: u64,
    password: SecretString,
}

#[instrument] //~ instrument-secret-argument: `sign_in` records its argument `password`, a secret
fn sign_in(user: u64, password: &str) {}

#[tracing::instrument(skip(user), err)] //~ instrument-secret-argument: its argument `api_key`
async fn call(user: u64, api_key: String) -> Result<(), String> {
    Ok(())
}

#[instrument(name = "session", level = "debug", fields(user = 1))] //~ instrument-secret-argument: its argument `token`
fn session(user: u64, token: Option<&str>) {}

#[instrument] //~ instrument-secret-argument: its argument `login` with `password`
fn derived(login: Login) {}

#[instrument] //~ instrument-secret-argument: its argument `wrapped` with `login.password`
fn derived_within(wrapped: &Wrapped) {}

#[cfg_attr(feature = "traces", tracing::instrument)] //~ instrument-secret-argument: its argument `client_secret`
fn conditional(client_secret: &str) {}

#[instrument(skip_all, fields(password = %password))] //~ instrument-secret-argument: the field `password` puts a secret
fn declared(password: &str) {}

#[instrument(skip_all, fields(auth = %header.authorization))] //~ instrument-secret-argument: puts `header.authorization`
fn declared_by_value(header: &Header) {}

struct Header {
    authorization: String,
}

#[instrument(skip_all, ret)] //~ instrument-secret-argument: `ret` records what `issue_token` returns
fn issue_token(user: u64) -> String {
    String::new()
}

struct Vault;

impl Vault {
    #[instrument(skip(self))] //~ instrument-secret-argument: its argument `passphrase`
    fn open(&self, passphrase: &[u8]) {}

    #[instrument(skip(self, passphrase))] // silent: skipped
    fn close(&self, passphrase: &[u8]) {}
}

#[instrument(skip_all)] // silent: nothing is recorded
fn skipped_all(user: u64, password: &str) {}

#[instrument(fields(password = "***"))] // silent: the field takes the argument's place
fn overridden(user: u64, password: &str) {}

#[instrument(fields(password))] // silent: declared empty, so the argument is not recorded //~ empty-field-never-recorded: a bare `password`
fn emptied(user: u64, password: &str) {}

#[instrument(skip_all, fields(password.length = password.len() as i64, has_password = !password.is_empty()))] // silent: about it
fn about(password: &str) {}

#[instrument] // silent: secrecy prints no secret
fn wrapped(password: SecretString, api_key: &Secret<String>) {}

#[instrument] // silent: the type hides it
fn redacted(login: Redacted, sealed: &Sealed) {}

#[instrument] // silent: numbers and flags are no secrets
fn counts(token: u64, password: bool, max_tokens: usize, token_count: u32) {}

#[instrument] // silent: names that only sound like it
fn look_alikes(password_reset: &str, token_budget: &str, secret_name: &str, tokenizer: &str, passport_check: &str) {}

#[instrument(skip_all, ret)] // silent: a flag
fn check_token(token: &str) -> bool {
    token.is_empty()
}

#[instrument(skip_all, ret, err)] // silent: the value is nothing, and the error is no token
fn validate_token(token: &str) -> Result<(), String> {
    Err(token.len().to_string())
}

#[derive(Debug, Clone, Copy)]
enum Token {
    Plus,
    Minus,
}

#[instrument(skip_all, fields(token = ?token))] // silent: a type without fields prints the name of its variant
fn parse(token: Token) {}

#[instrument(skip_all)] // silent: `ret` is not there
fn refresh_token(user: u64) -> String {
    String::new()
}

fn not_instrumented(password: &str) {} // silent: nothing records it

#[cfg(test)]
mod tests {
    #[tracing::instrument]
    fn helper(password: &str) {} // silent: test code
}

fn main() {}
