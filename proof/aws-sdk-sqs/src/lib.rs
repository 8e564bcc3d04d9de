//! SQS: the context travels in attributes of the message, which a consumer only gets if it asks for them.

pub mod attributes;
pub mod consume;
pub mod right;
pub mod wrong;
