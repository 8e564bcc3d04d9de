//! Which values a place may hold, at every event of a body. Comes in: the graph of [`super::events`]; goes out: [`Values`], from which
//! analyses get read-only answers while the [driver](run) leads them over the events. Moves, borrows, clones, captures and returns are
//! followed here and nowhere else. It judges nothing.

#![cfg_attr(not(test), allow(dead_code, unused_imports, reason = "the analyses that ask for the rest come one at a time"))]

mod answers;
mod driver;
mod fixpoint;
mod origins;
mod places;
mod shared;
mod state;
mod transfer;

pub(crate) use answers::At;
pub(crate) use driver::{Analysis, Found, run};
pub(crate) use fixpoint::Values;
pub(crate) use origins::{Origin, ValueId};
pub(crate) use state::Initialised;
pub(crate) use transfer::Calls;

#[cfg(test)]
mod tests;
