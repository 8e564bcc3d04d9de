//! Redis: entries of streams have fields, one of which may hold the context. What is published is a payload and no more.

pub mod consume;
pub mod right;
pub mod wrong;
