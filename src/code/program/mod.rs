//! Whole programs: what of a workspace's functions each binary reaches, and what is set up, used and shut down there.
//! Comes in: what the walk noted of every function. Goes out: facts about the places that a binary reaches. A place that no
//! binary reaches by calls that are resolved is not spoken of, and what may be done out of sight counts as done.

mod between;
mod footprint;
mod observe;
mod reach;
mod received;
mod remade;
mod tasks;

pub(super) use between::Between;
pub(super) use footprint::{Exit, Footprint, Home, Kept, Made, Makes, Measured, Received, Remade, Setup, Spawned};
pub(super) use observe::{exits, kept_in_statics, observe};
pub(super) use reach::towards_setup;
pub(super) use received::{received, relayed};
pub(super) use remade::remade;
pub(super) use tasks::tasks;
