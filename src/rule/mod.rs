//! Rules as data. `rules/<family>/<id>.yaml` comes in, a table of [`Rule`]s goes out; nothing here knows how facts are found.

#[cfg(built)]
mod catalog;
mod load;
mod model;

#[cfg(built)]
pub use catalog::{rule, rules};
pub use load::load;
pub use model::{Case, CaseEdit, Condition, Confidence, Gate, Label, Rule, Severity, SourceText};
