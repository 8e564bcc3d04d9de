//! Each calls without the context of its trace.

use reqwest::header::{ACCEPT, HeaderMap, HeaderValue};
use reqwest::{Client, Error};
use tracing::instrument;

#[instrument(skip_all)]
pub async fn no_headers(client: &Client) -> Result<(), Error> {
    client.get("http://stock/items").send().await?; // BUG(client-without-context)
    client.post("http://stock/reserve").body("7").send().await?; // BUG(client-without-context)
    Ok(())
}

/// From its making on: no type is written down.
#[instrument(skip_all)]
pub async fn from_its_making() -> Result<(), Error> {
    let client = Client::new();
    client.get("http://stock/items").send().await?; // BUG(client-without-context)
    let other = Client::builder().user_agent("shop").build()?;
    other.get("http://stock/items").send().await?; // BUG(client-without-context)
    reqwest::get("http://stock/items").await?; // BUG(client-without-context)
    Ok(())
}

/// There are headers, but none of a trace.
#[instrument(skip_all)]
pub async fn other_headers(client: &Client) -> Result<(), Error> {
    client.get("http://stock/items").header(ACCEPT, "application/json").bearer_auth("t").send().await?; // BUG(client-without-context)
    let mut headers = HeaderMap::new();
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    client.get("http://stock/items").headers(headers).send().await?; // BUG(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub async fn as_a_request(client: &Client) -> Result<(), Error> {
    let request = client.get("http://stock/items").build()?;
    client.execute(request).await?; // BUG(client-without-context)
    Ok(())
}

#[instrument(skip_all)]
pub fn without_waiting() -> Result<(), Error> {
    reqwest::blocking::Client::new().get("http://stock/items").send()?; // BUG(client-without-context)
    Ok(())
}

/// The wrapper is at fault, not who calls it.
pub struct Stock {
    client: Client,
}

impl Stock {
    pub async fn items(&self) -> Result<String, Error> {
        self.client.get("http://stock/items").send().await?.text().await // BUG(client-without-context)
    }
}

#[instrument(skip_all)]
pub async fn calls_the_wrapper(stock: &Stock) -> Result<String, Error> {
    stock.items().await // OK(client-without-context)
}
