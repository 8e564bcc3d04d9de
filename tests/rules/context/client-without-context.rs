use http_body_util::Empty;
use hyper_util::client::legacy::Client;
use opentelemetry::propagation::Injector;
use opentelemetry::{Context, global};
use opentelemetry_http::HeaderInjector;

async fn over_http(client: &reqwest::Client, url: &str) -> reqwest::Result<()> {
    client.get(url).header("accept", "text/plain").send().await?; //~ client-without-context: leaves through `reqwest`
    reqwest::get(url).await?; //~ client-without-context: starts a new trace
    let mut headers = reqwest::header::HeaderMap::new();
    global::get_text_map_propagator(|propagator| {
        propagator.inject_context(&Context::current(), &mut HeaderInjector(&mut headers))
    });
    client.get(url).headers(headers).send().await?; // silent: injected
    let mut request = client.get(url).build()?;
    inject(request.headers_mut());
    client.execute(request).await?; // silent: a helper injects
    Ok(())
}

fn inject(headers: &mut http::HeaderMap) {
    global::get_text_map_propagator(|propagator| propagator.inject_context(&Context::current(), &mut HeaderInjector(headers)));
}

async fn with_middleware(client: &reqwest_middleware::ClientWithMiddleware, url: &str) {
    let _ = client.get(url).send().await; // silent: the middleware may do it
}

async fn raw<C>(client: &Client<C, Empty<bytes::Bytes>>, uri: http::Uri) {
    let _ = client.get(uri).await; //~ client-without-context: `hyper_util`
}

async fn built<C>(client: &Client<C, Empty<bytes::Bytes>>, uri: http::Uri) {
    if let Ok(request) = http::Request::builder().uri(uri).body(Empty::new()) {
        let _ = client.request(request).await; //~ client-without-context: `hyper_util`
    }
}

async fn grpc(mut client: shop::StockClient<tonic::transport::Channel>, id: u64) {
    let _ = client.stock(tonic::Request::new(shop::StockRequest { id })).await; //~ client-without-context: `tonic`
    let mut request = tonic::Request::new(shop::StockRequest { id });
    global::get_text_map_propagator(|propagator| {
        propagator.inject_context(&Context::current(), &mut Metadata(request.metadata_mut()))
    });
    let _ = client.stock(request).await; // silent: injected
}

struct Metadata<'m>(&'m mut tonic::metadata::MetadataMap);

impl Injector for Metadata<'_> {
    fn set(&mut self, key: &str, value: String) {
        if let (Ok(key), Ok(value)) = (key.parse::<tonic::metadata::MetadataKey<_>>(), value.parse()) {
            self.0.insert(key, value);
        }
    }
}

fn blocking(url: &str) {
    let _ = ureq::get(url).call(); //~ client-without-context: `ureq`
}

fn by_hand(url: &str) {
    let _ = ureq::get(url).header("traceparent", parent()).call(); // silent: written by hand
}

fn parent() -> String {
    String::new()
}

async fn events(sender: tokio::sync::mpsc::Sender<u8>) {
    let _ = sender.send(1).await; // silent: a channel inside the process
}

fn main() {}
