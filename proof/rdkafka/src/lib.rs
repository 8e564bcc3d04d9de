//! Kafka: the context travels in the headers of the record.

pub mod consume;
pub mod headers;
pub mod right;
pub mod wrong;
