//! What names in patterns are.

use axum::Extension;
use axum::extract::State;
use tracing::Span;

struct Orders {
    span: Span,
}
enum Event {
    Placed(Span),
    Failed { span: Span, code: u8 },
}

fn extractors(State(orders): State<Orders>, Extension(span): Extension<Span>) {
    let a = orders; //: Orders
    let b = span; //: Span
}

fn foreign(warp::Wrapped(span): warp::Wrapped<Span>, warp::Other(value): warp::Wrapped<Span>) {
    let a = span; //: Span
    let b = value; //: _
}

fn parts(event: Event, pair: (Span, u8), orders: &Orders) {
    let (first, _) = pair; //: Span
    let Event::Placed(placed) = event else { return }; //: Span
    let Orders { span } = orders;
    let lent = span; //: &Span
}

async fn chosen() {
    tokio::select! {
        span = made() => {
            let a = span; //: Span
        }
        Some(span) = perhaps() => {
            let b = span; //: Span
        }
    }
}

async fn made() -> Span {
    Span::current()
}

async fn perhaps() -> Option<Span> {
    None
}
