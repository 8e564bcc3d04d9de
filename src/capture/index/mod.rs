//! The index of spans: what whole-trace checks need. Entries come in one at a time, traces go out whole. In memory while it is small;
//! beyond that in temporary files, parted by trace, so that one part fits into memory however long the recording is.

mod entry;
mod files;
mod groups;
mod store;

pub(in crate::capture) use entry::{Entry, EntryPlace, SIZE};
pub(in crate::capture) use files::{Files, InFile};
pub(in crate::capture) use groups::{Group, Groups};
pub(in crate::capture) use store::{Index, MOST_TOGETHER};
