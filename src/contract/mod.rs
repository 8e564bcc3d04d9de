//! `contract.yaml`: what services promise to emit. A file and what it imports come in, a [`Contract`] goes out, or every mistake in it
//! with its place. Nothing here knows telemetry or code.
//!
//! ```text
//! load (files, imports) -> form (against grammar) -> read (layers) -> check, merge -> Contract
//!                                grammar -> schema (for editors)
//! ```

mod anybody;
mod check;
mod form;
mod grammar;
mod index;
mod layer;
mod load;
mod matching;
mod merge;
mod mistakes;
mod model;
mod plain;
mod read;
mod registry;
mod schema;
mod traps;
mod types;
mod vocabulary;
mod whole;

pub use index::{ContractIndex, Said, contract_of};
pub use layer::SpanType;
pub use load::is_contract;
pub use matching::{Candidate, Matcher, Pattern, Rank, fill, glob_holds, rank, template_makes};
pub use model::*;
pub use registry::span_types;
pub use schema::schema;
