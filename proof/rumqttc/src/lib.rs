//! MQTT: version 5 has properties for the context, version 4 only the payload.

pub mod consume;
pub mod right;
pub mod v4;
pub mod wrong;
