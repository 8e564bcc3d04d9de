//! Orders that a shop sends to its warehouse over RabbitMQ. `broken` and `mended` do the same; only the second keeps the trace whole.

pub mod broken;
pub mod broker;
pub mod form;
pub mod mended;
pub mod table;
pub mod telemetry;
