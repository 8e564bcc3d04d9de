//! Every future here is spawned on a runtime with several threads, so that it has to be `Send` before and after it is fixed. Each
//! file has the faults of one family of rules.

pub mod attributes;
pub mod guards;
pub mod instrumented;
pub mod setup;
