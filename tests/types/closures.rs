//! What closures are given, and variables that are assigned later.

use tracing::Span;

struct Order;
struct Pool;

fn with_span(f: impl FnOnce(Span)) {}

fn with_order<F>(f: F)
where
    F: Fn(&Order, u8) -> bool,
{
}

fn each<T, F: FnMut(&T)>(values: &[T], f: F) {}

fn boxed(f: Box<dyn Fn(Order)>) {}

impl Pool {
    fn transact<R>(&self, f: impl FnOnce(&mut Pool) -> R) -> R {
        todo!()
    }
}

fn given(pool: &Pool, spans: Vec<Span>) {
    with_span(|span| {
        let a = span; //: Span
    });
    with_order(|order, count| {
        let b = order; //: &Order
        let c = count; //: u8
        true
    });
    each(&spans, |span| {
        let d = span; //: &Span
    });
    let e = pool.transact(|_| Span::current()); //: Span
    pool.transact(|inner| {
        let f = inner; //: &Pool
    });
    boxed(Box::new(|order| {
        let g = order; //: _
    }));
    unknown(|value| {
        let h = value; //: _
    });
}

fn later(flag: bool) {
    let span;
    if flag {
        span = Span::current();
    } else {
        span = Span::none();
    }
    let a = span; //: Span
    let other;
    let b = other; //: Order
    other = Order;
}
