//! What we know of libraries, of words, of the semantic conventions, of private values and of units: `rules/apis/*.yaml`,
//! `rules/lists/*.yaml`, `rules/semconv/*.yaml` and `rules/values/*.yaml` come in, look-up tables go out.
//! No library is named in Rust; the grammars of macros and the parts that types and calls play are closed lists here.

#[cfg(built)]
mod catalog;
#[cfg(built)]
mod clients;
#[cfg(built)]
mod conventions;
#[cfg(built)]
mod described;
mod detector;
#[cfg(built)]
mod detectors;
#[cfg(built)]
mod entries;
mod form;
#[cfg(built)]
mod hit;
#[cfg(built)]
mod key_hints;
#[cfg(built)]
mod known;
#[cfg(built)]
mod literals;
mod load;
mod load_values;
#[cfg(built)]
mod masks;
#[cfg(built)]
mod message_words;
mod messaging;
mod model;
#[cfg(built)]
mod own_words;
mod parts;
#[cfg(built)]
mod recorded;
#[cfg(built)]
mod searcher;
mod semconv;
#[cfg(built)]
mod style;
#[cfg(built)]
mod telling;
#[cfg(built)]
mod type_api;
#[cfg(built)]
mod units;
#[cfg(built)]
mod validators;
#[cfg(built)]
mod values;
#[cfg(built)]
mod words;

#[cfg(built)]
pub use catalog::Catalog;
#[cfg(built)]
pub use conventions::{Conventions, Retired, conventions, names_in};
pub use detector::{Detector, Example, Expectation, FalseAlarms, Otherwise, UnitName, Validator, ValueClass, Values};
#[cfg(built)]
pub use detectors::{Detectors, detectors};
pub use form::Form;
#[cfg(built)]
pub use hit::{Hit, beginning};
#[cfg(built)]
pub use key_hints::KeyHints;
#[cfg(built)]
pub use known::Knowledge;
pub use load::{load_api, load_words};
pub use load_values::load_values;
pub use messaging::{Carries, Operand, Publishes, Receives, Sends};
pub use model::{
    Advice, Api, Call, Convention, LevelName, MacroName, Members, MetricConvention, Privacy, Release, Rename, Scope, Semconv,
    Signature, SpanConvention, TypeApi, Unbounded, WordList,
};
#[cfg(built)]
pub use own_words::OwnWords;
pub use parts::{
    Adds, Carrier, ConventionKind, Does, Grammar, HandsOn, Is, Level, Named, Parent, Prints, Runs, Scalar, Signal, Starts,
};
#[cfg(built)]
pub use recorded::{RecordedNames, detector, recorded_names};
pub use semconv::load_semconv;
#[cfg(built)]
pub use style::{Style, Unusual, unusual, unusual_metric};
#[cfg(built)]
pub use telling::After;
#[cfg(built)]
pub use units::{UnitFault, UnitFaultKind, is_ucum, unit_fault};
#[cfg(built)]
pub use words::{Words, words};
