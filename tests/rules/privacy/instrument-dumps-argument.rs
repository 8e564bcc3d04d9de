use axum::http::HeaderMap;
use bytes::Bytes;
use tracing::instrument;

#[derive(Debug)]
struct Client {
    name: String,
    cache: Vec<u8>,
}

impl Client {
    #[instrument] //~ instrument-dumps-argument: records all of `self` in the span, with `cache`
    fn call(&self, id: i64) {}

    #[instrument(skip(self))] // silent: left out
    fn call_skipped(&self, id: i64) {}

    #[instrument(skip_all, fields(name = self.name))] // silent: left out
    fn call_named(&self, id: i64) {}
}

// silent: two short fields
#[derive(Debug)]
struct Small {
    name: String,
    size: u32,
}

impl Small {
    #[instrument]
    fn name(&self) {}
}

// silent: who knows what its own `Debug` prints
struct Quiet {
    cache: Vec<u8>,
}

impl std::fmt::Debug for Quiet {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Quiet")
    }
}

impl Quiet {
    #[instrument]
    fn call(&self) {}
}

#[derive(Debug)]
struct Row {
    id: i64,
    name: String,
    price: i64,
}

#[derive(Debug)]
struct Upload {
    name: String,
    content: Bytes,
}

#[instrument] //~ instrument-dumps-argument: records its argument `body` in the span, byte by byte
fn store(body: Vec<u8>) {}

#[instrument(level = "debug")] //~ instrument-dumps-argument: all headers, authorization and cookies among them
fn authorize(headers: &HeaderMap) {}

#[instrument] //~ instrument-dumps-argument: the whole message with all its headers
fn handle(request: axum::extract::Request) {}

#[instrument] //~ instrument-dumps-argument: a document of any size
fn merge(patch: serde_json::Value) {}

#[instrument] //~ instrument-dumps-argument: a list of structs
fn insert(rows: &[Row]) {}

#[instrument] //~ instrument-dumps-argument: with all of `content`
fn upload(file: Upload) {}

#[instrument] // silent: a few words each
fn small(id: i64, names: Vec<String>, row: Row, digest: [u8; 32]) {}

fn main() {}
