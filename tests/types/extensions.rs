//! Traits of the workspace that give methods to types of libraries.

use std::future::Future;

use tracing::Span;

struct Mark;
struct Traced<F>(F);

trait SpanExt {
    fn mark(&self) -> Mark;
    fn renamed(self, name: &str) -> Self;
}

impl SpanExt for Span {
    fn mark(&self) -> Mark {
        Mark
    }
    fn renamed(self, name: &str) -> Self {
        self
    }
}

trait Lists {
    fn spans(&self) -> Vec<Span>;
}

impl Lists for Vec<Span> {
    fn spans(&self) -> Vec<Span> {
        Vec::new()
    }
}

trait FutureExt: Future {
    fn traced(self) -> Traced<Self>
    where
        Self: Sized;
}

impl<T: Future> FutureExt for T {
    fn traced(self) -> Traced<Self> {
        Traced(self)
    }
}

fn of_a_type(span: Span, list: Vec<Span>) {
    let a = span.mark(); //: Mark
    let b = Span::current().renamed("b").mark(); //: Mark
    let c = span.renamed("c"); //: Span
    let d = list.spans(); //: Vec<Span>
    let e = 5u8.mark(); //: _
}

fn of_any_type() {
    let a = async { Mark }.traced(); //: Traced<Future<Mark>>
}
