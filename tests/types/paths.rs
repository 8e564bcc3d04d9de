//! Paths that lead to a library by way of others: its own re-exports, those of other libraries, and those of this workspace.

use async_nats::header::HeaderMap as Headers;
use otel::trace::Tracer as _;

mod telemetry {
    pub use opentelemetry::*;
    pub mod spans {
        pub use tracing::Span;
        pub use tracing::span::*;
    }
}

mod facade {
    pub use tracing;
    pub use tracing as traces;
}

mod prelude {
    pub use crate::telemetry::*;
}

mod outer {
    pub use crate::facade::*;
}

use prelude::*;

fn of_libraries(parts: axum::http::request::Parts, request: hyper::http::Request<u8>, headers: reqwest::header::HeaderMap) {
    let a = parts.headers; //: HeaderMap
    let b = request.headers(); //: &HeaderMap
    let c = headers.get("traceparent"); //: Option<&HeaderValue>
    let d = Headers::new(); //: HeaderMap
    let e = async_nats::HeaderMap::new(); //: HeaderMap
    let f = axum::http::HeaderMap::new(); //: HeaderMap
    let g = tonic::codegen::http::Request::new(1u8); //: Request<u8>
}

fn of_own_modules() {
    let a = telemetry::Context::current(); //: Context
    let b = telemetry::spans::Span::current(); //: Span
    let c = facade::tracing::info_span!("c"); //: Span
    let d = facade::traces::Span::none(); //: Span
    let e = outer::tracing::info_span!("e").entered(); //: EnteredSpan
    let f = Context::current(); //: Context
    let g = spans::Span::current(); //: Span
    let h = global::tracer("h"); //: BoxedTracer
    let i = crate::prelude::global::tracer("i").start("i"); //: BoxedSpan
}

fn of_renamed() {
    let a = otel::Context::current(); //: Context
    let b = otel::global::tracer("b"); //: BoxedTracer
    let c = traced::Span::current(); //: Span
    let d = traced::info_span!("d"); //: Span
}

fn of_nothing() {
    let a = telemetry::Absent::current(); //: _
    let b = facade::absent::Span::current(); //: _
    let c = absent::Span::current(); //: _
}
