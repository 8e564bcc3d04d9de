//! `cargo otel-lint`: one straight line from source to report.
//!
//! ```text
//! discover -> outline -> read items on demand -> resolve -> walk --> Site, Attribute --+
//! (paths)     (lexer)    (syn, own tree)         (names, types)      (facts)           |
//!                                                                                      +--> judge --> Finding --> report
//!                                                        rules/**/*.yaml --> Rule -----+
//! ```
//!
//! - [`code`] reads Rust and states facts; it names no rule and no library. What is known of libraries is [`knowledge`], read from
//!   `rules/apis` and `rules/lists` when the program is built.
//! - [`fact`] is the waist: plain owned data. [`rule`] asks for facts and never for code.
//! - [`judge`] holds rules against facts, obeys suppression comments, and makes a [`finding`].
//! - [`contract`] reads what services promise to emit, with every mistake in it.
//! - [`fix`] makes of findings and texts new texts; [`run`] writes them, or shows the difference.
//! - [`report`] shows findings and knows nothing else; [`baseline`] leaves out those that are known.
//! - [`run`] puts the line together from [`cli`] and [`config`].
//! - [`yaml`], [`table`], [`text`], [`printable`], [`source`], [`read_file`], [`write`], [`page`], [`panics`] and [`error`] serve them.
//!   Imports only point down: `tests/architecture.rs` holds that.

pub mod baseline;
pub mod capture;
pub mod cli;
pub mod code;
pub mod config;
pub mod contract;
pub mod error;
mod escaped_path;
pub mod fact;
pub mod finding;
pub mod fix;
pub mod judge;
pub mod knowledge;
pub mod page;
pub mod panics;
pub mod printable;
pub mod read_file;
pub mod report;
pub mod rule;
pub mod run;
pub mod source;
pub mod table;
pub mod text;
pub mod write;
pub mod yaml;
