//! NATS: the context travels in headers, which only the methods `*_with_headers` and built messages have.

pub mod consume;
pub mod headers;
pub mod jetstream;
pub mod right;
pub mod wrong;
