//! What the calls that services make most give.

use std::net::SocketAddr;

use axum::Router;
use axum::middleware::Next;
use axum::response::Response;
use tracing::Span;

struct Order;

async fn middleware(request: axum::extract::Request, next: Next) -> Response {
    let a = request.headers().get("traceparent").and_then(|value| value.to_str().ok()); //: Option<&str>
    let b = request.extensions().get::<Span>(); //: Option<&Span>
    let c = request.uri().path(); //: &str
    let d = next.run(request).await; //: Response<axum::body::Body..>
    let e = d.status(); //: StatusCode
    d
}

async fn serve(order: Order) -> Result<(), Box<dyn std::error::Error>> {
    let a = Router::new().route("/", axum::routing::get(|| async {})).with_state(order); //: Router
    let b = tokio::net::TcpListener::bind("0.0.0.0:80").await?; //: TcpListener
    let (c, d) = b.accept().await?; //: TcpStream
    let e = b.local_addr()?.port(); //: u16
    Ok(())
}

async fn requests(client: reqwest::Client, span: Span) -> Result<(), reqwest::Error> {
    let a = client.get("http://localhost").header("a", "b").send().await?; //: Response
    let b = a.headers(); //: &HeaderMap
    let c = a.json::<Vec<Order>>().await?; //: Vec<Order>
    let d = reqwest::Client::builder().user_agent("shop").build()?; //: Client
    let e = reqwest::blocking::Client::new().get("http://localhost").send()?; //: Response
    let f = http::Request::builder().uri("/").body(span)?.into_body(); //: Span
    let (g, h) = http::Response::new(Order).into_parts(); //: Parts
    Ok(())
}

async fn calls(request: tonic::Request<Order>, mut stream: tonic::Streaming<Order>) -> Result<(), tonic::Status> {
    let a = request.metadata().get("traceparent"); //: Option<&MetadataValue>
    let b = request.into_inner(); //: Order
    let c = stream.message().await?; //: Option<Order>
    while let Some(order) = stream.next().await {
        let d = order; //: Result<Order, Status>
    }
    let e = tonic::Status::internal("e"); //: Status
    let f = tonic::transport::Channel::from_static("http://localhost").connect_lazy(); //: Channel
    Ok(())
}

async fn tasks(semaphore: tokio::sync::Semaphore, lock: tokio::sync::RwLock<Span>) {
    let a = tokio::runtime::Handle::current().spawn(async { Span::current() }).await; //: Result<Span, JoinError>
    let b = tokio::runtime::Runtime::new().unwrap().block_on(async { Order }); //: Order
    let c = semaphore.acquire().await; //: Result<SemaphorePermit, tokio::sync::AcquireError..>
    let d = lock.read().await; //: RwLockReadGuard<Span>
    let e = tokio::signal::ctrl_c().await; //: Result<(), std::io::Error..>
    let (f, g) = tokio::sync::watch::channel(Order); //: Sender<Order>
    let h = g.borrow(); //: Ref<Order>
    let i = tokio::task::spawn_blocking(|| Span::current()).await; //: Result<Span, JoinError>
    let j = std::thread::spawn(|| Order).join(); //: Result<Order, _>
    let k = tokio::process::Command::new("ls").arg("a").spawn(); //: Result<Child, std::io::Error..>
    let l = std::env::args().next(); //: Option<String>
    let m = tokio::sync::mpsc::unbounded_channel::<Span>(); //: (UnboundedSender<Span>, UnboundedReceiver<Span>)
}

fn others(text: &str, value: serde_json::Value) -> Result<(), serde_json::Error> {
    let a = serde_json::from_str::<Order>(text)?; //: Order
    let b = value.get("a").and_then(|found| found.as_str()); //: Option<&str>
    let c = uuid::Uuid::new_v4().to_string(); //: String
    let d = url::Url::parse(text).map(|url| url.host_str().is_some()); //: Result<bool, url::ParseError..>
    let e = chrono::Utc::now().timestamp(); //: i64
    let f = chrono::Utc::now() - chrono::Utc::now(); //: _
    let g: SocketAddr = text.parse().unwrap(); //: SocketAddr
    let h = value.unheard_of().of_its_own(); //: serde_json..
    let i = value.unheard_of(Span::current()); //: _
    Ok(())
}
