//! RabbitMQ: the context travels in the headers of the properties, the fifth argument.

pub mod consume;
pub mod delegate;
pub mod pool;
pub mod right;
pub mod table;
pub mod wrong;
