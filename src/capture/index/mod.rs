//! The index of spans: what whole-trace checks need. Entries come in one at a time, traces go out whole. In memory while it is small;
//! beyond that in temporary files, parted by trace, so that one part fits into memory however long the recording is.

mod entry;
mod store;
mod traces;

pub(in crate::capture) use entry::{Entry, SIZE};
pub(in crate::capture) use store::Index;
pub(in crate::capture) use traces::{Group, Groups, ServiceTraces, TraceFacts, TraceProblem, Window, analyse};
