//! Futures, streams, and what libraries make of them.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use futures::{FutureExt, Stream, StreamExt, TryFutureExt, TryStreamExt};
use tracing::{Instrument, Span};

struct Order;
struct Failure;

async fn load() -> Result<Order, Failure> {
    Ok(Order)
}

async fn waits() -> Result<(), Failure> {
    let a = tokio::time::timeout(Duration::from_secs(1), load()).await; //: Result<Result<Order, Failure>>
    let b = load().boxed().await?; //: Order
    let c = load().map_err(|_| Failure).await?; //: Order
    let d = load().map(|order| order.is_ok()).await; //: bool
    let e = load().and_then(|order| async { Ok::<Span, Failure>(Span::current()) }).await?; //: Span
    let f = load().instrument(Span::current()).await?; //: Order
    let g = tokio::spawn(load()).await; //: Result<Result<Order, Failure>, JoinError>
    let h = Box::pin(load()).await?; //: Order
    let i = futures::future::join_all(vec![load()]).await; //: Vec<Result<Order, Failure>>
    Ok(())
}

async fn generic<F: Future<Output = Span>>(future: F, boxed: Pin<Box<dyn Future<Output = Order> + Send>>) {
    let a = future.await; //: Span
    let b = boxed.await; //: Order
}

async fn streams(mut orders: impl Stream<Item = Span> + Unpin, boxed: Pin<Box<dyn Stream<Item = Order>>>) {
    let a = orders.next().await; //: Option<Span>
    while let Some(order) = orders.next().await {
        let b = order; //: Span
    }
    let c = boxed.map(|_| Span::current()).next().await; //: Option<Span>
    let d = orders.collect::<Vec<Span>>().await; //: Vec<Span>
}
