//! A library: generic over its futures and tracers, with macros and helpers of its own.

use std::borrow::Cow;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use opentelemetry::trace::Tracer;
use tracing::span::EnteredSpan;
use tracing::{Level, Span};

/// `let _guard = scope!("parse");` covers the block.
#[macro_export]
macro_rules! scope {
    ($name:expr) => {
        $crate::enter($crate::span($name))
    };
    ($name:expr, $($field:tt)+) => {
        ::tracing::span!(::tracing::Level::DEBUG, $name, $($field)+).entered()
    };
}

pub fn span(name: &'static str) -> Span {
    tracing::span!(Level::DEBUG, "scope", name)
}

pub fn enter(span: Span) -> EnteredSpan {
    span.entered()
}

/// A future in a span, entered only while it is polled.
pub struct Traced<F> {
    inner: Pin<Box<F>>,
    span: Span,
}

impl<F: Future> Future for Traced<F> {
    type Output = F::Output;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = &mut *self;
        let _entered = this.span.enter();
        this.inner.as_mut().poll(cx)
    }
}

pub trait Named {
    fn name(&self) -> Cow<'static, str>;

    #[tracing::instrument(skip(self), fields(name = %self.name()))]
    fn run(&self, step: usize) {
        tracing::debug!(step, "running");
    }
}

pub fn measured<T: Tracer, R>(tracer: &T, named: &impl Named, work: impl FnOnce() -> R) -> R {
    tracer.in_span(named.name(), |_cx| work())
}

pub struct Key(String);

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg_attr(feature = "traces", tracing::instrument(level = "trace", skip_all, fields(key = ?key, size), err))]
pub fn sign(key: &Key, text: &str) -> Result<usize, fmt::Error> {
    let _guard = scope!("sign", size = text.len());
    tracing::Span::current().record("size", text.len() as i64);
    Ok(key.0.len() + text.len())
}

/// A guard of our own: a door is no span.
pub struct Door;

impl Door {
    pub fn enter(&self) -> u8 {
        1
    }

    pub async fn through(&self) {
        let _ = self.enter();
        let _pass = self.enter();
        std::future::ready(()).await;
    }
}

fn main() {}
