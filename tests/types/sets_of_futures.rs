//! Several futures at once, and what comes of them.

use futures::future::{join_all, select_all, try_join_all};
use futures::stream::{self, FuturesOrdered, FuturesUnordered};
use futures::{SinkExt, StreamExt, TryStreamExt};
use tokio::task::JoinSet;
use tracing::Span;

struct Order;
struct Failure;

async fn made() -> Span {
    Span::current()
}

async fn load() -> Result<Order, Failure> {
    Ok(Order)
}

async fn joined(spans: Vec<Span>) -> Result<(), Failure> {
    let a = join_all(vec![made()]).await; //: Vec<Span>
    let b = try_join_all(vec![load()]).await?; //: Vec<Order>
    let c = join_all(spans.into_iter().map(|span| async move { span })).await.pop(); //: Option<Span>
    let (d, _) = tokio::join!(made(), load()); //: Span
    let (e, _) = tokio::try_join!(load(), load())?; //: Order
    let (f, _, _) = select_all(vec![Box::pin(made())]).await; //: Span
    Ok(())
}

async fn sets(order: Order) {
    let mut tasks = JoinSet::new();
    tasks.spawn(made());
    while let Some(task) = tasks.join_next().await {
        let a = task; //: Result<Span, JoinError>
    }
    let mut unordered = FuturesUnordered::new();
    unordered.push(made());
    while let Some(span) = unordered.next().await {
        let b = span; //: Span
    }
    let mut ordered = FuturesOrdered::new();
    ordered.push_back(load());
    let c = ordered.next().await; //: Option<Result<Order, Failure>>
}

async fn streams(spans: Vec<Span>) {
    let a = stream::iter(spans.clone()).next().await; //: Option<Span>
    let b = stream::iter(vec![made()]).buffer_unordered(4).next().await; //: Option<Span>
    stream::iter(spans.clone())
        .for_each_concurrent(4, |span| async move {
            let c = span; //: Span
        })
        .await;
    let d = stream::iter(spans).map(|span| Ok::<Span, Failure>(span)).try_next().await; //: Result<Option<Span>, _>
}

async fn channels(span: Span) {
    let (sender, mut receiver) = tokio::sync::mpsc::channel(1);
    let a = sender.send(span).await; //: Result<(), tokio::sync::mpsc::error::SendError..>
    let b = receiver.recv().await; //: Option<Span>
    let (one, other) = tokio::sync::oneshot::channel::<Span>();
    let c = other.await; //: Result<Span, tokio::sync::oneshot::error::RecvError..>
    let d = tokio::select! { //: Span
        span = made() => span,
    };
}
