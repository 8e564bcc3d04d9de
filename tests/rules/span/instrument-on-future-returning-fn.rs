use std::future::{Future, Ready, ready};
use std::pin::Pin;
use std::sync::Arc;

use futures::future::{BoxFuture, FutureExt};
use futures::stream::Stream;
use tokio::task::JoinHandle;
use tracing::{Instrument, Span, debug, info, info_span, instrument};

struct Store;

async fn read(key: u32) -> u32 {
    info!(key, "read");
    key
}

#[tracing::instrument] //~ instrument-on-future-returning-fn: the span of `by_call` ends when the future is made
fn by_call(key: u32) -> impl Future<Output = u32> {
    read(key)
}

#[instrument(skip_all)] //~ instrument-on-future-returning-fn: the span of `by_variable`
fn by_variable(key: u32) -> impl Future<Output = u32> + Send {
    let pending = async move { read(key).await };
    pending
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `boxed_by_method`
fn boxed_by_method(key: u32) -> BoxFuture<'static, u32> {
    async move { read(key).await }.boxed()
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `pinned_call`
fn pinned_call(key: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(read(key))
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `in_a_block`
fn in_a_block(key: u32) -> impl Future<Output = u32> {
    {
        async move { read(key).await }
    }
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `on_a_branch`
fn on_a_branch(key: u32, known: bool) -> BoxFuture<'static, u32> {
    if known { Box::pin(async move { key }) } else { Box::pin(async move { read(key).await }) }
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `by_return`
fn by_return(key: u32) -> impl Future<Output = u32> {
    return async move { read(key).await };
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `counted`
fn counted(key: u32) -> Arc<Pin<Box<dyn Future<Output = u32>>>> {
    Arc::new(Box::pin(async move { read(key).await }))
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `inner_function_unpinned`
fn inner_function_unpinned(key: u32) -> impl Future<Output = u32> {
    async fn inner(key: u32) -> u32 {
        read(key).await
    }
    inner(key)
}

#[instrument] //~ instrument-on-future-returning-fn: the span of `inner_function_deeper`
fn inner_function_deeper(key: u32) -> Pin<Box<dyn Future<Output = u32>>> {
    if key > 0 {
        async fn read(_: u32) -> u32 {
            0
        }
        drop(read(key));
    }
    Box::pin(read(key))
}

impl Store {
    #[instrument(skip(self))] //~ instrument-on-future-returning-fn: the span of `get`
    fn get(&self, key: u32) -> impl Future<Output = u32> + '_ {
        self.find(key)
    }

    async fn find(&self, key: u32) -> u32 {
        key
    }

    #[instrument(skip(self))]
    async fn put(&self, key: u32) -> u32 {
        self.find(key).await // silent: the function is async
    }
}

trait Source {
    fn fetch(&self) -> BoxFuture<'_, u32>;
}

impl Source for Store {
    #[instrument(skip_all)] //~ instrument-on-future-returning-fn: the span of `fetch`
    fn fetch(&self) -> BoxFuture<'_, u32> {
        self.find(1).boxed()
    }
}

#[instrument] //~ instrument-on-future-returning-fn: ends when the iterator is made
fn rows(keys: Vec<u32>) -> impl Iterator<Item = u32> {
    keys.into_iter().map(|key| {
        debug!(key, "row");
        key + 1
    })
}

#[instrument] //~ instrument-on-future-returning-fn: ends when the iterator is made
fn stream(keys: Vec<u32>) -> impl Stream<Item = u32> {
    futures::stream::iter(keys).then(|key| async move {
        info!(key, "streamed");
        key
    })
}

#[instrument]
fn plain_block(key: u32) -> impl Future<Output = u32> {
    debug!("outside");
    async move { read(key).await } // silent: the attribute follows an async block at the end
}

#[instrument]
fn pinned_block(key: u32) -> Pin<Box<dyn Future<Output = u32> + Send>> {
    Box::pin(async move { read(key).await }) // silent: and one in a pinned box
}

#[instrument]
fn pinned_block_by_its_whole_path(key: u32) -> BoxFuture<'static, u32> {
    std::boxed::Box::pin(async move { read(key).await }) // silent: however the path is written
}

#[instrument]
fn inner_function_pinned(key: u32) -> Pin<Box<dyn Future<Output = u32>>> {
    async fn inner(key: u32) -> u32 {
        read(key).await
    }
    Box::pin(inner(key)) // silent: the attribute goes to the async function in the body, as older `async_trait` needs it
}

#[instrument]
fn attached_by_hand(key: u32) -> impl Future<Output = u32> {
    read(key).instrument(Span::current()) // silent: the span is attached to the future
}

#[instrument]
fn attached_to_a_variable(key: u32) -> BoxFuture<'static, u32> {
    let pending = read(key).in_current_span(); // silent: the same before it is boxed
    pending.boxed()
}

#[instrument]
fn spawned(key: u32) -> JoinHandle<u32> {
    tokio::spawn(read(key).in_current_span()) // silent: the task runs whether it is awaited or not
}

#[instrument]
fn asked(key: u32) -> tokio::sync::oneshot::Receiver<u32> {
    let (sender, receiver) = tokio::sync::oneshot::channel();
    let _ = sender.send(key);
    receiver // silent: what is awaited is an answer, not the work of this function
}

#[instrument]
fn at_once(key: u32) -> Ready<u32> {
    ready(key) // silent: the value is there already
}

#[instrument]
fn at_once_as_future(key: u32) -> impl Future<Output = u32> {
    info!(key, "found");
    ready(key) // silent: all work is done
}

#[instrument]
fn numbers(keys: Vec<u32>) -> impl Iterator<Item = u32> {
    info!("chosen");
    keys.into_iter().filter(|key| *key > 1) // silent: the closure tells nobody of its work
}

#[instrument]
fn collected(keys: Vec<u32>) -> Vec<u32> {
    keys.into_iter().map(|key| { debug!(key, "row"); key }).collect() // silent: the closures have run
}

fn plain(key: u32) -> impl Future<Output = u32> {
    read(key).instrument(info_span!("plain")) // silent: no attribute
}

#[async_trait::async_trait]
trait Shelf {
    async fn place(&self, key: u32) -> u32;
}

#[async_trait::async_trait]
impl Shelf for Store {
    #[instrument(skip_all)]
    async fn place(&self, key: u32) -> u32 {
        read(key).await // silent: written as an async function
    }
}

struct Lookup;

trait Service {
    type Reply: Future<Output = u32>;
    fn call(&mut self, key: u32) -> Self::Reply;
}

impl Service for Lookup {
    type Reply = BoxFuture<'static, u32>;

    #[instrument(skip_all)] //~ instrument-on-future-returning-fn: the span of `call`
    fn call(&mut self, key: u32) -> Self::Reply {
        read(key).boxed()
    }
}

impl Service for Store {
    type Reply = Pin<Box<dyn Future<Output = u32>>>;

    #[instrument(skip_all)]
    fn call(&mut self, key: u32) -> Self::Reply {
        Box::pin(async move { read(key).await }) // silent: followed, whatever the type is called
    }
}
