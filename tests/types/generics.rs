//! Type parameters of functions of the workspace.

use opentelemetry::global::BoxedSpan;
use tracing::Span;

struct Registry;
struct Client;
struct Pair<A, B>(A, B);

impl Registry {
    fn get<T>(&self) -> Option<T> {
        None
    }
    fn find<T, E>(&self) -> Result<T, E> {
        todo!()
    }
    async fn load<T: Clone>(&self, fallback: T) -> T {
        fallback
    }
}

fn same<T>(value: T) -> T {
    value
}

fn first<T>(values: &[T]) -> Option<&T> {
    values.first()
}

fn run<F, R>(f: F) -> R
where
    F: FnOnce() -> R,
{
    f()
}

async fn timed<Fut, T>(future: Fut) -> Result<T, Late>
where
    Fut: Future<Output = T>,
{
    Ok(future.await)
}

async fn retry<F, Fut, T>(f: F) -> T
where
    F: Fn() -> Fut,
    Fut: Future<Output = T>,
{
    f().await
}

fn swap<A, B>(pair: Pair<A, B>) -> Pair<B, A> {
    Pair(pair.1, pair.0)
}

struct Late;

fn turbofish(registry: &Registry) -> Option<()> {
    let client = registry.get::<Client>()?; //: Client
    let span = registry.get::<Span>(); //: Option<Span>
    let two = registry.find::<BoxedSpan, Late>(); //: Result<BoxedSpan, Late>
    let unknown = registry.get(); //: Option<_>
    let nested = registry.get::<Vec<Span>>()?; //: Vec<Span>
    None
}

async fn by_arguments(registry: &Registry, span: Span, spans: Vec<Span>) {
    let a = same(span.clone()); //: Span
    let b = first(&spans); //: Option<&Span>
    let c = registry.load(Client).await; //: Client
    let d = swap(Pair(span, 1u8)); //: Pair<u8, Span>
    let e = same(same(true)); //: bool
}

async fn by_what_closures_give(span: Span) {
    let a = run(|| Span::current()); //: Span
    let b = timed(async { Client }).await; //: Result<Client, Late>
    let c = retry(|| async { Span::current() }).await; //: Span
    let d = run(same::<Span>); //: Span
}
