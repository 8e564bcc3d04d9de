//! `contract.yaml`: what services promise to emit. A file and what it imports come in, a [`Contract`] goes out, or every mistake in it
//! with its place. Nothing here knows telemetry or code.

mod matching;
mod model;

pub use matching::{Candidate, Matcher, Rank, glob_holds, rank, template_makes};
pub use model::*;
