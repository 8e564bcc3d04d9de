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
#[cfg(built)]
mod own_words;
mod parts;
mod semconv;
#[cfg(built)]
mod style;
#[cfg(built)]
mod telling;
#[cfg(built)]
mod words;

#[cfg(built)]
pub use catalog::{Catalog, catalog};
#[cfg(built)]
pub use conventions::{Conventions, Retired, conventions};
pub use form::Form;
pub use load::{load_api, load_words};
pub use model::{
    Advice, Api, Call, Carries, Convention, LevelName, MacroName, Members, Privacy, Publishes, Release, Rename, Scope, Semconv,
    Signature, TypeApi, Unbounded, WordList,
};
#[cfg(built)]
pub use own_words::OwnWords;
pub use parts::{
    Adds, Carrier, ConventionKind, Does, Grammar, HandsOn, Is, Level, Named, Parent, Prints, Scalar, Signal, Starts,
};
pub use semconv::load_semconv;
#[cfg(built)]
pub use style::{Style, Unusual, unusual, unusual_metric};
#[cfg(built)]
pub use telling::After;
#[cfg(built)]
pub use words::{Words, words};
