//! What we know of libraries and of words: `rules/apis/*.yaml` and `rules/lists/*.yaml` come in, look-up tables go out.
//! No library is named in Rust; the grammars of macros and the parts that types and calls play are closed lists here.

#[cfg(built)]
mod catalog;
mod load;
mod model;
#[cfg(built)]
mod words;

#[cfg(built)]
pub use catalog::{After, Catalog, catalog};
pub use load::{load_api, load_words};
pub use model::{
    Adds, Api, Call, Carries, Does, Grammar, HandsOn, Is, Level, LevelName, MacroName, Parent, Privacy, Publishes, Scope, Signal,
    Signature, TypeApi, Unbounded, WordList,
};
#[cfg(built)]
pub use words::{Words, words};
