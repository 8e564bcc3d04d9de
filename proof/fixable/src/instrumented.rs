//! `#[instrument]`: what it records, and what it does not say.

use std::fmt;

use tracing::instrument;

#[derive(Debug, Clone)]
pub struct Login {
    pub user: String,
    pub password: String,
}

#[derive(Debug, Clone)]
pub struct Session {
    pub id: String,
    pub started: u64,
    pub seen: u64,
    pub pages: Vec<String>,
    pub login: Login,
}

#[derive(Debug)]
pub struct Refused;

impl fmt::Display for Refused {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "refused")
    }
}

pub fn start() {
    tokio::spawn(sign_in("ada".to_owned(), "secret".to_owned(), "key".to_owned()));
    tokio::spawn(dumps(Vec::new(), "ada@example.org".to_owned()));
    tokio::spawn(fails());
    tokio::spawn(token_of("ada".to_owned()));
    tokio::spawn(misspelled(1));
    tokio::spawn(fills(1));
}

#[instrument]
async fn sign_in(user: String, password: String, api_key: String) -> Result<(), Refused> {
    tick().await;
    Err(Refused)
}

#[instrument(level = "debug", skip(headers))] // raw bytes
async fn dumps_with(body: Vec<u8>, headers: Vec<String>) {
    tick().await;
}

#[tracing::instrument(
    name = "dumps", // what is dumped
    level = "info",
)]
async fn dumps(body: Vec<u8>, email: String) {
    dumps_with(body, Vec::new()).await;
}

#[instrument(name = "fails")]
pub async fn fails() -> Result<u8, Refused> {
    tick().await;
    Err(Refused)
}

#[instrument(ret, skip_all)]
async fn token_of(user: String) -> String {
    tick().await;
    user
}

#[instrument(skip_al)]
async fn misspelled(turn: u8) {
    tick().await;
}

#[instrument(fields(turn))]
async fn fills(turn: u8) {
    tracing::Span::current().record("rows", 1);
    tick().await;
}

pub struct Service;

impl Service {
    #[instrument(skip(self))]
    pub fn open(&self, session: Session, login: &Login) -> Result<(), Refused> {
        if session.pages.is_empty() && login.user.is_empty() {
            return Err(Refused);
        }
        Ok(())
    }
}

async fn tick() {}
