//! What we know of libraries, of words and of the semantic conventions: `rules/apis/*.yaml`, `rules/lists/*.yaml` and
//! `rules/semconv/*.yaml` come in, look-up tables go out.
//! No library is named in Rust; the grammars of macros and the parts that types and calls play are closed lists here.

#[cfg(built)]
mod catalog;
#[cfg(built)]
mod conventions;
mod form;
mod load;
mod model;
mod semconv;
#[cfg(built)]
mod words;

#[cfg(built)]
pub use catalog::{After, Catalog, catalog};
#[cfg(built)]
pub use conventions::{Conventions, conventions};
pub use form::Form;
pub use load::{load_api, load_words};
pub use model::{
    Adds, Api, Call, Carrier, Carries, Convention, ConventionKind, Does, Grammar, HandsOn, Is, Level, LevelName, MacroName,
    Parent, Privacy, Publishes, Scalar, Scope, Signal, Signature, Starts, TypeApi, Unbounded, WordList,
};
pub use semconv::load_semconv;
#[cfg(built)]
pub use words::{Words, words};
