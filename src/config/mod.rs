//! The settings of a workspace. `otel-lint.toml`, or a table in `Cargo.toml`, comes in; a [`Config`] goes out, or every mistake of the
//! file with its place. Nothing here knows the command line.

mod find;
mod globs;
mod load;
mod model;
mod named;
mod reader;
mod selector;

pub use find::{Choice, FILE};
pub use globs::Globs;
pub use model::{Config, Level, Levels, Named, Override, Role, Threshold};
pub use selector::{Selector, suggestion};
