//! Types of the workspace: generic structs, traits with types and constants of their own, `impl Trait`, `dyn Trait`, `Deref`.

use std::ops::Deref;
use std::pin::Pin;

use tracing::Span;

#[derive(Default, Clone)]
struct Settings {
    name: String,
}

struct Holder<T> {
    inner: T,
    count: u8,
}

#[derive(Clone)]
struct Wrapped(Span);

impl Deref for Wrapped {
    type Target = Span;
    fn deref(&self) -> &Span {
        &self.0
    }
}

impl From<Span> for Wrapped {
    fn from(span: Span) -> Self {
        Wrapped(span)
    }
}

trait Pool {
    type Connection;
    const LIMIT: u64;
    fn connection(&self) -> Self::Connection;
}

struct Spans;

impl Pool for Spans {
    type Connection = Span;
    const LIMIT: u64 = 4;
    fn connection(&self) -> Self::Connection {
        Span::current()
    }
}

impl Spans {
    const NAME: &'static str = "spans";
    fn limit(&self) -> u64 {
        let a = Self::LIMIT; //: &u64
        let b = Self::NAME; //: &&str
        a
    }
}

trait Makes {
    fn made(&self) -> Span;
}

struct Maker {
    make: Box<dyn Fn() -> Span>,
    makes: Box<dyn Makes>,
}

impl Maker {
    fn both(&self) {
        let a = (self.make)(); //: Span
        let b = self.makes.made(); //: Span
    }
}

impl<T: Clone> Holder<T> {
    fn get(&self) -> T {
        self.inner.clone()
    }
    fn map<U>(self, f: impl FnOnce(T) -> U) -> Holder<U> {
        Holder { inner: f(self.inner), count: self.count }
    }
}

async fn output<F: Future>(future: F) -> <F as Future>::Output {
    future.await
}

fn first<I: Iterator>(mut all: I) -> Option<I::Item> {
    all.next()
}

fn connection(pool: &Spans) -> <Spans as Pool>::Connection {
    pool.connection()
}

fn anything<T: Send + Sync + 'static>(value: T) {
    let a = value; //: _
}

fn makes<T: Makes + Send + Sync>(value: T) {
    let a = value.made(); //: Span
}

fn structs(span: Span) {
    let a = Holder { inner: span.clone(), count: 1 }; //: Holder<Span>
    let b = Holder { count: 2, ..a }; //: Holder<Span>
    let c = b.get(); //: Span
    let d = b.inner; //: Span
    let e = Settings::default().name; //: String
    let f = Wrapped::from(span); //: Wrapped
    let g = f.clone(); //: Wrapped
    let h: Wrapped = Span::current().into(); //: Wrapped
    let i = Span::current().into(); //: _
    let j = vec![Span::current()].into_iter().map(Wrapped).next(); //: Option<Wrapped>
    let k = Holder { inner: 1u8, count: 1 }.map(|_| Span::current()); //: Holder<Span>
}

async fn results(span: Span, spans: Vec<Span>, pool: Spans) {
    let a = output(async { Span::current() }).await; //: Span
    let b = first(spans.into_iter()); //: Option<Span>
    let c = connection(&pool); //: Span
    let d = pool.connection(); //: Span
}

fn taken(Wrapped(span): Wrapped, Holder { inner, .. }: Holder<Span>) {
    let a = span; //: Span
    let b = inner; //: Span
}
